;; A call whose argument is no value of its type is wrong usage: no program has failed.
;; RUN: run % --invoke 'f(300)'
;; EXIT: 2
(component
  (core module $M (func (export "f") (param i32)))
  (core instance $m (instantiate $M))
  (func (export "f") (param "x" u8) (canon lift (core func $m "f"))))
