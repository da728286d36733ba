;; Instantiation has effects before it fails, and they stay.
;;
;; Segments are written in order and then the start function runs; whatever fails, what was written to imported memories
;; and tables is there, and functions of the failed instance that got out keep working, with their own memory and globals.
;; A module that does not link has no effect at all.

(module $host
  (memory (export "m") 1)
  (table (export "t") 8 funcref)
  (global (export "g") (mut i32) (i32.const 0))
  (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0)))
  (func (export "call") (param i32) (result i32) (call_indirect (result i32) (local.get 0))))
(register "host" $host)

;; The second segment does not fit: the first was written, the table was too.
(assert_trap
  (module
    (import "host" "m" (memory 1))
    (import "host" "t" (table 8 funcref))
    (memory $own 1)
    (func $f (result i32) (i32.load $own (i32.const 16)))
    (elem (i32.const 0) func $f)
    (data (memory $own) (i32.const 16) "\2a")
    (data (i32.const 0) "a")
    (data (i32.const 65536) "b")
    (data (i32.const 1) "c"))
  "out of bounds memory access")
(assert_return (invoke $host "load" (i32.const 0)) (i32.const 97))
(assert_return (invoke $host "load" (i32.const 1)) (i32.const 0))
(assert_return (invoke $host "call" (i32.const 0)) (i32.const 42))

;; An element segment that does not fit writes none of its elements, and no data segment is written.
(assert_trap
  (module
    (import "host" "m" (memory 1))
    (import "host" "t" (table 8 funcref))
    (func $f (result i32) (i32.const 1))
    (elem (i32.const 1) func $f)
    (elem (i32.const 6) func $f $f $f)
    (data (i32.const 2) "d"))
  "out of bounds table access")
(assert_return (invoke $host "call" (i32.const 1)) (i32.const 1))
(assert_trap (invoke $host "call" (i32.const 6)) "uninitialized element")
(assert_return (invoke $host "load" (i32.const 2)) (i32.const 0))

;; The start function traps half-way.
(assert_trap
  (module
    (import "host" "t" (table 8 funcref))
    (import "host" "g" (global $g (mut i32)))
    (global $own (mut i32) (i32.const 100))
    (func $count (result i32)
      (global.set $own (i32.add (global.get $own) (i32.const 1)))
      (global.get $own))
    (func $start (global.set $g (i32.const 5)) (drop (call $count)) (unreachable))
    (elem (i32.const 2) func $count)
    (start $start))
  "unreachable")
(assert_return (get $host "g") (i32.const 5))
(assert_return (invoke $host "call" (i32.const 2)) (i32.const 102))
(assert_return (invoke $host "call" (i32.const 2)) (i32.const 103))

;; One import is missing, or of the wrong type: nothing happens, not even what would come first.
(assert_unlinkable
  (module
    (import "host" "m" (memory 1))
    (import "host" "nothing" (func))
    (data (i32.const 3) "e"))
  "unknown import")
(assert_unlinkable
  (module
    (import "host" "m" (memory 1))
    (import "host" "g" (global i32))
    (data (i32.const 3) "e"))
  "incompatible import type")
(assert_return (invoke $host "load" (i32.const 3)) (i32.const 0))
