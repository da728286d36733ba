;; A trap ends with status 1 and tells where it came from.
;; RUN: run % --invoke outer 0
;; EXIT: 1
(module
  (func $inner (param i32) (result i32)
    (i32.div_u (i32.const 1) (local.get 0)))
  (func $outer (export "outer") (param i32) (result i32)
    (block (result i32)
      (call $inner (local.get 0)))))
