;; A component's exports are called with values in WAVE, and its results printed so.
;; RUN: run % --invoke 'swap({a: 1, b: "x"})'
;; RUN: run % --no-fast-copy --invoke swap '{a: 7, b: "yé"}'
;; RUN: run % --invoke 'counter.next()'
;; RUN: run % --invoke 'counter#next()'
;; RUN: run % --no-fold --invoke 'two()'
;; RUN: run %
(component
  (import "host-return-two" (func $two (result u32)))
  (export "two" (func $two))
  (core module $M
    (memory (export "mem") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
    (func (export "swap") (param $a i32) (param $b i32) (param $len i32) (result i32)
      (i32.store (i32.const 16) (local.get $b))
      (i32.store (i32.const 20) (local.get $len))
      (i32.store (i32.const 24) (local.get $a))
      (i32.const 16))
    (global $count (mut i32) (i32.const 0))
    (func (export "next") (result i32)
      (global.set $count (i32.add (global.get $count) (i32.const 1)))
      (global.get $count)))
  (core instance $m (instantiate $M))
  (type $pair (record (field "a" u32) (field "b" string)))
  (export $pair-out "pair" (type $pair))
  (func (export "swap") (param "x" $pair-out) (result (tuple string u32))
    (canon lift (core func $m "swap") (memory (core memory $m "mem")) (realloc (core func $m "realloc"))))
  (func $next (result u32) (canon lift (core func $m "next")))
  (instance $counter (export "next" (func $next)))
  (export "counter" (instance $counter)))
