;; resume_throw_ref: the exception is a reference. Each rule and each trap from both sides, and that what it resumes with is
;; the very exception.

(module
  (type $f (func))
  (type $c (cont $f))
  (type $fi (func (result i32)))
  (type $ci (cont $fi))
  (tag $e (param i32))
  (tag $stop)

  (func $waits (suspend $stop))
  (func $catches (result i32)
    (block $h (result i32)
      (try_table (catch $e $h) (suspend $stop))
      (i32.const -1)))
  (elem declare func $waits $catches)


  ;; Runs to the first suspension; the rest of it.
  (func $started (param (ref $c)) (result (ref $c))
    (block $h (result (ref $c))
      (resume $c (on $stop $h) (local.get 0))
      (unreachable)))
  (func $started_i (param (ref $ci)) (result (ref $ci))
    (block $h (result (ref $ci))
      (resume $ci (on $stop $h) (local.get 0))
      (unreachable)))

  ;; The exception passes through the continuation and comes out.
  (func (export "uncaught") (result i32)
    (block $h (result i32)
      (try_table (catch $e $h)
        (resume_throw_ref $c (call $exception-only) (call $started (cont.new $c (ref.func $waits)))))
      (i32.const -1)))
  (func $exception-only (result exnref) (local $x exnref)
    (call $exception-pair) (local.set $x) (drop) (local.get $x))
  (func $exception-pair (result i32 exnref)
    (block $h (result i32 exnref)
      (try_table (catch_ref $e $h) (throw $e (i32.const 7)))
      (unreachable)))
  (func (export "caught inside") (result i32)
    (resume_throw_ref $ci (call $exception-only) (call $started_i (cont.new $ci (ref.func $catches)))))
  ;; A continuation that has not begun ends at once.
  (func (export "not begun") (result i32)
    (block $h (result i32)
      (try_table (catch $e $h)
        (drop (resume_throw_ref $ci (call $exception-only) (cont.new $ci (ref.func $catches)))))
      (i32.const -1)))
  ;; Its handlers are for what the continuation suspends with.
  (func (export "handlers") (result i32)
    (block $h (result (ref $ci))
      (resume_throw_ref $ci (on $stop $h) (call $exception-only) (cont.new $ci (ref.func $again)))
      (return))
    (drop)
    (i32.const 42))
  (func $again (result i32) (i32.const 5))
  (elem declare func $again)

  (func (export "null continuation")
    (resume_throw_ref $c (call $exception-only) (ref.null $c)))
  (func (export "null exception")
    (resume_throw_ref $c (ref.null exn) (cont.new $c (ref.func $waits))))
  (func (export "null exception, begun")
    (resume_throw_ref $c (ref.null exn) (call $started (cont.new $c (ref.func $waits)))))
  (func (export "consumed") (local $k (ref null $c))
    (local.set $k (call $started (cont.new $c (ref.func $waits))))
    (try_table (catch_all 0) (resume_throw_ref $c (call $exception-only) (local.get $k)))
    (resume_throw_ref $c (call $exception-only) (local.get $k)))
  (func (export "consumed by resume") (local $k (ref null $c))
    (local.set $k (call $started (cont.new $c (ref.func $waits))))
    (resume $c (local.get $k))
    (resume_throw_ref $c (call $exception-only) (local.get $k))))
(assert_return (invoke "uncaught") (i32.const 7))
(assert_return (invoke "caught inside") (i32.const 7))
(assert_return (invoke "not begun") (i32.const 7))
(assert_exception (invoke "handlers"))
(assert_trap (invoke "null continuation") "null continuation reference")
(assert_trap (invoke "null exception") "null exception reference")
(assert_trap (invoke "null exception, begun") "null exception reference")
(assert_return (invoke "consumed"))
(assert_trap (invoke "consumed by resume") "continuation already consumed")

;; Validation.
(assert_invalid
  (module (type $f (func)) (func (resume_throw_ref $f (ref.null exn) (ref.null $f))))
  "non-continuation type")
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
  (module (type $f (func)) (type $c (cont $f)) (func (result i32) (resume_throw_ref $c (ref.null exn) (ref.null $c))))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (func (resume_throw_ref $c (on 0 0) (ref.null exn) (ref.null $c))))
  "unknown tag")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t)
    (func (resume_throw_ref $c (on $t 1) (ref.null exn) (ref.null $c))))
  "unknown label")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t)
    (func (resume_throw_ref $c (on $t 0) (ref.null exn) (ref.null $c))))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t (param i32))
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
