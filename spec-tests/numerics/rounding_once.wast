;; Every operation and every literal rounds once, to nearest, ties to even.
;;
;; An engine that computes in a wider format, or reads a decimal literal into a double on its way to a float, rounds
;; twice. These operands sit where that shows.

(module
  (func (export "add32") (param f32 f32) (result f32) (f32.add (local.get 0) (local.get 1)))
  (func (export "mul32") (param f32 f32) (result f32) (f32.mul (local.get 0) (local.get 1)))
  (func (export "mul-add32") (param f32 f32 f32) (result f32) (f32.add (f32.mul (local.get 0) (local.get 1)) (local.get 2)))
  (func (export "mul-add64") (param f64 f64 f64) (result f64) (f64.add (f64.mul (local.get 0) (local.get 1)) (local.get 2)))
  (func (export "convert_u") (param i64) (result f32) (f32.convert_i64_u (local.get 0)))
  (func (export "convert_s") (param i64) (result f32) (f32.convert_i64_s (local.get 0)))
  (func (export "demote") (param f64) (result f32) (f32.demote_f64 (local.get 0)))
  ;; 1 + 2^-24 is half-way between 1 and the next float; a little more must round up, exactly that down.
  (func (export "literal-up") (result f32) (f32.const 1.00000005960464477539062500000000000000000000000000001))
  (func (export "literal-tie") (result f32) (f32.const 1.000000059604644775390625))
  (func (export "literal-hex-up") (result f32) (f32.const 0x1.000001000000000000000000001p0))
  (func (export "literal-subnormal") (result f32) (f32.const 7.0064923216240853546186479164495e-46))
  (func (export "literal-subnormal-up") (result f32) (f32.const 7.0064923216240853546186479164496e-46))
  (func (export "literal-hex-tiny") (result f64) (f64.const 0x0.00000000000000000000000000000000001p-900))
  (func (export "literal-largest") (result f32) (f32.const 340282356779733661637539395458142568447.9)))

(assert_return (invoke "add32" (f32.const 16777216) (f32.const 1)) (f32.const 16777216))
(assert_return (invoke "add32" (f32.const 16777216) (f32.const 0x1.000002p0)) (f32.const 16777218))
;; x * x - y: with a fused operation these are not zero.
(assert_return (invoke "mul-add32" (f32.const 0x1.000002p0) (f32.const 0x1.000002p0) (f32.const -0x1.000004p0)) (f32.const 0))
(assert_return (invoke "mul-add64" (f64.const 0x1.0000000000001p0) (f64.const 0x1.0000000000001p0) (f64.const -0x1.0000000000002p0)) (f64.const 0))
;; 2^24 + 2^-k over 2^40: rounded through a double these come out one ulp low.
(assert_return (invoke "convert_u" (i64.const 0x8000008000000001)) (f32.const 0x1.000002p63))
(assert_return (invoke "convert_u" (i64.const 0x8000008000000000)) (f32.const 0x1p63))
(assert_return (invoke "convert_s" (i64.const 0x4000004000000001)) (f32.const 0x1.000002p62))
(assert_return (invoke "convert_s" (i64.const -0x4000004000000001)) (f32.const -0x1.000002p62))
(assert_return (invoke "demote" (f64.const 0x1.0000010000001p0)) (f32.const 0x1.000002p0))
(assert_return (invoke "demote" (f64.const 0x1.000001p0)) (f32.const 1))
(assert_return (invoke "mul32" (f32.const 0x1p-75) (f32.const 0x1p-75)) (f32.const 0))
(assert_return (invoke "mul32" (f32.const 0x1.000002p-75) (f32.const 0x1p-75)) (f32.const 0x1p-149))
(assert_return (invoke "literal-up") (f32.const 0x1.000002p0))
(assert_return (invoke "literal-tie") (f32.const 1))
(assert_return (invoke "literal-hex-up") (f32.const 0x1.000002p0))
(assert_return (invoke "literal-subnormal") (f32.const 0))
(assert_return (invoke "literal-subnormal-up") (f32.const 0x1p-149))
(assert_return (invoke "literal-hex-tiny") (f64.const 0x1p-1040))
(assert_return (invoke "literal-largest") (f32.const 0x1.fffffep127))
(assert_malformed (module quote "(global f32 (f32.const 340282356779733661637539395458142568448))") "constant out of range")
(assert_malformed (module quote "(global f32 (f32.const 0x1.ffffffp127))") "constant out of range")
