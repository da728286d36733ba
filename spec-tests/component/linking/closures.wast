;; Components and modules are values: they are imported, exported, passed on and instantiated more than once, and a component
;; keeps what it took from around it, wherever it goes. An argument may export more than is asked for.
;; Sources: Explainer.md#alias-definitions, Explainer.md#instance-definitions, Explainer.md#type-checking.

;; A component that is exported by the instance which defines it still finds that instance's modules and components; each
;; instance of $Maker makes a closure of its own, over the module that it was given.
(component
  (component $Maker
    (import "m" (core module $M (export "f" (func (result i32)))))
    (component $leaf
      (alias outer 1 $M (core module $Mine))
      (core instance $m (instantiate $Mine))
      (func (export "f") (result u32) (canon lift (core func $m "f"))))
    (component $closure
      (alias outer 1 $leaf (component $l))
      (component $deeper
        (alias outer 2 $M (core module $Mine))
        (core instance $m (instantiate $Mine))
        (func (export "g") (result u32) (canon lift (core func $m "f"))))
      (instance $i (instantiate $l))
      (instance $d (instantiate $deeper))
      (export "f" (func $i "f"))
      (export "g" (func $d "g")))
    (export "closure" (component $closure)))
  (core module $One (func (export "f") (result i32) (i32.const 1)) (func (export "unasked")))
  (core module $Two (func (export "f") (result i32) (i32.const 2)))
  (instance $maker1 (instantiate $Maker (with "m" (core module $One))))
  (instance $maker2 (instantiate $Maker (with "m" (core module $Two))))
  (component $User
    (import "c" (component $C (export "f" (func (result u32)))))
    (instance $i (instantiate $C))
    (export "f" (func $i "f")))
  (instance $u1 (instantiate $User (with "c" (component $maker1 "closure"))))
  (instance $u2 (instantiate $User (with "c" (component $maker2 "closure"))))
  (alias export $maker2 "closure" (component $again))
  (instance $u3 (instantiate $again))
  (export "one" (func $u1 "f"))
  (export "two" (func $u2 "f"))
  (export "two-again" (func $u3 "g")))
(assert_return (invoke "one") (u32.const 1))
(assert_return (invoke "two") (u32.const 2))
(assert_return (invoke "two-again") (u32.const 2))

