;; A handle that is lent cannot be given away or dropped while it is; afterwards it can. This counts for borrowed
;; handles as for owned ones, and for each time that a handle is lent. A destructor runs like a call of the instance
;; that implements the resource, which may be the one that drops it.
;;
;; WebAssembly/component-model#209: only lent owned handles were counted, and the check before a destructor trapped
;; too often and too rarely.

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
        (call $drop (local.get $handle)))
      (func (export "both") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
      (func (export "lend-and-give") (param $rep i32) (param $handle i32) (result i32)
        (i32.add (local.get $rep) (i32.mul (i32.const 10) (call $rep (local.get $handle)))))
      (func (export "give-and-lend") (param i32 i32) (result i32) unreachable)
      ;; drops a resource of its own: its destructor is in the same instance
      (func (export "in-itself") (result i32)
        (call $drop (call $new (i32.const 9)))
        (call $new (i32.const 10))))
    (core instance $m (instantiate $M (with "" (instance
      (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
    (func (export "make") (param "rep" u32) (result (own $R)) (canon lift (core func $m "make")))
    (func (export "use") (param "r" (borrow $R)) (result u32) (canon lift (core func $m "use")))
    (func (export "take") (param "r" (own $R)) (result u32) (canon lift (core func $m "take")))
    (func (export "destroyed") (result u32) (canon lift (core func $count "destroyed")))
    (func (export "last") (result u32) (canon lift (core func $count "last")))
    (func (export "both") (param "a" (borrow $R)) (param "b" (borrow $R)) (result u32) (canon lift (core func $m
      "both")))
    (func (export "lend-and-give") (param "a" (borrow $R)) (param "b" (own $R)) (result u32) (canon lift (core func $m
      "lend-and-give")))
    (func (export "give-and-lend") (param "a" (own $R)) (param "b" (borrow $R)) (result u32) (canon lift (core func $m
      "give-and-lend")))
    (func (export "in-itself") (result u32) (canon lift (core func $m "in-itself"))))
  (component $User
    (import "i" (instance $i
      (export "r" (type $R (sub resource)))
      (export "make" (func (param "rep" u32) (result (own $R))))
      (export "use" (func (param "r" (borrow $R)) (result u32)))
      (export "take" (func (param "r" (own $R)) (result u32)))
      (export "destroyed" (func (result u32)))
      (export "last" (func (result u32)))
      (export "both" (func (param "a" (borrow $R)) (param "b" (borrow $R)) (result u32)))
      (export "lend-and-give" (func (param "a" (borrow $R)) (param "b" (own $R)) (result u32)))
      (export "give-and-lend" (func (param "a" (own $R)) (param "b" (borrow $R)) (result u32)))))
    (alias export $i "r" (type $R))
    (core func $make (canon lower (func $i "make")))
    (core func $use (canon lower (func $i "use")))
    (core func $take (canon lower (func $i "take")))
    (core func $both (canon lower (func $i "both")))
    (core func $lend-and-give (canon lower (func $i "lend-and-give")))
    (core func $give-and-lend (canon lower (func $i "give-and-lend")))
    (core module $M
      (import "" "make" (func $make (param i32) (result i32)))
      (import "" "use" (func $use (param i32) (result i32)))
      (import "" "take" (func $take (param i32) (result i32)))
      (import "" "both" (func $both (param i32 i32) (result i32)))
      (import "" "lend-and-give" (func $lend-and-give (param i32 i32) (result i32)))
      (import "" "give-and-lend" (func $give-and-lend (param i32 i32) (result i32)))
      ;; twice in one call, and then once more
      (func (export "twice") (result i32)
        (local $h i32)
        (local.set $h (call $make (i32.const 20)))
        (if (i32.ne (call $both (local.get $h) (local.get $h)) (i32.const 40)) (then unreachable))
        (if (i32.ne (call $use (local.get $h)) (i32.const 20)) (then unreachable))
        (call $take (local.get $h)))
      ;; lent and given away in one call, in either order
      (func (export "lend-and-give")
        (local $h i32)
        (local.set $h (call $make (i32.const 1)))
        (drop (call $lend-and-give (local.get $h) (local.get $h))))
      (func (export "give-and-lend")
        (local $h i32)
        (local.set $h (call $make (i32.const 1)))
        (drop (call $give-and-lend (local.get $h) (local.get $h))))
      ;; two handles: one is lent, the other given
      (func (export "lend-one-give-one") (result i32)
        (call $lend-and-give (call $make (i32.const 3)) (call $make (i32.const 4)))))
    (core instance $m (instantiate $M (with "" (instance
      (export "make" (func $make)) (export "use" (func $use)) (export "take" (func $take)) (export "both" (func $both))
        (export "lend-and-give" (func $lend-and-give)) (export "give-and-lend" (func $give-and-lend))))))
    (func (export "twice") (result u32) (canon lift (core func $m "twice")))
    (func (export "lend-and-give") (canon lift (core func $m "lend-and-give")))
    (func (export "give-and-lend") (canon lift (core func $m "give-and-lend")))
    (func (export "lend-one-give-one") (result u32) (canon lift (core func $m "lend-one-give-one"))))
  (instance $i (instantiate $Implementer))
  (instance $user (instantiate $User (with "i" (instance $i))))
  (export "twice" (func $user "twice"))
  (export "lend-and-give" (func $user "lend-and-give"))
  (export "give-and-lend" (func $user "give-and-lend"))
  (export "lend-one-give-one" (func $user "lend-one-give-one"))
  (export "destroyed" (func $i "destroyed"))
  (export "last" (func $i "last"))
  (export "in-itself" (func $i "in-itself")))
(component instance $c $C)
(assert_return (invoke "twice") (u32.const 20))
(assert_return (invoke "destroyed") (u32.const 1))
(assert_return (invoke "lend-one-give-one") (u32.const 43))
(assert_trap (invoke "lend-and-give") "cannot remove owned resource while borrowed")
(component instance $c $C)
(assert_trap (invoke "give-and-lend") "unknown handle index 1")
(component instance $c $C)
(assert_return (invoke "in-itself") (u32.const 1))
(assert_return (invoke "destroyed") (u32.const 1))
(assert_return (invoke "last") (u32.const 9))
