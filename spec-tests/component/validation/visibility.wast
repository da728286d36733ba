;; External visibility: by which names a type of an import or export can be told outside.
;;
;; The rule is about type indices, not about types: two indices of equal types may differ in whether they have a name. The
;; upstream scripts have the plain cases; here are names that come through instances, bounds and component types.

;; names from an imported instance serve later imports and exports
(component definition
  (import "i" (instance $i
    (type $p (record (field "x" u32)))
    (export "p" (type (eq $p)))
    (export "r" (type (sub resource)))))
  (alias export $i "p" (type $p))
  (alias export $i "r" (type $r))
  (import "f" (func $f (param "p" (list $p)) (param "r" (borrow $r))))
  (export "g" (func $f)))

;; the type that the instance type defines first, and exports then, has none
(assert_invalid
  (component
    (import "i" (instance $i
      (type $p (record (field "x" u32)))
      (export "p" (type (eq $p)))
      (export "f" (func (param "p" $p))))))
  "instance not valid to be used as import")

;; two imports of one instance type give different names
(component definition
  (type $t (instance
    (type $p (record (field "x" u32)))
    (export "p" (type $q (eq $p)))
    (export "f" (func (param "p" $q)))))
  (import "a" (instance $a (type $t)))
  (import "b" (instance $b (type $t)))
  (alias export $b "p" (type $p))
  (import "f" (func (param "p" $p))))

;; names of exports serve exports only, though an export may stand between imports
(component definition
  (type $e (enum "a"))
  (import "e" (type $e1 (eq $e)))
  (export $e2 "e" (type $e1))
  (import "f" (func $f (param "e" $e1)))
  (export "g" (func $f) (func (param "e" $e2))))
(assert_invalid
  (component
    (type $e (enum "a"))
    (import "e" (type $e1 (eq $e)))
    (export $e2 "e" (type $e1))
    (import "f" (func (param "e" $e2))))
  "func not valid to be used as import `f`: it refers to the enum `$e2`")

;; a resource type that is imported equals nothing local or exported
(assert_invalid
  (component
    (type $r (resource (rep i32)))
    (import "s" (type (eq $r))))
  "type not valid to be used as import")
(assert_invalid
  (component
    (type $r (resource (rep i32)))
    (export $r1 "r" (type $r))
    (import "s" (type (eq $r1))))
  "type not valid to be used as import")
(assert_invalid
  (component (type (component
    (export "r" (type $r (sub resource)))
    (import "s" (type (eq $r))))))
  "type not valid to be used as import")

;; nor does a component's type speak of resource types without a name
(component definition
  (import "r" (type $r (sub resource)))
  (type $t (component (export "a" (type (eq $r)))))
  (import "c" (component (type $t))))
(assert_invalid
  (component
    (type $r (resource (rep i32)))
    (type $t (component (export "a" (type (eq $r)))))
    (import "c" (component (type $t))))
  "component not valid to be used as import")

;; exporting an instance gives names to the types put into it, and functions beside them may use these
(component definition
  (component $c
    (type $p (record (field "x" u32)))
    (export $q "p" (type $p))
    (core module $m (func (export "f") (param i32)))
    (core instance $i (instantiate $m))
    (func (export "f") (param "p" $q) (canon lift (core func $i "f"))))
  (instance $c (instantiate $c))
  (instance $bag
    (export "p" (type $c "p"))
    (export "f" (func $c "f")))
  (export "i" (instance $bag)))
(assert_invalid
  (component
    (component $c
      (type $p (record (field "x" u32)))
      (export $q "p" (type $p))
      (core module $m (func (export "f") (param i32)))
      (core instance $i (instantiate $m))
      (func (export "f") (param "p" $q) (canon lift (core func $i "f"))))
    (instance $c (instantiate $c))
    (instance $bag (export "f" (func $c "f")))
    (export "i" (instance $bag)))
  "instance not valid to be used as export")

;; an instance type imported as a type brings its own names
(component definition
  (type $i (instance
    (type $p (record (field "x" u32)))
    (export "p" (type $q (eq $p)))
    (export "r" (type $r (sub resource)))
    (export "f" (func (param "p" $q) (param "r" (borrow $r))))))
  (import "i" (type (eq $i))))

;; streams, futures and maps are looked into
(assert_invalid
  (component (type $e (enum "a")) (import "f" (func (param "x" (stream $e)))))
  "func not valid to be used as import `f`: it refers to the enum `$e`")
(assert_invalid
  (component (type $e (flags "a")) (import "f" (func (result (future $e)))))
  "it refers to the flags `$e`")
(assert_invalid
  (component (type $e (variant (case "a"))) (import "f" (func (param "x" (map u8 (list $e 2))))))
  "it refers to the variant `$e`")
