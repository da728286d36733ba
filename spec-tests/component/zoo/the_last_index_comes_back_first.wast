;; Indices that were given back are given again, the last first; only then is the table extended. Scripts and
;; bindings rely on it, since indices can be seen.
;;
;; bytecodealliance/jco#1381: after a handle was dropped a new one got the index of a live handle.

(component definition $C
  ;; makes, uses and takes resources, and counts those that were destroyed
  (component $Implementer
    (core module $Count
      (global $destroyed (mut i32) (i32.const 0))
      (global $last (mut i32) (i32.const 0))
      (func (export "destroy") (param $rep i32)
        (global.set $destroyed (i32.add (global.get $destroyed) (i32.const 1)))
        (global.set $last (local.get $rep)))
      (func (export "destroyed") (result i32) (global.get $destroyed))
      (func (export "last") (result i32) (global.get $last)))
    (core instance $count (instantiate $Count))
    (type $R' (resource (rep i32) (dtor (core func $count "destroy"))))
    (export $R "r" (type $R'))
    (core func $new (canon resource.new $R'))
    (core func $rep (canon resource.rep $R'))
    (core func $drop (canon resource.drop $R'))
    (core module $M
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "rep" (func $rep (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "make") (param $rep i32) (result i32) (call $new (local.get $rep)))
      ;; a borrow of a resource that is implemented here is its representation
      (func (export "use") (param $rep i32) (result i32) (local.get $rep))
      (func (export "take") (param $handle i32) (result i32)
        (call $rep (local.get $handle))
        (call $drop (local.get $handle))))
    (core instance $m (instantiate $M (with "" (instance
      (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
    (func (export "make") (param "rep" u32) (result (own $R)) (canon lift (core func $m "make")))
    (func (export "use") (param "r" (borrow $R)) (result u32) (canon lift (core func $m "use")))
    (func (export "take") (param "r" (own $R)) (result u32) (canon lift (core func $m "take")))
    (func (export "destroyed") (result u32) (canon lift (core func $count "destroyed")))
    (func (export "last") (result u32) (canon lift (core func $count "last"))))
  (component $User
    (import "i" (instance $i
      (export "r" (type $R (sub resource)))
      (export "make" (func (param "rep" u32) (result (own $R))))
      (export "use" (func (param "r" (borrow $R)) (result u32)))
      (export "take" (func (param "r" (own $R)) (result u32)))
      (export "destroyed" (func (result u32)))
      (export "last" (func (result u32)))))
    (alias export $i "r" (type $R))
    (core func $make (canon lower (func $i "make")))
    (core func $use (canon lower (func $i "use")))
    (core func $take (canon lower (func $i "take")))
    (core func $drop (canon resource.drop $R))
    (core module $M
      (import "" "make" (func $make (param i32) (result i32)))
      (import "" "use" (func $use (param i32) (result i32)))
      (import "" "take" (func $take (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func $equal (param i32 i32) (if (i32.ne (local.get 0) (local.get 1)) (then unreachable)))
      (func (export "run") (result i32)
        (call $equal (call $make (i32.const 11)) (i32.const 1))
        (call $equal (call $make (i32.const 12)) (i32.const 2))
        (call $equal (call $make (i32.const 13)) (i32.const 3))
        (call $equal (call $make (i32.const 14)) (i32.const 4))
        ;; given away, dropped, in this order
        (call $equal (call $take (i32.const 2)) (i32.const 12))
        (call $drop (i32.const 4))
        (call $drop (i32.const 1))
        ;; and back in the other
        (call $equal (call $make (i32.const 21)) (i32.const 1))
        (call $equal (call $make (i32.const 24)) (i32.const 4))
        (call $equal (call $make (i32.const 22)) (i32.const 2))
        (call $equal (call $make (i32.const 25)) (i32.const 5))
        ;; each is what it was made for
        (call $equal (call $use (i32.const 1)) (i32.const 21))
        (call $equal (call $use (i32.const 2)) (i32.const 22))
        (call $equal (call $use (i32.const 3)) (i32.const 13))
        (call $equal (call $use (i32.const 4)) (i32.const 24))
        (call $equal (call $use (i32.const 5)) (i32.const 25))
        (i32.const 1)))
    (core instance $m (instantiate $M (with "" (instance
      (export "make" (func $make)) (export "use" (func $use)) (export "take" (func $take)) (export "drop"
        (func $drop))))))
    (func (export "run") (result u32) (canon lift (core func $m "run"))))
  (instance $i (instantiate $Implementer))
  (instance $user (instantiate $User (with "i" (instance $i))))
  (export "run" (func $user "run"))
  (export "destroyed" (func $i "destroyed"))
  (export "last" (func $i "last")))
(component instance $c $C)
(assert_return (invoke "run") (u32.const 1))
(assert_return (invoke "destroyed") (u32.const 3))
(assert_return (invoke "last") (u32.const 11))
