;; The same as JUnit XML, with what XML cannot hold replaced.
;; RUN: wast --junit %
;; EXIT: 1
(module (func (export "f\00<&\"") (result i32) (i32.const 1)))
(assert_return (invoke "f\00<&\"") (i32.const 1))
(assert_return (invoke "f\00<&\"") (i32.const 2))
(assert_return (invoke "f\00<&\"<") (i32.const 2))
