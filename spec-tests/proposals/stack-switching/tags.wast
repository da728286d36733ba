;; Tags with results: what may be done by them. A tag whose results are not empty is none of exceptions: nothing throws by it,
;; nothing catches by it. A tag to switch by has the results of the continuation that is resumed under it, neither more nor less
;; general ones: an engine that checks the parameters alone lets a number come out as a reference, since what is switched to ends
;; with the tag's results under a `resume` that has others. The reference interpreter of the proposal does not check either of these.

;; The rules for `throw` and for clauses are those of the core specification.
(module
  (tag $t (param i32) (result i64))
  (tag $e (param i32))
  (func (throw $e (i32.const 1)))
  (func (result i32) (try_table (catch $e 0)) (i32.const 1))
  (func (result i64) (suspend $t (i32.const 1))))
(assert_invalid
  (module (tag $t (result i32)) (func (throw $t)))
  "non-empty tag result type")
(assert_invalid
  (module (tag $t (result i32)) (func (try_table (catch $t 0))))
  "non-empty tag result type")
(assert_invalid
  (module (tag $t (result i32)) (func (result exnref) (try_table (catch_ref $t 0)) (unreachable)))
  "non-empty tag result type")

;; [stack-switching/resume_throw]
(module (type $f (func)) (type $c (cont $f)) (tag $e (param i32))
  (func (param (ref $c)) (resume_throw $c $e (i32.const 1) (local.get 0))))
(assert_invalid
  (module (type $f (func)) (type $c (cont $f)) (tag $e (param i32) (result i32))
    (func (param (ref $c)) (resume_throw $c $e (i32.const 1) (local.get 0))))
  "non-empty tag result type")

;; [stack-switching/resume]
(module (type $f (func (result i32))) (type $c (cont $f)) (tag $t (result i32))
  (func (param (ref $c)) (result i32) (resume $c (on $t switch) (local.get 0))))
(assert_invalid
  (module (type $f (func (result i32))) (type $c (cont $f)) (tag $t (result i64))
    (func (param (ref $c)) (result i32) (resume $c (on $t switch) (local.get 0))))
  "type mismatch")
(assert_invalid
  (module (type $f (func (result i32))) (type $c (cont $f)) (tag $t)
    (func (param (ref $c)) (result i32) (resume $c (on $t switch) (local.get 0))))
  "type mismatch")
(assert_invalid
  (module (type $f (func (result funcref))) (type $c (cont $f)) (tag $t (result (ref func)))
    (func (param (ref $c)) (result funcref) (resume $c (on $t switch) (local.get 0))))
  "type mismatch")
(assert_invalid
  (module (type $f (func (result (ref func)))) (type $c (cont $f)) (tag $t (result funcref))
    (func (param (ref $c)) (result (ref func)) (resume $c (on $t switch) (local.get 0))))
  "type mismatch")
;; the same type under another name is the same
(module
  (type $a (struct)) (type $b (struct)) (type $f (func (result (ref $a)))) (type $c (cont $f)) (tag $t (result (ref $b)))
  (func (param (ref $c)) (result (ref $a)) (resume $c (on $t switch) (local.get 0))))
