;; resume_throw_ref: the exception is a reference. Each rule and each trap from both sides; that what the continuation is
;; resumed with is the very exception; that a trap consumes nothing; what the continuation may do then: end, throw, suspend.

(module
  (type $f (func))
  (type $c (cont $f))
  (type $fi (func (result i32)))
  (type $ci (cont $fi))
  (tag $e (param i32))
  (tag $stop)
  (tag $other)

  (func $waits (suspend $stop))
  (func $catches (result i32)
    (block $h (result i32)
      (try_table (catch $e $h) (suspend $stop))
      (i32.const -1)))
  (func $goes-on (result i32)
    (block $h (result i32)
      (try_table (catch $e $h) (suspend $stop))
      (i32.const -1))
    (suspend $stop))
  (func $answers (result i32) (i32.const 5))
  (elem declare func $waits $catches $goes-on $answers)

  ;; An exception, as a reference.
  (func $exception (param i32) (result exnref) (local $x exnref)
    (block $h (result i32 exnref)
      (try_table (catch_ref $e $h) (throw $e (local.get 0)))
      (unreachable))
    (local.set $x)
    (drop)
    (local.get $x))
  ;; Runs to the first suspension; the rest of it.
  (func $started (param (ref $c)) (result (ref $c))
    (block $h (result (ref $c))
      (resume $c (on $stop $h) (local.get 0))
      (unreachable)))
  (func $started-i (param (ref $ci)) (result (ref $ci))
    (block $h (result (ref $ci))
      (resume $ci (on $stop $h) (local.get 0))
      (unreachable)))

  ;; The exception passes through the continuation and comes out.
  (func (export "uncaught") (result i32)
    (block $h (result i32)
      (try_table (catch $e $h)
        (resume_throw_ref $c (call $exception (i32.const 7)) (call $started (cont.new $c (ref.func $waits)))))
      (i32.const -1)))
  (func (export "out of everything")
    (resume_throw_ref $c (call $exception (i32.const 7)) (call $started (cont.new $c (ref.func $waits)))))
  (func (export "caught inside") (result i32)
    (resume_throw_ref $ci (call $exception (i32.const 8)) (call $started-i (cont.new $ci (ref.func $catches)))))
  ;; A continuation that has not begun ends at once.
  (func (export "not begun") (result i32)
    (block $h (result i32)
      (try_table (catch $e $h)
        (drop (resume_throw_ref $ci (call $exception (i32.const 9)) (cont.new $ci (ref.func $catches)))))
      (i32.const -1)))
  (func (export "not begun, and out") (result i32)
    (resume_throw_ref $ci (call $exception (i32.const 9)) (cont.new $ci (ref.func $answers)))
    (return))
  ;; Its handlers are for what the continuation suspends with, not for the exception.
  (func (export "suspends, handled") (result i32)
    (block $h (result (ref $ci))
      (return
        (resume_throw_ref $ci (on $other $h) (on $stop $h)
          (call $exception (i32.const 10)) (call $started-i (cont.new $ci (ref.func $goes-on))))))
    (i32.add (resume $ci) (i32.const 100)))
  (func (export "suspends, not handled") (result i32)
    (block $h (result (ref $ci))
      (return
        (resume_throw_ref $ci (on $other $h)
          (call $exception (i32.const 10)) (call $started-i (cont.new $ci (ref.func $goes-on))))))
    (resume $ci))
  (func (export "suspends, handled further out") (result i32)
    (block $h (result (ref $ci))
      (return (resume $ci (on $stop $h) (cont.new $ci (ref.func $resumes)))))
    (i32.add (resume $ci) (i32.const 1000)))
  (func $resumes (result i32) (local $k (ref null $ci))
    ;; the suspension that starts it is handled here, the second one is not
    (local.set $k (call $started-i (cont.new $ci (ref.func $goes-on))))
    (resume_throw_ref $ci (call $exception (i32.const 11)) (local.get $k)))
  (elem declare func $resumes)

  (global $kept (mut (ref null $ci)) (ref.null $ci))
  (func (export "keep") (global.set $kept (call $started-i (cont.new $ci (ref.func $catches)))))
  (func (export "kept, no exception") (result i32) (resume_throw_ref $ci (ref.null exn) (global.get $kept)))
  (func (export "kept") (result i32) (resume_throw_ref $ci (call $exception (i32.const 12)) (global.get $kept)))

  (func (export "null continuation")
    (resume_throw_ref $c (call $exception (i32.const 0)) (ref.null $c)))
  (func (export "null exception")
    (resume_throw_ref $c (ref.null exn) (cont.new $c (ref.func $waits))))
  (func (export "both null") (resume_throw_ref $c (ref.null exn) (ref.null $c)))
  (func (export "consumed") (local $k (ref null $c))
    (local.set $k (call $started (cont.new $c (ref.func $waits))))
    (try_table (catch_all 0) (resume_throw_ref $c (call $exception (i32.const 0)) (local.get $k)))
    (unreachable))
  (func (export "consumed, again") (local $k (ref null $c))
    (local.set $k (call $started (cont.new $c (ref.func $waits))))
    (block $once (try_table (catch_all $once) (resume_throw_ref $c (call $exception (i32.const 0)) (local.get $k))))
    (resume_throw_ref $c (call $exception (i32.const 0)) (local.get $k)))
  (func (export "consumed before it began") (local $k (ref null $c))
    (local.set $k (cont.new $c (ref.func $waits)))
    (block $once (try_table (catch_all $once) (resume_throw_ref $c (call $exception (i32.const 0)) (local.get $k))))
    (resume_throw_ref $c (call $exception (i32.const 0)) (local.get $k)))
  (func (export "consumed by resume") (local $k (ref null $c))
    (local.set $k (call $started (cont.new $c (ref.func $waits))))
    (resume $c (local.get $k))
    (resume_throw_ref $c (call $exception (i32.const 0)) (local.get $k))))

