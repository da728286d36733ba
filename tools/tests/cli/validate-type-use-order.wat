;; The index of a type stands in front.
;; RUN: validate %
;; EXIT: 1
(module
  (type (func (param i32)))
  (table 1 funcref)
  (func (call_indirect (param i32) (type 0) (i32.const 0) (i32.const 0))))
