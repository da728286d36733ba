;; A branch takes its operands down to where the label's block began.
;;
;; The values that a branch carries may overlap the place they go to, and what lies between is dropped. Here the distance
;; is one, so that a copy in the wrong direction repeats a value; and branches of one `br_table` go different distances.

(module
  (func (export "down-by-one") (result i32 i32 i32)
    (block (result i32 i32 i32)
      (i32.const 99)
      (i32.const 1) (i32.const 2) (i32.const 3)
      (br 0)))

  (func (export "down-by-two") (param i32) (result i32 i32 i32)
    (i32.const -1)
    (block (result i32 i32 i32)
      (i32.const 98) (i32.const 99)
      (i32.const 1) (i32.const 2) (i32.const 3)
      (br_if 0 (local.get 0))
      (drop) (drop) (drop) (drop) (drop)
      (i32.const 4) (i32.const 5) (i32.const 6))
    (block (param i32 i32 i32 i32) (result i32 i32 i32)
      (local.set 0)
      (i32.const 10) (i32.add)
      (local.get 0)
      (br 0)))

  (func (export "table") (param i32) (result i32)
    (block $outer (result i32)
      (i32.const 1000)
      (block $middle (result i32)
        (i32.const 100)
        (block $inner (result i32)
          (i32.const 10) (i32.const 7)
          (br_table $inner $middle $outer (local.get 0)))
        (i32.add))                       ;; 100 + x
      (i32.add)))                        ;; 1000 + ...

  (func (export "loop-parameters") (param $n i64) (result i64 i64)
    ;; Fibonacci: a loop that carries two values, exchanged on the way round.
    (local $a i64) (local $b i64)
    (i64.const 0) (i64.const 1)
    (loop $next (param i64 i64) (result i64 i64)
      (local.set $b) (local.set $a)
      (local.get $b)
      (i64.add (local.get $a) (local.get $b))
      (local.tee $n (i64.sub (local.get $n) (i64.const 1)))
      (br_if $next (i64.ne (i64.const 0)))))

  (func (export "return-from-depth") (param i32) (result i32 i64)
    (i32.const 1)
    (loop (result i32)
      (i64.const 2)
      (if (result i32) (local.get 0)
        (then (f64.const 3) (i32.const 4) (i64.const 5) (return))
        (else (i32.const 6)))
      (drop) (drop) (i32.const 7))
    (drop)
    (i64.const 8))

  (func (export "br_if-keeps-operands") (param i32) (result i32)
    (block (result i32)
      (i32.const 20)
      (i32.const 3)
      (br_if 0 (local.get 0))
      (i32.sub))))

(assert_return (invoke "down-by-one") (i32.const 1) (i32.const 2) (i32.const 3))
(assert_return (invoke "down-by-two" (i32.const 1)) (i32.const 1) (i32.const 12) (i32.const 3))
(assert_return (invoke "down-by-two" (i32.const 0)) (i32.const 4) (i32.const 15) (i32.const 6))
(assert_return (invoke "table" (i32.const 0)) (i32.const 1107))
(assert_return (invoke "table" (i32.const 1)) (i32.const 1007))
(assert_return (invoke "table" (i32.const 2)) (i32.const 7))
(assert_return (invoke "table" (i32.const -1)) (i32.const 7))
(assert_return (invoke "loop-parameters" (i64.const 10)) (i64.const 55) (i64.const 89))
(assert_return (invoke "return-from-depth" (i32.const 1)) (i32.const 4) (i64.const 5))
(assert_return (invoke "return-from-depth" (i32.const 0)) (i32.const 1) (i64.const 8))
(assert_return (invoke "br_if-keeps-operands" (i32.const 1)) (i32.const 3))
(assert_return (invoke "br_if-keeps-operands" (i32.const 0)) (i32.const 17))
