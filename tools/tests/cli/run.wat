;; Results are printed one a line, plain: integers signed, floats shortest, references by kind.
;; RUN: run % --invoke all 7 -1 0x10 1e3 null
;; RUN: run % --invoke add 40 2
;; RUN: run % --invoke 'add(40, 2)'
;; RUN: run % --invoke nothing
;; RUN: run % --no-fold --invoke sub -- -5 -inf
;; RUN: parse % | run - --invoke add 1 -2
(module
  (import "spectest" "print_i32" (func $print (param i32)))
  (export "print" (func $print))
  (func (export "all") (param i32 i64 f32 f64 externref) (result f64 f32 i64 i32 externref funcref)
    (local.get 3) (local.get 2) (local.get 1) (local.get 0) (local.get 4) (ref.func 0))
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func (export "sub") (param f32 f64) (result f64 f32)
    (local.get 1) (f32.neg (local.get 0)))
  (func (export "nothing") (call $print (i32.const 42))))
