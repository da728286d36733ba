;; A phase that is not the expected one fails, whatever the message; so does a message that does not fit.
;; RUN: wast %
;; EXIT: 1
(assert_malformed (module (func (result i32))) "type mismatch")
(assert_malformed (module) "")
(assert_invalid (module quote "(func") "unexpected token")
(assert_invalid (module quote "(func)") "type mismatch")
(assert_unlinkable (module (func (result i32))) "type mismatch")
(assert_unlinkable (module) "unknown import")
(assert_unlinkable (module (func $s (unreachable)) (start $s)) "unreachable")
(assert_trap (module (import "no" "no" (func))) "unknown import")
(assert_trap (module) "unreachable")

(module
  (tag $e)
  (func (export "unreachable") (unreachable))
  (func $r (export "recursion") (call $r))
  (func (export "throw") (throw $e))
  (func (export "return")))
(assert_trap (invoke "recursion") "call stack exhausted")
(assert_trap (invoke "throw") "uncaught exception")
(assert_trap (invoke "return") "unreachable")
(assert_exhaustion (invoke "unreachable") "unreachable")
(assert_exhaustion (invoke "return") "call stack exhausted")
(assert_exception (invoke "unreachable"))
(assert_exception (invoke "return"))
(assert_return (invoke "unreachable"))
(assert_return (invoke "throw"))
(assert_suspension (invoke "throw") "unhandled")

;; Wrong messages.
(assert_invalid (module (func (result i32))) "unknown function")
(assert_malformed (module binary "\00asm\02\00\00\00") "magic header")
(assert_unlinkable (module (import "no" "no" (func))) "incompatible import type")
(assert_trap (invoke "unreachable") "out of bounds")
(assert_trap (invoke "unreachable") "unreachable")
