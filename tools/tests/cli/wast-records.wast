;; One JSON record for each top-level form; the summary goes to standard error then.
;; RUN: wast --json %
;; EXIT: 1
(module (func (export "f") (result i32) (i32.const 1)))
(assert_return (invoke "f") (i32.const 1))
(assert_return (invoke "f") (i32.const 2))
(assert_invalid (module (func (result i32))) "type mismatch")
(assert_invalid (module (func (result i32))) "something else")
(nonsense)
