;; The size of a record or variant is rounded up to its own alignment, so that the next element of a list is aligned.
;;
;; linera-io/linera-protocol#1716: elements of a list were found at multiples of the sum of the sizes of the fields.

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
    (func (export "word") (param "xs" (list (tuple u32 u8))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (tuple u32 u8))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (tuple u32 u8))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u32.const 1) (u8.const 17)) (tuple.const (u32.const 2) (u8.const 18)) (tuple.const
      (u32.const 3) (u8.const 19)))
    (u32.const 0))
  (u64.const 0x1100000001))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u32.const 1) (u8.const 17)) (tuple.const (u32.const 2) (u8.const 18)) (tuple.const
      (u32.const 3) (u8.const 19)))
    (u32.const 0))
  (u64.const 0x1100000001))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u32.const 1) (u8.const 17)) (tuple.const (u32.const 2) (u8.const 18)) (tuple.const
      (u32.const 3) (u8.const 19)))
    (u32.const 8))
  (u64.const 0x1200000002))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u32.const 1) (u8.const 17)) (tuple.const (u32.const 2) (u8.const 18)) (tuple.const
      (u32.const 3) (u8.const 19)))
    (u32.const 8))
  (u64.const 0x1200000002))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u32.const 1) (u8.const 17)) (tuple.const (u32.const 2) (u8.const 18)) (tuple.const
      (u32.const 3) (u8.const 19)))
    (u32.const 16))
  (u64.const 0x1300000003))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u32.const 1) (u8.const 17)) (tuple.const (u32.const 2) (u8.const 18)) (tuple.const
      (u32.const 3) (u8.const 19)))
    (u32.const 16))
  (u64.const 0x1300000003))

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
    (func (export "word") (param "xs" (list (tuple u64 u8))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (tuple u64 u8))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (tuple u64 u8))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u64.const 1) (u8.const 2)) (tuple.const (u64.const 3) (u8.const 4)))
    (u32.const 8))
  (u64.const 2))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u64.const 1) (u8.const 2)) (tuple.const (u64.const 3) (u8.const 4)))
    (u32.const 8))
  (u64.const 2))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u64.const 1) (u8.const 2)) (tuple.const (u64.const 3) (u8.const 4)))
    (u32.const 16))
  (u64.const 3))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u64.const 1) (u8.const 2)) (tuple.const (u64.const 3) (u8.const 4)))
    (u32.const 16))
  (u64.const 3))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u64.const 1) (u8.const 2)) (tuple.const (u64.const 3) (u8.const 4)))
    (u32.const 24))
  (u64.const 4))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u64.const 1) (u8.const 2)) (tuple.const (u64.const 3) (u8.const 4)))
    (u32.const 24))
  (u64.const 4))

;; one byte of case and two of value
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
    (func (export "word") (param "xs" (list (option (tuple u8 u8 u16 u8)))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (option (tuple u8 u8 u16 u8)))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (option (tuple u8 u8 u16 u8)))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (option.some (tuple.const (u8.const 1) (u8.const 2) (u16.const 3) (u8.const 4))) (option.none)
      (option.some (tuple.const (u8.const 5) (u8.const 6) (u16.const 7) (u8.const 8))))
    (u32.const 0))
  (u64.const 0x0004000302010001))
(assert_return
  (invoke "from-guest"
    (list.const (option.some (tuple.const (u8.const 1) (u8.const 2) (u16.const 3) (u8.const 4))) (option.none)
      (option.some (tuple.const (u8.const 5) (u8.const 6) (u16.const 7) (u8.const 8))))
    (u32.const 0))
  (u64.const 0x0004000302010001))
(assert_return
  (invoke "from-host"
    (list.const (option.some (tuple.const (u8.const 1) (u8.const 2) (u16.const 3) (u8.const 4))) (option.none)
      (option.some (tuple.const (u8.const 5) (u8.const 6) (u16.const 7) (u8.const 8))))
    (u32.const 8))
  (u64.const 0))
(assert_return
  (invoke "from-guest"
    (list.const (option.some (tuple.const (u8.const 1) (u8.const 2) (u16.const 3) (u8.const 4))) (option.none)
      (option.some (tuple.const (u8.const 5) (u8.const 6) (u16.const 7) (u8.const 8))))
    (u32.const 8))
  (u64.const 0))
(assert_return
  (invoke "from-host"
    (list.const (option.some (tuple.const (u8.const 1) (u8.const 2) (u16.const 3) (u8.const 4))) (option.none)
      (option.some (tuple.const (u8.const 5) (u8.const 6) (u16.const 7) (u8.const 8))))
    (u32.const 16))
  (u64.const 0x0008000706050001))
(assert_return
  (invoke "from-guest"
    (list.const (option.some (tuple.const (u8.const 1) (u8.const 2) (u16.const 3) (u8.const 4))) (option.none)
      (option.some (tuple.const (u8.const 5) (u8.const 6) (u16.const 7) (u8.const 8))))
    (u32.const 16))
  (u64.const 0x0008000706050001))
