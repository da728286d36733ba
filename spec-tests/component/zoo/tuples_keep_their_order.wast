;; The elements of a tuple lie in memory in the order in which the type has them, with padding between.
;;
;; bytecodealliance/wit-bindgen#1112, #1113: lists of tuples were taken for slices of Rust tuples, whose elements a
;; compiler reorders.

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
    (func (export "word") (param "xs" (list (tuple u8 u16 u8 u32))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (tuple u8 u16 u8 u32))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (tuple u8 u16 u8 u32))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (u16.const 0x0302) (u8.const 4) (u32.const 0x08070605)) (tuple.const
      (u8.const 9) (u16.const 0x0b0a) (u8.const 12) (u32.const 0x100f0e0d)))
    (u32.const 0))
  (u64.const 0x0000000403020001))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (u16.const 0x0302) (u8.const 4) (u32.const 0x08070605)) (tuple.const
      (u8.const 9) (u16.const 0x0b0a) (u8.const 12) (u32.const 0x100f0e0d)))
    (u32.const 0))
  (u64.const 0x0000000403020001))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (u16.const 0x0302) (u8.const 4) (u32.const 0x08070605)) (tuple.const
      (u8.const 9) (u16.const 0x0b0a) (u8.const 12) (u32.const 0x100f0e0d)))
    (u32.const 8))
  (u64.const 0x0b0a000908070605))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (u16.const 0x0302) (u8.const 4) (u32.const 0x08070605)) (tuple.const
      (u8.const 9) (u16.const 0x0b0a) (u8.const 12) (u32.const 0x100f0e0d)))
    (u32.const 8))
  (u64.const 0x0b0a000908070605))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (u16.const 0x0302) (u8.const 4) (u32.const 0x08070605)) (tuple.const
      (u8.const 9) (u16.const 0x0b0a) (u8.const 12) (u32.const 0x100f0e0d)))
    (u32.const 12))
  (u64.const 0x0000000c0b0a0009))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (u16.const 0x0302) (u8.const 4) (u32.const 0x08070605)) (tuple.const
      (u8.const 9) (u16.const 0x0b0a) (u8.const 12) (u32.const 0x100f0e0d)))
    (u32.const 12))
  (u64.const 0x0000000c0b0a0009))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (u16.const 0x0302) (u8.const 4) (u32.const 0x08070605)) (tuple.const
      (u8.const 9) (u16.const 0x0b0a) (u8.const 12) (u32.const 0x100f0e0d)))
    (u32.const 16))
  (u64.const 0x100f0e0d0000000c))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (u16.const 0x0302) (u8.const 4) (u32.const 0x08070605)) (tuple.const
      (u8.const 9) (u16.const 0x0b0a) (u8.const 12) (u32.const 0x100f0e0d)))
    (u32.const 16))
  (u64.const 0x100f0e0d0000000c))
