;; Sixteen core parameters are passed as they are, also when the result is spilled: the pointer to it is a
;; seventeenth. A lifted function returns the pointer, a lowered one is given it.
;;
;; linera-io/linera-protocol#2429: the pointer counted as a parameter, so with exactly 16 everything went to memory.
;; clojurewasm/zwasm notes that the two directions of the pointer are easily copied wrongly from each other.

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
  (component $Guest
    (core module $M
      (memory (export "memory") 1)
      ;; the sum and the last, at 16
      (func (export "f")
        (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
        (i32.store (i32.const 16) (i32.add (local.get 0) (i32.add (local.get 7) (local.get 15))))
        (i64.store (i32.const 24) (i64.extend_i32_u (local.get 15)))
        (i32.const 16)))
    (core instance $m (instantiate $M))
    (func (export "f")
      (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (param "p4" u32) (param "p5" u32) (param "p6"
        u32) (param "p7" u32) (param "p8" u32) (param "p9" u32) (param "p10" u32) (param "p11" u32) (param "p12" u32)
        (param "p13" u32) (param "p14" u32) (param "p15" u32)
      (result (tuple u32 u64))
      (canon lift (core func $m "f") (memory (core memory $m "memory")))))
  (component $Caller
    (import "f" (func $f
      (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (param "p4" u32) (param "p5" u32) (param "p6"
        u32) (param "p7" u32) (param "p8" u32) (param "p9" u32) (param "p10" u32) (param "p11" u32) (param "p12" u32)
        (param "p13" u32) (param "p14" u32) (param "p15" u32)
      (result (tuple u32 u64))))
    (core instance $memory (instantiate $Memory))
    (core func $f' (canon lower (func $f) (memory (core memory $memory "memory"))))
    (core module $M
      (import "" "memory" (memory 1))
      (import "" "f" (func $f (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
      (func (export "run") (result i64)
        (call $f (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6) (i32.const 7)
          (i32.const 8) (i32.const 9) (i32.const 10) (i32.const 11) (i32.const 12) (i32.const 13) (i32.const 14)
          (i32.const 15) (i32.const 16) (i32.const 64))
        (i64.add (i64.load32_u (i32.const 64)) (i64.mul (i64.const 1000) (i64.load (i32.const 72))))))
    (core instance $m (instantiate $M (with "" (instance
      (export "f" (func $f')) (export "memory" (memory $memory "memory"))))))
    (func (export "run") (result u64) (canon lift (core func $m "run"))))
  (instance $guest (instantiate $Guest))
  (instance $caller (instantiate $Caller (with "f" (func $guest "f"))))
  (export "f" (func $guest "f"))
  (export "run" (func $caller "run")))
(assert_return
  (invoke "f" (u32.const 1) (u32.const 2) (u32.const 3) (u32.const 4) (u32.const 5) (u32.const 6) (u32.const 7)
    (u32.const 8) (u32.const 9) (u32.const 10) (u32.const 11) (u32.const 12) (u32.const 13) (u32.const 14)
    (u32.const 15) (u32.const 16))
  (tuple.const (u32.const 25) (u64.const 16)))
(assert_return (invoke "run") (u64.const 16025))

;; seventeen go to memory, and then the pointers are two
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
  (component $Guest
    (core instance $memory (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory 1))
      (func (export "f") (param $args i32) (result i32)
        (i32.store (i32.const 16) (i32.load offset=64 (local.get $args)))
        (i32.store (i32.const 20) (i32.load (local.get $args)))
        (i32.const 16)))
    (core instance $m (instantiate $M (with "" (instance $memory))))
    (func (export "f")
      (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (param "p4" u32) (param "p5" u32) (param "p6"
        u32) (param "p7" u32) (param "p8" u32) (param "p9" u32) (param "p10" u32) (param "p11" u32) (param "p12" u32)
        (param "p13" u32) (param "p14" u32) (param "p15" u32) (param "p16" u32)
      (result (tuple u32 u32))
      (canon lift (core func $m "f") (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (component $Caller
    (import "f" (func $f
      (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (param "p4" u32) (param "p5" u32) (param "p6"
        u32) (param "p7" u32) (param "p8" u32) (param "p9" u32) (param "p10" u32) (param "p11" u32) (param "p12" u32)
        (param "p13" u32) (param "p14" u32) (param "p15" u32) (param "p16" u32)
      (result (tuple u32 u32))))
    (core instance $memory (instantiate $Memory))
    (core func $f' (canon lower (func $f) (memory (core memory $memory "memory"))))
    (core module $M
      (import "" "memory" (memory 1))
      (import "" "f" (func $f (param i32 i32)))
      (func (export "run") (result i32)
        (i32.store (i32.const 256) (i32.const 3))
        (i32.store (i32.const 320) (i32.const 4))
        (call $f (i32.const 256) (i32.const 64))
        (i32.add (i32.load (i32.const 64)) (i32.mul (i32.const 10) (i32.load (i32.const 68))))))
    (core instance $m (instantiate $M (with "" (instance
      (export "f" (func $f')) (export "memory" (memory $memory "memory"))))))
    (func (export "run") (result u32) (canon lift (core func $m "run"))))
  (instance $guest (instantiate $Guest))
  (instance $caller (instantiate $Caller (with "f" (func $guest "f"))))
  (export "f" (func $guest "f"))
  (export "run" (func $caller "run")))
(assert_return
  (invoke "f" (u32.const 1) (u32.const 2) (u32.const 3) (u32.const 4) (u32.const 5) (u32.const 6) (u32.const 7)
    (u32.const 8) (u32.const 9) (u32.const 10) (u32.const 11) (u32.const 12) (u32.const 13) (u32.const 14)
    (u32.const 15) (u32.const 16) (u32.const 17))
  (tuple.const (u32.const 17) (u32.const 1)))
(assert_return (invoke "run") (u32.const 34))
