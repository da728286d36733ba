;; From text to binary and back, plain and folded.
;; RUN: parse % | print -
;; RUN: print % --folded
(module $m
  (type $t (func (param i32) (result i32)))
  (import "a" "b" (func $imported (type $t)))
  (memory (export "mem") 1 2)
  (data (i32.const 8) "hi\00")
  (func $f (export "f") (type $t) (param $x i32) (result i32)
    (local $y i64)
    (if (result i32) (local.get $x)
      (then (call $imported (i32.add (local.get $x) (i32.const 1))))
      (else (i32.load offset=4 (local.get $x))))))
