;; A case whose value is narrower than the core value it shares is cut out of it when lifted: its upper bits mean
;; nothing, and a float is its bits.
;;
;; bytecodealliance/wit-bindgen#1597: the lifting side did not widen the cases to the joined type, so that backends
;; that emit WebAssembly failed to validate.

(component
  (type $v' (variant (case "int" u32) (case "wide" u64) (case "float" f32) (case "double" f64) (case "byte" s8)))
  (export $v "v" (type $v'))
  ;; passes on what it gets, lifted from the core values that it is called with
  (component $Guest
    (type $v' (variant (case "int" u32) (case "wide" u64) (case "float" f32) (case "double" f64) (case "byte" s8)))
    (import "v" (type $v (eq $v')))
    (core module $M (func (export "slot") (param i32 i64) (result i64) (local.get 1)))
    (core instance $m (instantiate $M))
    (func (export "slot") (param "v" $v) (result u64) (canon lift (core func $m "slot"))))
  (component $Caller
    (type $v' (variant (case "int" u32) (case "wide" u64) (case "float" f32) (case "double" f64) (case "byte" s8)))
    (import "v" (type $v (eq $v')))
    (import "slot" (func $slot (param "v" $v) (result u64)))
    (core func $slot' (canon lower (func $slot)))
    (core module $M
      (import "" "slot" (func $slot (param i32 i64) (result i64)))
      (func (export "call") (param $case i32) (param $payload i64) (result i64)
        (call $slot (local.get $case) (local.get $payload))))
    (core instance $m (instantiate $M (with "" (instance (export "slot" (func $slot'))))))
    (func (export "call") (param "case" u32) (param "payload" u64) (result u64)
      (canon lift (core func $m "call"))))
  (instance $guest (instantiate $Guest (with "v" (type $v))))
  (instance $caller (instantiate $Caller (with "v" (type $v)) (with "slot" (func $guest "slot"))))
  (export "slot" (func $guest "slot"))
  (export "call" (func $caller "call")))

;; from the host: extended with zeros, whatever the sign
(assert_return (invoke "slot" (variant.const "int" (u32.const 0x80000000))) (u64.const 0x80000000))
(assert_return (invoke "slot" (variant.const "float" (f32.const 1))) (u64.const 0x3f800000))
(assert_return (invoke "slot" (variant.const "double" (f64.const 1))) (u64.const 0x3ff0000000000000))
(assert_return (invoke "slot" (variant.const "byte" (s8.const -1))) (u64.const 0xffffffff))
;; between components: 0 int, 1 wide, 2 float, 3 double, 4 byte
(assert_return (invoke "call" (u32.const 0) (u64.const 0xdeadbeef00000007)) (u64.const 7))
(assert_return (invoke "call" (u32.const 1) (u64.const 0xdeadbeef00000007)) (u64.const 0xdeadbeef00000007))
(assert_return (invoke "call" (u32.const 2) (u64.const 0xdeadbeefbf800000)) (u64.const 0xbf800000))
(assert_return (invoke "call" (u32.const 3) (u64.const 0xbff0000000000000)) (u64.const 0xbff0000000000000))
(assert_return (invoke "call" (u32.const 4) (u64.const 0xdeadbeef12345680)) (u64.const 0xffffff80))
