;; Each thread stores, then loads what the other stores: not both loads come before both stores. An engine whose stores wait
;; in a buffer reads 0 and 0. Of the others each outcome is possible.

(module $memory (memory (export "m") 1 1 shared))
(register "memory")

(thread $one (shared (module $memory))
  (register "memory" $memory)
  (module
    (memory (import "memory" "m") 1 1 shared)
    (func (export "run")
      (i32.atomic.store (i32.const 0) (i32.const 1))
      (i32.atomic.store (i32.const 16) (i32.atomic.load (i32.const 4)))))
  (invoke "run"))

(thread $two (shared (module $memory))
  (register "memory" $memory)
  (module
    (memory (import "memory" "m") 1 1 shared)
    (func (export "run")
      (i32.atomic.store (i32.const 4) (i32.const 1))
      (i32.atomic.store (i32.const 20) (i32.atomic.load (i32.const 0)))))
  (invoke "run"))

(wait $one)
(wait $two)

(module
  (memory (import "memory" "m") 1 1 shared)
  (func (export "seen") (result i32)
    (i32.add (i32.mul (i32.load (i32.const 16)) (i32.const 10)) (i32.load (i32.const 20)))))
(assert_return (invoke "seen") (either (i32.const 1) (i32.const 10) (i32.const 11)))
