;;! custom_page_sizes = true
;; memory.discard: zeros a range whose address is aligned down and whose size is aligned up to pages of the memory; traps
;; where the range that was asked for is out of bounds, and then changes nothing.

;; [memory-control/memory.discard-oob]
(module
  (memory (export "memory") 3)
  (func (export "discard") (param i32 i32) (memory.discard (local.get 0) (local.get 1)))
  (func (export "fill") (memory.fill (i32.const 0) (i32.const 0xff) (i32.const 0x3_0000)))
  (func (export "get") (param i32) (result i32) (i32.load8_u (local.get 0))))
(invoke "fill")
(assert_return (invoke "discard" (i32.const 0x1_0000) (i32.const 0x1_0000)))
(assert_return (invoke "get" (i32.const 0xffff)) (i32.const 0xff))
(assert_return (invoke "get" (i32.const 0x1_0000)) (i32.const 0))
(assert_return (invoke "get" (i32.const 0x1_ffff)) (i32.const 0))
(assert_return (invoke "get" (i32.const 0x2_0000)) (i32.const 0xff))
;; Nothing is asked for, nothing is done, even at the end.
(assert_return (invoke "discard" (i32.const 0) (i32.const 0)))
(assert_return (invoke "discard" (i32.const 0x3_0000) (i32.const 0)))
(assert_return (invoke "get" (i32.const 0)) (i32.const 0xff))
;; Aligned down, and up.
(assert_return (invoke "discard" (i32.const 5) (i32.const 1)))
(assert_return (invoke "get" (i32.const 0)) (i32.const 0))
(assert_return (invoke "get" (i32.const 0xffff)) (i32.const 0))
(assert_return (invoke "get" (i32.const 0x2_0000)) (i32.const 0xff))
;; Out of bounds: past the end, or by wrapping around.
(invoke "fill")
(assert_trap (invoke "discard" (i32.const 0x3_0001) (i32.const 0)) "out of bounds memory access")
(assert_trap (invoke "discard" (i32.const 0x2_0000) (i32.const 0x1_0001)) "out of bounds memory access")
(assert_trap (invoke "discard" (i32.const 0) (i32.const 0x3_0001)) "out of bounds memory access")
(assert_trap (invoke "discard" (i32.const -1) (i32.const 2)) "out of bounds memory access")
(assert_trap (invoke "discard" (i32.const 0x1_0000) (i32.const -1)) "out of bounds memory access")
(assert_return (invoke "get" (i32.const 0)) (i32.const 0xff))
(assert_return (invoke "get" (i32.const 0x2_ffff)) (i32.const 0xff))
;; All of it.
(assert_return (invoke "discard" (i32.const 0) (i32.const 0x3_0000)))
(assert_return (invoke "get" (i32.const 0)) (i32.const 0))
(assert_return (invoke "get" (i32.const 0x2_ffff)) (i32.const 0))

;; 64-bit addresses and another memory.
(module
  (memory 1)
  (memory $m i64 1)
  (data (memory $m) (i64.const 7) "\01")
  (data (i32.const 7) "\01")
  (func (export "discard") (param i64 i64) (memory.discard $m (local.get 0) (local.get 1)))
  (func (export "get") (result i32) (i32.load8_u $m (i64.const 7)))
  (func (export "other") (result i32) (i32.load8_u (i32.const 7))))
(assert_trap (invoke "discard" (i64.const -1) (i64.const 2)) "out of bounds memory access")
(assert_trap (invoke "discard" (i64.const 0x1_0000_0000) (i64.const 0)) "out of bounds memory access")
(assert_return (invoke "get") (i32.const 1))
(assert_return (invoke "discard" (i64.const 0) (i64.const 1)))
(assert_return (invoke "get") (i32.const 0))
(assert_return (invoke "other") (i32.const 1))
(assert_trap (invoke "discard" (i64.const 0) (i64.const 0x1_0001)) "out of bounds memory access")

;; The end is that of now, not of the beginning; pages that were discarded can be written again.
(module
  (memory 0 2)
  (func (export "discard") (param i32 i32) (memory.discard (local.get 0) (local.get 1)))
  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
  (func (export "set") (param i32 i32) (i32.store8 (local.get 0) (local.get 1)))
  (func (export "get") (param i32) (result i32) (i32.load8_u (local.get 0))))
