;; A case's value has a place of its own behind the discriminant, also where it is a single byte.
;;
;; bytecodealliance/wit-bindgen#1683: in C++ an `option<list<variant { enum }>>` was lowered in place, and the
;; discriminant was written over the byte of the value.

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
  (type $e' (enum "zero" "one" "two"))
  (export $e "e" (type $e'))
  (type $v' (variant (case "a" $e) (case "b")))
  (export $v "v" (type $v'))
  ;; $Guest gives eight bytes of the list that it is passed, $Between passes a list on
  (component $Guest
    (type $e' (enum "zero" "one" "two"))
    (import "e" (type $e (eq $e')))
    (type $v' (variant (case "a" $e) (case "b")))
    (import "v" (type $v (eq $v')))
    (core instance $memory (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory 1))
      (func (export "word") (param $ptr i32) (param $length i32) (param $at i32) (result i64)
        (i64.load (i32.add (local.get $ptr) (local.get $at)))))
    (core instance $m (instantiate $M (with "" (instance $memory))))
    (func (export "word") (param "xs" (list $v)) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (type $e' (enum "zero" "one" "two"))
    (import "e" (type $e (eq $e')))
    (type $v' (variant (case "a" $e) (case "b")))
    (import "v" (type $v (eq $v')))
    (import "word" (func $word (param "xs" (list $v)) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list $v)) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest (with "e" (type $e)) (with "v" (type $v))))
  (instance $between (instantiate $Between (with "e" (type $e)) (with "v" (type $v)) (with "word" (func $guest
    "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (variant.const "a" (enum.const "two")) (variant.const "b") (variant.const "a" (enum.const "one")))
    (u32.const 0))
  (u64.const 0x010000010200))
(assert_return
  (invoke "from-guest"
    (list.const (variant.const "a" (enum.const "two")) (variant.const "b") (variant.const "a" (enum.const "one")))
    (u32.const 0))
  (u64.const 0x010000010200))

(component
  (type $e' (enum "zero" "one" "two"))
  (export $e "e" (type $e'))
  (type $v' (variant (case "a" $e) (case "b")))
  (export $v "v" (type $v'))
  (core module $M
    (memory (export "memory") 1)
    (data (i32.const 0) "\01\ff\ff\ff\10\00\00\00\03\00\00\00\00\00\00\00" "\00\02\01\ff\00\01")
    (func (export "f") (result i32) (i32.const 0)))
  (core instance $m (instantiate $M))
  (func (export "f") (result (option (list $v))) (canon lift (core func $m "f") (memory (core memory $m "memory")))))
(assert_return (invoke "f") (option.some (list.const
  (variant.const "a" (enum.const "two"))
  (variant.const "b")
  (variant.const "a" (enum.const "one")))))
