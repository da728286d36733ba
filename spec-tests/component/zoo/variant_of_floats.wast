;; A variant's size is that of its largest case behind its discriminant, rounded up to its alignment, and the largest
;; case need not be the one with the largest alignment.
;;
;; bytecodealliance/wasm-tools#948: for `variant { a(f64), b(tuple<f32, f32, f32>) }` size and alignment were taken
;; from different cases, so that guests and Wasmtime put the second element of a list in different places. The
;; discriminant takes 8 bytes, since `a` wants it; `b` takes 12; 20 is rounded up to 24.

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
  (type $v' (variant (case "a" f64) (case "b" (tuple f32 f32 f32))))
  (export $v "v" (type $v'))
  ;; $Guest gives eight bytes of the list that it is passed, $Between passes a list on
  (component $Guest
    (type $v' (variant (case "a" f64) (case "b" (tuple f32 f32 f32))))
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
    (type $v' (variant (case "a" f64) (case "b" (tuple f32 f32 f32))))
    (import "v" (type $v (eq $v')))
    (import "word" (func $word (param "xs" (list $v)) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list $v)) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest (with "v" (type $v))))
  (instance $between (instantiate $Between (with "v" (type $v)) (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 0))
  (u64.const 0))
(assert_return
  (invoke "from-guest"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 0))
  (u64.const 0))
(assert_return
  (invoke "from-host"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 8))
  (u64.const 0x3ff0000000000000))
(assert_return
  (invoke "from-guest"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 8))
  (u64.const 0x3ff0000000000000))
(assert_return
  (invoke "from-host"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 24))
  (u64.const 1))
(assert_return
  (invoke "from-guest"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 24))
  (u64.const 1))
(assert_return
  (invoke "from-host"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 32))
  (u64.const 0x400000003f800000))
(assert_return
  (invoke "from-guest"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 32))
  (u64.const 0x400000003f800000))
(assert_return
  (invoke "from-host"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 36))
  (u64.const 0x4040000040000000))
(assert_return
  (invoke "from-guest"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 36))
  (u64.const 0x4040000040000000))
(assert_return
  (invoke "from-host"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 48))
  (u64.const 0))
(assert_return
  (invoke "from-guest"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 48))
  (u64.const 0))
(assert_return
  (invoke "from-host"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 56))
  (u64.const 0xc000000000000000))
(assert_return
  (invoke "from-guest"
    (list.const (variant.const "a" (f64.const 1)) (variant.const "b" (tuple.const (f32.const 1) (f32.const 2)
      (f32.const 3))) (variant.const "a" (f64.const -2)))
    (u32.const 56))
  (u64.const 0xc000000000000000))

;; as core values: the discriminant, what `f64` and `f32` share (an i64), and two `f32`
(component
  (type $v' (variant (case "a" f64) (case "b" (tuple f32 f32 f32))))
  (export $v "v" (type $v'))
  (core module $M
    (func (export "bits") (param i32 i64 f32 f32) (result i64) (local.get 1))
    (func (export "last") (param i32 i64 f32 f32) (result f32) (local.get 3)))
  (core instance $m (instantiate $M))
  (func (export "bits") (param "v" $v) (result u64) (canon lift (core func $m "bits")))
  (func (export "last") (param "v" $v) (result f32) (canon lift (core func $m "last"))))
(assert_return (invoke "bits" (variant.const "a" (f64.const 1))) (u64.const 0x3ff0000000000000))
(assert_return (invoke "bits" (variant.const "b" (tuple.const (f32.const 1) (f32.const 2) (f32.const 3))))
  (u64.const 0x3f800000))
(assert_return (invoke "last" (variant.const "b" (tuple.const (f32.const 1) (f32.const 2) (f32.const 3))))
  (f32.const 3))
