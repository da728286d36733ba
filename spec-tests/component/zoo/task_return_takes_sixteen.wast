;; An asynchronous function gives its result to `task.return`, whose parameters are the flattened result: up to
;; sixteen core values, not one as for results, and not four as for asynchronous calls. Beyond that it takes a
;; pointer.
;;
;; bytecodealliance/jco, commit d518f82f: results were spilled by the rule for results.

(component
  (core module $Memory (memory (export "memory") 1))
  (core instance $memory (instantiate $Memory))
  (core module $M
    (import "" "memory" (memory 1))
    (import "" "return16" (func $return16 (param i64 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
    (import "" "return17" (func $return17 (param i32)))
    (func (export "f16") (result i32)
      (call $return16 (i64.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6) (i32.const 7)
        (i32.const 8) (i32.const 9) (i32.const 10) (i32.const 11) (i32.const 12) (i32.const 13) (i32.const 14)
        (i32.const 15) (i32.const 16))
      (i32.const 0 (; EXIT ;)))
    (func (export "f17") (result i32)
      (local $i i32)
      (i64.store (i32.const 64) (i64.const 1))
      (loop
        (i32.store offset=72 (i32.shl (local.get $i) (i32.const 2)) (i32.add (local.get $i) (i32.const 2)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if 0 (i32.lt_u (local.get $i) (i32.const 16))))
      (call $return17 (i32.const 64))
      (i32.const 0 (; EXIT ;)))
    (func (export "callback") (param i32 i32 i32) (result i32) unreachable))
  (core func $return16 (canon task.return (result (tuple u64 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32
    u32))))
  (core func $return17 (canon task.return (result (tuple u64 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32
    u32)) (memory (core memory $memory "memory"))))
  (core instance $m (instantiate $M (with "" (instance
    (export "memory" (memory $memory "memory"))
    (export "return16" (func $return16)) (export "return17" (func $return17))))))
  (func (export "f16") async (result (tuple u64 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32))
    (canon lift (core func $m "f16") async (callback (core func $m "callback"))))
  (func (export "f17") async (result (tuple u64 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32 u32))
    (canon lift (core func $m "f17") async (memory (core memory $memory "memory")) (callback (core func $m
      "callback")))))
(assert_return (invoke "f16") (tuple.const (u64.const 1) (u32.const 2) (u32.const 3) (u32.const 4) (u32.const 5)
  (u32.const 6) (u32.const 7) (u32.const 8) (u32.const 9) (u32.const 10) (u32.const 11) (u32.const 12) (u32.const 13)
  (u32.const 14) (u32.const 15) (u32.const 16)))
(assert_return (invoke "f17") (tuple.const (u64.const 1) (u32.const 2) (u32.const 3) (u32.const 4) (u32.const 5)
  (u32.const 6) (u32.const 7) (u32.const 8) (u32.const 9) (u32.const 10) (u32.const 11) (u32.const 12) (u32.const 13)
  (u32.const 14) (u32.const 15) (u32.const 16) (u32.const 17)))
