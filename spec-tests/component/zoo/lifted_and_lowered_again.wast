;; A core function may be lifted and lowered again, in one component or on the way through several, and what comes
;; out may be lifted once more: it takes the options of each definition in turn. Within one instance nothing is
;; entered, so nothing traps; the value still goes out of memory and into it.
;;
;; WebAssembly/component-model#9, #51, bytecodealliance/wasmtime#4347: whether this is useful, and that it always
;; trapped.

(component
  (component $C
    (core module $Memory
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 512)))
    (core instance $one (instantiate $Memory))
    (core instance $two (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory 1))
      (func (export "sum") (param $at i32) (param $length i32) (result i32)
        (i32.add (i32.load (local.get $at)) (i32.load offset=4 (local.get $at))))
      (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
    (core instance $m (instantiate $M (with "" (instance (export "memory" (memory $one "memory"))))))
    ;; lifted with one memory, lowered with another, called with core code
    (func $sum (param "xs" (list u32)) (result u32)
      (canon lift (core func $m "sum") (memory (core memory $one "memory")) (realloc (core func $one "realloc"))))
    (core func $sum' (canon lower (func $sum) (memory (core memory $two "memory"))))
    (func $add (param "a" u8) (param "b" u8) (result u32) (canon lift (core func $m "add")))
    (core func $add' (canon lower (func $add)))
    (core module $Main
      (import "" "memory" (memory 1))
      (import "" "sum" (func $sum (param i32 i32) (result i32)))
      (import "" "add" (func $add (param i32 i32) (result i32)))
      (func (export "sum") (result i32)
        (i32.store (i32.const 16) (i32.const 40))
        (i32.store (i32.const 20) (i32.const 2))
        (call $sum (i32.const 16) (i32.const 2)))
      ;; what is beyond 8 bits is lost on the way
      (func (export "add") (result i32) (call $add (i32.const 0x101) (i32.const 0x202))))
    (core instance $main (instantiate $Main (with "" (instance
      (export "memory" (memory $two "memory")) (export "sum" (func $sum')) (export "add" (func $add'))))))
    (func (export "sum") (result u32) (canon lift (core func $main "sum")))
    (func (export "add") (result u32) (canon lift (core func $main "add")))
    ;; no core code between: lifted, lowered, lifted
    (func (export "again") (param "a" u8) (param "b" u8) (result u32) (canon lift (core func $add')))
    (func (export "again-sum") (param "xs" (list u32)) (result u32)
      (canon lift (core func $sum') (memory (core memory $two "memory")) (realloc (core func $two "realloc")))))
  ;; the same through another component
  (component $Through
    (import "again" (func $again (param "a" u8) (param "b" u8) (result u32)))
    (core func $again' (canon lower (func $again)))
    (func (export "again") (param "a" u8) (param "b" u8) (result u32) (canon lift (core func $again'))))
  (instance $c (instantiate $C))
  (instance $through (instantiate $Through (with "again" (func $c "again"))))
  (instance $further (instantiate $Through (with "again" (func $through "again"))))
  (export "sum" (func $c "sum"))
  (export "add" (func $c "add"))
  (export "again" (func $c "again"))
  (export "again-sum" (func $c "again-sum"))
  (export "through" (func $through "again"))
  (export "further" (func $further "again")))
(assert_return (invoke "sum") (u32.const 42))
(assert_return (invoke "add") (u32.const 3))
(assert_return (invoke "again" (u8.const 200) (u8.const 100)) (u32.const 300))
(assert_return (invoke "again-sum" (list.const (u32.const 30) (u32.const 3))) (u32.const 33))
(assert_return (invoke "through" (u8.const 200) (u8.const 100)) (u32.const 300))
(assert_return (invoke "further" (u8.const 200) (u8.const 100)) (u32.const 300))
