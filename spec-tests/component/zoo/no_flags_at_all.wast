;; Flags have at least one label.
;;
;; WebAssembly/component-model#75, bytecodealliance/wasmtime#4560: were flags without labels of size 0 or 1? The
;; specification and engines said both; now the type is refused.

(assert_invalid (component (type (flags))) "flags must have at least one entry")
(assert_invalid (component (import "i" (instance (type (list (flags)))))) "flags must have at least one entry")
(component definition (type (flags "one")))
