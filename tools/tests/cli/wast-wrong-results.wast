;; Results that differ: each is reported with what came instead, and the file goes on.
;; RUN: wast %
;; EXIT: 1
(module
  (func (export "one") (result i32) (i32.const 1))
  (func (export "nan") (result f32) (f32.const nan:0x200001))
  (func (export "pair") (result i32 i64) (i32.const 1) (i64.const 2))
  (func (export "null") (result externref) (ref.null extern))
  (func (export "host") (param externref) (result externref) (local.get 0))
  (global (export "g") f64 (f64.const 0.1)))

(assert_return (invoke "one") (i32.const 2))
(assert_return (invoke "one") (i64.const 1))
(assert_return (invoke "one"))
(assert_return (invoke "one") (either (i32.const 2) (i32.const 3)))
(assert_return (invoke "nan") (f32.const nan:canonical))
(assert_return (invoke "nan") (f32.const nan:arithmetic))
(assert_return (invoke "pair") (i32.const 1) (i64.const 3))
(assert_return (invoke "null") (ref.extern 1))
(assert_return (invoke "null") (ref.null func))
(assert_return (invoke "host" (ref.extern 1)) (ref.extern 2))
(assert_return (get "g") (f64.const 0.2))
(assert_return (invoke "one") (i32.const 1))

;; Actions that the script cannot ask for.
(assert_return (invoke "none") (i32.const 1))
(assert_return (invoke "g") (f64.const 0.1))
(assert_return (get "one") (i32.const 1))
(invoke "one" (i32.const 1))
(invoke "host" (i32.const 1))
(assert_return (invoke $no "one") (i32.const 1))
(register "x" $no)
(module instance $i $no)
(assert_return (invoke "one") (i32.const 1))
