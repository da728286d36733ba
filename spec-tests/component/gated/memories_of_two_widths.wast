;;! component_model_memory64 = true
;; Where a memory has 64-bit addresses, pointers and lengths are 64 bits: in what realloc takes and returns, in core
;; parameters and results, and in memory, where a string or list takes 16 bytes aligned to 8. The two sides of a call
;; may differ.
;;
;; The tag of UTF-16 is the highest bit of the length as its own memory has it, so a component of 32 bits that reads
;; the tag of one with 64, or the other way, takes text for something of 2 GiB.

(component
  (component $Wide
    (core module $Memory
      (memory (export "memory") i64 1)
      (global $next (mut i64) (i64.const 1024))
      (func (export "realloc") (param $old i64) (param $old-size i64) (param $align i64) (param $size i64) (result i64)
        (if (i64.ne (local.get $old) (i64.const 0)) (then (return (local.get $old))))
        (global.set $next (i64.add (global.get $next) (i64.const 256)))
        (global.get $next)))
    (core instance $memory (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory i64 1))
      (func (export "length") (param i64 i64) (result i64) (local.get 1))
      ;; the second of a list of pairs: its byte, and the length of its text
      (func (export "second") (param $at i64) (param i64) (result i64)
        (i64.add
          (i64.load8_u offset=24 (local.get $at))
          (i64.mul (i64.const 1000) (i64.load offset=40 (local.get $at)))))
      (func (export "text") (result i64)
        (i64.store (i64.const 16) (i64.const 64))
        (i64.store (i64.const 24) (i64.const 2))
        (i32.store16 (i64.const 64) (i32.const 0x6968))
        (i64.const 16)))
    (core instance $m (instantiate $M (with "" (instance (export "memory" (memory $memory "memory"))))))
    (func (export "utf8") (param "s" string) (result u64)
      (canon lift (core func $m "length") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc"))))
    (func (export "latin1") (param "s" string) (result u64)
      (canon lift (core func $m "length") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc"))
        string-encoding=latin1+utf16))
    (func (export "second") (param "xs" (list (tuple u8 string))) (result u64)
      (canon lift (core func $m "second") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc"))))
    (func (export "text") (result string) (canon lift (core func $m "text") (memory (core memory $memory "memory")))))
  (component $Narrow
    (import "latin1" (func $latin1 (param "s" string) (result u64)))
    (import "second" (func $second (param "xs" (list (tuple u8 string))) (result u64)))
    (import "text" (func $text (result string)))
    (core module $Memory
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 512)))
    (core instance $memory (instantiate $Memory))
    (core func $latin1' (canon lower (func $latin1) (memory (core memory $memory "memory"))
      string-encoding=latin1+utf16))
    (core func $second' (canon lower (func $second) (memory (core memory $memory "memory"))))
    (core func $text' (canon lower (func $text) (memory (core memory $memory "memory")) (realloc (core func $memory
      "realloc"))))
    (core module $M
      (import "" "memory" (memory 1))
      (import "" "latin1" (func $latin1 (param i32 i32) (result i64)))
      (import "" "second" (func $second (param i32 i32) (result i64)))
      (import "" "text" (func $text (param i32)))
      (data (i32.const 64) "a\00\51\01" "\0b\ff\ff\ff\40\00\00\00\01\00\00\00" "\0c\ff\ff\ff\40\00\00\00\02\00\00\00")
      (func (export "plain") (result i64) (call $latin1 (i32.const 64) (i32.const 1)))
      (func (export "tagged") (result i64) (call $latin1 (i32.const 64) (i32.const 0x80000002)))
      (func (export "pairs") (result i64) (call $second (i32.const 68) (i32.const 2)))
      (func (export "result") (result i32)
        (call $text (i32.const 16))
        (i32.add (i32.load16_u (i32.load (i32.const 16))) (i32.shl (i32.load (i32.const 20)) (i32.const 16)))))
    (core instance $m (instantiate $M (with "" (instance
      (export "memory" (memory $memory "memory")) (export "latin1" (func $latin1')) (export "second" (func $second'))
      (export "text" (func $text'))))))
    (func (export "plain") (result u64) (canon lift (core func $m "plain")))
    (func (export "tagged") (result u64) (canon lift (core func $m "tagged")))
    (func (export "pairs") (result u64) (canon lift (core func $m "pairs")))
    (func (export "result") (result u32) (canon lift (core func $m "result"))))
  (instance $wide (instantiate $Wide))
  (instance $narrow (instantiate $Narrow
    (with "latin1" (func $wide "latin1")) (with "second" (func $wide "second")) (with "text" (func $wide "text"))))
  (export "utf8" (func $wide "utf8"))
  (export "latin1" (func $wide "latin1"))
  (export "second" (func $wide "second"))
  (export "text" (func $wide "text"))
  (export "plain" (func $narrow "plain"))
  (export "tagged" (func $narrow "tagged"))
  (export "pairs" (func $narrow "pairs"))
  (export "result" (func $narrow "result")))
(assert_return (invoke "utf8" (str.const "né")) (u64.const 3))
(assert_return (invoke "latin1" (str.const "né")) (u64.const 2))
(assert_return (invoke "latin1" (str.const "nő")) (u64.const 0x8000000000000002))
(assert_return (invoke "second" (list.const (tuple.const (u8.const 1) (str.const "x")) (tuple.const (u8.const 7)
  (str.const "xyz")))) (u64.const 3007))
(assert_return (invoke "text") (str.const "hi"))
;; from 32 bits to 64, and back
(assert_return (invoke "plain") (u64.const 1))
(assert_return (invoke "tagged") (u64.const 0x8000000000000002))
(assert_return (invoke "pairs") (u64.const 2012))
(assert_return (invoke "result") (u32.const 0x26968))
