;; A vector is shown in the shape of what was expected.
;; RUN: wast %
;; EXIT: 1
(module (func (export "v") (result v128) (v128.const i32x4 1 2 3 4)))
(assert_return (invoke "v") (v128.const i16x8 1 0 2 0 3 0 5 0))
(assert_return (invoke "v") (v128.const f64x2 nan:canonical 0))
