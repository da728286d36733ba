;; --choices=explore runs a script under every schedule. The first assertion holds under each; the second only where
;; the second thread writes last. The shortest schedule that breaks it is told, for --choices=replay.
;; RUN: wast --choices=explore:1000 %
;; EXIT: 1
(module $memory (memory (export "memory") 1 1 shared))
(register "memory")
(thread $one (shared (module $memory))
  (register "memory" $memory)
  (module
    (memory (import "memory" "memory") 1 1 shared)
    (func (export "run") (i32.store (i32.const 0) (i32.const 1)) (i32.store (i32.const 8) (i32.const 1))))
  (invoke "run"))
(thread $two (shared (module $memory))
  (register "memory" $memory)
  (module
    (memory (import "memory" "memory") 1 1 shared)
    (func (export "run") (i32.store (i32.const 0) (i32.const 2)) (i32.store (i32.const 16) (i32.const 1))))
  (invoke "run"))
(wait $one)
(wait $two)
(module $check
  (memory (import "memory" "memory") 1 1 shared)
  (func (export "both") (result i32)
    (i32.and (i32.load (i32.const 8)) (i32.load (i32.const 16))))
  (func (export "last") (result i32) (i32.load (i32.const 0))))
(assert_return (invoke "both") (i32.const 1))
(assert_return (invoke "last") (i32.const 2))
