;; --fail-fast: what follows the first failure of a file is skipped, and counted.
;; RUN: wast --fail-fast %
;; EXIT: 1
(module (func (export "f") (result i32) (i32.const 1)))
(assert_return (invoke "f") (i32.const 2))
(assert_return (invoke "f") (i32.const 1))
(assert_return (invoke "f") (i32.const 1))
