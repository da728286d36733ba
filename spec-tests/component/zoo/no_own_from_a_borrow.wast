;; A borrowed handle is not an owned one: passing it where `own` is wanted traps, since the borrower could give away
;; what it does not own.
;;
;; WebAssembly/component-model#214: the specification let it pass.

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
  ;; gets a borrow, and tries to give it away
  (component $Borrower
    (import "i" (instance $i
      (export "r" (type $R (sub resource)))
      (export "make" (func (param "rep" u32) (result (own $R))))
      (export "use" (func (param "r" (borrow $R)) (result u32)))
      (export "take" (func (param "r" (own $R)) (result u32)))
      (export "destroyed" (func (result u32)))
      (export "last" (func (result u32)))))
    (alias export $i "r" (type $R))
    (core func $use (canon lower (func $i "use")))
    (core func $take (canon lower (func $i "take")))
    (core func $drop (canon resource.drop $R))
    (core module $M
      (import "" "use" (func $use (param i32) (result i32)))
      (import "" "take" (func $take (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "lend") (param $borrow i32) (result i32)
        (call $use (local.get $borrow))
        (call $drop (local.get $borrow)))
      (func (export "give-away") (param $borrow i32) (result i32) (call $take (local.get $borrow))))
    (core instance $m (instantiate $M (with "" (instance
      (export "use" (func $use)) (export "take" (func $take)) (export "drop" (func $drop))))))
    (func (export "lend") (param "r" (borrow $R)) (result u32) (canon lift (core func $m "lend")))
    (func (export "give-away") (param "r" (borrow $R)) (result u32) (canon lift (core func $m "give-away"))))
  (component $Owner
    (import "r" (type $R (sub resource)))
    (import "make" (func $make (param "rep" u32) (result (own $R))))
    (import "lend" (func $lend (param "r" (borrow $R)) (result u32)))
    (import "give-away" (func $give-away (param "r" (borrow $R)) (result u32)))
    (core func $make' (canon lower (func $make)))
    (core func $lend' (canon lower (func $lend)))
    (core func $give-away' (canon lower (func $give-away)))
    (core module $M
      (import "" "make" (func $make (param i32) (result i32)))
      (import "" "lend" (func $lend (param i32) (result i32)))
      (import "" "give-away" (func $give-away (param i32) (result i32)))
      (func (export "lend") (result i32) (call $lend (call $make (i32.const 42))))
      (func (export "give-away") (result i32) (call $give-away (call $make (i32.const 42)))))
    (core instance $m (instantiate $M (with "" (instance
      (export "make" (func $make')) (export "lend" (func $lend')) (export "give-away" (func $give-away'))))))
    (func (export "lend") (result u32) (canon lift (core func $m "lend")))
    (func (export "give-away") (result u32) (canon lift (core func $m "give-away"))))
  (instance $i (instantiate $Implementer))
  (instance $borrower (instantiate $Borrower (with "i" (instance $i))))
  (alias export $i "r" (type $r))
  (instance $owner (instantiate $Owner
    (with "r" (type $r)) (with "make" (func $i "make"))
    (with "lend" (func $borrower "lend")) (with "give-away" (func $borrower "give-away"))))
  (export "lend" (func $owner "lend"))
  (export "give-away" (func $owner "give-away")))
(component instance $c $C)
(assert_return (invoke "lend") (u32.const 42))
(assert_trap (invoke "give-away") "cannot lift own resource from a borrow")
