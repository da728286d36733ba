;; Descriptors that have to be kept: through collections, in subtypes whose fields push the descriptor further back, in
;; types that describe and are described; and casts that look at what is there and not at its type.

(module
  (rec
    (type $a (sub (descriptor $a.d) (struct (field i32))))
    (type $a.d (sub (describes $a) (struct (field $n i32)))))
  (rec
    (type $b (sub $a (descriptor $b.d) (struct (field i32) (field i8) (field (ref null $b)))))
    (type $b.d (sub $a.d (describes $b) (struct (field i32) (field i64)))))
  (type $garbage (array i64))

  ;; A chain of 1000 whose descriptors are reachable through them alone.
  (func $make (param $n i32) (result (ref null $b)) (local $list (ref null $b))
    (loop $l
      (local.set $list
        (struct.new_desc $b (local.get $n) (i32.const 3) (local.get $list)
          (struct.new $b.d (i32.mul (local.get $n) (i32.const 2)) (i64.const 1))))
      (drop (array.new_default $garbage (i32.const 10000)))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $list))
  (func (export "survive") (param $n i32) (result i32) (local $list (ref null $b)) (local $sum i32)
    (local.set $list (call $make (local.get $n)))
    (loop $l
      (local.set $sum
        (i32.add (local.get $sum) (struct.get $a.d $n (ref.get_desc $a (local.get $list)))))
      (br_if $l (i32.eqz (ref.is_null (local.tee $list (struct.get $b 2 (local.get $list)))))))
    (local.get $sum))

  ;; Two equal descriptors are not the same one.
  (func (export "other descriptor") (result i32)
    (block $h (result anyref)
      (drop (br_on_cast_desc_eq $h anyref (ref $a)
        (struct.new_desc $a (i32.const 1) (struct.new $a.d (i32.const 5)))
        (struct.new $a.d (i32.const 5))))
      (return (i32.const 0)))
    (drop) (i32.const 1))
  (func (export "same descriptor") (result i32) (local $d (ref null (exact $a.d)))
    (local.set $d (struct.new $a.d (i32.const 5)))
    (struct.get $a 0 (ref.cast_desc_eq (ref (exact $a))
      (struct.new_desc $a (i32.const 1) (local.get $d)) (local.get $d))))
  ;; What has no descriptor: numbers, arrays, structures without.
  (type $s (struct))
  (func $cast (param anyref) (result anyref)
    (ref.cast_desc_eq (ref null $a) (local.get 0) (struct.new $a.d (i32.const 0))))
  (func (export "i31") (drop (call $cast (ref.i31 (i32.const 1)))))
  (func (export "array") (drop (call $cast (array.new_default $garbage (i32.const 1)))))
  (func (export "struct") (drop (call $cast (struct.new $s))))
  (func (export "host") (param externref) (drop (call $cast (any.convert_extern (local.get 0)))))
  (func (export "null") (result i32) (ref.is_null (call $cast (ref.null none))))
  (func (export "default") (result i32) (struct.get $a 0 (struct.new_default_desc $a (struct.new $a.d (i32.const 0)))))
  (func (export "no descriptor") (drop (struct.new_default_desc $a (ref.null none)))))

(assert_return (invoke "survive" (i32.const 1000)) (i32.const 1001000))
(assert_return (invoke "other descriptor") (i32.const 0))
(assert_return (invoke "same descriptor") (i32.const 1))
(assert_trap (invoke "i31") "descriptor cast failure")
(assert_trap (invoke "array") "descriptor cast failure")
(assert_trap (invoke "struct") "descriptor cast failure")
(assert_trap (invoke "host" (ref.extern 1)) "descriptor cast failure")
(assert_return (invoke "null") (i32.const 1))
(assert_return (invoke "default") (i32.const 0))
(assert_trap (invoke "no descriptor") "null descriptor reference")

;; A constant expression, and a descriptor that is described itself.
(module
  (rec
    (type $x (descriptor $x.d) (struct))
    (type $x.d (describes $x) (descriptor $x.m) (struct))
    (type $x.m (describes $x.d) (struct (field i32))))
  (global $m (ref (exact $x.m)) (struct.new $x.m (i32.const 77)))
  (global $x (ref (exact $x)) (struct.new_desc $x (struct.new_desc $x.d (global.get $m))))
  (func (export "meta") (result i32)
    (struct.get $x.m 0 (ref.get_desc $x.d (ref.get_desc $x (global.get $x))))))
(assert_return (invoke "meta") (i32.const 77))

;; Every field has a default value, and the descriptor is of the very type that the structure has.
;; [custom-descriptors/struct.new_default_desc]
(module
  (rec
    (type $a (sub (descriptor $a.d) (struct (field i32) (field anyref))))
    (type $a.d (sub (describes $a) (struct))))
  (func (param $d (ref (exact $a.d))) (drop (struct.new_default_desc $a (local.get $d)))))
(assert_invalid
  (module
    (rec
      (type $a (sub (descriptor $a.d) (struct (field i32) (field (ref any)))))
      (type $a.d (sub (describes $a) (struct))))
    (func (param $d (ref (exact $a.d))) (drop (struct.new_default_desc $a (local.get $d)))))
  "field type is not defaultable")
(assert_invalid
  (module
    (rec
      (type $a (sub (descriptor $a.d) (struct (field i32))))
      (type $a.d (sub (describes $a) (struct))))
    (func (param $d (ref $a.d)) (drop (struct.new_default_desc $a (local.get $d)))))
  "type mismatch")
(assert_invalid
  (module (type $a (struct)) (func (drop (struct.new_default_desc $a (ref.null none)))))
  "type")
