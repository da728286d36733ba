;; Who sees the flag sees the message: two stores are seen in the order in which they were made (threads, sequential
;; consistency of one location after another). Holds under every schedule: --choices=explore tries them all. An engine that
;; keeps a value in a register, or lets a load pass another, reads 1 and then 0.

(module $memory (memory (export "m") 1 1 shared))
(register "memory")

(thread $writer (shared (module $memory))
  (register "memory" $memory)
  (module
    (memory (import "memory" "m") 1 1 shared)
    (func (export "run")
      (i32.store (i32.const 0) (i32.const 4))
      (i32.atomic.store (i32.const 4) (i32.const 1))))
  (invoke "run"))

(thread $reader (shared (module $memory))
  (register "memory" $memory)
  (module
    (memory (import "memory" "m") 1 1 shared)
    (func (export "run") (result i32) (local $flag i32)
      (local.set $flag (i32.atomic.load (i32.const 4)))
      (i32.add (i32.mul (local.get $flag) (i32.const 10)) (i32.load (i32.const 0)))))
  (assert_return (invoke "run") (either (i32.const 0) (i32.const 4) (i32.const 14))))

(wait $writer)
(wait $reader)