(assert_return (invoke "discard" (i32.const 0) (i32.const 0)))
(assert_trap (invoke "discard" (i32.const 0) (i32.const 1)) "out of bounds memory access")
(assert_return (invoke "grow") (i32.const 0))
(assert_return (invoke "set" (i32.const 9) (i32.const 1)))
(assert_return (invoke "discard" (i32.const 0) (i32.const 0x1_0000)))
(assert_trap (invoke "discard" (i32.const 0) (i32.const 0x1_0001)) "out of bounds memory access")
(assert_return (invoke "get" (i32.const 9)) (i32.const 0))
(assert_return (invoke "set" (i32.const 9) (i32.const 2)))
(assert_return (invoke "get" (i32.const 9)) (i32.const 2))
(assert_return (invoke "grow") (i32.const 1))
(assert_return (invoke "discard" (i32.const 0x1_0000) (i32.const 0x1_0000)))
(assert_return (invoke "get" (i32.const 9)) (i32.const 2))

;; Pages of one byte: nothing is aligned.
(module
  (memory (pagesize 1) (data "abcdef"))
  (func (export "discard") (param i32 i32) (memory.discard (local.get 0) (local.get 1)))
  (func (export "get") (param i32) (result i32) (i32.load8_u (local.get 0))))
(assert_return (invoke "discard" (i32.const 2) (i32.const 3)))
(assert_return (invoke "get" (i32.const 1)) (i32.const 98))
(assert_return (invoke "get" (i32.const 2)) (i32.const 0))
(assert_return (invoke "get" (i32.const 4)) (i32.const 0))
(assert_return (invoke "get" (i32.const 5)) (i32.const 102))
(assert_return (invoke "discard" (i32.const 6) (i32.const 0)))
(assert_trap (invoke "discard" (i32.const 6) (i32.const 1)) "out of bounds memory access")
(assert_trap (invoke "discard" (i32.const 7) (i32.const 0)) "out of bounds memory access")
(assert_return (invoke "get" (i32.const 5)) (i32.const 102))

;; Validation: the memory is there, both operands are addresses of it.
;; [memory-control/memory.discard]
(module (memory 1) (func (memory.discard (i32.const 0) (i32.const 0))))
(module (memory i64 1) (func (memory.discard (i64.const 0) (i64.const 0))))
(module (memory 1) (memory i64 1) (func (memory.discard 1 (i64.const 0) (i64.const 0))))
(module (import "spectest" "memory" (memory 1)) (func unreachable memory.discard))
(assert_invalid (module (func (memory.discard (i32.const 0) (i32.const 0)))) "unknown memory")
(assert_invalid (module (memory 1) (func (memory.discard 1 (i32.const 0) (i32.const 0)))) "unknown memory")
(assert_invalid (module (memory 1) (func (memory.discard (i32.const 0)))) "type mismatch")
(assert_invalid (module (memory 1) (func (memory.discard (i64.const 0) (i32.const 0)))) "type mismatch")
(assert_invalid (module (memory 1) (func (memory.discard (i32.const 0) (i64.const 0)))) "type mismatch")
(assert_invalid (module (memory i64 1) (func (memory.discard (i64.const 0) (i32.const 0)))) "type mismatch")
(assert_invalid (module (memory i64 1) (func (memory.discard (i32.const 0) (i64.const 0)))) "type mismatch")
(assert_invalid (module (memory 1) (memory i64 1) (func (memory.discard 1 (i32.const 0) (i32.const 0)))) "type mismatch")
(assert_invalid (module (memory 1) (global i32 (memory.discard (i32.const 0) (i32.const 0)) (i32.const 0)))
  "constant expression required")
(assert_invalid (module (memory 1) (func (result i32) (memory.discard (i32.const 0) (i32.const 0)))) "type mismatch")

;; The encoding: FC 12 and the index of the memory.
(module binary
  "\00asm" "\01\00\00\00"
  "\01\04\01\60\00\00"                      ;; (type (func))
  "\03\02\01\00" "\05\03\01\00\01"          ;; one function, one memory
  "\0a\0b\01\09\00\41\00\41\00\fc\12\00\0b")
(assert_malformed
  (module binary
    "\00asm" "\01\00\00\00"
    "\01\04\01\60\00\00"
    "\03\02\01\00" "\05\03\01\00\01"
    "\0a\0a\01\08\00\41\00\41\00\fc\12\0b")
  "unexpected end")
