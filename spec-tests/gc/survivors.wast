;; What can still be reached survives collections; what cannot does not fill the heap.
;;
;; Each function makes some objects, hides the only reference to them in one kind of place, then allocates far more than
;; a collector will let pass without working, and looks at what it hid. Places: locals, operands of an instruction under
;; way, frames further up, globals, tables, fields, array elements, cycles, exceptions, and references behind `extern`.

(module
  (type $node (struct (field $value i32) (field $next (mut (ref null $node)))))
  (type $nodes (array (mut (ref null $node))))
  (type $bytes (array (mut i8)))
  (global $g (mut (ref null $node)) (ref.null $node))
  (global $x (mut externref) (ref.null extern))
  (global $exn (mut exnref) (ref.null exn))
  (table $t 4 (ref null $node))
  (tag $e (param (ref $node)))

  (func $node (param i32) (result (ref $node)) (struct.new $node (local.get 0) (ref.null $node)))
  (func $value (param (ref null $node)) (result i32) (struct.get $node $value (local.get 0)))

  ;; 64 MiB of arrays of a kilobyte, and a list of 100,000 nodes that nobody keeps.
  (func $churn
    (local $n i32) (local $list (ref null $node))
    (local.set $n (i32.const 0x10000))
    (loop $again
      (drop (array.new $bytes (i32.const 1) (i32.const 1024)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.set $n (i32.const 100000))
    (loop $again
      (local.set $list (struct.new $node (local.get $n) (local.get $list)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))

  (func (export "local") (result i32)
    (local $kept (ref null $node))
    (local.set $kept (call $node (i32.const 1)))
    (call $churn)
    (call $value (local.get $kept)))

  (func $churn-and (param i32) (result (ref $node)) (call $churn) (call $node (local.get 0)))
  (func (export "operand") (result i32)
    (i32.add (call $value (call $pair (call $node (i32.const 2)) (call $churn-and (i32.const 3)))) (i32.const 0)))
  (func $pair (param (ref $node) (ref $node)) (result (ref $node))
    (struct.new $node
      (i32.add (i32.mul (i32.const 10) (call $value (local.get 0))) (call $value (local.get 1)))
      (local.get 0)))

  (func $deeper (param i32) (result i32)
    (local $kept (ref null $node))
    (local.set $kept (call $node (local.get 0)))
    (if (local.get 0)
      (then (drop (call $deeper (i32.sub (local.get 0) (i32.const 1)))))
      (else (call $churn)))
    (call $value (local.get $kept)))
  (func (export "frames") (result i32) (call $deeper (i32.const 50)))

  (func (export "global") (result i32)
    (global.set $g (call $node (i32.const 4)))
    (call $churn)
    (call $value (global.get $g)))

  (func (export "table") (result i32)
    (table.set $t (i32.const 3) (call $node (i32.const 5)))
    (call $churn)
    (call $value (table.get $t (i32.const 3))))

  (func (export "field-and-cycle") (result i32)
    (local $a (ref $node)) (local $b (ref $node))
    (local.set $a (call $node (i32.const 6)))
    (local.set $b (struct.new $node (i32.const 7) (local.get $a)))
    (struct.set $node $next (local.get $a) (local.get $b))
    (global.set $g (local.get $b))
    (local.set $a (call $node (i32.const 0)))
    (local.set $b (local.get $a))
    (call $churn)
    (i32.add
      (i32.mul (i32.const 10) (call $value (struct.get $node $next (global.get $g))))
      (call $value (struct.get $node $next (struct.get $node $next (global.get $g))))))

  (func (export "element") (result i32)
    (local $all (ref null $nodes))
    (local.set $all (array.new_default $nodes (i32.const 1000)))
    (array.set $nodes (local.get $all) (i32.const 999) (call $node (i32.const 8)))
    (call $churn)
    (call $value (array.get $nodes (local.get $all) (i32.const 999))))

  (func (export "behind-extern") (result i32)
    (global.set $x (extern.convert_any (call $node (i32.const 9))))
    (call $churn)
    (call $value (ref.cast (ref $node) (any.convert_extern (global.get $x)))))

  (func (export "exception") (result i32)
    (block $h (result (ref $node) exnref)
      (try_table (catch_ref $e $h) (throw $e (call $node (i32.const 10))))
      (unreachable))
    (global.set $exn)
    (drop)
    (call $churn)
    (call $value
      (block $again (result (ref $node))
        (try_table (catch $e $again) (throw_ref (global.get $exn)))
        (unreachable))))

  (func (export "long-list") (result i32)
    ;; Marking must not recurse by the length of a list.
    (local $n i32) (local $list (ref null $node)) (local $sum i32)
    (local.set $n (i32.const 300000))
    (loop $again
      (local.set $list (struct.new $node (i32.const 1) (local.get $list)))
      (br_if $again (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (call $churn)
    (block $end
      (loop $next
        (br_if $end (ref.is_null (local.get $list)))
        (local.set $sum (i32.add (local.get $sum) (call $value (local.get $list))))
        (local.set $list (struct.get $node $next (local.get $list)))
        (br $next)))
    (local.get $sum)))

(assert_return (invoke "local") (i32.const 1))
(assert_return (invoke "operand") (i32.const 23))
(assert_return (invoke "frames") (i32.const 50))
(assert_return (invoke "global") (i32.const 4))
(assert_return (invoke "table") (i32.const 5))
(assert_return (invoke "field-and-cycle") (i32.const 67))
(assert_return (invoke "element") (i32.const 8))
(assert_return (invoke "behind-extern") (i32.const 9))
(assert_return (invoke "exception") (i32.const 10))
(assert_return (invoke "long-list") (i32.const 300000))
