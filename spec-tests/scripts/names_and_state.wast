;; The script language itself: which module a directive acts on.
;;
;; The current module is the one instantiated last. Names can be bound again. A definition makes no instance, and
;; instances of one definition share nothing. What is registered stays what it was when it was registered.

(module $m (func (export "f") (result i32) (i32.const 1)))
(assert_return (invoke "f") (i32.const 1))
(module $n (func (export "f") (result i32) (i32.const 2)))
(assert_return (invoke "f") (i32.const 2))
(assert_return (invoke $m "f") (i32.const 1))
(register "lib" $m)

;; $m is bound again; "lib" is still the first.
(module $m (func (export "f") (result i32) (i32.const 3)))
(assert_return (invoke $m "f") (i32.const 3))
(module
  (import "lib" "f" (func $f (result i32)))
  (export "f" (func $f)))
(assert_return (invoke "f") (i32.const 1))
(register "lib" $m)
(module
  (import "lib" "f" (func $f (result i32)))
  (export "f" (func $f)))
(assert_return (invoke "f") (i32.const 3))

;; Assertions that make modules leave the current one alone.
(assert_invalid (module (func (result i32))) "type mismatch")
(assert_malformed (module quote "(func") "unexpected token")
(assert_unlinkable (module (import "no" "no" (func))) "unknown import")
(assert_trap (module (func $s (unreachable)) (start $s)) "unreachable")
(assert_return (invoke "f") (i32.const 3))

;; A definition that could not be allocated, and one that would trap: defining them is fine.
(module definition (memory i64 0x1000000000000))
(module definition $traps (func $s (unreachable)) (start $s))
(assert_return (invoke "f") (i32.const 3))
(assert_trap (module instance $traps) "unreachable")

(module definition $counter
  (global $g (mut i32) (i32.const 0))
  (func (export "next") (result i32)
    (global.set $g (i32.add (global.get $g) (i32.const 1)))
    (global.get $g))
  (export "g" (global $g)))
(module instance $c1 $counter)
(module instance $c2 $counter)
(assert_return (invoke $c1 "next") (i32.const 1))
(assert_return (invoke $c1 "next") (i32.const 2))
(assert_return (invoke $c2 "next") (i32.const 1))
(assert_return (invoke "next") (i32.const 2))
(assert_return (get $c1 "g") (i32.const 2))
(assert_return (get "g") (i32.const 2))
(module instance)
(assert_return (get "g") (i32.const 0))

;; Every way to write a module.
(module binary "\00asm" "\01\00\00\00")
(module $b binary "\00\61\73\6d\01\00\00\00")
(module quote "(func (export \"q\") (result i32) (i32.const 4))")
(assert_return (invoke "q") (i32.const 4))
(module $q quote "(module $other (func (export \"q\") (result i32)" " (i32.const 5)))")
(assert_return (invoke $q "q") (i32.const 5))
(module definition $quoted quote "(global (export \"g\") i64 (i64.const -1))")
(module instance $quoted-instance $quoted)
(assert_return (get "g") (i64.const -1))
((@annotation "anything" (goes)) module (func (export "annotated")))
(invoke "annotated")
(;(;nested;);) (assert_return ;;comments anywhere
  (invoke "annotated"))

;; Patterns.
(module
  (func (export "nan") (param i32) (result f32) (f32.reinterpret_i32 (local.get 0)))
  (func (export "pair") (result i32 i64) (i32.const 1) (i64.const 2))
  (func (export "extern") (param externref) (result externref) (local.get 0))
  (func (export "null") (result anyref) (ref.null any))
  (func $f (export "func") (result funcref) (ref.func $f)))
(assert_return (invoke "nan" (i32.const 0x7fc00000)) (f32.const nan:canonical))
(assert_return (invoke "nan" (i32.const 0xffc00000)) (f32.const nan:canonical))
(assert_return (invoke "nan" (i32.const 0x7fc00001)) (f32.const nan:arithmetic))
(assert_return (invoke "nan" (i32.const 0x7f800001)) (f32.const nan:0x1))
(assert_return (invoke "nan" (i32.const 0x7fc00000)) (either (f32.const 0) (f32.const nan:canonical)))
(assert_return (invoke "pair") (either (i32.const 0) (i32.const 1)) (i64.const 2))
(assert_return (invoke "extern" (ref.extern 0)) (ref.extern 0))
(assert_return (invoke "extern" (ref.extern 7)) (ref.extern))
(assert_return (invoke "extern" (ref.null extern)) (ref.null extern))
(assert_return (invoke "null") (ref.null any))
(assert_return (invoke "null") (ref.null))
(assert_return (invoke "func") (ref.func))
