;; Forms that cannot be read: each fails alone, wherever the fault is.
;; RUN: wast %
;; EXIT: 1
(module (func (export "f") (result i32) (i32.const 1)))
(assert_return (invoke "f") (i32.const 1))
(assert_nonsense (invoke "f"))
(assert_return (invoke "f") (i33.const 1))
(assert_return (invoke "f") (i32.const nan:canonical))
(assert_return (invoke "f") (i32.const 4294967296))
(assert_return (invoke "f") (i32.const 1) "too much")
(assert_trap (invoke "f"))
(assert_return (invoke "\zz") (i32.const 1))
stray
(assert_return (invoke "f") (i32.const 1))
(assert_return (invoke "f" (i32.const 1)
(assert_return (invoke "f") (i32.const 1)))
(assert_return (invoke "f") (i32.const 1))

;; A module that does not parse leaves no instance behind.
(module (func (export "f") (result i32) (i32.const 2) (i32.nonsense)))
(assert_return (invoke "f") (i32.const 1))
(module (func (export "f") (result i32) (i32.const 3)))
(assert_return (invoke "f") (i32.const 3))
(assert_return (invoke "f") (i32.const 3)
