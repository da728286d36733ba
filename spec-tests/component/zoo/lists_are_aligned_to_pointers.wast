;; A list is a pointer and a length, 4 bytes each in a 32-bit memory and aligned to 4, whatever its elements want.
;;
;; bytecodealliance/go-modules#288, #290: `list<T>` was aligned to 8, so a `list<variant { list<u32>, u64 }>` ended
;; in `unreachable`.

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
    (func (export "word") (param "xs" (list (tuple u8 (list u64) u8))) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (import "word" (func $word (param "xs" (list (tuple u8 (list u64) u8))) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list (tuple u8 (list u64) u8))) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (list.const (u64.const 9)) (u8.const 2)) (tuple.const (u8.const 3)
      (list.const) (u8.const 4)))
    (u32.const 8))
  (u64.const 0x0000000200000001))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (list.const (u64.const 9)) (u8.const 2)) (tuple.const (u8.const 3)
      (list.const) (u8.const 4)))
    (u32.const 8))
  (u64.const 0x0000000200000001))
(assert_return
  (invoke "from-host"
    (list.const (tuple.const (u8.const 1) (list.const (u64.const 9)) (u8.const 2)) (tuple.const (u8.const 3)
      (list.const) (u8.const 4)))
    (u32.const 24))
  (u64.const 0x0000000400000000))
(assert_return
  (invoke "from-guest"
    (list.const (tuple.const (u8.const 1) (list.const (u64.const 9)) (u8.const 2)) (tuple.const (u8.const 3)
      (list.const) (u8.const 4)))
    (u32.const 24))
  (u64.const 0x0000000400000000))

(component
  (type $v' (variant (case "words" (list u32)) (case "wide" u64)))
  (export $v "v" (type $v'))
  (core module $M
    (memory (export "memory") 1)
    ;; two elements of 16 bytes at 32: the case at 0, its value at 8
    (data (i32.const 0) "\20\00\00\00\02\00\00\00")
    (data (i32.const 32) "\00\ff\ff\ff\ff\ff\ff\ff\40\00\00\00\02\00\00\00"
      "\01\ff\ff\ff\ff\ff\ff\ff\08\07\06\05\04\03\02\01")
    (data (i32.const 64) "\01\00\00\00\02\00\00\00")
    (func (export "f") (result i32) (i32.const 0)))
  (core instance $m (instantiate $M))
  (func (export "f") (result (list $v)) (canon lift (core func $m "f") (memory (core memory $m "memory")))))
(assert_return (invoke "f")
  (list.const (variant.const "words" (list.const (u32.const 1) (u32.const 2))) (variant.const "wide"
    (u64.const 0x0102030405060708))))
