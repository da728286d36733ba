;; A defined type is its recursive group and its place in it, in whatever module it was written.
;;
;; Objects made by one module are cast by another. The cast succeeds where the groups are equal by structure, however
;; they were written, and fails where a group has one more member, another order, another supertype, or finality.

(module $maker
  (type $point (struct (field i32) (field i32)))
  (rec
    (type $a (sub (struct (field (ref null $b)))))
    (type $b (sub $a (struct (field (ref null $b)) (field i32)))))
  (func (export "point") (result anyref) (struct.new $point (i32.const 1) (i32.const 2)))
  (func (export "a") (result anyref) (struct.new_default $a))
  (func (export "b") (result anyref) (struct.new_default $b))
  (func (export "f") (param i32) (result i64) (i64.extend_i32_s (local.get 0))))
(register "maker" $maker)

(module
  (import "maker" "point" (func $point (result anyref)))
  (import "maker" "a" (func $a (result anyref)))
  (import "maker" "b" (func $b (result anyref)))

  ;; Alone in an explicit group: the same as without one.
  (rec (type $same (struct (field $x i32) (field $y i32))))
  (rec (type $first (struct (field i32) (field i32))) (type $second (struct)))
  (rec (type $empty (struct)) (type $last (struct (field i32) (field i32))))
  (type $open (sub (struct (field i32) (field i32))))
  (type $mutable (struct (field i32) (field (mut i32))))

  (rec
    (type $A (sub (struct (field (ref null $B)))))
    (type $B (sub $A (struct (field (ref null $B)) (field i32)))))
  (rec
    (type $A2 (sub (struct (field (ref null $A2)))))
    (type $B2 (sub $A2 (struct (field (ref null $B2)) (field i32)))))

  (func (export "points") (result i32 i32 i32 i32 i32)
    (ref.test (ref $same) (call $point))
    (ref.test (ref $first) (call $point))
    (ref.test (ref $last) (call $point))
    (ref.test (ref $open) (call $point))
    (ref.test (ref $mutable) (call $point)))
  (func (export "pairs") (result i32 i32 i32 i32 i32)
    (ref.test (ref $A) (call $a))
    (ref.test (ref $B) (call $a))
    (ref.test (ref $A) (call $b))
    (ref.test (ref $B) (call $b))
    (ref.test (ref $A2) (call $a))))

(assert_return (invoke "points") (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))
(assert_return (invoke "pairs") (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 1) (i32.const 0))

;; Imports compare the same way.
(module
  (rec (type $f (func (param i32) (result i64))))
  (import "maker" "f" (func (type $f))))
(assert_unlinkable
  (module
    (rec (type $f (func (param i32) (result i64))) (type (struct)))
    (import "maker" "f" (func (type $f))))
  "incompatible import type")
(assert_unlinkable
  (module
    (type $f (sub (func (param i32) (result i64))))
    (import "maker" "f" (func (type $f))))
  "incompatible import type")

;; A chain of 20 subtypes: casts up and down, and to a sibling.
(module
  (type $0 (sub (struct)))
  (type $1 (sub $0 (struct))) (type $2 (sub $1 (struct))) (type $3 (sub $2 (struct)))
  (type $4 (sub $3 (struct))) (type $5 (sub $4 (struct))) (type $6 (sub $5 (struct)))
  (type $7 (sub $6 (struct))) (type $8 (sub $7 (struct))) (type $9 (sub $8 (struct)))
  (type $10 (sub $9 (struct))) (type $11 (sub $10 (struct))) (type $12 (sub $11 (struct)))
  (type $13 (sub $12 (struct))) (type $14 (sub $13 (struct))) (type $15 (sub $14 (struct)))
  (type $16 (sub $15 (struct))) (type $17 (sub $16 (struct))) (type $18 (sub $17 (struct)))
  (type $19 (sub $18 (struct (field i32))))
  (type $sibling (sub $18 (struct (field i64))))
  (global $low (ref $0) (struct.new_default $19))
  (global $middle (ref $0) (struct.new_default $9))
  (func (export "up") (result i32 i32 i32)
    (ref.test (ref $0) (global.get $low)) (ref.test (ref $18) (global.get $low)) (ref.test (ref $19) (global.get $low)))
  (func (export "down") (result i32 i32 i32)
    (ref.test (ref $9) (global.get $middle)) (ref.test (ref $10) (global.get $middle)) (ref.test (ref $19) (global.get $middle)))
  (func (export "sibling") (result i32) (ref.test (ref $sibling) (global.get $low)))
  (func (export "cast") (drop (ref.cast (ref $10) (global.get $middle)))))
(assert_return (invoke "up") (i32.const 1) (i32.const 1) (i32.const 1))
(assert_return (invoke "down") (i32.const 1) (i32.const 0) (i32.const 0))
(assert_return (invoke "sibling") (i32.const 0))
(assert_trap (invoke "cast") "cast failure")
