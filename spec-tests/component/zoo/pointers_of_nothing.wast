;; A list or string of length 0 may have any pointer that is aligned and in bounds, null too. One that is not aligned
;; traps, though nothing would be read.
;;
;; bytecodealliance/wit-bindgen#1636: guests differ in what they pass for empty lists.

(component definition $C
  (component $Guest
    (core module $M
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 0))
      (func (export "take") (param i32 i32 i32 i32) (result i32) (i32.add (local.get 1) (local.get 3)))
      (func (export "give") (param $at i32) (result i32)
        (i32.store (i32.const 8) (local.get $at))
        (i32.store (i32.const 12) (i32.const 0))
        (i32.const 8)))
    (core instance $m (instantiate $M))
    (func (export "take") (param "s" string) (param "xs" (list u32)) (result u32)
      (canon lift (core func $m "take") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
    (func (export "text") (param "at" u32) (result string) (canon lift (core func $m "give") (memory (core memory $m
      "memory"))))
    (func (export "wide-text") (param "at" u32) (result string)
      (canon lift (core func $m "give") (memory (core memory $m "memory")) string-encoding=utf16))
    (func (export "words") (param "at" u32) (result (list u32)) (canon lift (core func $m "give") (memory
      (core memory $m "memory"))))
    (func (export "units") (param "at" u32) (result (list (tuple u8 u8))) (canon lift (core func $m "give") (memory
      (core memory $m "memory")))))
  (component $Caller
    (import "take" (func $take (param "s" string) (param "xs" (list u32)) (result u32)))
    (core module $Memory (memory (export "memory") 1))
    (core instance $memory (instantiate $Memory))
    (core func $take' (canon lower (func $take) (memory (core memory $memory "memory"))))
    (func (export "call") (param "s" u32) (param "s-length" u32) (param "xs" u32) (param "xs-length" u32) (result u32)
      (canon lift (core func $take'))))
  (instance $guest (instantiate $Guest))
  (instance $caller (instantiate $Caller (with "take" (func $guest "take"))))
  (export "text" (func $guest "text"))
  (export "wide-text" (func $guest "wide-text"))
  (export "words" (func $guest "words"))
  (export "units" (func $guest "units"))
  (export "call" (func $caller "call")))
(component instance $c $C)
(assert_return (invoke "text" (u32.const 0)) (str.const ""))
(assert_return (invoke "text" (u32.const 1)) (str.const ""))
(assert_return (invoke "wide-text" (u32.const 0)) (str.const ""))
(assert_return (invoke "words" (u32.const 0)) (list.const))
(assert_return (invoke "words" (u32.const 65536)) (list.const))
(assert_return (invoke "units" (u32.const 1)) (list.const))
(assert_trap (invoke "wide-text" (u32.const 1)) "string pointer not aligned to 2")
(component instance $c $C)
(assert_trap (invoke "words" (u32.const 1)) "list pointer is not aligned")
(component instance $c $C)
(assert_trap (invoke "words" (u32.const 2)) "list pointer is not aligned")
(component instance $c $C)
(assert_trap (invoke "words" (u32.const 65540)) "list pointer/length out of bounds of memory")

;; between components
(component instance $c $C)
(assert_return (invoke "call" (u32.const 0) (u32.const 0) (u32.const 0) (u32.const 0)) (u32.const 0))
(assert_return (invoke "call" (u32.const 3) (u32.const 0) (u32.const 65536) (u32.const 0)) (u32.const 0))
(assert_trap (invoke "call" (u32.const 0) (u32.const 0) (u32.const 2) (u32.const 0)) "unaligned pointer")
(component instance $c $C)
(assert_trap (invoke "call" (u32.const 65537) (u32.const 0) (u32.const 0) (u32.const 0)) "string content out-of-bounds")
(component instance $c $C)
(assert_trap (invoke "call" (u32.const 0) (u32.const 0) (u32.const 65540) (u32.const 0)) "list content out-of-bounds")
