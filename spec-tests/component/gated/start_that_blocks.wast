;;! component_model_values = true
;; A start function is called as if its type were `func()`: it must not block before it returns. Lifted with `async` it may
;; block afterwards, and goes on as a task in the background when the instance is used.
;; Source: Concurrency.md#interaction-with-the-start-function.

;; It waits for an event that cannot come.
(assert_trap
  (component
    (core module $Memory (memory (export "memory") 1))
    (core instance $memory (instantiate $Memory))
    (core func $new (canon waitable-set.new))
    (core func $wait (canon waitable-set.wait (memory (core memory $memory "memory"))))
    (core func $return (canon task.return))
    (core module $M
      (import "" "new" (func $new (result i32)))
      (import "" "wait" (func $wait (param i32 i32) (result i32)))
      (import "" "return" (func $return))
      (func (export "f") (drop (call $wait (call $new) (i32.const 0))) (call $return)))
    (core instance $m (instantiate $M (with "" (instance
      (export "new" (func $new)) (export "wait" (func $wait)) (export "return" (func $return))))))
    (func $f async (canon lift (core func $m "f") async))
    (start $f))
  "cannot block a synchronous task before returning")

;; It yields, which the caller of a synchronous function waits for, returns, yields again, and counts.
(component
  (core func $yield (canon thread.yield))
  (core func $return (canon task.return))
  (core func $return-u32 (canon task.return (result u32)))
  (core module $M
    (import "" "yield" (func $yield (result i32)))
    (import "" "return" (func $return))
    (import "" "return-u32" (func $return-u32 (param i32)))
    (global $steps (mut i32) (i32.const 0))
    (func $step (global.set $steps (i32.add (global.get $steps) (i32.const 1))))
    (func (export "start")
      (drop (call $yield)) (call $step) (call $return) (drop (call $yield)) (call $step))
    (func (export "now") (result i32) (global.get $steps))
    (func (export "later") (drop (call $yield)) (call $return-u32 (global.get $steps))))
  (core instance $m (instantiate $M (with "" (instance
    (export "yield" (func $yield)) (export "return" (func $return)) (export "return-u32" (func $return-u32))))))
  (func $start async (canon lift (core func $m "start") async))
  (func (export "now") (result u32) (canon lift (core func $m "now")))
  (func (export "later") async (result u32) (canon lift (core func $m "later") async))
  (start $start))
(assert_return (invoke "now") (u32.const 1))
(assert_return (invoke "later") (u32.const 2))
