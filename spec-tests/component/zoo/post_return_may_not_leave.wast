;; A post-return function takes the core results of its function and returns nothing; while it runs the instance may
;; not be left: calling an import traps, as does a built-in that needs it. Afterwards the call is over: the next one
;; may enter.
;;
;; WebAssembly/component-model#309 (its signature), #531, #535 (it may not leave). bytecodealliance/wasmtime#10088: a
;; call that the host gave up before post-return made all later ones trap with "cannot enter component instance".

(component definition $C
  (component $Other
    (core module $M (func (export "f")))
    (core instance $m (instantiate $M))
    (func (export "f") (canon lift (core func $m "f"))))
  (component $Guest
    (import "f" (func $f))
    (type $r (resource (rep i32)))
    (core func $f' (canon lower (func $f)))
    (core func $new (canon resource.new $r))
    (core func $rep (canon resource.rep $r))
    (core func $drop (canon resource.drop $r))
    (core module $M
      (import "" "f" (func $f))
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "rep" (func $rep (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (global $what (mut i32) (i32.const 0))
      (func (export "set") (param i32) (global.set $what (local.get 0)))
      (func (export "f") (result i32)
        (call $f)
        (call $new (i32.const 7)))
      (func (export "post") (param $handle i32)
        (if (i32.eq (global.get $what) (i32.const 1)) (then (call $f)))
        (if (i32.eq (global.get $what) (i32.const 2)) (then (drop (call $new (i32.const 8)))))
        (if (i32.eq (global.get $what) (i32.const 3)) (then (call $drop (local.get $handle))))
        (if (i32.eq (global.get $what) (i32.const 4))
          (then (if (i32.ne (call $rep (local.get $handle)) (i32.const 7)) (then unreachable))))))
    (core instance $m (instantiate $M (with "" (instance
      (export "f" (func $f')) (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))))))
    (func (export "set") (param "what" u32) (canon lift (core func $m "set")))
    (func (export "f") (result u32) (canon lift (core func $m "f") (post-return (core func $m "post")))))
  (instance $other (instantiate $Other))
  (instance $guest (instantiate $Guest (with "f" (func $other "f"))))
  (export "set" (func $guest "set"))
  (export "f" (func $guest "f")))
;; call after call
(component instance $c $C)
(assert_return (invoke "f") (u32.const 1))
(assert_return (invoke "f") (u32.const 2))
(assert_return (invoke "set" (u32.const 0)))
(assert_return (invoke "f") (u32.const 3))
;; looking at a representation does not leave
(component instance $c $C)
(assert_return (invoke "set" (u32.const 4)))
(assert_return (invoke "f") (u32.const 1))
;; an import, resource.new, resource.drop
(component instance $c $C)
(assert_return (invoke "set" (u32.const 1)))
(assert_trap (invoke "f") "cannot leave component instance")
(assert_trap (invoke "f") "cannot enter component instance")
(component instance $c $C)
(assert_return (invoke "set" (u32.const 2)))
(assert_trap (invoke "f") "cannot leave component instance")
(component instance $c $C)
(assert_return (invoke "set" (u32.const 3)))
(assert_trap (invoke "f") "cannot leave component instance")

;; its type
(assert_invalid
  (component
    (core module $M (func (export "f") (result i32) unreachable) (func (export "post")))
    (core instance $m (instantiate $M))
    (func (export "f") (result u32) (canon lift (core func $m "f") (post-return (core func $m "post")))))
  "canonical option `post-return` uses a core function with an incorrect signature")
(assert_invalid
  (component
    (core module $M (func (export "f") (result i32) unreachable) (func (export "post") (param i32)
      (result i32) unreachable))
    (core instance $m (instantiate $M))
    (func (export "f") (result u32) (canon lift (core func $m "f") (post-return (core func $m "post")))))
  "canonical option `post-return` uses a core function with an incorrect signature")
(assert_invalid
  (component
    (core module $M (func (export "f") (result i64) unreachable) (func (export "post") (param i32)))
    (core instance $m (instantiate $M))
    (func (export "f") (result u64) (canon lift (core func $m "f") (post-return (core func $m "post")))))
  "canonical option `post-return` uses a core function with an incorrect signature")
