;; Both cases of a `result` begin at the same place, behind the discriminant as the larger alignment wants it, and
;; the larger of both decides the size.
;;
;; bytecodealliance/go-modules#350: the shape was chosen by the payload that looked largest, by the wrong measure.

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
    (func (export "word") (param "xs" (list (result (tuple u8 u8 u8) (error u64)))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (result (tuple u8 u8 u8) (error u64)))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (result (tuple u8 u8 u8) (error u64)))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 0))
  (u64.const 0))
(assert_return
  (invoke "from-guest"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 0))
  (u64.const 0))
(assert_return
  (invoke "from-host"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 8))
  (u64.const 0x030201))
(assert_return
  (invoke "from-guest"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 8))
  (u64.const 0x030201))
(assert_return
  (invoke "from-host"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 16))
  (u64.const 1))
(assert_return
  (invoke "from-guest"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 16))
  (u64.const 1))
(assert_return
  (invoke "from-host"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 24))
  (u64.const 7))
(assert_return
  (invoke "from-guest"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 24))
  (u64.const 7))
(assert_return
  (invoke "from-host"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 32))
  (u64.const 0))
(assert_return
  (invoke "from-guest"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 32))
  (u64.const 0))
(assert_return
  (invoke "from-host"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 40))
  (u64.const 0x060504))
(assert_return
  (invoke "from-guest"
    (list.const (result.ok (tuple.const (u8.const 1) (u8.const 2) (u8.const 3))) (result.err (u64.const 7)) (result.ok
      (tuple.const (u8.const 4) (u8.const 5) (u8.const 6))))
    (u32.const 40))
  (u64.const 0x060504))

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
    (func (export "word") (param "xs" (list (result (tuple u16 u16 u16) (error u32)))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (result (tuple u16 u16 u16) (error u32)))) (param "at" u32)
      (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (result (tuple u16 u16 u16) (error u32)))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (result.ok (tuple.const (u16.const 1) (u16.const 2) (u16.const 3))) (result.err (u32.const 7))
      (result.ok (tuple.const (u16.const 4) (u16.const 5) (u16.const 6))))
    (u32.const 4))
  (u64.const 0x0000000300020001))
(assert_return
  (invoke "from-guest"
    (list.const (result.ok (tuple.const (u16.const 1) (u16.const 2) (u16.const 3))) (result.err (u32.const 7))
      (result.ok (tuple.const (u16.const 4) (u16.const 5) (u16.const 6))))
    (u32.const 4))
  (u64.const 0x0000000300020001))
(assert_return
  (invoke "from-host"
    (list.const (result.ok (tuple.const (u16.const 1) (u16.const 2) (u16.const 3))) (result.err (u32.const 7))
      (result.ok (tuple.const (u16.const 4) (u16.const 5) (u16.const 6))))
    (u32.const 12))
  (u64.const 0x0000000700000001))
(assert_return
  (invoke "from-guest"
    (list.const (result.ok (tuple.const (u16.const 1) (u16.const 2) (u16.const 3))) (result.err (u32.const 7))
      (result.ok (tuple.const (u16.const 4) (u16.const 5) (u16.const 6))))
    (u32.const 12))
  (u64.const 0x0000000700000001))
(assert_return
  (invoke "from-host"
    (list.const (result.ok (tuple.const (u16.const 1) (u16.const 2) (u16.const 3))) (result.err (u32.const 7))
      (result.ok (tuple.const (u16.const 4) (u16.const 5) (u16.const 6))))
    (u32.const 24))
  (u64.const 0x0005000400000000))
(assert_return
  (invoke "from-guest"
    (list.const (result.ok (tuple.const (u16.const 1) (u16.const 2) (u16.const 3))) (result.err (u32.const 7))
      (result.ok (tuple.const (u16.const 4) (u16.const 5) (u16.const 6))))
    (u32.const 24))
  (u64.const 0x0005000400000000))

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
    (func (export "word") (param "xs" (list (result (error (tuple u8 u8))))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (result (error (tuple u8 u8))))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (result (error (tuple u8 u8))))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (result.ok) (result.err (tuple.const (u8.const 1) (u8.const 2))) (result.ok))
    (u32.const 3))
  (u64.const 0x00020101))
(assert_return
  (invoke "from-guest"
    (list.const (result.ok) (result.err (tuple.const (u8.const 1) (u8.const 2))) (result.ok))
    (u32.const 3))
  (u64.const 0x00020101))
