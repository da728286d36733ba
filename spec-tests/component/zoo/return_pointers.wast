;; The pointer to a result that a lifted function returns is aligned to the type of the result and in bounds with all
;; of it.
;;
;; bytecodealliance/wit-bindgen#963, #1055, #1215: "return pointer not aligned" from C# was so hard to find that the
;; test was removed; the area was made with the alignment of bytes.

(component definition $C
  (component $Guest
    (core module $M
      (memory (export "memory") 1)
      (func (export "at") (param i32) (result i32) (local.get 0)))
    (core instance $m (instantiate $M))
    (func (export "text") (param "at" u32) (result string) (canon lift (core func $m "at") (memory (core memory $m
      "memory"))))
    (func (export "wide") (param "at" u32) (result (option u64)) (canon lift (core func $m "at") (memory (core memory $m
      "memory"))))
    (func (export "bytes") (param "at" u32) (result (tuple u8 u8 u8)) (canon lift (core func $m "at") (memory
      (core memory $m "memory")))))
  (component $Caller
    (import "wide" (func $wide (param "at" u32) (result (option u64))))
    (core module $Memory (memory (export "memory") 1))
    (core instance $memory (instantiate $Memory))
    (core func $wide' (canon lower (func $wide) (memory (core memory $memory "memory"))))
    (func (export "call") (param "at" u32) (param "area" u32) (canon lift (core func $wide'))))
  (instance $guest (instantiate $Guest))
  (instance $caller (instantiate $Caller (with "wide" (func $guest "wide"))))
  (export "text" (func $guest "text"))
  (export "wide" (func $guest "wide"))
  (export "bytes" (func $guest "bytes"))
  (export "call" (func $caller "call")))
(component instance $c $C)
(assert_return (invoke "text" (u32.const 65528)) (str.const ""))
(assert_return (invoke "wide" (u32.const 65520)) (option.none))
(assert_return (invoke "bytes" (u32.const 65533)) (tuple.const (u8.const 0) (u8.const 0) (u8.const 0)))
(assert_return (invoke "call" (u32.const 65520) (u32.const 65520)))
(assert_trap (invoke "text" (u32.const 2)) "pointer not aligned")
(component instance $c $C)
(assert_trap (invoke "wide" (u32.const 4)) "pointer not aligned")
(component instance $c $C)
(assert_trap (invoke "wide" (u32.const 65528)) "pointer out of bounds of memory")
(component instance $c $C)
(assert_trap (invoke "bytes" (u32.const 65534)) "pointer out of bounds of memory")
;; in the callee, in the caller
(component instance $c $C)
(assert_trap (invoke "call" (u32.const 4) (u32.const 8)) "unaligned pointer")
(component instance $c $C)
(assert_trap (invoke "call" (u32.const 8) (u32.const 4)) "unaligned pointer")
(component instance $c $C)
(assert_trap (invoke "call" (u32.const 8) (u32.const 65528)) "pointer out of bounds of memory")
(component instance $c $C)
(assert_trap (invoke "call" (u32.const 0xfffffff8) (u32.const 8)) "pointer out of bounds of memory")
