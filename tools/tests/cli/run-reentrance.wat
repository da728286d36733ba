;; A component calls one that it holds: by default a trap that names the policy; with --reentrance=donut a call like any other.
;; RUN: run % --reentrance=donut --invoke 'f()'
;; RUN: run % --invoke 'f()'
;; EXIT: 1
(component
  (component $Inner
    (core module $M (func (export "g") (result i32) (i32.const 7)))
    (core instance $m (instantiate $M))
    (func (export "g") (result u32) (canon lift (core func $m "g"))))
  (instance $inner (instantiate $Inner))
  (core func $g (canon lower (func $inner "g")))
  (core module $M (import "" "g" (func $g (result i32))) (func (export "f") (result i32) (call $g)))
  (core instance $m (instantiate $M (with "" (instance (export "g" (func $g))))))
  (func (export "f") (result u32) (canon lift (core func $m "f"))))
