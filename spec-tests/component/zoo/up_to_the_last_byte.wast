;; What ends just where the memory ends is in bounds; one byte more is not. That goes for what is lifted and for what
;; realloc returned, and each side counts in bytes of its own memory.
;;
;; bytecodealliance/wasmtime#4716 (`>` for `>=` in a check of bounds), #12882 (the byte length of a list at its
;; destination was computed from sizes at its source).

(component definition $C
  (component $Guest
    (core module $M
      (memory (export "memory") 1)
      (global $at (mut i32) (i32.const 0))
      (func (export "allocate-at") (param i32) (global.set $at (local.get 0)))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (global.get $at))
      (func (export "take") (param i32 i32) (result i32) (i32.load16_u (i32.const 65534)))
      (func (export "give") (param $at i32) (param $length i32) (result i32)
        (i32.store (i32.const 0) (local.get $at))
        (i32.store (i32.const 4) (local.get $length))
        (i32.const 0)))
    (core instance $m (instantiate $M))
    (func (export "allocate-at") (param "at" u32) (canon lift (core func $m "allocate-at")))
    (func (export "take") (param "xs" (list u16)) (result u32)
      (canon lift (core func $m "take") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
    (func (export "take-tuples") (param "xs" (list (tuple u16 u8))) (result u32)
      (canon lift (core func $m "take") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
    (func (export "give") (param "at" u32) (param "length" u32) (result (list u16))
      (canon lift (core func $m "give") (memory (core memory $m "memory"))))
    (func (export "give-text") (param "at" u32) (param "length" u32) (result string)
      (canon lift (core func $m "give") (memory (core memory $m "memory")))))
  (component $Caller
    (import "take" (func $take (param "xs" (list u16)) (result u32)))
    (core module $Memory (memory (export "memory") 1))
    (core instance $memory (instantiate $Memory))
    (core func $take' (canon lower (func $take) (memory (core memory $memory "memory"))))
    (core module $M
      (import "" "memory" (memory 1))
      (import "" "take" (func $take (param i32 i32) (result i32)))
      (func (export "take") (param i32 i32) (result i32)
        (i32.store16 (i32.const 65534) (i32.const 0x1234))
        (call $take (local.get 0) (local.get 1))))
    (core instance $m (instantiate $M (with "" (instance (export "memory" (memory $memory "memory")) (export "take"
      (func $take'))))))
    (func (export "take") (param "at" u32) (param "length" u32) (result u32) (canon lift (core func $m "take"))))
  (instance $guest (instantiate $Guest))
  (instance $caller (instantiate $Caller (with "take" (func $guest "take"))))
  (export "allocate-at" (func $guest "allocate-at"))
  (export "take" (func $guest "take"))
  (export "take-tuples" (func $guest "take-tuples"))
  (export "give" (func $guest "give"))
  (export "give-text" (func $guest "give-text"))
  (export "caller-take" (func $caller "take")))

(component instance $c $C)
(assert_return (invoke "give" (u32.const 65534) (u32.const 1)) (list.const (u16.const 0)))
(assert_return (invoke "give" (u32.const 65536) (u32.const 0)) (list.const))
(assert_return (invoke "give-text" (u32.const 65535) (u32.const 1)) (str.const "\00"))
(assert_return (invoke "give-text" (u32.const 65536) (u32.const 0)) (str.const ""))
(assert_trap (invoke "give" (u32.const 65534) (u32.const 2)) "list pointer/length out of bounds of memory")
(component instance $c $C)
(assert_trap (invoke "give" (u32.const 65538) (u32.const 0)) "list pointer/length out of bounds of memory")
(component instance $c $C)
(assert_trap (invoke "give" (u32.const 0xfffffffe) (u32.const 1)) "list pointer/length out of bounds of memory")
(component instance $c $C)
(assert_trap (invoke "give-text" (u32.const 65535) (u32.const 2)) "string pointer/length out of bounds of memory")
(component instance $c $C)
(assert_trap (invoke "give-text" (u32.const 65537) (u32.const 0)) "string pointer/length out of bounds of memory")

;; where realloc puts what is lowered
(component instance $c $C)
(assert_return (invoke "allocate-at" (u32.const 65532)))
(assert_return (invoke "take" (list.const (u16.const 1) (u16.const 2))) (u32.const 2))
(assert_return (invoke "take-tuples" (list.const (tuple.const (u16.const 1) (u8.const 2)))) (u32.const 2))
(assert_trap (invoke "take" (list.const (u16.const 1) (u16.const 2) (u16.const 3)))
  "realloc return: beyond end of memory")
(component instance $c $C)
(assert_return (invoke "allocate-at" (u32.const 65532)))
(assert_trap (invoke "take-tuples" (list.const (tuple.const (u16.const 1) (u8.const 2)) (tuple.const (u16.const 1)
  (u8.const 2))))
  "realloc return: beyond end of memory")

;; both at once: the last two bytes of one memory become those of the other
(component instance $c $C)
(assert_return (invoke "allocate-at" (u32.const 65534)))
(assert_return (invoke "caller-take" (u32.const 65534) (u32.const 1)) (u32.const 0x1234))
(assert_trap (invoke "caller-take" (u32.const 65534) (u32.const 2)) "list content out-of-bounds")
(component instance $c $C)
(assert_return (invoke "allocate-at" (u32.const 65534)))
(assert_trap (invoke "caller-take" (u32.const 0) (u32.const 2)) "list content out-of-bounds")
