;;! legacy_exceptions = true

;; Legacy exception handling where its handlers meet other control flow: operands below a `try`, branches out of handlers,
;; `delegate` past handlers of both kinds, and exceptions of both kinds in one function.

(module
  (tag $e (param i32))
  (tag $f)

  ;; Operands below, parameters and several results.
  (func (export "operands") (param i32) (result i32)
    (i32.const 1000)
    (i32.const 20)
    (try (param i32) (result i32 i32)
      (do (i32.const 3) (if (local.get 0) (then (throw $e (i32.const 7)))))
      (catch $e (i32.const 100)))
    (i32.add) (i32.add))

  ;; A branch out of a handler carries values past the exception that lies below them.
  (func (export "branch out") (result i32)
    (block $out (result i32)
      (try (result i32)
        (do (throw $e (i32.const 5)))
        (catch $e (i32.const 1) (i32.add) (br $out)))
      (i32.const 10) (i32.add)))

  ;; The value of a local that changes afterwards.
  (func (export "locals") (param i32) (result i32)
    (local.get 0)
    (try (do (throw $f)) (catch_all (local.set 0 (i32.const 9))))
    (local.get 0)
    (i32.add))

  ;; delegate passes the try_table and the try between, and lands in the one that is meant.
  (func (export "delegate") (result i32)
    (try $meant (result i32)
      (do
        (block $h
          (try_table (catch_all $h)
            (try
              (do
                (try (do (throw $e (i32.const 8))) (delegate $meant)))
              (catch_all (return (i32.const -1))))))
        (return (i32.const -2)))
      (catch $e)))
  ;; It may land in a try_table.
  (func (export "delegate to try_table") (result i32)
    (block $h (result i32)
      (try_table $meant (catch $e $h)
        (try
          (do (try (do (throw $e (i32.const 4))) (delegate $meant)))
          (catch_all (return (i32.const -1)))))
      (i32.const -2)))
  ;; Out of the function, past all of its handlers.
  (func $out
    (block $h
      (try_table (catch_all $h)
        (try
          (do (block (loop (try (do (throw $e (i32.const 6))) (delegate 4)))))
          (catch_all)))))
  (func (export "delegate out") (result i32)
    (try (result i32) (do (call $out) (i32.const -1)) (catch $e)))
  ;; From inside of a handler, whose own try is no handler any more.
  (func (export "delegate from handler") (result i32)
    (try (result i32)
      (do
        (try $inner (result i32)
          (do (throw $e (i32.const 1)))
          (catch $e
            (try (param i32) (result i32) (do (drop) (throw $e (i32.const 2))) (delegate $inner)))))
      (catch $e)))
  ;; No exception: delegate is an `end`; a branch and a return pass.
  (func (export "delegate nothing") (param i32) (result i32)
    (try $t (result i32)
      (do
        (if (local.get 0) (then (return (i32.const 1))))
        (block $b (try (do (br $b)) (delegate $t)))
        (i32.const 2))
      (catch_all (i32.const 3))))

  ;; rethrow names the exception of an outer handler.
  (func (export "rethrow outer") (result i32)
    (try (result i32)
      (do
        (try (result i32)
          (do (throw $e (i32.const 3)))
          (catch_all
            (try (result i32)
              (do (throw $f))
              (catch_all (rethrow 1))))))
      (catch $f (i32.const -1))
      (catch $e)))

  ;; An exception thrown by legacy code has a reference for try_table, and back.
  (func (export "both ways") (result i32)
    (try (result i32)
      (do
        (block $h (result exnref)
          (try_table (catch_all_ref $h) (throw $e (i32.const 11)))
          (unreachable))
        (throw_ref))
      (catch $e)))

  (func (export "try without handlers") (result i32)
    (try (result i32) (do (try (do (throw $f))) (i32.const 0)) (catch_all (i32.const 1))))
  (func (export "trap") (try (do (unreachable)) (catch_all))))

(assert_return (invoke "operands" (i32.const 0)) (i32.const 1023))
(assert_return (invoke "operands" (i32.const 1)) (i32.const 1107))
(assert_return (invoke "branch out") (i32.const 6))
(assert_return (invoke "locals" (i32.const 2)) (i32.const 11))
(assert_return (invoke "delegate") (i32.const 8))
(assert_return (invoke "delegate to try_table") (i32.const 4))
(assert_return (invoke "delegate out") (i32.const 6))
(assert_return (invoke "delegate from handler") (i32.const 2))
(assert_return (invoke "delegate nothing" (i32.const 0)) (i32.const 2))
(assert_return (invoke "delegate nothing" (i32.const 1)) (i32.const 1))
(assert_return (invoke "rethrow outer") (i32.const 3))
(assert_return (invoke "both ways") (i32.const 11))
(assert_return (invoke "try without handlers") (i32.const 1))
(assert_trap (invoke "trap") "unreachable")

;; The plain form.
(module
  (tag $e (param i32))
  (func (export "plain") (param i32) (result i32)
    try $l (result i32)
      local.get 0
      throw $e
    catch $e
      i32.const 1
      i32.add
    catch_all
      i32.const -1
    end)
  (func (export "delegate") (result i32)
    try $l (result i32)
      try $l (result i32)
        i32.const 3
        throw $e
      delegate $l
    catch $e
    end))
(assert_return (invoke "plain" (i32.const 4)) (i32.const 5))
(assert_return (invoke "delegate") (i32.const 3))

(assert_invalid (module (func (try (do) (catch 0)))) "unknown tag")
(assert_invalid (module (tag) (func (result i32) (try (result i32) (do (i32.const 0)) (catch 0)))) "type mismatch")
(assert_invalid (module (func (rethrow 0))) "invalid rethrow label")
(assert_invalid (module (func (try (do (rethrow 0)) (catch_all)))) "invalid rethrow label")
(assert_invalid (module (func (try (do) (catch_all (block (rethrow 0)))))) "invalid rethrow label")
(module (func (try (do) (catch_all (block (rethrow 1))))))
(assert_invalid (module (func (try (do) (catch_all (rethrow 2))))) "unknown label")
(assert_invalid (module (func (try (do) (delegate 1)))) "unknown label")
(assert_malformed (module quote "(func (try))") "unexpected token")
(assert_malformed (module quote "(func (try (catch_all)))") "unexpected token")
(assert_malformed (module quote "(func try catch_all catch_all end)") "unexpected token")
(assert_malformed (module quote "(func try catch_all delegate 0)") "unexpected token")
(assert_malformed (module quote "(func block catch_all end)") "unexpected token")

;; catch_all comes last; in the binary format what follows it belongs to no `try`.
(assert_malformed (module quote "(tag) (func try catch_all catch 0 end)") "unexpected token")
(module binary
  "\00asm" "\01\00\00\00" "\01\04\01\60\00\00" "\03\02\01\00" "\0d\03\01\00\00"
  "\0a\0a\01\08\00\06\40\07\00\19\0b\0b")
(assert_malformed
  (module binary
    "\00asm" "\01\00\00\00" "\01\04\01\60\00\00" "\03\02\01\00" "\0d\03\01\00\00"
    "\0a\0a\01\08\00\06\40\19\07\00\0b\0b")
  "END opcode expected")
(assert_malformed
  (module binary
    "\00asm" "\01\00\00\00" "\01\04\01\60\00\00" "\03\02\01\00" "\0d\03\01\00\00"
    "\0a\09\01\07\00\06\40\19\19\0b\0b")
  "END opcode expected")
