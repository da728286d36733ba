;; After an unconditional branch the operand stack is whatever it needs to be, but no more than that.
;;
;; Unreachable code is checked: values that are really pushed there keep their types, the polymorphic stack ends at the
;; block's own beginning, and a block's results are demanded where the block ends.

(module
  (func (result i32) (unreachable) (i32.add))
  (func (result i32) (unreachable) (select))
  (func (result i64) (unreachable) (i32.const 1) (select (result i64)))
  (func (result f32) (block (result f32) (br 0 (f32.const 1)) (f32.neg)))
  (func (param i32) (result i32) (return (local.get 0)) (drop) (drop) (drop))
  (func (unreachable) (loop (param i32 f64) (drop) (drop)))
  (func (result i32 i64) (unreachable) (if (param i32) (result i32 i64) (then (i64.const 0)) (else (unreachable))))
  (func (unreachable) (br_if 0) (br_table 0 0))
  (func (result i32) (block (result i32) (unreachable) (br_table 0 0 0)))
  (func (unreachable) (ref.is_null) (drop) (ref.as_non_null) (drop))
  (func (unreachable) (br_on_null 0) (drop))
  (func (param (ref func)) (unreachable) (call_ref 0) )
  (type (func)))

(assert_invalid (module (func (result i32) (unreachable) (i64.const 1) (i32.add))) "type mismatch")
(assert_invalid (module (func (result i32) (unreachable) (i64.const 1))) "type mismatch")
(assert_invalid (module (func (unreachable) (i32.const 1))) "type mismatch")
(assert_invalid (module (func (block (i32.const 1)) (unreachable))) "type mismatch")
(assert_invalid (module (func (result i32) (unreachable) (block (i32.add)) )) "type mismatch")
(assert_invalid (module (func (result i32) (unreachable) (block (drop)) )) "type mismatch")
(assert_invalid (module (func (unreachable) (i32.const 1) (f32.const 2) (select) (drop))) "type mismatch")
(assert_invalid (module (func (unreachable) (i64.const 1) (i32.const 1) (i32.const 0) (select) (drop))) "type mismatch")
(assert_invalid (module (func (result i32) (br 0 (i64.const 1)))) "type mismatch")
(assert_invalid (module (func (unreachable) (local.get 0))) "unknown local")
(assert_invalid (module (func (unreachable) (br 1))) "unknown label")
(assert_invalid (module (func (unreachable) (call 1))) "unknown function")
(assert_invalid (module (func (local (ref func)) (unreachable) (local.get 0) (drop))) "uninitialized local")
(assert_invalid
  (module (func (block (result i32) (unreachable) (br_table 0 1 (i32.const 1))) (drop)))
  "type mismatch")
