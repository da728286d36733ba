;; Numbers and lists pass from one component to another side by side: what is lifted comes before what is lowered, so a
;; character that is none traps before anything is allocated; then each list is allocated in its turn. Bytes between the
;; parts of an element stay what they were, integers are cut to their width, a NaN becomes the canonical one.
;;
;; Such values may be copied from memory to memory, without being made in between.

(component definition $Two
  (component $Callee
    (core module $M
      (memory (export "memory") 1)
      (global $end (mut i32) (i32.const 1024))
      (global $reallocs (mut i32) (i32.const 0))
      (global $limit (mut i32) (i32.const 3))
      (func $fill (memory.fill (i32.const 1024) (i32.const 0x55) (i32.const 1024)))
      (start $fill)
      (func (export "limit") (param i32) (global.set $limit (local.get 0)))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (local $at i32)
        (if (i32.eq (global.get $reallocs) (global.get $limit)) (then (unreachable)))
        (global.set $reallocs (i32.add (global.get $reallocs) (i32.const 1)))
        (local.set $at (i32.and (i32.add (global.get $end) (i32.sub (local.get 2) (i32.const 1)))
                                (i32.sub (i32.const 0) (local.get 2))))
        (global.set $end (i32.add (local.get $at) (local.get 3)))
        (local.get $at))
      (func (export "take") (param i32 i32 i32 f32 i32 i32 i32 i32)
        (i32.store (i32.const 0) (local.get 0))
        (i32.store (i32.const 4) (local.get 1))
        (i32.store (i32.const 8) (local.get 2))
        (f32.store (i32.const 12) (local.get 3))
        (i32.store (i32.const 16) (local.get 4))
        (i32.store (i32.const 20) (local.get 5))
        (i32.store (i32.const 24) (local.get 6))
        (i32.store (i32.const 28) (local.get 7)))
      (func (export "at") (param i32) (result i32) (i32.load (local.get 0))))
    (core instance $m (instantiate $M))
    (func (export "take") (param "x" u8) (param "words" (list u16)) (param "y" f32) (param "pairs" (list (tuple u8 u32)))
      (param "letters" (list char))
      (canon lift (core func $m "take") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
    (func (export "limit") (param "calls" u32) (canon lift (core func $m "limit")))
    (func (export "at") (param "x" u32) (result u32) (canon lift (core func $m "at"))))

  (component $Caller
    (import "take" (func $take (param "x" u8) (param "words" (list u16)) (param "y" f32)
      (param "pairs" (list (tuple u8 u32))) (param "letters" (list char))))
    (core module $Memory
      (memory (export "memory") 1)
      (data (i32.const 16) "\01\00\02\00\03\00")
      (data (i32.const 32) "\07\aa\aa\aa\04\03\02\01" "\08\aa\aa\aa\ff\ff\ff\ff")
      (data (i32.const 64) "\41\00\00\00" "\00\f6\01\00" "\00\d8\00\00"))
    (core instance $memory (instantiate $Memory))
    (core func $take (canon lower (func $take) (memory (core memory $memory "memory"))))
    (core module $M
      (import "" "take" (func $take (param i32 i32 i32 f32 i32 i32 i32 i32)))
      (func (export "pass") (param $words i32) (param $letters i32)
        (call $take (i32.const 300) (local.get $words) (i32.const 3) (f32.const -nan:0x200001)
          (i32.const 32) (i32.const 2) (i32.const 64) (local.get $letters))))
    (core instance $m (instantiate $M (with "" (instance (export "take" (func $take))))))
    (func (export "pass") (param "words" u32) (param "letters" u32) (canon lift (core func $m "pass"))))

  (instance $callee (instantiate $Callee))
  (instance $caller (instantiate $Caller (with "take" (func $callee "take"))))
  (export "pass" (func $caller "pass"))
  (export "limit" (func $callee "limit"))
  (export "at" (func $callee "at")))

(component instance $two $Two)
(assert_return (invoke "pass" (u32.const 16) (u32.const 2)))
;; flat: x, words, y, pairs, letters
(assert_return (invoke "at" (u32.const 0)) (u32.const 44))
(assert_return (invoke "at" (u32.const 4)) (u32.const 1024))
(assert_return (invoke "at" (u32.const 8)) (u32.const 3))
(assert_return (invoke "at" (u32.const 12)) (u32.const 0x7fc00000))
(assert_return (invoke "at" (u32.const 16)) (u32.const 1032))
(assert_return (invoke "at" (u32.const 20)) (u32.const 2))
(assert_return (invoke "at" (u32.const 24)) (u32.const 1048))
(assert_return (invoke "at" (u32.const 28)) (u32.const 2))
;; elements
(assert_return (invoke "at" (u32.const 1024)) (u32.const 0x00020001))
(assert_return (invoke "at" (u32.const 1028)) (u32.const 0x55550003))
(assert_return (invoke "at" (u32.const 1032)) (u32.const 0x55555507))
(assert_return (invoke "at" (u32.const 1036)) (u32.const 0x01020304))
(assert_return (invoke "at" (u32.const 1040)) (u32.const 0x55555508))
(assert_return (invoke "at" (u32.const 1044)) (u32.const 0xffffffff))
(assert_return (invoke "at" (u32.const 1048)) (u32.const 0x41))
(assert_return (invoke "at" (u32.const 1052)) (u32.const 0x1f600))
(assert_return (invoke "at" (u32.const 1056)) (u32.const 0x55555555))

;; empty lists are allocated too
(component instance $two $Two)
(assert_return (invoke "limit" (u32.const 2)))
(assert_trap (invoke "pass" (u32.const 16) (u32.const 0)) "unreachable")

;; lifting comes first
(component instance $two $Two)
(assert_return (invoke "limit" (u32.const 0)))
(assert_trap (invoke "pass" (u32.const 16) (u32.const 3)) "invalid `char` bit pattern")
(component instance $two $Two)
(assert_return (invoke "limit" (u32.const 0)))
(assert_trap (invoke "pass" (u32.const 17) (u32.const 2)) "list pointer is not aligned")
(component instance $two $Two)
(assert_trap (invoke "pass" (u32.const 65534) (u32.const 2)) "list pointer/length out of bounds of memory")
