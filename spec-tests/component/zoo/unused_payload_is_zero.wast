;; Core values that a case does not use are zeros when a variant is lowered, and what a case uses of a wider one is
;; extended with zeros.
;;
;; bytecodealliance/wasmtime#4723: an `i32` in a slot of 64 bits left the upper half as it was, so that a guest could
;; read what the host had there.

(component
  (type $v' (variant (case "narrow" u32) (case "wide" u64) (case "none") (case "pair" (tuple f32 f64))))
  (export $v "v" (type $v'))
  (component $Guest
    (type $v' (variant (case "narrow" u32) (case "wide" u64) (case "none") (case "pair" (tuple f32 f64))))
    (import "v" (type $v (eq $v')))
    (core module $M
      (func (export "first") (param i32 i64 f64) (result i64) (local.get 1))
      (func (export "second") (param i32 i64 f64) (result i64) (i64.reinterpret_f64 (local.get 2))))
    (core instance $m (instantiate $M))
    (func (export "first") (param "v" $v) (result u64) (canon lift (core func $m "first")))
    (func (export "second") (param "v" $v) (result u64) (canon lift (core func $m "second"))))
  (component $Caller
    (type $v' (variant (case "narrow" u32) (case "wide" u64) (case "none") (case "pair" (tuple f32 f64))))
    (import "v" (type $v (eq $v')))
    (import "first" (func $first (param "v" $v) (result u64)))
    (import "second" (func $second (param "v" $v) (result u64)))
    (core func $first' (canon lower (func $first)))
    (core func $second' (canon lower (func $second)))
    (core module $M
      (import "" "first" (func $first (param i32 i64 f64) (result i64)))
      (import "" "second" (func $second (param i32 i64 f64) (result i64)))
      ;; all that a case does not use is set, in vain
      (func (export "first") (param i32) (result i64)
        (call $first (local.get 0) (i64.const 0xfedcba9876543210) (f64.const -1)))
      (func (export "second") (param i32) (result i64)
        (call $second (local.get 0) (i64.const 0xfedcba9876543210) (f64.const -1))))
    (core instance $m (instantiate $M (with "" (instance (export "first" (func $first')) (export "second"
      (func $second'))))))
    (func (export "first") (param "case" u32) (result u64) (canon lift (core func $m "first")))
    (func (export "second") (param "case" u32) (result u64) (canon lift (core func $m "second"))))
  (instance $guest (instantiate $Guest (with "v" (type $v))))
  (instance $caller (instantiate $Caller (with "v" (type $v)) (with "first" (func $guest "first")) (with "second"
    (func $guest "second"))))
  (export "first" (func $guest "first"))
  (export "second" (func $guest "second"))
  (export "caller-first" (func $caller "first"))
  (export "caller-second" (func $caller "second")))
(assert_return (invoke "first" (variant.const "narrow" (u32.const 0xffffffff))) (u64.const 0xffffffff))
(assert_return (invoke "first" (variant.const "wide" (u64.const 0xffffffffffffffff))) (u64.const 0xffffffffffffffff))
(assert_return (invoke "first" (variant.const "none")) (u64.const 0))
(assert_return (invoke "first" (variant.const "pair" (tuple.const (f32.const -1) (f64.const 2))))
  (u64.const 0xbf800000))
(assert_return (invoke "second" (variant.const "narrow" (u32.const 0xffffffff))) (u64.const 0))
(assert_return (invoke "second" (variant.const "none")) (u64.const 0))
(assert_return (invoke "second" (variant.const "pair" (tuple.const (f32.const -1) (f64.const 2))))
  (u64.const 0x4000000000000000))
;; between components: narrow, wide, none, pair
(assert_return (invoke "caller-first" (u32.const 0)) (u64.const 0x76543210))
(assert_return (invoke "caller-first" (u32.const 1)) (u64.const 0xfedcba9876543210))
(assert_return (invoke "caller-first" (u32.const 2)) (u64.const 0))
(assert_return (invoke "caller-first" (u32.const 3)) (u64.const 0x76543210))
(assert_return (invoke "caller-second" (u32.const 0)) (u64.const 0))
(assert_return (invoke "caller-second" (u32.const 1)) (u64.const 0))
(assert_return (invoke "caller-second" (u32.const 2)) (u64.const 0))
(assert_return (invoke "caller-second" (u32.const 3)) (u64.const 0xbff0000000000000))
