;; An owned handle may be passed where a borrow is wanted: it is lent, and the caller still owns it. A borrow may not
;; be passed where an owned handle is wanted, and what one component owns is no handle of another's.
;;
;; bytecodealliance/wasmtime#7783, #13608: passing `own` as `borrow` through the dynamic interface, and looking at
;; the type of an exported resource, panicked.

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
    (core func $destroyed (canon lower (func $i "destroyed")))
    (core module $M
      (import "" "make" (func $make (param i32) (result i32)))
      (import "" "use" (func $use (param i32) (result i32)))
      (import "" "take" (func $take (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (import "" "destroyed" (func $destroyed (result i32)))
      (func (export "run") (result i32)
        (local $h i32)
        (local.set $h (call $make (i32.const 5)))
        (if (i32.ne (call $use (local.get $h)) (i32.const 5)) (then unreachable))
        (if (i32.ne (call $use (local.get $h)) (i32.const 5)) (then unreachable))
        (call $destroyed)
        (call $drop (local.get $h))
        (i32.add (i32.mul (i32.const 10) (call $destroyed)))))
    (core instance $m (instantiate $M (with "" (instance
      (export "make" (func $make)) (export "use" (func $use)) (export "take" (func $take)) (export "drop" (func $drop))
        (export "destroyed" (func $destroyed))))))
    (func (export "run") (result u32) (canon lift (core func $m "run"))))
  (instance $i (instantiate $Implementer))
  (instance $user (instantiate $User (with "i" (instance $i))))
  (export "run" (func $user "run"))
  (export "destroyed" (func $i "destroyed"))
  (export "last" (func $i "last")))
(component instance $c $C)
(assert_return (invoke "run") (u32.const 10))
(assert_return (invoke "last") (u32.const 5))

;; types: a resource of one instance is not that of another of the same component
(assert_invalid
  (component
    (component $C
      (type $R' (resource (rep i32)))
      (export $R "r" (type $R'))
      (core module $M (func (export "f") (param i32)))
      (core instance $m (instantiate $M))
      (func (export "f") (param "r" (borrow $R)) (canon lift (core func $m "f"))))
    (component $D
      (import "r" (type $R (sub resource)))
      (import "f" (func (param "r" (borrow $R)))))
    (instance $a (instantiate $C))
    (instance $b (instantiate $C))
    (alias export $b "r" (type $rb))
    (instance (instantiate $D (with "r" (type $rb)) (with "f" (func $a "f")))))
  "resource types are not the same")
