;; A borrow can be lent on: through a component in the middle to the one that implements the resource, and in one
;; call together with a resource of somebody else. Each receiver sees a handle of its own, or the representation if
;; it implements the resource.
;;
;; bytecodealliance/jco#1383, #1862, #1863: passing a borrow through composed components crashed.
;; bytecodealliance/jco, commits 91df9361 and 3536b3e0: borrows of different origin in one call were confused.

(component definition $C
  ;; implements a resource, and has a function for two of them, of which the other may be anybody's
  (component $Implementer
    (import "other" (type $Other (sub resource)))
    (type $R' (resource (rep i32)))
    (export $R "r" (type $R'))
    (core func $new (canon resource.new $R'))
    (core func $drop-other (canon resource.drop $Other))
    (core module $M
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "drop-other" (func $drop-other (param i32)))
      (func (export "make") (param $rep i32) (result i32) (call $new (local.get $rep)))
      (func (export "use") (param $rep i32) (result i32) (local.get $rep))
      ;; a representation, and a handle
      (func (export "mixed") (param $rep i32) (param $handle i32) (result i32)
        (call $drop-other (local.get $handle))
        (i32.add (local.get $rep) (i32.mul (i32.const 1000) (local.get $handle)))))
    (core instance $m (instantiate $M (with "" (instance (export "new" (func $new)) (export "drop-other"
      (func $drop-other))))))
    (func (export "make") (param "rep" u32) (result (own $R)) (canon lift (core func $m "make")))
    (func (export "use") (param "r" (borrow $R)) (result u32) (canon lift (core func $m "use")))
    (func (export "mixed") (param "a" (borrow $R)) (param "b" (borrow $Other)) (result u32) (canon lift (core func $m
      "mixed"))))
  (component $First
    (type $R' (resource (rep i32)))
    (export $R "r" (type $R'))
    (core func $new (canon resource.new $R'))
    (core module $M
      (import "" "new" (func $new (param i32) (result i32)))
      (func (export "make") (param $rep i32) (result i32) (call $new (local.get $rep)))
      (func (export "use") (param $rep i32) (result i32) (local.get $rep)))
    (core instance $m (instantiate $M (with "" (instance (export "new" (func $new))))))
    (func (export "make") (param "rep" u32) (result (own $R)) (canon lift (core func $m "make")))
    (func (export "use") (param "r" (borrow $R)) (result u32) (canon lift (core func $m "use"))))
  ;; borrows both, lends both
  (component $Middle
    (import "a" (type $A (sub resource)))
    (import "b" (type $B (sub resource)))
    (import "use-a" (func $use-a (param "r" (borrow $A)) (result u32)))
    (import "use-b" (func $use-b (param "r" (borrow $B)) (result u32)))
    (import "mixed" (func $mixed (param "a" (borrow $B)) (param "b" (borrow $A)) (result u32)))
    (core func $use-a' (canon lower (func $use-a)))
    (core func $use-b' (canon lower (func $use-b)))
    (core func $mixed' (canon lower (func $mixed)))
    (core func $drop-a (canon resource.drop $A))
    (core func $drop-b (canon resource.drop $B))
    (core module $M
      (import "" "use-a" (func $use-a (param i32) (result i32)))
      (import "" "use-b" (func $use-b (param i32) (result i32)))
      (import "" "mixed" (func $mixed (param i32 i32) (result i32)))
      (import "" "drop-a" (func $drop-a (param i32)))
      (import "" "drop-b" (func $drop-b (param i32)))
      (func (export "pass") (param $a i32) (param $b i32) (result i32)
        (i32.add (call $use-a (local.get $a)) (i32.mul (i32.const 100) (call $use-b (local.get $b))))
        (call $drop-b (local.get $b))
        (call $drop-a (local.get $a)))
      (func (export "mixed") (param $a i32) (param $b i32) (result i32)
        (call $mixed (local.get $b) (local.get $a))
        (call $drop-a (local.get $a))
        (call $drop-b (local.get $b)))
      (func (export "early") (param $a i32) (param $b i32) (result i32)
        (call $drop-b (local.get $b))
        (call $drop-a (local.get $a))
        (call $use-a (local.get $a))))
    (core instance $m (instantiate $M (with "" (instance
      (export "use-a" (func $use-a')) (export "use-b" (func $use-b')) (export "mixed" (func $mixed'))
      (export "drop-a" (func $drop-a)) (export "drop-b" (func $drop-b))))))
    (func (export "pass") (param "a" (borrow $A)) (param "b" (borrow $B)) (result u32) (canon lift (core func $m
      "pass")))
    (func (export "mixed") (param "a" (borrow $A)) (param "b" (borrow $B)) (result u32) (canon lift (core func $m
      "mixed")))
    (func (export "early") (param "a" (borrow $A)) (param "b" (borrow $B)) (result u32) (canon lift (core func $m
      "early"))))
  (component $Owner
    (import "a" (type $A (sub resource)))
    (import "b" (type $B (sub resource)))
    (import "make-a" (func $make-a (param "rep" u32) (result (own $A))))
    (import "make-b" (func $make-b (param "rep" u32) (result (own $B))))
    (import "pass" (func $pass (param "a" (borrow $A)) (param "b" (borrow $B)) (result u32)))
    (import "mixed" (func $mixed (param "a" (borrow $A)) (param "b" (borrow $B)) (result u32)))
    (import "early" (func $early (param "a" (borrow $A)) (param "b" (borrow $B)) (result u32)))
    (core func $make-a' (canon lower (func $make-a)))
    (core func $make-b' (canon lower (func $make-b)))
    (core func $pass' (canon lower (func $pass)))
    (core func $mixed' (canon lower (func $mixed)))
    (core func $early' (canon lower (func $early)))
    (core module $M
      (import "" "make-a" (func $make-a (param i32) (result i32)))
      (import "" "make-b" (func $make-b (param i32) (result i32)))
      (import "" "pass" (func $pass (param i32 i32) (result i32)))
      (import "" "mixed" (func $mixed (param i32 i32) (result i32)))
      (import "" "early" (func $early (param i32 i32) (result i32)))
      (func (export "pass") (result i32) (call $pass (call $make-a (i32.const 7)) (call $make-b (i32.const 8))))
      (func (export "mixed") (result i32) (call $mixed (call $make-a (i32.const 7)) (call $make-b (i32.const 8))))
      (func (export "early") (result i32) (call $early (call $make-a (i32.const 7)) (call $make-b (i32.const 8)))))
    (core instance $m (instantiate $M (with "" (instance
      (export "make-a" (func $make-a')) (export "make-b" (func $make-b'))
      (export "pass" (func $pass')) (export "mixed" (func $mixed')) (export "early" (func $early'))))))
    (func (export "pass") (result u32) (canon lift (core func $m "pass")))
    (func (export "mixed") (result u32) (canon lift (core func $m "mixed")))
    (func (export "early") (result u32) (canon lift (core func $m "early"))))
  (instance $first (instantiate $First))
  (alias export $first "r" (type $a))
  (instance $second (instantiate $Implementer (with "other" (type $a))))
  (alias export $second "r" (type $b))
  (instance $middle (instantiate $Middle (with "a" (type $a)) (with "b" (type $b))
    (with "use-a" (func $first "use")) (with "use-b" (func $second "use")) (with "mixed" (func $second "mixed"))))
  (instance $owner (instantiate $Owner (with "a" (type $a)) (with "b" (type $b))
    (with "make-a" (func $first "make")) (with "make-b" (func $second "make"))
    (with "pass" (func $middle "pass")) (with "mixed" (func $middle "mixed")) (with "early" (func $middle "early"))))
  (export "pass" (func $owner "pass"))
  (export "mixed" (func $owner "mixed"))
  (export "early" (func $owner "early")))
(component instance $c $C)
(assert_return (invoke "pass") (u32.const 807))
;; the representation of one and the first handle for the other
(assert_return (invoke "mixed") (u32.const 1008))
;; what was dropped cannot be lent
(component instance $c $C)
(assert_trap (invoke "early") "unknown handle index 1")
