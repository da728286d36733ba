;; A string has at most 2^28 - 1 bytes as its encoding stores them: one of 2^28 traps although all of it is in
;; memory. In UTF-16 that is 2^27 code units.
;;
;; bytecodealliance/wasmtime#12886: the limit and the comparison with it were each one off.

(component definition $C
  (core module $M
    (memory (export "memory") 4097)
    (func (export "f") (param $length i32) (result i32)
      (i32.store (i32.const 0) (i32.const 16))
      (i32.store (i32.const 4) (local.get $length))
      (i32.const 0)))
  (core instance $m (instantiate $M))
  (func (export "utf8") (param "length" u32) (result string)
    (canon lift (core func $m "f") (memory (core memory $m "memory"))))
  (func (export "utf16") (param "length" u32) (result string)
    (canon lift (core func $m "f") (memory (core memory $m "memory")) string-encoding=utf16))
  (func (export "latin1") (param "length" u32) (result string)
    (canon lift (core func $m "f") (memory (core memory $m "memory")) string-encoding=latin1+utf16))
  (func (export "bytes") (param "length" u32) (result (list u8))
    (canon lift (core func $m "f") (memory (core memory $m "memory")))))
(component instance $c $C)
(assert_return (invoke "utf8" (u32.const 1)) (str.const "\00"))
(assert_trap (invoke "utf8" (u32.const 0x10000000)) "string pointer/length out of bounds of memory")
(component instance $c $C)
(assert_trap (invoke "utf16" (u32.const 0x8000000)) "string pointer/length out of bounds of memory")
(component instance $c $C)
(assert_trap (invoke "latin1" (u32.const 0x10000000)) "string pointer/length out of bounds of memory")
(component instance $c $C)
(assert_trap (invoke "latin1" (u32.const 0x88000000)) "string pointer/length out of bounds of memory")
;; and so for lists
(component instance $c $C)
(assert_trap (invoke "bytes" (u32.const 0x10000000)) "list pointer/length out of bounds of memory")
