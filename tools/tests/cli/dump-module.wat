;; Every byte of a module: sections, entries with names and indices, one line for each instruction, long data shortened.
;; RUN: dump %
(module $m
  (type $point (struct (field i32) (field (mut i8))))
  (import "env" "log" (func $log (param i32)))
  (memory $mem 1 2)
  (global $g (mut i32) (i32.const 7))
  (func $f (export "f") (param $x i32) (result i32) (local $y i64)
    (block $out
      (br_if $out (i32.eqz (local.get $x)))
      (call $log (i32.load offset=8 (local.get $x))))
    (if (result i32) (local.get $x) (then (i32.const 1)) (else (i32.const -1))))
  (data (i32.const 16)
    "What is longer than eight lines of ten bytes is shown by its first six lines and its last, unless all is asked for."))
