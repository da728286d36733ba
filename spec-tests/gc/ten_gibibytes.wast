;; More than 10 GiB are allocated, of which 1 MiB is alive at any time: once as small structures and arrays of many lengths,
;; which point at each other and at themselves, once as arrays of 200 KiB and more. A heap that never collects, that counts
;; references, or that cannot use again what lies between survivors, dies of it, or takes the machine with it.
;; tools/scripts/resident_test.py runs this script alone and looks at how much memory the process had at most.

(module
  (type $bytes (array (mut i8)))
  (type $node
    (struct (field $number (mut i32)) (field $bytes (mut (ref null $bytes))) (field $other (mut (ref null $node)))))
  (type $ring (array (mut (ref null $node))))
  (global $ring (ref $ring) (array.new $ring (ref.null $node) (i32.const 960)))
  (global $number (mut i32) (i32.const 0))

  (func $length (param $number i32) (result i32)
    (i32.and (i32.mul (local.get $number) (i32.const 0x9e3779b1)) (i32.const 0x7ff)))

  ;; The ring holds the last 960 nodes, each with an array of 1 KiB on average. Even ones are cycles.
  (func (export "small") (param $total i64) (local $done i64) (local $length i32) (local $node (ref null $node))
    (loop $next
      (local.set $length (call $length (global.get $number)))
      (local.set $node
        (struct.new $node (global.get $number) (array.new_default $bytes (local.get $length)) (ref.null $node)))
      (if (i32.eqz (i32.and (global.get $number) (i32.const 1)))
        (then (struct.set $node $other (local.get $node) (local.get $node))))
      (array.set $ring (global.get $ring) (i32.rem_u (global.get $number) (i32.const 960)) (local.get $node))
      (global.set $number (i32.add (global.get $number) (i32.const 1)))
      (local.set $done
        (i64.add (local.get $done) (i64.extend_i32_u (i32.add (i32.const 12) (local.get $length)))))
      (br_if $next (i64.lt_u (local.get $done) (local.get $total)))))
  ;; How many of the 960 are what they were when they were made.
  (func (export "intact") (result i32)
    (local $i i32) (local $number i32) (local $count i32) (local $node (ref null $node))
    (loop $next
      (local.set $number (i32.sub (i32.sub (global.get $number) (i32.const 1)) (local.get $i)))
      (local.set $node (array.get $ring (global.get $ring) (i32.rem_u (local.get $number) (i32.const 960))))
      (local.set $count
        (i32.add (local.get $count)
          (i32.and
            (i32.eq (struct.get $node $number (local.get $node)) (local.get $number))
            (i32.eq (array.len (struct.get $node $bytes (local.get $node))) (call $length (local.get $number))))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 960))))
    (local.get $count))
  (func (export "forget") (array.fill $ring (global.get $ring) (i32.const 0) (ref.null $node) (i32.const 960)))

  ;; Four arrays at a time, of 200,000 to 262,143 bytes.
  (table $four 4 (ref null $bytes))
  (func (export "large") (param $count i32) (local $length i32)
    (loop $next
      (local.set $count (i32.sub (local.get $count) (i32.const 1)))
      (local.set $length
        (i32.add (i32.const 200000) (i32.rem_u (i32.mul (local.get $count) (i32.const 7919)) (i32.const 62144))))
      (table.set $four (i32.and (local.get $count) (i32.const 3))
        (array.new $bytes (local.get $count) (local.get $length)))
      (br_if $next (local.get $count))))
  (func (export "byte") (param $i i32) (result i32)
    (array.get_u $bytes (table.get $four (local.get $i)) (i32.const 199999))))

(assert_return (invoke "small" (i64.const 0x1_4000_0000)))
(assert_return (invoke "intact") (i32.const 960))
(assert_return (invoke "forget"))
(assert_return (invoke "large" (i32.const 24000)))
(assert_return (invoke "byte" (i32.const 0)) (i32.const 0))
(assert_return (invoke "byte" (i32.const 3)) (i32.const 3))
(assert_return (invoke "small" (i64.const 0x4000_0000)))
(assert_return (invoke "intact") (i32.const 960))
