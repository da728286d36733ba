;; A component from text to binary and back: names, index comments, a module inside; then the same under `validate`.
;; RUN: parse % | print -
;; RUN: validate %
(component $top
  (type $r' (record (field "a" (list u8))))
  (import "r" (type $r (eq $r')))
  (import "i" (external-id "x") (instance $i (export "f" (func async (param "r" $r)))))
  (core module $m
    (import "" "f" (func $f (param i32 i32) (result i32)))
    (func (export "g") (drop (call $f (i32.const 0) (i32.const 0)))))
  (core module $memory (memory (export "mem") 1))
  (core instance $memory (instantiate $memory))
  (core func $f (canon lower (func $i "f") (memory (core memory $memory "mem")) async))
  (core instance $n (instantiate $m (with "" (instance (export "f" (func $f))))))
  (func (export "g") (canon lift (core func $n "g"))))
