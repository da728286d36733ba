;; Where `f32` and an integer share a core value it is an `i32`, and the float is passed as its bits, not as its
;; number.
;;
;; bytecodealliance/jco, commit fe29dd50: the bits of a float in a joined `i32` were not reinterpreted.

(component
  (type $v' (variant (case "int" u32) (case "float" f32) (case "char" char)))
  (export $v "v" (type $v'))
  ;; passes on what it gets, lifted from the core values that it is called with
  (component $Guest
    (type $v' (variant (case "int" u32) (case "float" f32) (case "char" char)))
    (import "v" (type $v (eq $v')))
    (core module $M (func (export "slot") (param i32 i32) (result i32) (local.get 1)))
    (core instance $m (instantiate $M))
    (func (export "slot") (param "v" $v) (result u32) (canon lift (core func $m "slot"))))
  (component $Caller
    (type $v' (variant (case "int" u32) (case "float" f32) (case "char" char)))
    (import "v" (type $v (eq $v')))
    (import "slot" (func $slot (param "v" $v) (result u32)))
    (core func $slot' (canon lower (func $slot)))
    (core module $M
      (import "" "slot" (func $slot (param i32 i32) (result i32)))
      (func (export "call") (param $case i32) (param $payload i32) (result i32)
        (call $slot (local.get $case) (local.get $payload))))
    (core instance $m (instantiate $M (with "" (instance (export "slot" (func $slot'))))))
    (func (export "call") (param "case" u32) (param "payload" u32) (result u32)
      (canon lift (core func $m "call"))))
  (instance $guest (instantiate $Guest (with "v" (type $v))))
  (instance $caller (instantiate $Caller (with "v" (type $v)) (with "slot" (func $guest "slot"))))
  (export "slot" (func $guest "slot"))
  (export "call" (func $caller "call")))

(assert_return (invoke "slot" (variant.const "float" (f32.const 1))) (u32.const 0x3f800000))
(assert_return (invoke "slot" (variant.const "float" (f32.const -0.0))) (u32.const 0x80000000))
(assert_return (invoke "slot" (variant.const "int" (u32.const 1))) (u32.const 1))
;; 0 int, 1 float, 2 char
(assert_return (invoke "call" (u32.const 0) (u32.const 0xffffffff)) (u32.const 0xffffffff))
(assert_return (invoke "call" (u32.const 1) (u32.const 0xc0490fdb)) (u32.const 0xc0490fdb))
(assert_return (invoke "call" (u32.const 1) (u32.const 1)) (u32.const 1))
(assert_return (invoke "call" (u32.const 2) (u32.const 0x1f600)) (u32.const 0x1f600))
;; bits that are no character
(assert_trap (invoke "call" (u32.const 2) (u32.const 0xd800)) "invalid `char` bit pattern")
