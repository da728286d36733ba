;; Type checking: equality of functions, subtypes of components, resource types that stand for each other.
;;
;; What upstream scripts check for instances and core modules, here for components, for types that are imported as types,
;; and for the effect of functions.

;; async is part of a function's type
(component definition
  (import "f" (func $f async))
  (component $c (import "f" (func async)))
  (instance (instantiate $c (with "f" (func $f)))))
(assert_invalid
  (component
    (import "f" (func $f))
    (component $c (import "f" (func async)))
    (instance (instantiate $c (with "f" (func $f)))))
  "expected an async function, found a synchronous one")
(assert_invalid
  (component
    (import "f" (func $f async))
    (component $c (import "f" (func)))
    (instance (instantiate $c (with "f" (func $f)))))
  "expected a synchronous function, found an async one")

;; the whole path to a difference is told
(assert_invalid
  (component
    (import "i" (instance $i
      (type $p (record (field "x" u32) (field "y" (option string))))
      (export "p" (type $q (eq $p)))
      (export "f" (func (param "at" (list $q))))))
    (component $c
      (import "i" (instance
        (type $p (record (field "x" u32) (field "y" (option u64))))
        (export "p" (type $q (eq $p)))
        (export "f" (func (param "at" (list $q)))))))
    (instance (instantiate $c (with "i" (instance $i)))))
  "type mismatch for import `i`: type mismatch in instance export `p`: type mismatch in record field `y`: type mismatch in option: expected primitive `u64` found primitive `string`")

;; specialised types are types of their own, whatever they are short for
(assert_invalid
  (component
    (type $e (enum "a" "b"))
    (component $c (type $v (variant (case "a") (case "b"))) (import "t" (type (eq $v))))
    (instance (instantiate $c (with "t" (type $e)))))
  "expected variant, found enum")
(assert_invalid
  (component
    (type $m (map string u32))
    (component $c (type $l (list (tuple string u32))) (import "t" (type (eq $l))))
    (instance (instantiate $c (with "t" (type $m)))))
  "expected list, found map")
(assert_invalid
  (component
    (type $l (list u8))
    (component $c (type $f (list u8 4)) (import "t" (type (eq $f))))
    (instance (instantiate $c (with "t" (type $l)))))
  "expected a list of 4 elements, found a list of any length")
(assert_invalid
  (component
    (type $s (stream))
    (component $c (type $t (stream u8)) (import "t" (type (eq $t))))
    (instance (instantiate $c (with "t" (type $s)))))
  "expected stream to have an element type, found none")

;; a component may import less and export more than is asked for ...
(component definition
  (component $small
    (import "a" (func $a))
    (export "x" (func $a))
    (export "y" (func $a)))
  (component $host
    (import "c" (component
      (import "a" (func))
      (import "b" (func))
      (export "x" (func)))))
  (instance (instantiate $host (with "c" (component $small)))))
;; ... but not the other way round
(assert_invalid
  (component
    (component $large (import "a" (func $a)) (import "b" (func)) (export "x" (func $a)))
    (component $host (import "c" (component (import "a" (func)) (export "x" (func)))))
    (instance (instantiate $host (with "c" (component $large)))))
  "missing expected import `b`")
(assert_invalid
  (component
    (component $less (import "a" (func)))
    (component $host (import "c" (component (import "a" (func)) (export "x" (func)))))
    (instance (instantiate $host (with "c" (component $less)))))
  "missing expected export `x`")
(assert_invalid
  (component
    (component $other (import "a" (func (param "n" u8))))
    (component $host (import "c" (component (import "a" (func)))))
    (instance (instantiate $host (with "c" (component $other)))))
  "type mismatch in import `a`: expected 1 parameters, found 0")

;; what a component does with abstract types must do for what is asked: the same one ...
(component definition
  (component $id
    (import "t" (type $t (sub resource)))
    (import "f" (func $f (result (own $t))))
    (export "u" (type $t))
    (export "g" (func $f)))
  (component $host
    (import "c" (component
      (import "t" (type $t (sub resource)))
      (import "f" (func (result (own $t))))
      (export "u" (type (eq $t)))
      (export "g" (func (result (own $t)))))))
  (instance (instantiate $host (with "c" (component $id)))))
;; ... is more than some one, and may be forgotten
(component definition
  (component $id
    (import "t" (type $t (sub resource)))
    (export "u" (type $t)))
  (component $host
    (import "c" (component
      (import "t" (type $t (sub resource)))
      (export "u" (type (sub resource))))))
  (instance (instantiate $host (with "c" (component $id)))))
