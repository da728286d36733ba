;; A trace shows a call from component to component: the string is lifted from one memory, realloc finds it a place in
;; the other, and it is lowered there.
;; RUN: run % --trace --invoke 'greet()'
(component
  (component $Shouter
    (core module $M
      (memory (export "mem") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 64))
      (func (export "shout") (param $ptr i32) (param $len i32) (result i32)
        (i32.store8 (i32.add (local.get $ptr) (local.get $len)) (i32.const 0x21))
        (i32.store (i32.const 16) (local.get $ptr))
        (i32.store (i32.const 20) (i32.add (local.get $len) (i32.const 1)))
        (i32.const 16)))
    (core instance $m (instantiate $M))
    (func (export "shout") (param "what" string) (result string)
      (canon lift (core func $m "shout") (memory (core memory $m "mem")) (realloc (core func $m "realloc")))))
  (component $Greeter
    (import "shout" (func $shout (param "what" string) (result string)))
    (core module $Memory
      (memory (export "mem") 1)
      (data (i32.const 8) "Ada")
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 96)))
    (core instance $memory (instantiate $Memory))
    (core func $lowered
      (canon lower (func $shout) (memory (core memory $memory "mem")) (realloc (core func $memory "realloc"))))
    (core module $M
      (func $shout (import "" "shout") (param i32 i32 i32))
      (func (export "greet") (result i32)
        (call $shout (i32.const 8) (i32.const 3) (i32.const 32))
        (i32.const 32)))
    (core instance $m (instantiate $M (with "" (instance (export "shout" (func $lowered))))))
    (func (export "greet") (result string)
      (canon lift (core func $m "greet") (memory (core memory $memory "mem")))))
  (instance $shouter (instantiate $Shouter))
  (instance $greeter (instantiate $Greeter (with "shout" (func $shouter "shout"))))
  (export "greet" (func $greeter "greet")))
