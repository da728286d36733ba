;; A function's post-return runs once for each call, whatever the result was, when the result has been read, with the
;; core values that the function returned. The buffers of the caller are its own: realloc is called once for each,
;; and never again.
;;
;; bytecodealliance/jco#487, #490: it ran before the value was read, and not at all for an error.
;; bytecodealliance/wasmtime#7951: what a guest freed too early the host sees as invalid UTF-8.
;; bytecodealliance/ComponentizeJS#224, #318, #319, #330, #350, bytecodealliance/jco#2105,
;; bytecodealliance/componentize-py#152, #153, bytecodealliance/wit-bindgen#1377, #1389: buffers of results were used
;; after they were freed, or never freed.

(component definition $C
  (component $Guest
    (core module $M
      (memory (export "memory") 1)
      (global $calls (mut i32) (i32.const 0))
      (global $pointer (mut i32) (i32.const 0))
      ;; ok("hello") or err("sorry"), at 16
      (func (export "f") (param $error i32) (result i32)
        (i32.store8 (i32.const 16) (local.get $error))
        (i32.store (i32.const 20) (i32.const 64))
        (i32.store (i32.const 24) (i32.const 5))
        (if (local.get $error)
          (then (i64.store (i32.const 64) (i64.const 0x7972726f73)))
          (else (i64.store (i32.const 64) (i64.const 0x6f6c6c6568))))
        (i32.const 16))
      ;; spoils all that the result consists of
      (func (export "post") (param $pointer i32)
        (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
        (global.set $pointer (local.get $pointer))
        (memory.fill (i32.const 0) (i32.const 0xff) (i32.const 256)))
      (func (export "wide") (result i64) (i64.const 0x123456789a))
      (func (export "post-wide") (param i64)
        (if (i64.ne (local.get 0) (i64.const 0x123456789a)) (then unreachable))
        (global.set $calls (i32.add (global.get $calls) (i32.const 100))))
      (func (export "nothing"))
      (func (export "post-nothing") (global.set $calls (i32.add (global.get $calls) (i32.const 10000))))
      (func (export "calls") (result i32) (global.get $calls))
      (func (export "pointer") (result i32) (global.get $pointer)))
    (core instance $m (instantiate $M))
    (func (export "f") (param "error" bool) (result (result string (error string)))
      (canon lift (core func $m "f") (memory (core memory $m "memory")) (post-return (core func $m "post"))))
    (func (export "wide") (result u64) (canon lift (core func $m "wide") (post-return (core func $m "post-wide"))))
    (func (export "nothing") (canon lift (core func $m "nothing") (post-return (core func $m "post-nothing"))))
    (func (export "calls") (result u32) (canon lift (core func $m "calls")))
    (func (export "pointer") (result u32) (canon lift (core func $m "pointer"))))
  (component $Caller
    (import "f" (func $f (param "error" bool) (result (result string (error string)))))
    (core module $Memory
      (memory (export "memory") 1)
      (global $reallocs (export "reallocs") (mut i32) (i32.const 0))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32)
        (if (local.get 0) (then unreachable))
        (global.set $reallocs (i32.add (global.get $reallocs) (i32.const 1)))
        (i32.mul (i32.const 512) (global.get $reallocs))))
    (core instance $memory (instantiate $Memory))
    (core func $f' (canon lower (func $f) (memory (core memory $memory "memory")) (realloc (core func $memory
      "realloc"))))
    (core module $M
      (import "" "memory" (memory 1))
      (import "" "reallocs" (global $reallocs (mut i32)))
      (import "" "f" (func $f (param i32 i32)))
      (func (export "run") (param $error i32) (result i64)
        (call $f (local.get $error) (i32.const 16))
        (i64.load (i32.load (i32.const 20))))
      (func (export "reallocs") (result i32) (global.get $reallocs)))
    (core instance $m (instantiate $M (with "" (instance
      (export "memory" (memory $memory "memory")) (export "reallocs" (global $memory "reallocs")) (export "f"
        (func $f'))))))
    (func (export "run") (param "error" bool) (result u64) (canon lift (core func $m "run")))
    (func (export "reallocs") (result u32) (canon lift (core func $m "reallocs"))))
  (instance $guest (instantiate $Guest))
  (instance $caller (instantiate $Caller (with "f" (func $guest "f"))))
  (export "f" (func $guest "f"))
  (export "wide" (func $guest "wide"))
  (export "nothing" (func $guest "nothing"))
  (export "calls" (func $guest "calls"))
  (export "pointer" (func $guest "pointer"))
  (export "run" (func $caller "run"))
  (export "reallocs" (func $caller "reallocs")))
(component instance $c $C)
(assert_return (invoke "f" (bool.const false)) (result.ok (str.const "hello")))
(assert_return (invoke "calls") (u32.const 1))
(assert_return (invoke "pointer") (u32.const 16))
(assert_return (invoke "f" (bool.const true)) (result.err (str.const "sorry")))
(assert_return (invoke "calls") (u32.const 2))
(assert_return (invoke "wide") (u64.const 0x123456789a))
(assert_return (invoke "calls") (u32.const 102))
(assert_return (invoke "nothing"))
(assert_return (invoke "calls") (u32.const 10102))
;; between components
(component instance $c $C)
(assert_return (invoke "run" (bool.const false)) (u64.const 0x6f6c6c6568))
(assert_return (invoke "reallocs") (u32.const 1))
(assert_return (invoke "calls") (u32.const 1))
(assert_return (invoke "run" (bool.const true)) (u64.const 0x7972726f73))
(assert_return (invoke "reallocs") (u32.const 2))
(assert_return (invoke "calls") (u32.const 2))
(assert_return (invoke "pointer") (u32.const 16))
