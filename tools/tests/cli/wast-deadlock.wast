;; A call that must not block and does is told with what waits.
;; RUN: wast %
;; EXIT: 1
(component
  (core func $suspend (canon thread.suspend))
  (core module $M
    (import "" "suspend" (func $suspend (result i32)))
    (func (export "stay") (drop (call $suspend))))
  (core instance $m (instantiate $M (with "" (instance (export "suspend" (func $suspend))))))
  (func (export "stay") (canon lift (core func $m "stay"))))
(assert_return (invoke "stay"))
