;; A named component lends later ones its modules and resource types, and nothing that would run in its store.
;; Source: Explainer.md#import-and-export-definitions.

(component $lender
  (core module $M (func (export "f") (result i32) (i32.const 7)))
  (export "m" (core module $M))
  (type $r (resource (rep i32)))
  (export "r" (type $r))
  (core instance $i (instantiate $M))
  (func (export "f") (result u32) (canon lift (core func $i "f"))))

(component
  (import "lender" (instance $l
    (export "m" (core module $M (export "f" (func (result i32)))))
    (export "r" (type (sub resource)))))
  (alias export $l "m" (core module $M))
  (core instance $i (instantiate $M))
  (func (export "g") (result u32) (canon lift (core func $i "f"))))
(assert_return (invoke "g") (u32.const 7))

;; Functions are not lent, and types are matched.
(assert_unlinkable
  (component (import "lender" (instance (export "f" (func (result u32))))))
  "a matching implementation was not found")
(assert_unlinkable
  (component (import "lender" (instance (export "m" (core module (export "f" (func)))))))
  "type mismatch in export `f`")

;; A definition is instantiated anew each time, with state of its own.
(component definition $Counter
  (core module $M
    (global $n (mut i32) (i32.const 0))
    (func (export "next") (result i32)
      (global.set $n (i32.add (global.get $n) (i32.const 1)))
      (global.get $n)))
  (core instance $i (instantiate $M))
  (func (export "next") (result u32) (canon lift (core func $i "next"))))
(component instance $c1 $Counter)
(assert_return (invoke "next") (u32.const 1))
(assert_return (invoke "next") (u32.const 2))
(component instance $c2 $Counter)
(assert_return (invoke "next") (u32.const 1))
