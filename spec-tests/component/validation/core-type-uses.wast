;; In a core module type, imports and exports have core external types, written as in a core module: a type use may have
;; an index and, behind it, the parameters and results once more, which must be just those of the type. A reader that
;; has a grammar of its own for module types knows one of the two forms; one that compares indices goes wrong where a
;; type comes from an enclosing component, whose indices are others.
;; [Ttypeuse_/base]

(component (core type (module
  (type (func (param i64)))
  (type $t (func (param i32) (result f32)))
  (import "a" "f" (func $f (type $t) (param $x i32) (result f32)))
  (import "a" "g" (func (type 0) (param i64)))
  (import "a" "t" (tag (type 0) (param i64)))
  (export "f" (func (type $t) (param i32) (result f32)))
  (export "t" (tag (type 0) (param i64))))))

;; So it may in an import of the component, also with nothing in a `param`.
(component definition (import "m" (core module
  (type (func))
  (import "a" "b" (func (type 0) (param)))
  (export "f" (func (type 0) (result))))))

;; A type of the same group, and types of enclosing components.
(component
  (core type $unused (func))
  (core type $o (func (param i32)))
  (core rec
    (type $r (func (param (ref $s)) (result (ref null $r))))
    (type $s (struct)))
  (component
    (core type $here (func (param i64)))
    (core type (module
      (alias outer 2 $o (type $p))
      (import "a" "f" (func (type $o) (param i32)))
      (import "a" "g" (func (type $p) (param i32)))
      (import "a" "h" (func (type $here) (param i64)))
      (import "a" "i" (func (type $r) (param (ref $s)) (result (ref null $r))))
      (rec (type $v (struct)) (type $u (func (param (ref $u) (ref $v)))))
      (export "u" (func (type $u) (param (ref $u) (ref $v))))))))

;; Other parameters or results, in number or in kind.
(assert_malformed
  (component quote "(core type (module (type (func (param i64))) (export \"f\" (func (type 0) (param i32)))))")
  "inline function type does not match explicit type")
(assert_malformed
  (component quote "(core type (module (type (func (param i64))) (export \"f\" (func (type 0) (result i64)))))")
  "inline function type does not match explicit type")
(assert_malformed
  (component quote "(core type (module (type (func)) (import \"a\" \"t\" (tag (type 0) (param i32)))))")
  "inline function type does not match explicit type")
(assert_malformed
  (component quote "(core type (module (type $v (struct)) (type $w (struct)) (type $u (func (param (ref $v))))"
                   "(export \"u\" (func (type $u) (param (ref $w))))))")
  "inline function type does not match explicit type")
(assert_malformed
  (component quote "(core type $v (struct)) (core type $w (struct)) (core type $u (func (param (ref $v))))"
                   "(core type (module (export \"u\" (func (type $u) (param (ref $w))))))")
  "inline function type does not match explicit type")

;; No such type, or one of something else.
(assert_malformed
  (component quote "(core type (module (export \"f\" (func (type 0) (param i32)))))")
  "unknown type")
(assert_malformed
  (component quote "(core type (module (type (struct)) (export \"f\" (func (type 0) (param i32)))))")
  "non-function type")