;; [stack-switching/resume_throw_ref-null]
(assert_return (invoke "uncaught") (i32.const 7))
(assert_return (invoke "caught inside") (i32.const 8))
(assert_return (invoke "not begun") (i32.const 9))
(assert_exception (invoke "out of everything"))
(assert_exception (invoke "not begun, and out"))
(assert_trap (invoke "null continuation") "null continuation reference")
(assert_trap (invoke "both null") "null")

;; [stack-switching/resume_throw_ref-null-exn]
(assert_return (invoke "keep"))
(assert_trap (invoke "kept, no exception") "null exception reference")
(assert_return (invoke "kept") (i32.const 12))
(assert_trap (invoke "null exception") "null exception reference")

;; [stack-switching/resume_throw_ref-consumed]
(assert_return (invoke "consumed"))
(assert_trap (invoke "kept") "continuation already consumed")
(assert_trap (invoke "kept, no exception") "continuation already consumed")
(assert_trap (invoke "consumed, again") "continuation already consumed")
(assert_trap (invoke "consumed before it began") "continuation already consumed")
(assert_trap (invoke "consumed by resume") "continuation already consumed")

;; [stack-switching/prompt-suspend]
(assert_return (invoke "suspends, handled") (i32.const 110))
(assert_return (invoke "suspends, handled further out") (i32.const 1011))
(assert_suspension (invoke "suspends, not handled") "unhandled tag")

;; Validation.
;; [stack-switching/resume_throw_ref]
(module (type $f (func (param i32 f64) (result i64))) (type $c (cont $f)) (tag $t (param f32) (result i32)) (tag $s (result i64))
  (type $g (func (param i32) (result i64))) (type $k (cont $g))
  (func (result f32 (ref $k))
    (resume_throw_ref $c (on $t 0) (on $s switch) (ref.null noexn) (ref.null nocont))
    (drop)
    (unreachable)))
(module (type $f (func)) (type $c (cont $f)) (func (unreachable) (resume_throw_ref $c)))
(assert_invalid
  (module (type $f (func)) (func (resume_throw_ref $f (ref.null exn) (ref.null $f))))
  "non-continuation type")
