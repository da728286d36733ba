;; In a record a variant or option takes its full size, whichever case it is and however few bytes were written.
;;
;; bytecodealliance/jco#1452 (commit 18ad87ba): the next field was put behind the bytes that had been written.

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
    (func (export "word") (param "xs" (list (tuple (option u64) u32))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (tuple (option u64) u32))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (tuple (option u64) u32))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (option.none) (u32.const 7)) (tuple.const (option.some (u64.const 5)) (u32.const 8)))
    (u32.const 16))
  (u64.const 7))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (option.none) (u32.const 7)) (tuple.const (option.some (u64.const 5)) (u32.const 8)))
    (u32.const 16))
  (u64.const 7))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (option.none) (u32.const 7)) (tuple.const (option.some (u64.const 5)) (u32.const 8)))
    (u32.const 24))
  (u64.const 1))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (option.none) (u32.const 7)) (tuple.const (option.some (u64.const 5)) (u32.const 8)))
    (u32.const 24))
  (u64.const 1))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (option.none) (u32.const 7)) (tuple.const (option.some (u64.const 5)) (u32.const 8)))
    (u32.const 32))
  (u64.const 5))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (option.none) (u32.const 7)) (tuple.const (option.some (u64.const 5)) (u32.const 8)))
    (u32.const 32))
  (u64.const 5))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (option.none) (u32.const 7)) (tuple.const (option.some (u64.const 5)) (u32.const 8)))
    (u32.const 40))
  (u64.const 8))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (option.none) (u32.const 7)) (tuple.const (option.some (u64.const 5)) (u32.const 8)))
    (u32.const 40))
  (u64.const 8))

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
  (type $v' (variant (case "none") (case "byte" u8) (case "text" string)))
  (export $v "v" (type $v'))
  ;; $Guest gives eight bytes of the list that it is passed, $Between passes a list on
  (component $Guest
    (type $v' (variant (case "none") (case "byte" u8) (case "text" string)))
    (import "v" (type $v (eq $v')))
    (core instance $memory (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory 1))
      (func (export "word") (param $ptr i32) (param $length i32) (param $at i32) (result i64)
        (i64.load (i32.add (local.get $ptr) (local.get $at)))))
    (core instance $m (instantiate $M (with "" (instance $memory))))
    (func (export "word") (param "xs" (list (tuple $v u8))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (type $v' (variant (case "none") (case "byte" u8) (case "text" string)))
    (import "v" (type $v (eq $v')))
    (import "word" (func $word (param "xs" (list (tuple $v u8))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (tuple $v u8))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest (with "v" (type $v))))
  (instance $between (instantiate $Between (with "v" (type $v)) (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (variant.const "byte" (u8.const 2)) (u8.const 3)) (tuple.const (variant.const "none")
      (u8.const 4)))
    (u32.const 4))
  (u64.const 2))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (variant.const "byte" (u8.const 2)) (u8.const 3)) (tuple.const (variant.const "none")
      (u8.const 4)))
    (u32.const 4))
  (u64.const 2))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (variant.const "byte" (u8.const 2)) (u8.const 3)) (tuple.const (variant.const "none")
      (u8.const 4)))
    (u32.const 12))
  (u64.const 3))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (variant.const "byte" (u8.const 2)) (u8.const 3)) (tuple.const (variant.const "none")
      (u8.const 4)))
    (u32.const 12))
  (u64.const 3))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (variant.const "byte" (u8.const 2)) (u8.const 3)) (tuple.const (variant.const "none")
      (u8.const 4)))
    (u32.const 28))
  (u64.const 4))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (variant.const "byte" (u8.const 2)) (u8.const 3)) (tuple.const (variant.const "none")
      (u8.const 4)))
    (u32.const 28))
  (u64.const 4))
