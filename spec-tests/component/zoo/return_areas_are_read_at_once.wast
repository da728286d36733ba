;; A result is taken out of the callee's memory before anything else runs there: the next call may use the same area.
;;
;; bytecodealliance/wit-bindgen#945, #1613: a garbage collector moved or freed the area (C#, Go) before it was read.

(component
  (core module $Memory
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $new i32)
      (local.set $new (i32.and (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
                               (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $new) (local.get $size)))
      (memory.copy (local.get $new) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $new)))
  (component $Guest
    (core module $M
      (memory (export "memory") 1)
      ;; one area for all calls; the list is behind it
      (func (export "f") (param i32) (result i32)
        (i32.store (i32.const 0) (i32.const 16))
        (i32.store (i32.const 4) (i32.const 2))
        (i32.store (i32.const 16) (local.get 0))
        (i32.store (i32.const 20) (i32.add (local.get 0) (i32.const 1)))
        (i32.const 0)))
    (core instance $m (instantiate $M))
    (func (export "f") (param "n" u32) (result (list u32)) (canon lift (core func $m "f") (memory (core memory $m
      "memory")))))
  (component $Caller
    (import "f" (func $f (param "n" u32) (result (list u32))))
    (core instance $memory (instantiate $Memory))
    (core func $f' (canon lower (func $f) (memory (core memory $memory "memory")) (realloc (core func $memory
      "realloc"))))
    (core module $M
      (import "" "memory" (memory 1))
      (import "" "f" (func $f (param i32 i32)))
      (func $second (param $area i32) (result i32) (i32.load offset=4 (i32.load (local.get $area))))
      (func (export "run") (result i32)
        (call $f (i32.const 1) (i32.const 32))
        (call $f (i32.const 10) (i32.const 48))
        (call $f (i32.const 100) (i32.const 64))
        (i32.add (call $second (i32.const 32)) (i32.add (call $second (i32.const 48)) (call $second (i32.const 64))))))
    (core instance $m (instantiate $M (with "" (instance (export "memory" (memory $memory "memory")) (export "f"
      (func $f'))))))
    (func (export "run") (result u32) (canon lift (core func $m "run"))))
  (instance $guest (instantiate $Guest))
  (instance $caller (instantiate $Caller (with "f" (func $guest "f"))))
  (export "run" (func $caller "run")))
(assert_return (invoke "run") (u32.const 114))
