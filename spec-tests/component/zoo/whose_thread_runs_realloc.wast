;; realloc runs on a thread of its own: thread-local storage there is zero and what it sets is gone. post-return runs
;; on the thread of the call and finds what the function left.
;;
;; bytecodealliance/wasmtime#12718, #12737, #14139, WebAssembly/component-model#680: engines ran them on the caller's
;; thread, or on none, and `context.get` returned another task's.

(component
  (core module $Memory
    (import "" "get" (func $get (result i32)))
    (import "" "set" (func $set (param i32)))
    (memory (export "memory") 1)
    (global $seen (export "seen") (mut i32) (i32.const 0))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (global.set $seen (i32.add (i32.mul (global.get $seen) (i32.const 10)) (i32.add (call $get) (i32.const 1))))
      (call $set (i32.const 5))
      (i32.const 512)))
  (core func $get (canon context.get i32 0))
  (core func $set (canon context.set i32 0))
  (core instance $memory (instantiate $Memory (with "" (instance (export "get" (func $get)) (export "set"
    (func $set))))))
  (core module $M
    (import "" "get" (func $get (result i32)))
    (import "" "set" (func $set (param i32)))
    (import "" "seen" (global $seen (mut i32)))
    (global $post (mut i32) (i32.const 0))
    (func (export "f") (param i32 i32 i32 i32) (result i32)
      (local $before i32)
      (local.set $before (call $get))
      (call $set (i32.const 77))
      (local.get $before))
    (func (export "post") (param i32) (global.set $post (call $get)) (call $set (i32.const 6)))
    (func (export "post-saw") (result i32) (global.get $post))
    (func (export "realloc-saw") (result i32) (global.get $seen))
    (func (export "now") (result i32) (call $get)))
  (core instance $m (instantiate $M (with "" (instance
    (export "get" (func $get)) (export "set" (func $set)) (export "seen" (global $memory "seen"))))))
  (func (export "f") (param "a" string) (param "b" string) (result u32)
    (canon lift (core func $m "f") (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))
      (post-return (core func $m "post"))))
  (func (export "post-saw") (result u32) (canon lift (core func $m "post-saw")))
  (func (export "realloc-saw") (result u32) (canon lift (core func $m "realloc-saw")))
  (func (export "now") (result u32) (canon lift (core func $m "now"))))
(assert_return (invoke "f" (str.const "a") (str.const "b")) (u32.const 0))
;; 0 each time, and one was added
(assert_return (invoke "realloc-saw") (u32.const 11))
(assert_return (invoke "post-saw") (u32.const 77))
(assert_return (invoke "now") (u32.const 0))