;; A lowered function is a core function like any other: it goes through a table, an instance of inline exports and another
;; module, and is lifted again.
(component
  (component $Callee
    (core module $M (func (export "double") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2))))
    (core instance $m (instantiate $M))
    (func (export "double") (param "x" u32) (result u32) (canon lift (core func $m "double"))))
  (component $Caller
    (import "double" (func $double' (param "x" u32) (result u32)))
    (core func $double (canon lower (func $double')))
    (core module $Tables (table (export "t") 1 funcref))
    (core instance $tables (instantiate $Tables))
    (core module $Fill
      (import "" "t" (table 1 funcref))
      (import "" "f" (func $f (param i32) (result i32)))
      (elem (i32.const 0) func $f)
      (export "again" (func $f)))
    (core instance $inline (export "t" (table $tables "t")) (export "f" (func $double)))
    (core instance $filled (instantiate $Fill (with "" (instance $inline))))
    (core module $Call
      (import "" "t" (table 1 funcref))
      (type $t (func (param i32) (result i32)))
      (func (export "indirect") (param i32) (result i32)
        (call_indirect (type $t) (local.get 0) (i32.const 0))))
    (core instance $call (instantiate $Call (with "" (instance $inline))))
    (func (export "indirect") (param "x" u32) (result u32) (canon lift (core func $call "indirect")))
    (func $lifted (param "y" u32) (result u32) (canon lift (core func $filled "again")))
    (export "lifted" (func $lifted)))
  (instance $callee (instantiate $Callee))
  (instance $caller (instantiate $Caller (with "double" (func $callee "double"))))
  (export "indirect" (func $caller "indirect"))
  (export "lifted" (func $caller "lifted"))
  (component $Further
    (import "f" (func $f (param "y" u32) (result u32)))
    (core func $l (canon lower (func $f)))
    (func (export "f") (param "z" u32) (result u32) (canon lift (core func $l))))
  (component $Twice
    (import "f" (func $f (param "x" u32) (result u32)))
    (core func $l (canon lower (func $f)))
    (func (export "f") (param "y" u32) (result u32) (canon lift (core func $l))))
  (instance $twice (instantiate $Twice (with "f" (func $callee "double"))))
  (instance $further (instantiate $Further (with "f" (func $twice "f"))))
  (export "further" (func $further "f")))
(assert_return (invoke "indirect" (u32.const 21)) (u32.const 42))
(assert_return (invoke "lifted" (u32.const 4)) (u32.const 8))
(assert_return (invoke "further" (u32.const 5)) (u32.const 10))

;; An instance that is asked for less than it exports is passed on with what was asked for; what was left out is not lost to
;; others who ask for it.
(component
  (component $Provider
    (core module $M
      (func (export "a") (result i32) (i32.const 1))
      (func (export "b") (result i32) (i32.const 2)))
    (core instance $m (instantiate $M))
    (func $a (result u32) (canon lift (core func $m "a")))
    (func $b (result u32) (canon lift (core func $m "b")))
    (instance $inner (export "a" (func $a)) (export "b" (func $b)))
    (export "inner" (instance $inner)))
  (component $Less
    (import "p" (instance $p (export "inner" (instance (export "b" (func (result u32)))))))
    (export "p" (instance $p)))
  (component $User
    (import "p" (instance $p (export "inner" (instance (export "b" (func (result u32)))))))
    (alias export $p "inner" (instance $inner))
    (export "b" (func $inner "b")))
  (instance $provider (instantiate $Provider))
  (instance $less (instantiate $Less (with "p" (instance $provider))))
  (alias export $less "p" (instance $passed))
  (instance $user (instantiate $User (with "p" (instance $passed))))
  (alias export $provider "inner" (instance $whole))
  (export "a" (func $whole "a"))
  (export "b" (func $user "b")))
(assert_return (invoke "a") (u32.const 1))
(assert_return (invoke "b") (u32.const 2))

;; Each instantiation makes resource types of its own: the same index from one is no handle of the other's.
(component
  (component $Maker
    (type $r' (resource (rep i32)))
    (export $r "r" (type $r'))
    (core func $new (canon resource.new $r'))
    (func (export "make") (param "rep" u32) (result (own $r)) (canon lift (core func $new))))
  (component $User
    (type $maker (instance
      (export "r" (type $r (sub resource)))
      (export "make" (func (param "rep" u32) (result (own $r))))))
    (import "a" (instance $a (type $maker)))
    (import "b" (instance $b (type $maker)))
    (alias export $a "r" (type $ra))
    (alias export $b "r" (type $rb))
    (core func $make-a (canon lower (func $a "make")))
    (core func $drop-a (canon resource.drop $ra))
    (core func $drop-b (canon resource.drop $rb))
    (core module $M
      (import "" "make" (func $make (param i32) (result i32)))
      (import "" "drop-a" (func $drop-a (param i32)))
      (import "" "drop-b" (func $drop-b (param i32)))
      (func (export "right") (call $drop-a (call $make (i32.const 1))))
      (func (export "wrong") (call $drop-b (call $make (i32.const 1)))))
    (core instance $m (instantiate $M (with "" (instance
      (export "make" (func $make-a)) (export "drop-a" (func $drop-a)) (export "drop-b" (func $drop-b))))))
    (func (export "right") (canon lift (core func $m "right")))
    (func (export "wrong") (canon lift (core func $m "wrong"))))
  (instance $a (instantiate $Maker))
  (instance $b (instantiate $Maker))
  (instance $user (instantiate $User (with "a" (instance $a)) (with "b" (instance $b))))
  (export "right" (func $user "right"))
  (export "wrong" (func $user "wrong")))
(assert_return (invoke "right"))
(assert_trap (invoke "wrong") "handle index 1 used with the wrong type")

;; Definitions are evaluated in order: a start function sees what was initialised before it.
(component
  (core module $State (global (export "g") (mut i32) (i32.const 0)))
  (core instance $state (instantiate $State))
  (core module $Add
    (import "" "g" (global $g (mut i32)))
    (func $f (global.set $g (i32.add (i32.mul (global.get $g) (i32.const 2)) (i32.const 1))))
    (start $f))
  (core instance (instantiate $Add (with "" (instance $state))))
  (core instance (instantiate $Add (with "" (instance $state))))
  (core instance (instantiate $Add (with "" (instance $state))))
  (core module $Get
    (import "" "g" (global $g (mut i32)))
    (func (export "f") (result i32) (global.get $g)))
  (core instance $get (instantiate $Get (with "" (instance $state))))
  (func (export "f") (result u32) (canon lift (core func $get "f"))))
(assert_return (invoke "f") (u32.const 7))
