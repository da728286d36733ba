;; With folded instructions a line begins with the offset of its outermost.
;; RUN: print -p -f --indent 1 %
(module
  (func $f (param i32) (result i32)
    (if (result i32) (i32.eqz (local.get 0))
      (then (i32.const 1))
      (else (i32.mul (i32.mul (i32.mul (i32.mul (local.get 0) (local.get 0)) (local.get 0)) (local.get 0)) (local.get 0))))))
