;; An exception finds the innermost handler that fits, through frames, blocks and instances, and takes its values along.

(module $a
  (tag $e (export "e") (param i32 i64))
  (tag $other (export "other") (param i32 i64))
  (func (export "throw") (param i32 i64) (throw $e (local.get 0) (local.get 1)))
  (func (export "throw-other") (param i32 i64) (throw $other (local.get 0) (local.get 1)))
  (func (export "trap") (unreachable)))
(register "a" $a)

(module $b
  (import "a" "e" (tag $e (param i32 i64)))
  (import "a" "other" (tag $other (param i32 i64)))
  (import "a" "throw" (func $throw (param i32 i64)))
  (import "a" "throw-other" (func $throw-other (param i32 i64)))
  (import "a" "trap" (func $trap))
  (tag $own (param i32 i64))
  (global $kept (mut exnref) (ref.null exn))
  (type $f (func (param i32 i64)))
  (table funcref (elem $throw $throw-other))

  (func (export "across") (param i32 i64) (result i32 i64)
    (block $h (result i32 i64)
      (try_table (catch $own $h) (catch $other $h) (catch $e $h)
        ;; junk below the values, in several blocks
        (f64.const 1)
        (block (f32.const 2) (call $throw (local.get 0) (local.get 1)) (drop))
        (drop))
      (i32.const -1) (i64.const -1)))

  (func (export "first-clause") (param i32) (result i32)
    ;; The first clause that fits counts, also if a later one fits better.
    (block $all
      (block $one (result i32 i64)
        (try_table (catch_all $all) (catch $e $one)
          (call_indirect (type $f) (i32.const 1) (i64.const 2) (local.get 0)))
        (return (i32.const 0)))
      (drop) (drop) (return (i32.const 1)))
    (i32.const 2))

  (func $pass-on (param i32 i64)
    ;; Handlers that do not fit, and one that fits and throws again.
    (block $h (result exnref)
      (try_table (catch_all_ref $h)
        (block $no (result i32 i64)
          (try_table (catch $own $no) (catch $other $no) (call $throw (local.get 0) (local.get 1)))
          (return))
        (unreachable))
      (return))
    (throw_ref))
  (func (export "rethrown") (param i32 i64) (result i32 i64)
    (block $h (result i32 i64)
      (try_table (catch $e $h) (call $pass-on (local.get 0) (local.get 1)))
      (i32.const -1) (i64.const -1)))

  (func (export "keep") (param i32 i64)
    (block $h (result exnref)
      (try_table (catch_all_ref $h) (call $throw (local.get 0) (local.get 1)))
      (unreachable))
    (global.set $kept))
  (func $throw-kept (export "throw-kept") (throw_ref (global.get $kept)))
  (func (export "catch-kept") (result i32 i64)
    (block $h (result i32 i64)
      (try_table (catch $e $h) (call $throw-kept))
      (i32.const -1) (i64.const -1)))

  (func (export "locals-stay") (param i32) (result i32)
    ;; What was written to locals and globals before the throw stays written.
    (block $h (result i32 i64)
      (try_table (catch $e $h)
        (local.set 0 (i32.add (local.get 0) (i32.const 1)))
        (call $throw (i32.const 0) (i64.const 0)))
      (unreachable))
    (drop) (drop)
    (local.get 0))

  (func (export "loop-handler") (param i32) (result i32)
    ;; The handler's label is a loop: a throw goes round it.
    (local $rounds i32)
    (i32.const 0) (i64.const 0)
    (loop $again (param i32 i64)
      (drop) (drop)
      (local.set $rounds (i32.add (local.get $rounds) (i32.const 1)))
      (try_table (catch $e $again)
        (if (i32.lt_u (local.get $rounds) (local.get 0)) (then (call $throw (i32.const 3) (i64.const 4))))))
    (local.get $rounds))

  (func (export "trap-is-not-caught") (result i32)
    (block $h (try_table (catch_all $h) (call $trap)))
    (i32.const 1))
  (func (export "null") (throw_ref (ref.null exn))))

(assert_return (invoke "across" (i32.const 5) (i64.const 6)) (i32.const 5) (i64.const 6))
(assert_return (invoke "first-clause" (i32.const 0)) (i32.const 2))
(assert_return (invoke "first-clause" (i32.const 1)) (i32.const 2))
(assert_return (invoke "rethrown" (i32.const 7) (i64.const 8)) (i32.const 7) (i64.const 8))
(assert_return (invoke "locals-stay" (i32.const 41)) (i32.const 42))
(assert_return (invoke "loop-handler" (i32.const 1000)) (i32.const 1000))
(assert_return (invoke "keep" (i32.const 9) (i64.const 10)))
(assert_exception (invoke "throw-kept"))
(assert_return (invoke "catch-kept") (i32.const 9) (i64.const 10))
(assert_return (invoke "catch-kept") (i32.const 9) (i64.const 10))
(assert_trap (invoke "trap-is-not-caught") "unreachable")
(assert_trap (invoke "null") "null exception reference")
(assert_exception (invoke $a "throw" (i32.const 1) (i64.const 2)))

;; Each instance has tags of its own, even of the same definition.
(module definition $D
  (tag $t (export "t"))
  (func (export "throw") (throw $t)))
(module instance $d1 $D)
(module instance $d2 $D)
(register "d1" $d1)
(register "d2" $d2)
(module
  (import "d1" "t" (tag $t1))
  (import "d2" "t" (tag $t2))
  (import "d1" "throw" (func $throw1))
  (import "d2" "throw" (func $throw2))
  (func (export "which") (param i32) (result i32)
    (block $two
      (block $one
        (try_table (catch $t1 $one) (catch $t2 $two)
          (if (local.get 0) (then (call $throw1)) (else (call $throw2))))
        (return (i32.const 0)))
      (return (i32.const 1)))
    (i32.const 2)))
(assert_return (invoke "which" (i32.const 1)) (i32.const 1))
(assert_return (invoke "which" (i32.const 0)) (i32.const 2))

;; An exception that leaves the start function makes instantiation fail.
(assert_trap
  (module (tag $e) (func $start (throw $e)) (start $start))
  "uncaught exception")
