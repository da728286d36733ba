;; What scripts may import of the host: functions, nested instances, a module, resources. Names of parameters are of no
;; account; types with a bound need no supplier, nor do instances of such types only; all else must be there and match.
;; Sources: Explainer.md#import-and-export-definitions, Explainer.md#type-checking.

(component
  (import "host-return-two" (func $two (result u32)))
  (import "host" (instance $host
    (export "return-three" (func (result u32)))
    (export "nested" (instance (export "return-four" (func (result u32)))))
    (export "return-hi" (func (result string)))))
  (import "not-supplied" (instance (type $t u32) (export "t" (type (eq $t))) (export "inner" (instance))))
  (export "two" (func $two))
  (export "three" (func $host "return-three"))
  (alias export $host "nested" (instance $nested))
  (export "four" (func $nested "return-four"))
  (export "hi" (func $host "return-hi")))
(assert_return (invoke "two") (u32.const 2))
(assert_return (invoke "three") (u32.const 3))
(assert_return (invoke "four") (u32.const 4))
(assert_return (invoke "hi") (str.const "hi"))

;; The module of the host is instantiated twice.
(component
  (import "host" (instance $host
    (export "simple-module" (core module $Simple
      (export "f" (func (result i32)))))))
  (alias export $host "simple-module" (core module $M))
  (core instance $a (instantiate $M))
  (core instance $b (instantiate $M))
  (func (export "f") (result u32) (canon lift (core func $b "f"))))
(assert_return (invoke "f") (u32.const 101))

;; A resource of the host's: constructed, passed, lent and dropped; the destructor counts.
(component
  (import "host" (instance $host
    (export "resource1" (type $r (sub resource)))
    (export "resource1-again" (type (eq $r)))
    (export "[constructor]resource1" (func (param "whatever" u32) (result (own $r))))
    (export "[static]resource1.drops" (func (result u32)))
    (export "[static]resource1.last-drop" (func (result u32)))
    (export "[method]resource1.simple" (func (param "self" (borrow $r)) (param "r" u32)))
    (export "[static]resource1.assert" (func (param "r" (own $r)) (param "rep" u32)))))
  (alias export $host "resource1" (type $r))
  (core func $new (canon lower (func $host "[constructor]resource1")))
  (core func $drops (canon lower (func $host "[static]resource1.drops")))
  (core func $last (canon lower (func $host "[static]resource1.last-drop")))
  (core func $simple (canon lower (func $host "[method]resource1.simple")))
  (core func $take (canon lower (func $host "[static]resource1.assert")))
  (core func $drop (canon resource.drop $r))
  (core module $M
    (import "" "new" (func $new (param i32) (result i32)))
    (import "" "drops" (func $drops (result i32)))
    (import "" "last" (func $last (result i32)))
    (import "" "simple" (func $simple (param i32 i32)))
    (import "" "take" (func $take (param i32 i32)))
    (import "" "drop" (func $drop (param i32)))
    (func (export "run") (result i32)
      (local $h i32) (local $before i32)
      (local.set $before (call $drops))
      (local.set $h (call $new (i32.const 100)))
      (if (i32.ne (local.get $h) (i32.const 1)) (then unreachable))
      (call $simple (local.get $h) (i32.const 100))
      (call $drop (local.get $h))
      (if (i32.ne (call $last) (i32.const 100)) (then unreachable))
      ;; one that the host takes is not destroyed
      (call $take (call $new (i32.const 7)) (i32.const 7))
      (i32.sub (call $drops) (local.get $before))))
  (core instance $m (instantiate $M (with "" (instance
    (export "new" (func $new)) (export "drops" (func $drops)) (export "last" (func $last))
    (export "simple" (func $simple)) (export "take" (func $take)) (export "drop" (func $drop))))))
  (func (export "run") (result u32) (canon lift (core func $m "run"))))
(assert_return (invoke "run") (u32.const 1))

;; Functions that return later: the caller waits.
(component
  (import "host" (instance $host
    (export "return-two-slowly" (func async (result s32)))
    (export "echo-slowly" (func async (param "x" u32) (result u32)))
    (export "never-return" (func async))))
  (export "two" (func $host "return-two-slowly"))
  (export "echo" (func $host "echo-slowly"))
  (export "never" (func $host "never-return")))
(assert_return (invoke "two") (s32.const 2))
(assert_return (invoke "echo" (u32.const 42)) (u32.const 42))
(assert_trap (invoke "never") "deadlock detected: event loop cannot make further progress")

(assert_unlinkable
  (component (import "missing" (func)))
  "a matching implementation was not found")
(assert_unlinkable
  (component (import "missing" (instance (export "f" (func)))))
  "a matching implementation was not found")
(assert_unlinkable
  (component (import "missing" (type (sub resource))))
  "a matching implementation was not found")
(assert_unlinkable
  (component (import "host-return-two" (func (result string))))
  "expected primitive `string` found primitive `u32`")
(assert_unlinkable
  (component (import "host-return-two" (func (param "x" u32) (result u32))))
  "expected 1 parameters, found 0")
(assert_unlinkable
  (component (import "host-echo-u32" (func (param "x" u32) (result u32))))
  "expected a synchronous function, found an async one")
(assert_unlinkable
  (component (import "host-return-two" (instance)))
  "expected instance, found func")
(assert_unlinkable
  (component (import "host" (func)))
  "expected func, found instance")
(assert_unlinkable
  (component (import "host" (instance (export "simple-module" (core module (export "g" (func)))))))
  "expected func, found global")

;; Two resource types of the host's are two, also if an import says they are one.
(assert_unlinkable
  (component (import "host" (instance
    (export "resource1" (type $r (sub resource)))
    (export "resource2" (type (eq $r))))))
  "resource types are not the same")
(assert_unlinkable
  (component (import "host" (instance
    (export "resource1" (type (sub resource)))
    (export "resource2" (type $r (sub resource)))
    (export "[static]resource1.assert" (func (param "r" (own $r)) (param "rep" u32))))))
  "resource types are not the same")
