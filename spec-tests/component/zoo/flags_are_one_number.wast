;; Flags are a number of 1, 2 or 4 bytes and one core value, not a record of booleans.
;;
;; pulseengine/meld#157: flags modelled as so many booleans have the wrong size and alignment, and flattened they
;; push a function over the 16 core parameters that are passed as such.

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
  (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7"))
  (export $f "f" (type $f'))
  ;; $Guest gives eight bytes of the list that it is passed, $Between passes a list on
  (component $Guest
    (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7"))
    (import "f" (type $f (eq $f')))
    (core instance $memory (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory 1))
      (func (export "word") (param $ptr i32) (param $length i32) (param $at i32) (result i64)
        (i64.load (i32.add (local.get $ptr) (local.get $at)))))
    (core instance $m (instantiate $M (with "" (instance $memory))))
    (func (export "word") (param "xs" (list $f)) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7"))
    (import "f" (type $f (eq $f')))
    (import "word" (func $word (param "xs" (list $f)) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list $f)) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest (with "f" (type $f))))
  (instance $between (instantiate $Between (with "f" (type $f)) (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (flags.const "l0" "l7") (flags.const) (flags.const "l1"))
    (u32.const 0))
  (u64.const 0x020081))
(assert_return
  (invoke "from-guest"
    (list.const (flags.const "l0" "l7") (flags.const) (flags.const "l1"))
    (u32.const 0))
  (u64.const 0x020081))

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
  (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8"))
  (export $f "f" (type $f'))
  ;; $Guest gives eight bytes of the list that it is passed, $Between passes a list on
  (component $Guest
    (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8"))
    (import "f" (type $f (eq $f')))
    (core instance $memory (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory 1))
      (func (export "word") (param $ptr i32) (param $length i32) (param $at i32) (result i64)
        (i64.load (i32.add (local.get $ptr) (local.get $at)))))
    (core instance $m (instantiate $M (with "" (instance $memory))))
    (func (export "word") (param "xs" (list $f)) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8"))
    (import "f" (type $f (eq $f')))
    (import "word" (func $word (param "xs" (list $f)) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list $f)) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest (with "f" (type $f))))
  (instance $between (instantiate $Between (with "f" (type $f)) (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (flags.const "l0" "l8") (flags.const) (flags.const "l1"))
    (u32.const 0))
  (u64.const 0x000200000101))
(assert_return
  (invoke "from-guest"
    (list.const (flags.const "l0" "l8") (flags.const) (flags.const "l1"))
    (u32.const 0))
  (u64.const 0x000200000101))

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
  (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16"))
  (export $f "f" (type $f'))
  ;; $Guest gives eight bytes of the list that it is passed, $Between passes a list on
  (component $Guest
    (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16"))
    (import "f" (type $f (eq $f')))
    (core instance $memory (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory 1))
      (func (export "word") (param $ptr i32) (param $length i32) (param $at i32) (result i64)
        (i64.load (i32.add (local.get $ptr) (local.get $at)))))
    (core instance $m (instantiate $M (with "" (instance $memory))))
    (func (export "word") (param "xs" (list $f)) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16"))
    (import "f" (type $f (eq $f')))
    (import "word" (func $word (param "xs" (list $f)) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list $f)) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest (with "f" (type $f))))
  (instance $between (instantiate $Between (with "f" (type $f)) (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (flags.const "l0" "l16") (flags.const "l1"))
    (u32.const 0))
  (u64.const 0x0000000200010001))
(assert_return
  (invoke "from-guest"
    (list.const (flags.const "l0" "l16") (flags.const "l1"))
    (u32.const 0))
  (u64.const 0x0000000200010001))

;; sixteen parameters, each one core value
(component
  (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16"))
  (export $f "flags" (type $f'))
  (core module $M
    (func (export "f") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
      (i32.add (local.get 0) (local.get 15))))
  (core instance $m (instantiate $M))
  (func (export "f")
    (param "a" $f) (param "b" u8) (param "c" u8) (param "d" u8) (param "e" u8) (param "f" u8) (param "g" u8) (param "h"
      u8)
    (param "i" u8) (param "j" u8) (param "k" u8) (param "l" u8) (param "m" u8) (param "n" u8) (param "o" u8) (param "p"
      $f)
    (result u32)
    (canon lift (core func $m "f"))))
(assert_return
  (invoke "f" (flags.const "l0" "l16")
    (u8.const 0) (u8.const 0) (u8.const 0) (u8.const 0) (u8.const 0) (u8.const 0) (u8.const 0)
    (u8.const 0) (u8.const 0) (u8.const 0) (u8.const 0) (u8.const 0) (u8.const 0) (u8.const 0) (flags.const "l1"))
  (u32.const 0x10003))
