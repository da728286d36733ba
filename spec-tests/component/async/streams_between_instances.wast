;; Elements of a stream are lifted out of the writer's memory and lowered into the reader's, with the options of
;; each. Two instances of one component are two: they may pass any elements. Within one instance, for now, only
;; numbers may be passed.
;;
;; bytecodealliance/wasmtime#12108, #12117, #14018: instances were told apart by an index within their component, and
;; copies between two of them trapped. #12966, #13418: copies went wrong where the memories were different.

(component definition $C
  (component $Node
    (type $S (stream string))
    (core module $Memory
      (memory (export "memory") 1)
      (global $next (mut i32) (i32.const 1024))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32)
        (if (local.get 0) (then (return (local.get 0))))
        (global.set $next (i32.add (global.get $next) (i32.const 64)))
        (global.get $next)))
    (core instance $memory (instantiate $Memory))
    (core func $new (canon stream.new $S))
    (core func $read (canon stream.read $S async (memory (core memory $memory "memory")) (realloc (core func $memory
      "realloc")) string-encoding=utf16))
    (core func $write (canon stream.write $S async (memory (core memory $memory "memory"))))
    (core func $return (canon task.return (result $S)))
    (core module $M
      (import "" "memory" (memory 1))
      (import "" "new" (func $new (result i64)))
      (import "" "read" (func $read (param i32 i32 i32) (result i32)))
      (import "" "write" (func $write (param i32 i32 i32) (result i32)))
      (import "" "return" (func $return (param i32)))
      (data (i32.const 16) "\20\00\00\00\03\00\00\00\28\00\00\00\01\00\00\00")
      (data (i32.const 32) "n\c3\a9")
      (data (i32.const 40) "x")
      (global $readable (mut i32) (i32.const 0))
      ;; a stream with two strings in it
      (func $make (result i32)
        (local $ends i64)
        (local.set $ends (call $new))
        (if (i32.ne (call $write (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))) (i32.const 16)
          (i32.const 2)) (i32.const -1))
          (then unreachable))
        (i32.wrap_i64 (local.get $ends)))
      (func (export "make") (result i32)
        (call $return (call $make))
        (i32.const 0 (; EXIT ;)))
      (func (export "callback") (param i32 i32 i32) (result i32) unreachable)
      ;; the first four bytes of the first string as it arrives, and the length of the second
      (func $take (param $readable i32) (result i32)
        (if (i32.ne (call $read (local.get $readable) (i32.const 64) (i32.const 2)) (i32.const 0x20 (; COMPLETED, 2 ;)))
          (then unreachable))
        (i32.add (i32.load (i32.load (i32.const 64))) (i32.shl (i32.load (i32.const 76)) (i32.const 28))))
      (func (export "take") (param i32) (result i32) (call $take (local.get 0)))
      (func (export "within") (result i32) (call $take (call $make))))
    (core instance $m (instantiate $M (with "" (instance
      (export "memory" (memory $memory "memory")) (export "new" (func $new)) (export "read" (func $read)) (export
        "write" (func $write))
      (export "return" (func $return))))))
    (func (export "make") async (result $S) (canon lift (core func $m "make") async (callback (core func $m
      "callback"))))
    (func (export "take") async (param "s" $S) (result u32) (canon lift (core func $m "take")))
    (func (export "within") async (result u32) (canon lift (core func $m "within"))))
  (component $Main
    (type $S (stream string))
    (import "make" (func $make async (result $S)))
    (import "take" (func $take async (param "s" $S) (result u32)))
    (core func $make' (canon lower (func $make)))
    (core func $take' (canon lower (func $take)))
    (core module $M
      (import "" "make" (func $make (result i32)))
      (import "" "take" (func $take (param i32) (result i32)))
      (func (export "run") (result i32) (call $take (call $make))))
    (core instance $m (instantiate $M (with "" (instance (export "make" (func $make')) (export "take" (func $take'))))))
    (func (export "run") async (result u32) (canon lift (core func $m "run"))))
  (instance $a (instantiate $Node))
  (instance $b (instantiate $Node))
  (instance $two (instantiate $Main (with "make" (func $a "make")) (with "take" (func $b "take"))))
  (instance $one (instantiate $Main (with "make" (func $a "make")) (with "take" (func $a "take"))))
  (export "two" (func $two "run"))
  (export "one" (func $one "run"))
  (export "within" (func $a "within")))
(component instance $c $C)
(assert_return (invoke "two") (u32.const 0x10e9006e))
(assert_return (invoke "two") (u32.const 0x10e9006e))
(component instance $c $C)
(assert_trap (invoke "within") "cannot read from and write to intra-component stream")
;; out of the instance and back into it
(component instance $c $C)
(assert_trap (invoke "one") "cannot read from and write to intra-component stream")
