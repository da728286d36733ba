;; So is a call that is not written to its end.
;; RUN: run % --invoke 'f('
;; EXIT: 2
(component
  (core module $M (func (export "f") (param i32)))
  (core instance $m (instantiate $M))
  (func (export "f") (param "x" u8) (canon lift (core func $m "f"))))
