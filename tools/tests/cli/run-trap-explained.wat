;; A trap tells the instruction, its operands, what they reach beyond, the rule, and the way there: calls in turns are
;; told once.
;; RUN: run % --invoke go 65534
;; EXIT: 1
(module
  (memory $ram 1)
  (func $even (param $n i32) (param $at i32) (result i32)
    (if (result i32) (i32.eqz (local.get $n))
      (then (i32.load offset=4 (local.get $at)))
      (else (call $odd (i32.sub (local.get $n) (i32.const 1)) (local.get $at)))))
  (func $odd (param $n i32) (param $at i32) (result i32)
    (call $even (i32.sub (local.get $n) (i32.const 1)) (local.get $at)))
  (func (export "go") (param $at i32) (result i32)
    (call $even (i32.const 6) (local.get $at))))
