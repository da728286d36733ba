;; A field that is a list takes 8 bytes of its record, whatever the list holds: the next field follows there.
;;
;; bytecodealliance/jco#1585 (commit 10341505): the bytes of the list's content were taken from what the record had
;; left, and the next field threw.

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
    (func (export "word") (param "xs" (list (tuple u8 (list u8) u64))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (tuple u8 (list u8) u64))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (tuple u8 (list u8) u64))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (list.const (u8.const 1) (u8.const 2) (u8.const 3) (u8.const 4) (u8.const 5)
      (u8.const 6) (u8.const 7) (u8.const 8) (u8.const 9) (u8.const 10)) (u64.const 77)) (tuple.const (u8.const 2)
      (list.const) (u64.const 88)))
    (u32.const 8))
  (u64.const 10))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (list.const (u8.const 1) (u8.const 2) (u8.const 3) (u8.const 4) (u8.const 5)
      (u8.const 6) (u8.const 7) (u8.const 8) (u8.const 9) (u8.const 10)) (u64.const 77)) (tuple.const (u8.const 2)
      (list.const) (u64.const 88)))
    (u32.const 8))
  (u64.const 10))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (list.const (u8.const 1) (u8.const 2) (u8.const 3) (u8.const 4) (u8.const 5)
      (u8.const 6) (u8.const 7) (u8.const 8) (u8.const 9) (u8.const 10)) (u64.const 77)) (tuple.const (u8.const 2)
      (list.const) (u64.const 88)))
    (u32.const 16))
  (u64.const 77))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (list.const (u8.const 1) (u8.const 2) (u8.const 3) (u8.const 4) (u8.const 5)
      (u8.const 6) (u8.const 7) (u8.const 8) (u8.const 9) (u8.const 10)) (u64.const 77)) (tuple.const (u8.const 2)
      (list.const) (u64.const 88)))
    (u32.const 16))
  (u64.const 77))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (list.const (u8.const 1) (u8.const 2) (u8.const 3) (u8.const 4) (u8.const 5)
      (u8.const 6) (u8.const 7) (u8.const 8) (u8.const 9) (u8.const 10)) (u64.const 77)) (tuple.const (u8.const 2)
      (list.const) (u64.const 88)))
    (u32.const 32))
  (u64.const 0))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (list.const (u8.const 1) (u8.const 2) (u8.const 3) (u8.const 4) (u8.const 5)
      (u8.const 6) (u8.const 7) (u8.const 8) (u8.const 9) (u8.const 10)) (u64.const 77)) (tuple.const (u8.const 2)
      (list.const) (u64.const 88)))
    (u32.const 32))
  (u64.const 0))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (list.const (u8.const 1) (u8.const 2) (u8.const 3) (u8.const 4) (u8.const 5)
      (u8.const 6) (u8.const 7) (u8.const 8) (u8.const 9) (u8.const 10)) (u64.const 77)) (tuple.const (u8.const 2)
      (list.const) (u64.const 88)))
    (u32.const 40))
  (u64.const 88))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (list.const (u8.const 1) (u8.const 2) (u8.const 3) (u8.const 4) (u8.const 5)
      (u8.const 6) (u8.const 7) (u8.const 8) (u8.const 9) (u8.const 10)) (u64.const 77)) (tuple.const (u8.const 2)
      (list.const) (u64.const 88)))
    (u32.const 40))
  (u64.const 88))

(component
  (core module $M
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\02\00\00\00")
    (data (i32.const 16) "\01\ff\ff\ff\40\00\00\00\0a\00\00\00\ff\ff\ff\ff\4d\00\00\00\00\00\00\00")
    (data (i32.const 40) "\02\ff\ff\ff\00\00\00\00\00\00\00\00\ff\ff\ff\ff\58\00\00\00\00\00\00\00")
    (data (i32.const 64) "0123456789")
    (func (export "f") (result i32) (i32.const 0)))
  (core instance $m (instantiate $M))
  (func (export "f") (result (list (tuple u8 string u64))) (canon lift (core func $m "f") (memory (core memory $m
    "memory")))))
(assert_return (invoke "f") (list.const
  (tuple.const (u8.const 1) (str.const "0123456789") (u64.const 77))
  (tuple.const (u8.const 2) (str.const "") (u64.const 88))))