(assert_invalid
  (module (func (resume_throw_ref 1 (ref.null exn) (unreachable))))
  "unknown type")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (func (resume_throw_ref $c (ref.null $c))))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (func (resume_throw_ref $c (i32.const 0) (ref.null $c))))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (func (resume_throw_ref $c (ref.null exn) (ref.null $f))))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (func (resume_throw_ref $c (ref.null $c) (ref.null exn))))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (func (result i32) (resume_throw_ref $c (ref.null exn) (ref.null $c))))
  "type mismatch")
(assert_invalid
  (module (type $f (func (result i32))) (type $c (cont $f)) (func (resume_throw_ref $c (ref.null exn) (ref.null $c))))
  "type mismatch")
;; the operands of the continuation's function are not taken
(assert_invalid
  (module (type $f (func (param i32))) (type $c (cont $f))
    (func (resume_throw_ref $c (i32.const 0) (ref.null exn) (ref.null $c))))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (func (resume_throw_ref $c (on 0 0) (ref.null exn) (ref.null $c))))
  "unknown tag")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t)
    (func (resume_throw_ref $c (on $t 1) (ref.null exn) (ref.null $c))))
  "unknown label")
;; the label takes no continuation, or one of another type, or other values before it
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t)
    (func (resume_throw_ref $c (on $t 0) (ref.null exn) (ref.null $c))))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t)
    (func (result contref) (resume_throw_ref $c (on $t 0) (ref.null exn) (ref.null $c)) (unreachable)))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t)
    (func (result (ref $f)) (resume_throw_ref $c (on $t 0) (ref.null exn) (ref.null $c)) (unreachable)))
  "non-continuation type")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t (result i32))
    (func (result (ref $c)) (resume_throw_ref $c (on $t 0) (ref.null exn) (ref.null $c)) (unreachable)))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (type $g (func (result i32))) (type $k (cont $g)) (tag $t)
    (func (result (ref $k)) (resume_throw_ref $c (on $t 0) (ref.null exn) (ref.null $c)) (unreachable)))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t (param i32))
    (func (result (ref $c)) (resume_throw_ref $c (on $t 0) (ref.null exn) (ref.null $c)) (unreachable)))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t)
    (func (result i32 (ref $c)) (resume_throw_ref $c (on $t 0) (ref.null exn) (ref.null $c)) (unreachable)))
  "type mismatch")
(module (type $f (func)) (type $c (cont $f)) (tag $t (param i32))
  (func (result i32 (ref null $c)) (resume_throw_ref $c (on $t 0) (ref.null exn) (ref.null $c)) (unreachable)))
;; a tag to switch by has no parameters, and the results of the continuation
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t (param i32))
    (func (resume_throw_ref $c (on $t switch) (ref.null exn) (ref.null $c))))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t (result i32))
    (func (resume_throw_ref $c (on $t switch) (ref.null exn) (ref.null $c))))
  "type mismatch")
(module (type $f (func)) (type $c (cont $f)) (tag $t)
  (func (resume_throw_ref $c (on $t switch) (ref.null exn) (ref.null $c))))

;; The encoding: E5, the type, the clauses.
(module binary
  "\00asm" "\01\00\00\00"
  "\01\06\02\60\00\00\5d\00"                ;; (type (func)) (type (cont 0))
  "\03\02\01\00"
  "\0a\0b\01\09\00\d0\69\d0\01\e5\01\00\0b")
(module binary
  "\00asm" "\01\00\00\00"
  "\01\06\02\60\00\00\5d\00" "\03\02\01\00"
  "\0d\03\01\00\00"                         ;; (tag)
  "\0a\0d\01\0b\00\d0\69\d0\01\e5\01\01\01\00\0b")   ;; (on 0 switch)
(assert_malformed
  (module binary
    "\00asm" "\01\00\00\00"
    "\01\06\02\60\00\00\5d\00" "\03\02\01\00"
    "\0d\03\01\00\00"
    "\0a\0d\01\0b\00\d0\69\d0\01\e5\01\01\02\00\0b") ;; there is no third form
  "malformed")
