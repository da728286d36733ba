;; The effective address is a sum without wrapping.
;;
;; Base and offset are unsigned and may be as large as their type; their sum is one bit wider. A check that adds in 32 or
;; 64 bits lets the last pages of the address space fall onto the first. Both widths of address, loads and stores, and
;; accesses that begin inside and end outside.

(module
  (memory 1)
  (func (export "load8") (param i32) (result i32) (i32.load8_u offset=0xffffffff (local.get 0)))
  (func (export "load64") (param i32) (result i64) (i64.load offset=0xfffffff8 (local.get 0)))
  (func (export "store") (param i32) (i32.store offset=0xffffffff (local.get 0) (i32.const -1)))
  (func (export "straddle16") (param i32) (result i32) (i32.load16_u offset=65535 (local.get 0)))
  (func (export "straddle64") (param i32) (i64.store (local.get 0) (i64.const -1)))
  (func (export "read") (param i32) (result i64) (i64.load (local.get 0)))
  (func (export "fill") (param i32 i32) (memory.fill (local.get 0) (i32.const 1) (local.get 1)))
  (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2))))

(assert_trap (invoke "load8" (i32.const 0)) "out of bounds memory access")
(assert_trap (invoke "load8" (i32.const 1)) "out of bounds memory access")
(assert_trap (invoke "load8" (i32.const -1)) "out of bounds memory access")
(assert_trap (invoke "load64" (i32.const 8)) "out of bounds memory access")
(assert_trap (invoke "load64" (i32.const -8)) "out of bounds memory access")
(assert_trap (invoke "store" (i32.const 1)) "out of bounds memory access")
(assert_trap (invoke "straddle16" (i32.const 0)) "out of bounds memory access")

;; A store that does not fit writes nothing, not even the bytes that would fit.
(assert_trap (invoke "straddle64" (i32.const 65529)) "out of bounds memory access")
(assert_trap (invoke "straddle64" (i32.const 65535)) "out of bounds memory access")
(assert_return (invoke "read" (i32.const 65528)) (i64.const 0))
(assert_return (invoke "straddle64" (i32.const 65528)))
(assert_return (invoke "read" (i32.const 65528)) (i64.const -1))

;; Ranges: an empty one may begin at the end, but not behind it; a long one may not wrap.
(assert_return (invoke "fill" (i32.const 65536) (i32.const 0)))
(assert_trap (invoke "fill" (i32.const 65537) (i32.const 0)) "out of bounds memory access")
(assert_trap (invoke "fill" (i32.const -1) (i32.const 0)) "out of bounds memory access")
(assert_trap (invoke "fill" (i32.const 1) (i32.const -1)) "out of bounds memory access")
(assert_trap (invoke "fill" (i32.const 65530) (i32.const 7)) "out of bounds memory access")
(assert_return (invoke "read" (i32.const 65528)) (i64.const -1))
(assert_return (invoke "copy" (i32.const 65536) (i32.const 65536) (i32.const 0)))
(assert_trap (invoke "copy" (i32.const 0) (i32.const -1) (i32.const 2)) "out of bounds memory access")
(assert_trap (invoke "copy" (i32.const -1) (i32.const 0) (i32.const 2)) "out of bounds memory access")
(assert_trap (invoke "copy" (i32.const 65537) (i32.const 0) (i32.const 0)) "out of bounds memory access")

(module
  (memory i64 1)
  (func (export "load8") (param i64) (result i32) (i32.load8_u offset=0xffffffffffffffff (local.get 0)))
  (func (export "load64") (param i64) (result i64) (i64.load offset=0xfffffffffffffff8 (local.get 0)))
  (func (export "load-high") (param i64) (result i64) (i64.load offset=0x100000000 (local.get 0)))
  (func (export "load") (param i64) (result i64) (i64.load (local.get 0)))
  (func (export "store") (param i64) (i64.store offset=0xffffffffffff0000 (local.get 0) (i64.const -1)))
  (func (export "fill") (param i64 i64) (memory.fill (local.get 0) (i32.const 1) (local.get 1)))
  (func (export "copy") (param i64 i64 i64) (memory.copy (local.get 0) (local.get 1) (local.get 2))))

(assert_trap (invoke "load8" (i64.const 0)) "out of bounds memory access")
(assert_trap (invoke "load8" (i64.const 1)) "out of bounds memory access")
(assert_trap (invoke "load8" (i64.const -1)) "out of bounds memory access")
(assert_trap (invoke "load64" (i64.const 8)) "out of bounds memory access")
(assert_trap (invoke "load64" (i64.const 0)) "out of bounds memory access")
(assert_trap (invoke "load-high" (i64.const 0)) "out of bounds memory access")
(assert_trap (invoke "load-high" (i64.const -0x100000000)) "out of bounds memory access")
(assert_trap (invoke "load" (i64.const 0x100000000)) "out of bounds memory access")
(assert_trap (invoke "load" (i64.const -8)) "out of bounds memory access")
(assert_trap (invoke "load" (i64.const -1)) "out of bounds memory access")
(assert_trap (invoke "store" (i64.const 0x10000)) "out of bounds memory access")
(assert_return (invoke "load" (i64.const 0)) (i64.const 0))
(assert_return (invoke "fill" (i64.const 65536) (i64.const 0)))
(assert_trap (invoke "fill" (i64.const 65537) (i64.const 0)) "out of bounds memory access")
(assert_trap (invoke "fill" (i64.const 1) (i64.const -1)) "out of bounds memory access")
(assert_trap (invoke "fill" (i64.const 0x100000000) (i64.const 1)) "out of bounds memory access")
(assert_trap (invoke "copy" (i64.const 0) (i64.const -1) (i64.const 2)) "out of bounds memory access")
(assert_return (invoke "load" (i64.const 0)) (i64.const 0))
