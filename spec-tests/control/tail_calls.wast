;; A tail call ends the caller's frame: its labels, its handlers, its share of the stack.
;;
;; Chains far longer than any limit of call depth must run, whatever kind of tail call makes them, also where the callee
;; has more parameters, more locals or more results on the way than the caller. A handler around a tail call is gone when
;; the callee throws.

(module $m
  (type $step (func (param i64 i64) (result i64)))
  (table $t funcref (elem $even $odd $wide))
  (tag $e (param i64))

  (func $even (export "even") (param i64 i64) (result i64)
    (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
    (return_call $odd (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.const 1))))
  (func $odd (param i64 i64) (result i64)
    (if (i64.eqz (local.get 0)) (then (return (i64.sub (i64.const 0) (local.get 1)))))
    (return_call_indirect $t (type $step)
      (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.const 1)) (i32.const 2)))
  (func $wide (param i64 i64) (result i64)
    (local i64 i64 i64 i64 i64 i64 i64 i64)
    (block (loop (block (block
      (local.set 9 (i64.add (local.get 9) (local.get 0)))   ;; locals begin at zero each time
      (if (i64.ne (local.get 9) (local.get 0)) (then (unreachable)))
      (if (i64.eqz (local.get 0)) (then (return (local.get 1))))
      (return_call_ref $step
        (i64.sub (local.get 0) (i64.const 1)) (i64.add (local.get 1) (i64.const 1)) (ref.func $even))))))
    (unreachable))

  (func (export "growing") (param i32) (result i32)
    (return_call $five (local.get 0) (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4)))
  (func $five (param i32 i32 i32 i32 i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.add (local.get 1) (local.get 4)))))
    (return_call $one (local.get 0)))
  (func $one (param i32) (result i32)
    (return_call $five (i32.sub (local.get 0) (i32.const 1)) (i32.const 10) (i32.const 2) (i32.const 3) (i32.const 40)))

  (func $throw (param i64) (result i64) (throw $e (local.get 0)))
  (func $tail-in-handler (param i64) (result i64)
    (block $h (result i64)
      (try_table (result i64) (catch $e $h)
        (return_call $throw (local.get 0)))
      (drop) (i64.const -1)))
  (func (export "handler-is-gone") (param i64) (result i64)
    (block $h (result i64)
      (try_table (result i64) (catch $e $h)
        (i64.mul (call $tail-in-handler (local.get 0)) (i64.const 1000)))
      (drop) (i64.const -2)))

  (func (export "null") (param i64 i64) (result i64)
    (return_call_ref $step (local.get 0) (local.get 1) (ref.null $step)))
  (func (export "out-of-bounds") (result i64)
    (return_call_indirect $t (type $step) (i64.const 0) (i64.const 0) (i32.const 3)))
  (func (export "wrong-type") (result i64)
    (return_call_indirect $t (result i64) (i32.const 0))))

(assert_return (invoke "even" (i64.const 300000) (i64.const 0)) (i64.const 300000))
(assert_return (invoke "even" (i64.const 300001) (i64.const 0)) (i64.const -300001))
(assert_return (invoke "growing" (i32.const 100000)) (i32.const 50))
(assert_return (invoke "growing" (i32.const 0)) (i32.const 5))
(assert_return (invoke "handler-is-gone" (i64.const 5)) (i64.const 5))
(assert_trap (invoke "null" (i64.const 0) (i64.const 0)) "null function reference")
(assert_trap (invoke "out-of-bounds") "undefined element")
(assert_trap (invoke "wrong-type") "indirect call type mismatch")

;; The callee of a tail call may belong to another instance: it runs with that one's memory and globals.
(module $a
  (memory (export "m") 1)
  (global $g i32 (i32.const 11))
  (data (i32.const 0) "\2a")
  (func (export "f") (param i32) (result i32)
    (i32.add (global.get $g) (i32.load (local.get 0)))))
(register "a" $a)
(module
  (import "a" "f" (func $f (param i32) (result i32)))
  (memory 1)
  (data (i32.const 0) "\07")
  (global $g i32 (i32.const 22))
  (func $across (param i32) (result i32) (return_call $f (local.get 0)))
  (func (export "across") (result i32 i32 i32)
    (call $across (i32.const 0)) (i32.load (i32.const 0)) (global.get $g)))
(assert_return (invoke "across") (i32.const 53) (i32.const 7) (i32.const 22))
