;; A list of fixed length lies where it stands: its elements are aligned and counted as fields would be, in memory
;; and as core values.
;;
;; bytecodealliance/wasmtime#13863, #13985, #14021: type checking, loading, and the offset of the list's begin were
;; wrong.

(component
  (core module $Memory
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $new i32)
      (local.set $new (i32.and (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
                               (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $new) (local.get $size)))
      (memory.copy (local.get $new) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $new)))
  ;; $Guest gives eight bytes of the list that it is passed, $Between passes a list on
  (component $Guest
    (core instance $memory (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory 1))
      (func (export "word") (param $ptr i32) (param $length i32) (param $at i32) (result i64)
        (i64.load (i32.add (local.get $ptr) (local.get $at)))))
    (core instance $m (instantiate $M (with "" (instance $memory))))
    (func (export "word") (param "xs" (list (tuple u8 (list u16 3) u32))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (tuple u8 (list u16 3) u32))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (tuple u8 (list u16 3) u32))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (list.const (u16.const 2) (u16.const 3) (u16.const 4)) (u32.const 5))
      (tuple.const (u8.const 6) (list.const (u16.const 7) (u16.const 8) (u16.const 9)) (u32.const 10)))
    (u32.const 0))
  (u64.const 0x0004000300020001))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (list.const (u16.const 2) (u16.const 3) (u16.const 4)) (u32.const 5))
      (tuple.const (u8.const 6) (list.const (u16.const 7) (u16.const 8) (u16.const 9)) (u32.const 10)))
    (u32.const 0))
  (u64.const 0x0004000300020001))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (list.const (u16.const 2) (u16.const 3) (u16.const 4)) (u32.const 5))
      (tuple.const (u8.const 6) (list.const (u16.const 7) (u16.const 8) (u16.const 9)) (u32.const 10)))
    (u32.const 8))
  (u64.const 0x0007000600000005))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (list.const (u16.const 2) (u16.const 3) (u16.const 4)) (u32.const 5))
      (tuple.const (u8.const 6) (list.const (u16.const 7) (u16.const 8) (u16.const 9)) (u32.const 10)))
    (u32.const 8))
  (u64.const 0x0007000600000005))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (list.const (u16.const 2) (u16.const 3) (u16.const 4)) (u32.const 5))
      (tuple.const (u8.const 6) (list.const (u16.const 7) (u16.const 8) (u16.const 9)) (u32.const 10)))
    (u32.const 16))
  (u64.const 0x0000000a00090008))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (list.const (u16.const 2) (u16.const 3) (u16.const 4)) (u32.const 5))
      (tuple.const (u8.const 6) (list.const (u16.const 7) (u16.const 8) (u16.const 9)) (u32.const 10)))
    (u32.const 16))
  (u64.const 0x0000000a00090008))

(component
  (core module $Memory
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $new i32)
      (local.set $new (i32.and (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
                               (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $new) (local.get $size)))
      (memory.copy (local.get $new) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $new)))
  ;; $Guest gives eight bytes of the list that it is passed, $Between passes a list on
  (component $Guest
    (core instance $memory (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory 1))
      (func (export "word") (param $ptr i32) (param $length i32) (param $at i32) (result i64)
        (i64.load (i32.add (local.get $ptr) (local.get $at)))))
    (core instance $m (instantiate $M (with "" (instance $memory))))
    (func (export "word") (param "xs" (list (list (list u8 2) 3))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (list (list u8 2) 3))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (list (list u8 2) 3))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (list.const (list.const (u8.const 1) (u8.const 2)) (list.const (u8.const 3) (u8.const 4)) (list.const
      (u8.const 5) (u8.const 6))) (list.const (list.const (u8.const 7) (u8.const 8)) (list.const (u8.const 9)
      (u8.const 10)) (list.const (u8.const 11) (u8.const 12))))
    (u32.const 0))
  (u64.const 0x0807060504030201))
(assert_return
  (invoke "from-guest"
    (list.const (list.const (list.const (u8.const 1) (u8.const 2)) (list.const (u8.const 3) (u8.const 4)) (list.const
      (u8.const 5) (u8.const 6))) (list.const (list.const (u8.const 7) (u8.const 8)) (list.const (u8.const 9)
      (u8.const 10)) (list.const (u8.const 11) (u8.const 12))))
    (u32.const 0))
  (u64.const 0x0807060504030201))
(assert_return
  (invoke "from-host"
    (list.const (list.const (list.const (u8.const 1) (u8.const 2)) (list.const (u8.const 3) (u8.const 4)) (list.const
      (u8.const 5) (u8.const 6))) (list.const (list.const (u8.const 7) (u8.const 8)) (list.const (u8.const 9)
      (u8.const 10)) (list.const (u8.const 11) (u8.const 12))))
    (u32.const 4))
  (u64.const 0x0c0b0a0908070605))
(assert_return
  (invoke "from-guest"
    (list.const (list.const (list.const (u8.const 1) (u8.const 2)) (list.const (u8.const 3) (u8.const 4)) (list.const
      (u8.const 5) (u8.const 6))) (list.const (list.const (u8.const 7) (u8.const 8)) (list.const (u8.const 9)
      (u8.const 10)) (list.const (u8.const 11) (u8.const 12))))
    (u32.const 4))
  (u64.const 0x0c0b0a0908070605))

;; as core values: one for each element
(component
  (core module $M
    (memory (export "memory") 1)
    (func (export "sum") (param i32 i64 i64 i64 i32) (result i64)
      (i64.add (i64.add (local.get 1) (i64.mul (local.get 2) (i64.const 10))) (i64.mul (local.get 3) (i64.const 100))))
    (func (export "one") (param i32) (result i32) (local.get 0))
    (func (export "three") (result i32)
      (i64.store (i32.const 16) (i64.const 1)) (i64.store (i32.const 24) (i64.const 2)) (i64.store (i32.const 32)
        (i64.const 3))
      (i32.const 16)))
  (core instance $m (instantiate $M))
  (func (export "sum") (param "a" u8) (param "xs" (list u64 3)) (param "b" u8) (result u64) (canon lift (core func $m
    "sum")))
  (func (export "one") (param "xs" (list u8 1)) (result (list u8 1)) (canon lift (core func $m "one")))
  (func (export "three") (result (list u64 3)) (canon lift (core func $m "three") (memory (core memory $m "memory")))))
(assert_return (invoke "sum" (u8.const 9) (list.const (u64.const 1) (u64.const 2) (u64.const 3)) (u8.const 9))
  (u64.const 321))
(assert_return (invoke "one" (list.const (u8.const 200))) (list.const (u8.const 200)))
(assert_return (invoke "three") (list.const (u64.const 1) (u64.const 2) (u64.const 3)))

;; lists of different lengths, and those of any length, are different types
(assert_invalid
  (component
    (component $C (import "f" (func (param "xs" (list u8 2)))))
    (import "f" (func $f (param "xs" (list u8 3))))
    (instance (instantiate $C (with "f" (func $f)))))
  "type mismatch")
(assert_invalid
  (component
    (component $C (import "f" (func (param "xs" (list u8 2)))))
    (import "f" (func $f (param "xs" (list u8))))
    (instance (instantiate $C (with "f" (func $f)))))
  "type mismatch")
