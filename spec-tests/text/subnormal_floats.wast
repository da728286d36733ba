;; A float literal denotes a rational number and is rounded once, to the nearest value ([TfNmag], $ieee_). Below the smallest
;; normal number the step between values no longer shrinks, so fewer digits fit. A widespread C library looks at one digit
;; too few there: it rounds three quarters of a step down. Each literal here lies just above a half or at three quarters.

(module
  (func (export "three quarters") (result i32) (i32.reinterpret_f32 (f32.const 0x0.8000018p-126)))
  (func (export "above a half") (result i32) (i32.reinterpret_f32 (f32.const 0x0.8000010001p-126)))
  (func (export "a half, to even below") (result i32) (i32.reinterpret_f32 (f32.const 0x0.800001p-126)))
  (func (export "a half, to even above") (result i32) (i32.reinterpret_f32 (f32.const 0x0.800003p-126)))
  (func (export "just above half of the least") (result i32) (i32.reinterpret_f32 (f32.const 0x1.000001p-150)))
  (func (export "half of the least") (result i32) (i32.reinterpret_f32 (f32.const 0x1p-150)))
  (func (export "decimal") (result i32) (i32.reinterpret_f32 (f32.const 1.4012984643e-45)))
  (func (export "decimal, tiny") (result i32) (i32.reinterpret_f32 (f32.const -1e-4000)))
  (func (export "lane") (result i32) (i32x4.extract_lane 0 (v128.const f32x4 0x0.8000018p-126 0 0 0)))
  (func (export "double, three quarters") (result i64) (i64.reinterpret_f64 (f64.const 0x0.8000000000000cp-1022)))
  (func (export "double, just above half of the least") (result i64)
    (i64.reinterpret_f64 (f64.const 0x1.00000000000008p-1075)))
  (func (export "double, half of the least") (result i64) (i64.reinterpret_f64 (f64.const 0x1p-1075))))

(assert_return (invoke "three quarters") (i32.const 0x400001))
(assert_return (invoke "above a half") (i32.const 0x400001))
(assert_return (invoke "a half, to even below") (i32.const 0x400000))
(assert_return (invoke "a half, to even above") (i32.const 0x400002))
(assert_return (invoke "just above half of the least") (i32.const 1))
(assert_return (invoke "half of the least") (i32.const 0))
(assert_return (invoke "decimal") (i32.const 1))
(assert_return (invoke "decimal, tiny") (i32.const 0x80000000))
(assert_return (invoke "lane") (i32.const 0x400001))
(assert_return (invoke "double, three quarters") (i64.const 0x8000000000001))
(assert_return (invoke "double, just above half of the least") (i64.const 1))
(assert_return (invoke "double, half of the least") (i64.const 0))

;; What rounds to infinity is out of range, however it is written.
(assert_malformed (module quote "(global f32 (f32.const 0x1.ffffffp127))") "constant out of range")
(assert_malformed (module quote "(global f32 (f32.const 1e4000))") "constant out of range")
(assert_malformed (module quote "(global f64 (f64.const 0x1p5000))") "constant out of range")
