;; Before each line the offset of what it shows; a text has those of its binary. Folded as well, and in components.
;; RUN: print --print-offsets %
(component
  (core module $m (@name "M")
    (import "env" "log" (func $log (param i32)))
    (memory (export "memory") 1)
    (func $add (export "add") (param $a i32) (result i32)
      (block $l (result i32)
        (i32.add (local.get $a) (i32.const 1))))
    (data (i32.const 0) "hello"))
  (type (func (param "x" u32))))
