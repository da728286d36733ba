;; Why a module is invalid: place, caret, message, rule.
;; RUN: validate %
;; EXIT: 1
(module
  (func $f (param i32) (result i32)
    local.get 0
    i64.const 1
    i32.add))
