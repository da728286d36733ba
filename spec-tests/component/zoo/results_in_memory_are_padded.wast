;; A result in memory has the padding of its type: a `u64` behind a `u32` stands at 8, not at 4. This holds for the
;; memory that a caller gives, in an ordinary call and in an asynchronous one.
;;
;; pulseengine/meld#148: asynchronous results were written back without padding. Engines ignore the alignment that a
;; load claims, so that nothing trapped and the caller read other numbers.

(component
  (component $Guest
    (core module $M
      (memory (export "memory") 1)
      (data (i32.const 16) "\01\00\00\00\ff\ff\ff\ff\02\00\00\00\00\00\00\00\03\ff\04\00")
      (func (export "f") (result i32) (i32.const 16)))
    (core instance $m (instantiate $M))
    (func (export "f") async (result (tuple u32 u64 u8 u16))
      (canon lift (core func $m "f") (memory (core memory $m "memory")))))
  (component $Caller
    (import "f" (func $f async (result (tuple u32 u64 u8 u16))))
    (core module $Memory (memory (export "memory") 1))
    (core instance $memory (instantiate $Memory))
    (core func $f-async (canon lower (func $f) async (memory (core memory $memory "memory"))))
    (core func $f-sync (canon lower (func $f) (memory (core memory $memory "memory"))))
    (core module $M
      (import "" "memory" (memory 1))
      (import "" "async" (func $async (param i32) (result i32)))
      (import "" "sync" (func $sync (param i32)))
      (func $all (param $at i32) (result i64)
        (i64.add (i64.load32_u (local.get $at)) (i64.add
          (i64.mul (i64.const 10) (i64.load offset=8 (local.get $at))) (i64.add
          (i64.mul (i64.const 100) (i64.load8_u offset=16 (local.get $at)))
          (i64.mul (i64.const 1000) (i64.load16_u offset=18 (local.get $at)))))))
      (func (export "async") (result i64)
        (if (i32.ne (call $async (i32.const 64)) (i32.const 2 (; RETURNED ;))) (then unreachable))
        (call $all (i32.const 64)))
      (func (export "sync") (result i64)
        (call $sync (i32.const 128))
        (call $all (i32.const 128))))
    (core instance $m (instantiate $M (with "" (instance
      (export "memory" (memory $memory "memory")) (export "async" (func $f-async)) (export "sync" (func $f-sync))))))
    (func (export "async") async (result u64) (canon lift (core func $m "async")))
    (func (export "sync") async (result u64) (canon lift (core func $m "sync"))))
  (instance $guest (instantiate $Guest))
  (instance $caller (instantiate $Caller (with "f" (func $guest "f"))))
  (export "f" (func $guest "f"))
  (export "async" (func $caller "async"))
  (export "sync" (func $caller "sync")))
(assert_return (invoke "f") (tuple.const (u32.const 1) (u64.const 2) (u8.const 3) (u16.const 4)))
(assert_return (invoke "sync") (u64.const 4321))
(assert_return (invoke "async") (u64.const 4321))
