;; An instance may call its siblings, and theirs, and what they contain; a component around others may hand them to
;; each other and to the host. But a call between an instance and one that contains it traps, in both directions and
;; over several levels, and so does everything that would enter afterwards.
;;
;; bytecodealliance/wasmtime#8670, #8915, #9600, dicej/isyswasfa#4, WebAssembly/component-model#234: people met
;; "cannot enter component instance" and could not tell why. WebAssembly/component-model#62, #589, #650,
;; bytecodealliance/wasmtime#12349: what counts as entering again changed three times. (The program in the
;; specification lets such calls pass; its test suite demands that they trap.)

(component
  (component $Leaf
    (core module $M (func (export "f") (result i32) (i32.const 1)))
    (core instance $m (instantiate $M))
    (func (export "f") (result u32) (canon lift (core func $m "f"))))
  (component $Caller
    (import "f" (func $f (result u32)))
    (core func $f' (canon lower (func $f)))
    (core module $M
      (import "" "f" (func $f (result i32)))
      (func (export "f") (result i32) (i32.add (call $f) (i32.const 10))))
    (core instance $m (instantiate $M (with "" (instance (export "f" (func $f'))))))
    (func (export "f") (result u32) (canon lift (core func $m "f"))))
  ;; contains one of each, of which the outer calls the inner
  (component $Pair
    (import "f" (func $f (result u32)))
    (alias outer 1 $Caller (component $Caller))
    (instance $a (instantiate $Caller (with "f" (func $f))))
    (instance $b (instantiate $Caller (with "f" (func $a "f"))))
    (export "f" (func $b "f")))
  (instance $leaf (instantiate $Leaf))
  (instance $caller (instantiate $Caller (with "f" (func $leaf "f"))))
  (instance $pair (instantiate $Pair (with "f" (func $leaf "f"))))
  (instance $pairs (instantiate $Pair (with "f" (func $pair "f"))))
  (instance $last (instantiate $Caller (with "f" (func $pairs "f"))))
  (export "leaf" (func $leaf "f"))
  (export "caller" (func $caller "f"))
  (export "pair" (func $pair "f"))
  (export "pairs" (func $pairs "f"))
  (export "last" (func $last "f")))
(assert_return (invoke "leaf") (u32.const 1))
(assert_return (invoke "caller") (u32.const 11))
(assert_return (invoke "pair") (u32.const 21))
(assert_return (invoke "pairs") (u32.const 41))
(assert_return (invoke "last") (u32.const 51))

;; to what contains it, two levels up
(component definition $C
  (core module $M (func (export "f") (result i32) (i32.const 1)))
  (core instance $m (instantiate $M))
  (func $f (result u32) (canon lift (core func $m "f")))
  (component $Caller
    (import "f" (func $f (result u32)))
    (core func $f' (canon lower (func $f)))
    (core module $M
      (import "" "f" (func $f (result i32)))
      (func (export "f") (result i32) (i32.add (call $f) (i32.const 10))))
    (core instance $m (instantiate $M (with "" (instance (export "f" (func $f'))))))
    (func (export "f") (result u32) (canon lift (core func $m "f"))))
  (component $Around
    (import "f" (func $f (result u32)))
    (alias outer 1 $Caller (component $Caller))
    (instance $caller (instantiate $Caller (with "f" (func $f))))
    (export "f" (func $caller "f")))
  (instance $around (instantiate $Around (with "f" (func $f))))
  (export "own" (func $f))
  (export "inner" (func $around "f")))
(component instance $c $C)
(assert_return (invoke "own") (u32.const 1))
(assert_trap (invoke "inner") "cannot enter component instance")
(assert_trap (invoke "own") "cannot enter component instance")

;; to what it contains, two levels down
(component definition $C
  (component $Around
    (component $Leaf
      (core module $M (func (export "f") (result i32) (i32.const 1)))
      (core instance $m (instantiate $M))
      (func (export "f") (result u32) (canon lift (core func $m "f"))))
    (instance $leaf (instantiate $Leaf))
    (export "f" (func $leaf "f")))
  (instance $around (instantiate $Around))
  (core func $f' (canon lower (func $around "f")))
  (core module $M
    (import "" "f" (func $f (result i32)))
    (func (export "f") (result i32) (call $f)))
  (core instance $m (instantiate $M (with "" (instance (export "f" (func $f'))))))
  (func $f (result u32) (canon lift (core func $m "f")))
  (export "inner" (func $around "f"))
  (export "own" (func $f)))
(component instance $c $C)
(assert_return (invoke "inner") (u32.const 1))
(assert_trap (invoke "own") "cannot enter component instance")
(assert_trap (invoke "inner") "cannot enter component instance")
