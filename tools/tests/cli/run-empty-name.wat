;; The empty string is a name like others: it is not the same as no --invoke.
;; RUN: run % --invoke ''
(module
  (func (export "_start") unreachable)
  (func (export "") (result i32) (i32.const 7)))
