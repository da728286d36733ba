;;! component_model_values = false
;;! component_model_more_async_builtins = false
;;! component_model_async_stackful = false
;;! component_model_threading = false
;;! component_model_shared_everything = false
;;! component_model_fixed_length_lists = false
;;! component_model_map = false
;;! component_model_implements = false
;;! component_model_error_context = false
;;! component_model_nested_names = false
;;! component_model_canonical_names = false
;;! component_model_memory64 = false
;; Gates: every feature of the Explainer's list but async, turned off: each definition that one brings is refused, by the
;; feature's name. The same definitions are accepted in gates_on.wast.
;;
;; An engine that reads a gated definition while its feature is off runs programs that others refuse.

;; values
(assert_invalid
  (component (import "v" (value $v u8)) (export "w" (value $v)))
  "a value import or export requires the `values` feature")
(assert_invalid
  (component (value $v u8 1) (export "v" (value $v)))
  "a value definition requires the `values` feature")
(assert_invalid
  (component (import "f" (func $f)) (start $f))
  "a start definition requires the `values` feature")
(assert_invalid
  (component (type (instance (export "v" (value u8)))))
  "a value import or export requires the `values` feature")

;; more-async-builtins
(assert_invalid
  (component (core func (canon subtask.cancel async)))
  "`async` on `subtask.cancel` requires the `more-async-builtins` feature")
(assert_invalid
  (component (type $s (stream)) (core func (canon stream.cancel-read $s async)))
  "`async` on `stream.cancel-read` requires the `more-async-builtins` feature")
(assert_invalid
  (component (type $s (stream)) (core func (canon stream.read $s)))
  "`stream.read` without `async` requires the `more-async-builtins` feature")

;; async-stackful
(assert_invalid
  (component
    (core module $m (func (export "f"))) (core instance $i (instantiate $m))
    (func async (canon lift (core func $i "f") async)))
  "`async` without `callback` in a `lift` requires the `async-stackful` feature")

;; threading
(assert_invalid
  (component (core func (canon thread.index)))
  "the built-in `thread.index` requires the `threading` feature")
(assert_invalid
  (component (core func (canon thread.suspend)))
  "the built-in `thread.suspend` requires the `threading` feature")

;; shared-everything
(assert_invalid
  (component (core func (canon thread.available-parallelism)))
  "the built-in `thread.available-parallelism` requires the `shared-everything` feature")
(assert_invalid
  (component (core type $f (func (param i32))) (core func (canon thread.spawn-ref $f)))
  "the built-in `thread.spawn-ref` requires the `shared-everything` feature")

;; fixed-length-lists
(assert_invalid
  (component (type (list u8 4)))
  "a list type with a length requires the `fixed-length-lists` feature")

;; map
(assert_invalid
  (component (type (map string u8)))
  "the type `map` requires the `map` feature")

;; implements
(assert_invalid
  (component (import "a" (implements "b:c/d") (instance)))
  "the `implements` attribute requires the `implements` feature")
(assert_invalid
  (component (import "a" (external-id "x") (func)))
  "the `external-id` attribute requires the `implements` feature")

;; error-context
(assert_invalid
  (component (type (result (error error-context))))
  "the type `error-context` requires the `error-context` feature")
(assert_invalid
  (component (core func (canon error-context.drop)))
  "the built-in `error-context.drop` requires the `error-context` feature")

;; nested-names
(assert_invalid
  (component (import "a:b:c/d" (func)))
  "such a name requires the `nested-names` feature")
(assert_invalid
  (component (import "a:b/c/d" (func)))
  "such a name requires the `nested-names` feature")

;; canonical-names
(assert_invalid
  (component (import "a:b/c@1" (instance)))
  "such a name requires the `canonical-names` feature")
(assert_invalid
  (component (import "a:b/c@1" (versionsuffix ".2.3") (instance)))
  "requires the `canonical-names` feature")

;; component-memory64
(assert_invalid
  (component (type (resource (rep i64))))
  "a resource represented by `i64` requires the `component-memory64` feature")
(assert_invalid
  (component (core func (canon context.get i64 0)))
  "`context.get` of type `i64` requires the `component-memory64` feature")
(assert_invalid
  (component
    (core module $m (memory (export "m") i64 1)) (core instance $i (instantiate $m))
    (import "f" (func $f)) (core func (canon lower (func $f) (memory (core memory $i "m")))))
  "a memory with `i64` addresses in a canonical definition requires the `component-memory64` feature")
