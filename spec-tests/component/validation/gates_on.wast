;;! component_model_values = true
;;! component_model_async = true
;;! component_model_more_async_builtins = true
;;! component_model_async_stackful = true
;;! component_model_threading = true
;;! component_model_shared_everything = true
;;! component_model_fixed_length_lists = true
;;! component_model_map = true
;;! component_model_implements = true
;;! component_model_error_context = true
;;! component_model_nested_names = true
;;! component_model_canonical_names = true
;;! component_model_memory64 = true
;; Gates: every feature of the Explainer's list, turned on. The same definitions are refused in gates_off.wast, those of
;; async in gate_async_off.wast.
;;
;; An engine that ties a definition to the wrong feature refuses programs that declare just what they use; these say which
;; definitions a feature brings.

;; values
(component definition (import "v" (value $v u8)) (export "w" (value $v)))
(component definition (value $v u8 1) (export "v" (value $v)))
(component definition (import "f" (func $f)) (start $f))
(component definition (type (instance (export "v" (value u8)))))

;; async
(component definition (type (func async)))
(component definition (type (stream u8)))
(component definition (type (future)))
(component definition (core func (canon task.cancel)))
(component definition (core func (canon thread.yield)))

;; more-async-builtins
(component definition (core func (canon subtask.cancel async)))
(component definition (type $s (stream)) (core func (canon stream.cancel-read $s async)))
(component definition (type $s (stream)) (core func (canon stream.read $s)))

;; async-stackful
(component definition
    (core module $m (func (export "f"))) (core instance $i (instantiate $m))
    (func async (canon lift (core func $i "f") async)))

;; threading
(component definition (core func (canon thread.index)))
(component definition (core func (canon thread.suspend)))

;; shared-everything
(component definition (core func (canon thread.available-parallelism)))
(component definition (core type $f (func (param i32))) (core func (canon thread.spawn-ref $f)))

;; fixed-length-lists
(component definition (type (list u8 4)))

;; map
(component definition (type (map string u8)))

;; implements
(component definition (import "a" (implements "b:c/d") (instance)))
(component definition (import "a" (external-id "x") (func)))

;; error-context
(component definition (type (result (error error-context))))
(component definition (core func (canon error-context.drop)))

;; nested-names
(component definition (import "a:b:c/d" (func)))
(component definition (import "a:b/c/d" (func)))

;; canonical-names
(component definition (import "a:b/c@1" (instance)))
(component definition (import "a:b/c@1" (versionsuffix ".2.3") (instance)))

;; component-memory64
(component definition (type (resource (rep i64))))
(component definition (core func (canon context.get i64 0)))
(component definition
    (core module $m (memory (export "m") i64 1)) (core instance $i (instantiate $m))
    (import "f" (func $f)) (core func (canon lower (func $f) (memory (core memory $i "m")))))
