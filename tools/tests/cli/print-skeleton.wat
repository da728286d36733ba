;; Signatures without bodies and contents.
;; RUN: print --skeleton %
(module
  (@custom "notes" "many bytes")
  (@producers (language "WAT" "1") (processed-by "hand" ""))
  (table $t 2 funcref)
  (memory (export "memory") 1)
  (global $g (mut i32) (i32.const 42))
  (func $f (export "f") (param $x i32) (result i32) (local $y i64)
    (@metadata.code.branch_hint "\00") (if (local.get $x) (then (return (i32.const 1))))
    (local.get $x))
  (func $empty)
  (elem (i32.const 0) $f $empty)
  (data $d (i32.const 8) "a long text"))
