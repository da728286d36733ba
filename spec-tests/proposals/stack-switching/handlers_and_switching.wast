;; What upstream scripts leave open of validation: the handlers of resume_throw, which are those of resume, and each premise of
;; switch. An engine that lets one of them pass mixes up values of two types when a continuation ends.

;; [stack-switching/resume_throw]
(module (type $f (func)) (type $c (cont $f)) (tag $e) (tag $t (param i32))
  (func (param $k (ref $c)) (result i32 (ref $c)) (resume_throw $c $e (on $t 0) (local.get $k)) (unreachable)))
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $e) (tag $t (param i32))
    (func (param $k (ref $c)) (result i64 (ref $c)) (resume_throw $c $e (on $t 0) (local.get $k)) (unreachable)))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $e) (tag $t)
    (func (param $k (ref $c)) (resume_throw $c $e (on $t 1) (local.get $k))))
  "unknown label")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $e)
    (func (param $k (ref $c)) (resume_throw $c $e (on 1 0) (local.get $k))))
  "unknown tag")

;; The operands before the continuation are those of its function, but for the last, which is where the rest of this
;; computation goes; its results must match those of the tag, which must match those of that last one.
;; [stack-switching/switch]
(module
  (type $f2 (func (param i64) (result f32))) (type $c2 (cont $f2))
  (type $f1 (func (param i32 (ref null $c2)) (result f32))) (type $c1 (cont $f1))
  (tag $t (result f32))
  (func (param $k (ref null $c1)) (result i64) (switch $c1 $t (i32.const 0) (local.get $k))))
(module
  (type $f2 (func (result anyref))) (type $c2 (cont $f2))
  (type $f1 (func (param (ref $c2)) (result i31ref))) (type $c1 (cont $f1))
  (tag $t (result eqref))
  (func (param $k (ref $c1)) (switch $c1 $t (local.get $k))))
(assert_invalid
  (module
    (type $f2 (func (param i64) (result f32))) (type $c2 (cont $f2))
    (type $f1 (func (param i32 (ref null $c2)) (result f32))) (type $c1 (cont $f1))
    (tag $t (result f32))
    (func (param $k (ref $c1)) (result i64) (switch $c1 $t (local.get $k))))
  "type mismatch")
(assert_invalid
  (module
    (type $f2 (func (result f64))) (type $c2 (cont $f2))
    (type $f1 (func (param (ref null $c2)) (result f32))) (type $c1 (cont $f1))
    (tag $t (result f64))
    (func (param $k (ref $c1)) (switch $c1 $t (local.get $k))))
  "type mismatch")
(assert_invalid
  (module
    (type $f2 (func (result f64))) (type $c2 (cont $f2))
    (type $f1 (func (param (ref null $c2)) (result f32))) (type $c1 (cont $f1))
    (tag $t (result f32))
    (func (param $k (ref $c1)) (switch $c1 $t (local.get $k))))
  "type mismatch")
(assert_invalid
  (module
    (type $f2 (func (result i31ref))) (type $c2 (cont $f2))
    (type $f1 (func (param (ref $c2)) (result anyref))) (type $c1 (cont $f1))
    (tag $t (result eqref))
    (func (param $k (ref $c1)) (switch $c1 $t (local.get $k))))
  "type mismatch")
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $t) (func (param $k (ref $c)) (switch $c $t (local.get $k))))
  "type mismatch")
(assert_invalid
  (module
    (type $f2 (func)) (type $c2 (cont $f2)) (type $f1 (func (param (ref null $c2)))) (type $c1 (cont $f1))
    (func (param $k (ref $c1)) (switch $c1 0 (local.get $k))))
  "unknown tag")