(assert_invalid
  (component
    (component $fresh
      (import "t" (type $t (sub resource)))
      (type $r (resource (rep i32)))
      (export "u" (type $r)))
    (component $host
      (import "c" (component
        (import "t" (type $t (sub resource)))
        (export "u" (type (eq $t))))))
    (instance (instantiate $host (with "c" (component $fresh)))))
  "type mismatch in export `u`: resource types are not the same")
;; two that are asked for as different may be one
(component definition
  (component $one
    (type $r (resource (rep i32)))
    (export $a "a" (type $r))
    (export "b" (type $r)))
  (component $host
    (import "c" (component
      (export "a" (type (sub resource)))
      (export "b" (type (sub resource))))))
  (instance (instantiate $host (with "c" (component $one)))))
;; but not one that are asked for as equal, two
(assert_invalid
  (component
    (component $two
      (type $r (resource (rep i32)))
      (type $s (resource (rep i32)))
      (export "a" (type $r))
      (export "b" (type $s)))
    (component $host
      (import "c" (component
        (export "a" (type $a (sub resource)))
        (export "b" (type (eq $a))))))
    (instance (instantiate $host (with "c" (component $two)))))
  "resource types are not the same")

;; instance and component types imported as types are equal to what is supplied, not subtypes of it
(component definition
  (type $i (instance (export "r" (type $r (sub resource))) (export "f" (func (param "x" (own $r))))))
  (component $c
    (type $i (instance (export "r" (type $r (sub resource))) (export "f" (func (param "x" (own $r))))))
    (import "i" (type (eq $i))))
  (instance (instantiate $c (with "i" (type $i)))))
(assert_invalid
  (component
    (type $i (instance (export "f" (func)) (export "g" (func))))
    (component $c (type $i (instance (export "f" (func)))) (import "i" (type (eq $i))))
    (instance (instantiate $c (with "i" (type $i)))))
  "missing expected export `g`")
(assert_invalid
  (component
    (type $k (component (import "f" (func))))
    (component $c (type $k (component)) (import "k" (type (eq $k))))
    (instance (instantiate $c (with "k" (type $k)))))
  "missing expected import `f`")

;; an import sees the types supplied for imports before it, through instances too
(component definition
  (import "a" (instance $a (export "r" (type $r (sub resource))) (export "f" (func (result (own $r))))))
  (component $c
    (import "a" (instance $a (export "r" (type (sub resource)))))
    (alias export $a "r" (type $r))
    (import "f" (func (result (own $r)))))
  (instance (instantiate $c (with "a" (instance $a)) (with "f" (func $a "f")))))
(assert_invalid
  (component
    (import "a" (instance $a (export "r" (type $r (sub resource))) (export "f" (func (result (own $r))))))
    (import "b" (instance $b (export "r" (type $r (sub resource)))))
    (component $c
      (import "a" (instance $a (export "r" (type (sub resource)))))
      (alias export $a "r" (type $r))
      (import "f" (func (result (own $r)))))
    (instance (instantiate $c (with "a" (instance $b)) (with "f" (func $a "f")))))
  "type mismatch with result type: resource types are not the same")

;; what an export is ascribed is what others see, and what the component itself sees of it
(component definition
  (type $r (resource (rep i32)))
  (export $r1 "r1" (type $r))
  (export $r2 "r2" (type $r) (type (sub resource)))
  (core func (canon resource.new $r1))
  (core func (canon resource.drop $r2)))
(assert_invalid
  (component
    (type $r (resource (rep i32)))
    (export $r1 "r1" (type $r) (type (sub resource)))
    (core func (canon resource.new $r1)))
  "type index 1 is not a local resource")
(assert_invalid
  (component
    (import "f" (func $f (param "x" u32)))
    (export "g" (func $f) (func (param "x" u64))))
  "ascribed type of export is not compatible with item's type: type mismatch in function parameter `x`")

;; an abstract export that is older than an import does not make the import's type abstract
(component definition
  (component $fits
    (import "t" (type $t (sub resource)))
    (type $r (resource (rep i32)))
    (export "a" (type $r))
    (export "u" (type $t)))
  (component $host
    (import "c" (component
      (export "a" (type (sub resource)))
      (import "t" (type $t (sub resource)))
      (export "u" (type (eq $t))))))
  (instance (instantiate $host (with "c" (component $fits)))))
(assert_invalid
  (component
    (component $fresh
      (import "t" (type $t (sub resource)))
      (type $r (resource (rep i32)))
      (export "a" (type $r))
      (export "u" (type $r)))
    (component $host
      (import "c" (component
        (export "a" (type (sub resource)))
        (import "t" (type $t (sub resource)))
        (export "u" (type (eq $t))))))
    (instance (instantiate $host (with "c" (component $fresh)))))
  "type mismatch in export `u`: resource types are not the same")
