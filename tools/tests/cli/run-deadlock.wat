;; A deadlock is told with all that wait: for what, in which instance, since which call.
;; RUN: run --invoke 'run()' %
;; EXIT: 1
(component $Both
  (component $Waiter
    (core module $Memory (memory (export "memory") 1))
    (core instance $memory (instantiate $Memory))
    (type $S (stream u8))
    (core func $set.new (canon waitable-set.new))
    (core func $join (canon waitable.join))
    (core func $stream.new (canon stream.new $S))
    (core func $read (canon stream.read $S async (memory (core memory $memory "memory"))))
    (core module $M
      (import "" "set.new" (func $set.new (result i32)))
      (import "" "join" (func $join (param i32 i32)))
      (import "" "stream.new" (func $stream.new (result i64)))
      (import "" "read" (func $read (param i32 i32 i32) (result i32)))
      (func (export "wait") (result i32)
        (local $set i32) (local $end i32)
        (local.set $set (call $set.new))
        (local.set $end (i32.wrap_i64 (call $stream.new)))
        (drop (call $read (local.get $end) (i32.const 0) (i32.const 1)))
        (call $join (local.get $end) (local.get $set))
        (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (local.get $set) (i32.const 4))))
      (func (export "called-back") (param i32 i32 i32) (result i32) unreachable))
    (core instance $m (instantiate $M (with "" (instance
      (export "set.new" (func $set.new)) (export "join" (func $join))
      (export "stream.new" (func $stream.new)) (export "read" (func $read))))))
    (func (export "wait") async (canon lift (core func $m "wait") async (callback (core func $m "called-back")))))
  (component $Caller
    (import "wait" (func $wait async))
    (core func $wait' (canon lower (func $wait)))
    (core module $M
      (import "" "wait" (func $wait))
      (func (export "run") (call $wait)))
    (core instance $m (instantiate $M (with "" (instance (export "wait" (func $wait'))))))
    (func (export "run") async (canon lift (core func $m "run"))))
  (instance $waiter (instantiate $Waiter))
  (instance $caller (instantiate $Caller (with "wait" (func $waiter "wait"))))
  (export "run" (func $caller "run")))
