;; With --trace=FILE a trace is JSON lines. Here a resource of one component is made, lent and dropped by another, which
;; also calls a function of the host.
;; RUN: run % --trace=%tmp/trace.jsonl --invoke 'f()'
;; RUN: run % --trace=- --invoke 'f()'
(component
  (import "host-return-two" (func $two (result u32)))
  (component $Implementer
    (type $R' (resource (rep i32)))
    (export $R "r" (type $R'))
    (core func $new (canon resource.new $R'))
    (core module $M
      (import "" "new" (func $new (param i32) (result i32)))
      (func (export "make") (param $rep i32) (result i32) (call $new (local.get $rep)))
      (func (export "use") (param $rep i32) (result i32) (local.get $rep)))
    (core instance $m (instantiate $M (with "" (instance (export "new" (func $new))))))
    (func (export "make") (param "rep" u32) (result (own $R)) (canon lift (core func $m "make")))
    (func (export "use") (param "r" (borrow $R)) (result u32) (canon lift (core func $m "use"))))
  (component $User
    (import "two" (func $two (result u32)))
    (import "i" (instance $i
      (export "r" (type $R (sub resource)))
      (export "make" (func (param "rep" u32) (result (own $R))))
      (export "use" (func (param "r" (borrow $R)) (result u32)))))
    (alias export $i "r" (type $R))
    (core func $two (canon lower (func $two)))
    (core func $make (canon lower (func $i "make")))
    (core func $use (canon lower (func $i "use")))
    (core func $drop (canon resource.drop $R))
    (core module $M
      (import "" "two" (func $two (result i32)))
      (import "" "make" (func $make (param i32) (result i32)))
      (import "" "use" (func $use (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "f") (result i32)
        (local $handle i32)
        (local.set $handle (call $make (call $two)))
        (call $use (local.get $handle))
        (call $drop (local.get $handle))))
    (core instance $m (instantiate $M (with "" (instance
      (export "two" (func $two)) (export "make" (func $make)) (export "use" (func $use))
      (export "drop" (func $drop))))))
    (func (export "f") (result u32) (canon lift (core func $m "f"))))
  (instance $implementer (instantiate $Implementer))
  (instance $user (instantiate $User (with "two" (func $two)) (with "i" (instance $implementer))))
  (export "f" (func $user "f")))
