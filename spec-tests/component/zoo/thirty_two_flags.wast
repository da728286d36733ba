;; There are at most 32 flags. The first is the lowest bit of the first byte, the last the highest of the fourth.
;;
;; bytecodealliance/jco, commit 1f0c42be: flags were lowered with their bytes in the wrong order; Wasmtime once took
;; more than 32, in several words, and the two did not agree.

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
  (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17"
    "l18" "l19" "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31"))
  (export $f "f" (type $f'))
  ;; $Guest gives eight bytes of the list that it is passed, $Between passes a list on
  (component $Guest
    (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17"
      "l18" "l19" "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31"))
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
    (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17"
      "l18" "l19" "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31"))
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
    (list.const (flags.const "l0" "l8" "l17" "l31") (flags.const "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10"
      "l11" "l12" "l13" "l14" "l15" "l16" "l17" "l18" "l19" "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29"
      "l30" "l31"))
    (u32.const 0))
  (u64.const 0xffffffff80020101))
(assert_return
  (invoke "from-guest"
    (list.const (flags.const "l0" "l8" "l17" "l31") (flags.const "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10"
      "l11" "l12" "l13" "l14" "l15" "l16" "l17" "l18" "l19" "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29"
      "l30" "l31"))
    (u32.const 0))
  (u64.const 0xffffffff80020101))

(component
  (type $f' (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17"
    "l18" "l19" "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31"))
  (export $f "f" (type $f'))
  (core module $M
    (memory (export "memory") 1)
    (data (i32.const 0) "\08\00\00\00\02\00\00\00" "\01\01\02\80\02\00\00\00")
    (func (export "list") (result i32) (i32.const 0))
    (func (export "flat") (param i32) (result i32) (local.get 0)))
  (core instance $m (instantiate $M))
  (func (export "list") (result (list $f)) (canon lift (core func $m "list") (memory (core memory $m "memory"))))
  (func (export "flat") (param "f" $f) (result u32) (canon lift (core func $m "flat"))))
(assert_return (invoke "list") (list.const (flags.const "l0" "l8" "l17" "l31") (flags.const "l1")))
(assert_return (invoke "flat" (flags.const "l31" "l8")) (u32.const 0x80000100))

(assert_invalid
  (component (type (flags "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16"
    "l17" "l18" "l19" "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31" "l32")))
  "cannot have more than 32 flags")
