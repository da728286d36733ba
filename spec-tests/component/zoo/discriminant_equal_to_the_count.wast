;; The first number that is no case is the number of cases.
;;
;; bytecodealliance/wasmtime#12354, #12356: the adapter between two components compared with `gt_u` instead of `ge_u`
;; and let it pass. DouglasDwyer/wasm_component_layer, commit 3a97d3b: invalid discriminants were accepted.

(component definition $C
  (type $e' (enum "a" "b" "c"))
  (export $e "e" (type $e'))
  (type $v' (variant (case "a" u8) (case "b")))
  (export $v "v" (type $v'))
  (component $Guest
    (type $e' (enum "a" "b" "c"))
    (import "e" (type $e (eq $e')))
    (type $v' (variant (case "a" u8) (case "b")))
    (import "v" (type $v (eq $v')))
    (core module $M
      (memory (export "memory") 1)
      (data (i32.const 0) "\10\00\00\00\02\00\00\00" "\18\00\00\00\02\00\00\00" "\02\03" "\ff\ff\ff\ff\ff\ff"
        "\00\07\02\07")
      (func (export "last") (result i32) (i32.const 2))
      (func (export "enum") (result i32) (i32.const 3))
      (func (export "enums") (result i32) (i32.const 0))
      (func (export "variants") (result i32) (i32.const 8))
      (func (export "option") (result i32) (i32.const 16))
      (func (export "take") (param i32)))
    (core instance $m (instantiate $M))
    (func (export "last") (result $e) (canon lift (core func $m "last")))
    (func (export "enum") (result $e) (canon lift (core func $m "enum")))
    (func (export "enums") (result (list $e)) (canon lift (core func $m "enums") (memory (core memory $m "memory"))))
    (func (export "variants") (result (list $v)) (canon lift (core func $m "variants") (memory (core memory $m
      "memory"))))
    (func (export "option") (result (option u8)) (canon lift (core func $m "option") (memory (core memory $m
      "memory"))))
    (func (export "take") (param "e" $e) (canon lift (core func $m "take"))))
  (component $Caller
    (type $e' (enum "a" "b" "c"))
    (import "e" (type $e (eq $e')))
    (import "enum" (func $enum (result $e)))
    (import "enums" (func $enums (result (list $e))))
    (import "take" (func $take (param "e" $e)))
    (core module $Memory
      (memory (export "memory") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64)))
    (core instance $memory (instantiate $Memory))
    (core func $enum' (canon lower (func $enum)))
    (core func $enums' (canon lower (func $enums) (memory (core memory $memory "memory")) (realloc (core func $memory
      "realloc"))))
    (core func $take' (canon lower (func $take)))
    (core module $M
      (import "" "enum" (func $enum (result i32)))
      (import "" "enums" (func $enums (param i32)))
      (import "" "take" (func $take (param i32)))
      (func (export "enum") (drop (call $enum)))
      (func (export "enums") (call $enums (i32.const 0)))
      (func (export "take") (param i32) (call $take (local.get 0))))
    (core instance $m (instantiate $M (with "" (instance
      (export "enum" (func $enum')) (export "enums" (func $enums')) (export "take" (func $take'))))))
    (func (export "enum") (canon lift (core func $m "enum")))
    (func (export "enums") (canon lift (core func $m "enums")))
    (func (export "take") (param "e" u32) (canon lift (core func $m "take"))))
  (instance $guest (instantiate $Guest (with "e" (type $e)) (with "v" (type $v))))
  (instance $caller (instantiate $Caller (with "e" (type $e))
    (with "enum" (func $guest "enum")) (with "enums" (func $guest "enums")) (with "take" (func $guest "take"))))
  (export "last" (func $guest "last"))
  (export "enum" (func $guest "enum"))
  (export "enums" (func $guest "enums"))
  (export "variants" (func $guest "variants"))
  (export "option" (func $guest "option"))
  (export "caller-enum" (func $caller "enum"))
  (export "caller-enums" (func $caller "enums"))
  (export "caller-take" (func $caller "take")))

;; to the host
(component instance $c $C)
(assert_return (invoke "last") (enum.const "c"))
(assert_trap (invoke "enum") "invalid variant discriminant")
(component instance $c $C)
(assert_trap (invoke "enums") "invalid variant discriminant")
(component instance $c $C)
(assert_trap (invoke "variants") "invalid variant discriminant")
(component instance $c $C)
(assert_trap (invoke "option") "invalid variant discriminant")
;; between components: a result, one in memory, a parameter
(component instance $c $C)
(assert_trap (invoke "caller-enum") "invalid variant discriminant")
(component instance $c $C)
(assert_trap (invoke "caller-enums") "invalid variant discriminant")
(component instance $c $C)
(assert_return (invoke "caller-take" (u32.const 2)))
(assert_trap (invoke "caller-take" (u32.const 3)) "invalid variant discriminant")
(component instance $c $C)
(assert_trap (invoke "caller-take" (u32.const 0xffffffff)) "invalid variant discriminant")
