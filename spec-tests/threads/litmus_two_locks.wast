;; Two locks, taken in one order by both threads, one by waiting: nobody waits for ever and no increment is lost. Under every
;; schedule; an engine whose notify comes to nobody because the waiter was not in the list yet hangs.

(module $memory (memory (export "m") 1 1 shared))
(register "memory")

(thread $one (shared (module $memory))
  (register "memory" $memory)
  (module
    (memory (import "memory" "m") 1 1 shared)
    (func $lock (param $at i32)
      (loop $again
        (if (i32.atomic.rmw.xchg (local.get $at) (i32.const 1))
          (then
            (drop (memory.atomic.wait32 (local.get $at) (i32.const 1) (i64.const -1)))
            (br $again)))))
    (func $unlock (param $at i32)
      (i32.atomic.store (local.get $at) (i32.const 0))
      (drop (memory.atomic.notify (local.get $at) (i32.const 1))))
    (func (export "run")
      (call $lock (i32.const 0))
      (call $lock (i32.const 4))
      (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
      (call $unlock (i32.const 4))
      (call $unlock (i32.const 0))))
  (invoke "run"))

(thread $two (shared (module $memory))
  (register "memory" $memory)
  (module
    (memory (import "memory" "m") 1 1 shared)
    (func $lock (param $at i32)
      (loop $again
        (if (i32.atomic.rmw.xchg (local.get $at) (i32.const 1))
          (then
            (drop (memory.atomic.wait32 (local.get $at) (i32.const 1) (i64.const -1)))
            (br $again)))))
    (func $unlock (param $at i32)
      (i32.atomic.store (local.get $at) (i32.const 0))
      (drop (memory.atomic.notify (local.get $at) (i32.const 1))))
    (func (export "run")
      (call $lock (i32.const 0))
      (call $lock (i32.const 4))
      (i32.store (i32.const 8) (i32.add (i32.load (i32.const 8)) (i32.const 1)))
      (call $unlock (i32.const 4))
      (call $unlock (i32.const 0))))
  (invoke "run"))

(wait $one)
(wait $two)

(module
  (memory (import "memory" "m") 1 1 shared)
  (func (export "count") (result i32) (i32.load (i32.const 8))))
(assert_return (invoke "count") (i32.const 2))
