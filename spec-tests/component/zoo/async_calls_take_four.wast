;; A function lowered with `async` takes four core parameters as they are, not sixteen; with five they are in memory.
;; The pointer to the result comes behind, and the call returns the state of the subtask. The lifted side still gets
;; all of them.
;;
;; WebAssembly/component-model#520.

(component
  (component $Guest
    (core module $M
      (func (export "four") (param i32 i32 i32 i32) (result i32) (i32.add (local.get 0) (i32.mul (i32.const 10)
        (local.get 3))))
      (func (export "five") (param i32 i32 i32 i32 i32) (result i32) (i32.add (local.get 0) (i32.mul (i32.const 10)
        (local.get 4)))))
    (core instance $m (instantiate $M))
    (func (export "four") async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)
      (canon lift (core func $m "four")))
    (func (export "five") async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (param "p4" u32)
      (result u32) (canon lift (core func $m "five"))))
  (component $Caller
    (import "four" (func $four async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))
    (import "five" (func $five async (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (param "p4"
      u32) (result u32)))
    (core module $Memory (memory (export "memory") 1))
    (core instance $memory (instantiate $Memory))
    (core func $four' (canon lower (func $four) async (memory (core memory $memory "memory"))))
    (core func $five' (canon lower (func $five) async (memory (core memory $memory "memory"))))
    (core module $M
      (import "" "memory" (memory 1))
      (import "" "four" (func $four (param i32 i32 i32 i32 i32) (result i32)))
      (import "" "five" (func $five (param i32 i32) (result i32)))
      (func (export "four") (result i32)
        (if (i32.ne (call $four (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 16)) (i32.const 2
          (; RETURNED ;)))
          (then unreachable))
        (i32.load (i32.const 16)))
      (func (export "five") (result i32)
        (i32.store (i32.const 32) (i32.const 6))
        (i32.store (i32.const 48) (i32.const 7))
        (if (i32.ne (call $five (i32.const 32) (i32.const 16)) (i32.const 2 (; RETURNED ;)))
          (then unreachable))
        (i32.load (i32.const 16))))
    (core instance $m (instantiate $M (with "" (instance
      (export "memory" (memory $memory "memory")) (export "four" (func $four')) (export "five" (func $five'))))))
    (func (export "four") async (result u32) (canon lift (core func $m "four")))
    (func (export "five") async (result u32) (canon lift (core func $m "five"))))
  (instance $guest (instantiate $Guest))
  (instance $caller (instantiate $Caller (with "four" (func $guest "four")) (with "five" (func $guest "five"))))
  (export "four" (func $caller "four"))
  (export "five" (func $caller "five")))
(assert_return (invoke "four") (u32.const 41))
(assert_return (invoke "five") (u32.const 76))
