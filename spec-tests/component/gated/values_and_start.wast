;;! component_model_values = true
;; Values are defined, passed to instantiations, passed to and returned by start functions, and exported; definitions are
;; evaluated in order, so a start function sees what was initialised before it, and nothing after.
;; Sources: Explainer.md#-value-definitions, Explainer.md#-start-definitions.

;; A start function gets the value of a definition; what it returns goes to an instantiation, and from there to another.
(component
  (component $Adder
    (import "x" (value $x u32))
    (core module $M
      (global $x (mut i32) (i32.const 0))
      (func (export "init") (param i32) (result i32)
        (global.set $x (local.get 0))
        (i32.add (local.get 0) (i32.const 1)))
      (func (export "get") (result i32) (global.get $x)))
    (core instance $m (instantiate $M))
    (func $init (param "x" u32) (result u32) (canon lift (core func $m "init")))
    (start $init (value $x) (result (value $y)))
    (export "y" (value $y))
    (func (export "get") (result u32) (canon lift (core func $m "get"))))
  (value $one u32 1)
  (instance $a (instantiate $Adder (with "x" (value $one))))
  (alias export $a "y" (value $y))
  (instance $b (instantiate $Adder (with "x" (value $y))))
  (alias export $b "y" (value $z))
  (export "z" (value $z))
  (export "get-a" (func $a "get"))
  (export "get-b" (func $b "get")))
(assert_return (invoke "get-a") (u32.const 1))
(assert_return (invoke "get-b") (u32.const 2))

;; Values of compound types keep their parts.
(component
  (core module $M
    (memory (export "mem") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 256))
    (global $length (mut i32) (i32.const -1))
    (func (export "init") (param $string i32) (param $length i32) (param $case i32) (param $payload i32)
      (global.set $length (i32.add (local.get $length) (i32.mul (local.get $payload) (i32.const 100)))))
    (func (export "get") (result i32) (global.get $length)))
  (core instance $m (instantiate $M))
  (func $init (param "s" string) (param "o" (option u32))
    (canon lift (core func $m "init") (memory (core memory $m "mem")) (realloc (core func $m "realloc"))))
  (value $s string "hello")
  (value $o (option u32) (some 7))
  (start $init (value $s) (value $o))
  (func (export "get") (result u32) (canon lift (core func $m "get"))))
(assert_return (invoke "get") (u32.const 705))

;; A start function that traps ends the instantiation.
(assert_trap
  (component
    (core module $M (func (export "f") unreachable))
    (core instance $m (instantiate $M))
    (func $f (canon lift (core func $m "f")))
    (start $f))
  "unreachable")

;; A value is used exactly once.
(assert_invalid
  (component (value $v u32 1))
  "value is not used")
(assert_invalid
  (component
    (value $v u32 1)
    (export "a" (value $v))
    (export "b" (value $v)))
  "cannot use value more than once")
