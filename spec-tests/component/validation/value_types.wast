;; Value types: lengths of lists, keys of maps, what streams, futures and results may contain.
;;
;; Engines share these rules between a decoder and a validator and lose one on the way: a length of zero, a key type that is
;; named by an index instead of written, a `borrow` three levels down, `char` behind an index.

;; a fixed-length list has at least one element; its length may be that of a whole memory
(component definition
  (type (list u8 1))
  (type (list (list u32 3) 2)))
(assert_invalid (component (type (list u8 0))) "fixed-length list must have at least one element")
(assert_invalid (component (type (option (list u8 0)))) "fixed-length list must have at least one element")

;; the keys of a map: whole numbers, `bool`, `char` and `string`, written or by index
(component definition
  (type $key u32)
  (type (map $key (list u8)))
  (type (map bool u8)) (type (map s8 u8)) (type (map u8 u8)) (type (map s16 u8)) (type (map u16 u8))
  (type (map s32 u8)) (type (map s64 u8)) (type (map u64 u8)) (type (map char u8)) (type (map string (map u8 u8))))
(assert_invalid (component (type (map f32 u8))) "invalid map key type")
(assert_invalid (component (type (map f64 u8))) "invalid map key type")
(assert_invalid (component (type (map (list u8) u8))) "invalid map key type")
(assert_invalid (component (type $t (tuple u8)) (type (map $t u8))) "invalid map key type")
(assert_invalid (component (type $f f32) (type (map $f u8))) "invalid map key type")
(assert_invalid
  (component (import "r" (type $r (sub resource))) (type (map (own $r) u8)))
  "invalid map key type")

;; no `borrow` in a stream or future, however deep; `own` is fine
(component definition
  (import "r" (type $r (sub resource)))
  (type (stream (own $r)))
  (type (future (list (own $r))))
  (type (stream (stream (own $r))))
  (type (stream))
  (type (future)))
(assert_invalid
  (component (import "r" (type $r (sub resource))) (type (stream (borrow $r))))
  "element type cannot contain a `borrow` type")
(assert_invalid
  (component (import "r" (type $r (sub resource))) (type (future (borrow $r))))
  "element type cannot contain a `borrow` type")
(assert_invalid
  (component
    (import "r" (type $r (sub resource)))
    (type $v (variant (case "a") (case "b" (borrow $r))))
    (type (future (option (list $v)))))
  "element type cannot contain a `borrow` type")
(assert_invalid
  (component (import "r" (type $r (sub resource))) (type (stream (map u8 (borrow $r)))))
  "element type cannot contain a `borrow` type")

;; a stream of characters is refused even if `char` has another name; a future of one, and a stream of strings, are not
(component definition
  (type (future char))
  (type (stream (option char)))
  (type (stream string)))
(assert_invalid (component (type $c char) (type (stream $c))) "`stream<char>` is not valid")

;; a function may take a `borrow` anywhere and return one nowhere
(component definition
  (import "r" (type $r (sub resource)))
  (type (func (param "a" (map string (borrow $r))) (param "b" (result (borrow $r) (error (borrow $r)))) (result (own $r)))))
(assert_invalid
  (component (import "r" (type $r (sub resource))) (type (func (result (map u8 (borrow $r))))))
  "function result cannot contain a `borrow` type")
(assert_invalid
  (component (import "r" (type $r (sub resource))) (type (func (result (list (borrow $r) 2)))))
  "function result cannot contain a `borrow` type")
(assert_invalid
  (component (import "r" (type $r (sub resource))) (type (func (result (result (error (borrow $r)))))))
  "function result cannot contain a `borrow` type")

;; handles are to resource types, and a resource type is no value type
(assert_invalid (component (import "r" (type $r (sub resource))) (type (list $r))) "type index 0 is not a defined type")
(assert_invalid (component (type $f (func)) (type (own $f))) "type index 0 is not a resource type")
(assert_invalid
  (component (import "r" (type $r (sub resource))) (type $o (own $r)) (type (own $o)))
  "type index 1 is not a resource type")

;; a resource is represented by `i32`
(assert_invalid (component (type (resource (rep f32)))) "resources can only be represented by")
(assert_invalid (component (type (resource (rep i64)))) "requires the `component-memory64` feature")

;; a destructor takes the representation and returns nothing
(assert_invalid
  (component
    (core module $m (func (export "d") (param i32) (result i32) local.get 0))
    (core instance $i (instantiate $m))
    (type (resource (rep i32) (dtor (core func $i "d")))))
  "wrong signature for a destructor")
(assert_invalid
  (component
    (core module $m (func (export "d") (param i64)))
    (core instance $i (instantiate $m))
    (type (resource (rep i32) (dtor (core func $i "d")))))
  "wrong signature for a destructor")

;; what needs a gate is refused by the gate's name
(assert_invalid (component (type error-context)) "requires the `error-context` feature")
(assert_invalid (component (type (list error-context))) "requires the `error-context` feature")
(assert_invalid (component (import "v" (value u32))) "requires the `values` feature")
