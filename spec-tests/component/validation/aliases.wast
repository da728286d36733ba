;; Outer aliases: what may cross the border of a component, and what the core type space holds.
;;
;; A nested component could be written elsewhere, so it may refer to enclosing definitions only if those could be copied
;; into it. Resource types cannot; a type that binds its own resource types can.

;; a component or instance type with resource types of its own crosses a border
(component definition
  (type $c (component (import "r" (type $r (sub resource))) (export "f" (func (param "x" (own $r))))))
  (type $i (instance (export "r" (type $r (sub resource))) (export "f" (func (result (own $r))))))
  (component
    (import "c" (component (type $c)))
    (import "i" (instance (type $i)))))

;; one that mentions a resource type of the enclosing component does not, in whatever way it does so
(assert_invalid
  (component $outer
    (import "r" (type $r (sub resource)))
    (type $i (instance (export "f" (func (param "x" (borrow $r))))))
    (component (import "i" (instance (type $i)))))
  "transitively refers to resources")
(assert_invalid
  (component $outer
    (import "r" (type $r (sub resource)))
    (type $f (func (param "x" (list (own $r)))))
    (component (import "f" (func (type $f)))))
  "transitively refers to resources")
(assert_invalid
  (component $outer
    (import "r" (type $r (sub resource)))
    (type $c (component (type $i (instance (export "a" (type (eq $r))))) (import "i" (instance (type $i)))))
    (component (alias outer $outer $c (type))))
  "transitively refers to resources")
(assert_invalid
  (component $outer
    (import "i" (instance $i (export "r" (type (sub resource)))))
    (alias export $i "r" (type $r))
    (component (alias outer $outer $r (type))))
  "transitively refers to resources")

;; nor does an imported component whose type mentions one
(assert_invalid
  (component $outer
    (import "r" (type $r (sub resource)))
    (type $t (component (export "a" (type (eq $r)))))
    (import "c" (component $c (type $t)))
    (component (alias outer $outer $c (component))))
  "transitively refers to resources")

;; without a border all of this is fine
(component definition
  (import "r" (type $r (sub resource)))
  (type $c (component (type $i (instance (export "a" (type (eq $r))))) (import "i" (instance (type $i)))))
  (alias outer 0 1 (type $again))
  (import "c" (component (type $again))))

;; a border two scopes away counts, a type's scope between does not hide it
(assert_invalid
  (component $outer
    (import "r" (type $r (sub resource)))
    (component
      (type (component (type (instance (alias outer $outer $r (type))))))))
  "transitively refers to resources")

;; core types: module types have a space of their own inside and cannot be reached from there
(component definition $c
  (core type $f (func (param i32)))
  (core type $m (module (export "f" (func (param i64)))))
  (core type $g (func (result i32)))
  (core type $n (module
    (alias outer $c $f (type))
    (alias outer $c $g (type))
    (import "" "f" (func (type 0)))
    (export "g" (func (type 1))))))
(assert_invalid
  (component $c
    (core type $m (module))
    (core type $n (module (alias outer $c $m (type)))))
  "core type index 0 is a module type")
(assert_invalid
  (component $c
    (core type $f (func))
    (core type $m (module (alias outer $c 1 (type)))))
  "type index out of bounds")
(assert_invalid
  (component (core type (module (alias outer 2 0 (type)))))
  "invalid outer alias count of 1")

;; an alias of an export is of the sort that the export has
(assert_invalid
  (component
    (import "i" (instance $i (export "f" (func))))
    (alias export $i "f" (instance)))
  "export `f` for instance 0 is not an instance: it is a func")
(assert_invalid
  (component
    (import "i" (instance $i (export "t" (type (sub resource)))))
    (alias export $i "t" (component)))
  "is not a component")
(assert_invalid
  (component
    (core module $m (memory (export "x") 1))
    (core instance $i (instantiate $m))
    (alias core export $i "x" (core global)))
  "export `x` for core instance 0 is not a global: it is a memory")

;; An alias section that announces one alias and ends: a decoder that looks at the sort before it knows that there is
;; one reads behind the section.
(assert_malformed
  (component binary
    "\00asm\0d\00\01\00"
    "\06\01\01")
  "unexpected end-of-file")
