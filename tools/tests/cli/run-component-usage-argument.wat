;; So is an argument behind the name.
;; RUN: run % --invoke f x
;; EXIT: 2
(component
  (core module $M (func (export "f") (param i32)))
  (core instance $m (instantiate $M))
  (func (export "f") (param "x" u8) (canon lift (core func $m "f"))))
