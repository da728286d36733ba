;; An instance has one table for the handles of all types, so an index says which handle it is, and using it as
;; another type traps and says so. Each instance has its own.
;;
;; WebAssembly/component-model#395, #513: with a table for each type index 1 meant several things, and "unknown
;; handle index" was all that an engine could say. pulseengine/meld#107: one table for each resource type, and none
;; for the component.

(component definition $C
  (type $A (resource (rep i32)))
  (type $B (resource (rep i32)))
  (core func $new-a (canon resource.new $A))
  (core func $rep-a (canon resource.rep $A))
  (core func $drop-a (canon resource.drop $A))
  (core func $new-b (canon resource.new $B))
  (core func $rep-b (canon resource.rep $B))
  (core func $drop-b (canon resource.drop $B))
  (core func $new-set (canon waitable-set.new))
  (core module $M
    (import "" "new-a" (func $new-a (param i32) (result i32)))
    (import "" "rep-a" (func $rep-a (param i32) (result i32)))
    (import "" "drop-a" (func $drop-a (param i32)))
    (import "" "new-b" (func $new-b (param i32) (result i32)))
    (import "" "rep-b" (func $rep-b (param i32) (result i32)))
    (import "" "drop-b" (func $drop-b (param i32)))
    (import "" "new-set" (func $new-set (result i32)))
    (func $equal (param i32 i32) (if (i32.ne (local.get 0) (local.get 1)) (then unreachable)))
    ;; indices go up over all types
    (func (export "indices") (result i32)
      (call $equal (call $new-a (i32.const 100)) (i32.const 1))
      (call $equal (call $new-b (i32.const 200)) (i32.const 2))
      (call $equal (call $new-a (i32.const 300)) (i32.const 3))
      (call $equal (call $new-set) (i32.const 4))
      (call $equal (call $rep-a (i32.const 1)) (i32.const 100))
      (call $equal (call $rep-b (i32.const 2)) (i32.const 200))
      (call $equal (call $rep-a (i32.const 3)) (i32.const 300))
      ;; what one type gave back, another gets
      (call $drop-a (i32.const 1))
      (call $equal (call $new-b (i32.const 400)) (i32.const 1))
      (call $rep-b (i32.const 1)))
    (func (export "rep-b-of-a") (drop (call $rep-b (call $new-a (i32.const 1)))))
    (func (export "drop-b-of-a") (call $drop-b (call $new-a (i32.const 1))))
    (func (export "drop-a-of-set") (call $drop-a (call $new-set))))
  (core instance $m (instantiate $M (with "" (instance
    (export "new-a" (func $new-a)) (export "rep-a" (func $rep-a)) (export "drop-a" (func $drop-a))
    (export "new-b" (func $new-b)) (export "rep-b" (func $rep-b)) (export "drop-b" (func $drop-b))
    (export "new-set" (func $new-set))))))
  (func (export "indices") (result u32) (canon lift (core func $m "indices")))
  (func (export "rep-b-of-a") (canon lift (core func $m "rep-b-of-a")))
  (func (export "drop-b-of-a") (canon lift (core func $m "drop-b-of-a")))
  (func (export "drop-a-of-set") (canon lift (core func $m "drop-a-of-set"))))
(component instance $c $C)
(assert_return (invoke "indices") (u32.const 400))
(component instance $c $C)
(assert_trap (invoke "rep-b-of-a")
  "handle index 1 used with the wrong type, expected guest-defined resource but found a different guest-defined resource")
(component instance $c $C)
(assert_trap (invoke "drop-b-of-a")
  "handle index 1 used with the wrong type, expected guest-defined resource but found a different guest-defined resource")
(component instance $c $C)
(assert_trap (invoke "drop-a-of-set") "handle index 1")
