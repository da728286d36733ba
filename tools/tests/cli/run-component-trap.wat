;; A trap in a component tells where, and ends with status 1.
;; RUN: run % --invoke 'f()'
;; EXIT: 1
(component
  (core module $M
    (func $inner unreachable)
    (func (export "f") (call $inner)))
  (core instance $m (instantiate $M))
  (func (export "f") (canon lift (core func $m "f"))))
