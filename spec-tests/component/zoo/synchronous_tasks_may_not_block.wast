;; A function whose type is not `async` may not block before it has returned, however deep in calls it is: not by
;; waiting, and not by calling an asynchronous function that is not done at once.
;;
;; bytecodealliance/wasmtime#12043, #12282: the check was missed in calls from one synchronous function to another.

(component definition $C
  (component $Inner
    (core module $Memory (memory (export "memory") 1))
    (core instance $memory (instantiate $Memory))
    (core func $new (canon waitable-set.new))
    (core func $wait (canon waitable-set.wait (memory (core memory $memory "memory"))))
    (core func $poll (canon waitable-set.poll (memory (core memory $memory "memory"))))
    (core module $M
      (import "" "new" (func $new (result i32)))
      (import "" "wait" (func $wait (param i32 i32) (result i32)))
      (import "" "poll" (func $poll (param i32 i32) (result i32)))
      (func (export "waits") (drop (call $wait (call $new) (i32.const 0))))
      (func (export "polls") (result i32) (call $poll (call $new) (i32.const 0)))
      (func (export "never-ends") (result i32) (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $new) (i32.const 4))))
      (func (export "callback") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $M (with "" (instance
      (export "new" (func $new)) (export "wait" (func $wait)) (export "poll" (func $poll))))))
    (func (export "waits") (canon lift (core func $m "waits")))
    (func (export "polls") (result u32) (canon lift (core func $m "polls")))
    (func (export "never-ends") async (canon lift (core func $m "never-ends") async (callback (core func $m
      "callback")))))
  (component $Outer
    (import "waits" (func $waits))
    (import "polls" (func $polls (result u32)))
    (import "never-ends" (func $never-ends async))
    (core func $waits' (canon lower (func $waits)))
    (core func $polls' (canon lower (func $polls)))
    (core func $never-ends' (canon lower (func $never-ends)))
    (core module $M
      (import "" "waits" (func $waits))
      (import "" "polls" (func $polls (result i32)))
      (import "" "never-ends" (func $never-ends))
      (func (export "calls-waits") (call $waits))
      (func (export "calls-polls") (result i32) (call $polls))
      (func (export "calls-never-ends") (call $never-ends)))
    (core instance $m (instantiate $M (with "" (instance
      (export "waits" (func $waits')) (export "polls" (func $polls')) (export "never-ends" (func $never-ends'))))))
    (func (export "calls-waits") (canon lift (core func $m "calls-waits")))
    (func (export "async-calls-waits") async (canon lift (core func $m "calls-waits")))
    (func (export "calls-polls") (result u32) (canon lift (core func $m "calls-polls")))
    (func (export "calls-never-ends") (canon lift (core func $m "calls-never-ends"))))
  (instance $inner (instantiate $Inner))
  (instance $outer (instantiate $Outer
    (with "waits" (func $inner "waits")) (with "polls" (func $inner "polls")) (with "never-ends" (func $inner
      "never-ends"))))
  (export "waits" (func $inner "waits"))
  (export "polls" (func $inner "polls"))
  (export "calls-waits" (func $outer "calls-waits"))
  (export "async-calls-waits" (func $outer "async-calls-waits"))
  (export "calls-polls" (func $outer "calls-polls"))
  (export "calls-never-ends" (func $outer "calls-never-ends")))
(component instance $c $C)
(assert_return (invoke "polls") (u32.const 0))
(assert_return (invoke "calls-polls") (u32.const 0))
(assert_trap (invoke "waits") "cannot block a synchronous task before returning")
(component instance $c $C)
(assert_trap (invoke "calls-waits") "cannot block a synchronous task before returning")
;; an asynchronous caller does not help the synchronous callee
(component instance $c $C)
(assert_trap (invoke "async-calls-waits") "cannot block a synchronous task before returning")
(component instance $c $C)
(assert_trap (invoke "calls-never-ends") "cannot block a synchronous task before returning")
