;; Whoever calls what is not exported is told what is.
;; RUN: run % --invoke 'g()'
;; EXIT: 2
(component
  (core module $M (func (export "f") (param i32)))
  (core instance $m (instantiate $M))
  (func (export "f") (param "x" u32) (canon lift (core func $m "f"))))
