;; Without --invoke the start function runs, then _start; its results are not printed.
;; RUN: run %
(module
  (import "spectest" "print_i32" (func $print (param i32)))
  (func $s (call $print (i32.const 1)))
  (func (export "_start") (call $print (i32.const 2)))
  (start $s))
