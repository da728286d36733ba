;; Bits of flags that no label has are ignored when flags are lifted, and are not passed on.
;;
;; bytecodealliance/wasmtime#13015 (GHSA-m758-wjhj-p3jq): values without static types panicked on such bits, while
;; typed ones ignored them.

(component
  (type $f' (flags "a" "b"))
  (export $f "f" (type $f'))
  (component $Guest
    (type $f' (flags "a" "b"))
    (import "f" (type $f (eq $f')))
    (core module $M
      (memory (export "memory") 1)
      (data (i32.const 0) "\08\00\00\00\03\00\00\00" "\ff\fc\0a")
      (func (export "flat") (result i32) (i32.const 0xfffffffe))
      (func (export "list") (result i32) (i32.const 0))
      (func (export "bits") (param i32) (result i32) (local.get 0)))
    (core instance $m (instantiate $M))
    (func (export "flat") (result $f) (canon lift (core func $m "flat")))
    (func (export "list") (result (list $f)) (canon lift (core func $m "list") (memory (core memory $m "memory"))))
    (func (export "bits") (param "f" $f) (result u32) (canon lift (core func $m "bits"))))
  (component $Caller
    (type $f' (flags "a" "b"))
    (import "f" (type $f (eq $f')))
    (import "flat" (func $flat (result $f)))
    (import "bits" (func $bits (param "f" $f) (result u32)))
    (core func $flat' (canon lower (func $flat)))
    (core func $bits' (canon lower (func $bits)))
    (core module $M
      (import "" "flat" (func $flat (result i32)))
      (import "" "bits" (func $bits (param i32) (result i32)))
      ;; what arrives is what the labels say
      (func (export "result") (result i32) (call $flat))
      (func (export "param") (result i32) (call $bits (i32.const 0xfffffffd))))
    (core instance $m (instantiate $M (with "" (instance (export "flat" (func $flat')) (export "bits" (func $bits'))))))
    (func (export "result") (result u32) (canon lift (core func $m "result")))
    (func (export "param") (result u32) (canon lift (core func $m "param"))))
  (instance $guest (instantiate $Guest (with "f" (type $f))))
  (instance $caller (instantiate $Caller (with "f" (type $f)) (with "flat" (func $guest "flat")) (with "bits"
    (func $guest "bits"))))
  (export "flat" (func $guest "flat"))
  (export "list" (func $guest "list"))
  (export "result" (func $caller "result"))
  (export "param" (func $caller "param")))
(assert_return (invoke "flat") (flags.const "b"))
(assert_return (invoke "list") (list.const (flags.const "a" "b") (flags.const) (flags.const "b")))
(assert_return (invoke "result") (u32.const 2))
(assert_return (invoke "param") (u32.const 1))
