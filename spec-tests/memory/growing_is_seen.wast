;; Everybody who can reach a memory sees that it has grown.
;;
;; Engines keep base and size of a memory in registers. They must read them anew after anything that may grow it: the
;; instruction itself, a callee of the same instance, a callee of another instance that shares the memory, a tail call,
;; an indirect call; and also in frames further up that were suspended meanwhile.

(module $owner
  (memory (export "m") 1 5)
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "size") (result i32) (memory.size)))
(register "owner" $owner)

(module $user
  (import "owner" "m" (memory 1))
  (import "owner" "grow" (func $grow (param i32) (result i32)))
  (table funcref (elem $grow))
  (func $grow-own (param i32) (result i32) (memory.grow (local.get 0)))

  (func (export "instruction") (result i32 i32)
    (local $at i32)
    (local.set $at (i32.shl (memory.size) (i32.const 16)))
    (i32.store8 (i32.sub (local.get $at) (i32.const 1)) (i32.const 1))
    (memory.grow (i32.const 1))
    (i32.store8 (local.get $at) (i32.const 42))
    (i32.load8_u (local.get $at)))

  (func (export "callee") (result i32 i32)
    (local $at i32)
    (local.set $at (i32.shl (memory.size) (i32.const 16)))
    (call $grow-own (i32.const 1))
    (i32.store8 (local.get $at) (i32.const 43))
    (i32.load8_u (local.get $at)))

  (func (export "other-instance") (result i32 i32)
    (local $at i32)
    (local.set $at (i32.shl (memory.size) (i32.const 16)))
    (call_indirect (param i32) (result i32) (i32.const 1) (i32.const 0))
    (i32.store8 (local.get $at) (i32.const 44))
    (i32.load8_u (local.get $at)))

  (func (export "in-operands") (result i32)
    ;; The address is computed before the memory has grown, the value after.
    (local $at i32)
    (local.set $at (i32.shl (memory.size) (i32.const 16)))
    (i32.store (local.get $at) (call $grow (i32.const 1)))
    (i32.load (local.get $at)))

  (func (export "size") (result i32) (memory.size))
  (func (export "load") (param i32) (result i32) (i32.load (local.get 0))))

(assert_trap (invoke $user "load" (i32.const 65536)) "out of bounds memory access")
(assert_return (invoke $user "instruction") (i32.const 1) (i32.const 42))
(assert_return (invoke $owner "size") (i32.const 2))
(assert_return (invoke $user "callee") (i32.const 2) (i32.const 43))
(assert_return (invoke $owner "size") (i32.const 3))
(assert_return (invoke $user "other-instance") (i32.const 3) (i32.const 44))
(assert_return (invoke $user "size") (i32.const 4))
(assert_return (invoke $user "in-operands") (i32.const 4))
(assert_return (invoke $user "size") (i32.const 5))

;; The maximum is the memory's own, not that of the import; a refused growth changes nothing.
(assert_return (invoke $owner "grow" (i32.const 1)) (i32.const -1))
(assert_return (invoke $owner "grow" (i32.const -1)) (i32.const -1))
(assert_return (invoke $owner "grow" (i32.const 0)) (i32.const 5))
(assert_return (invoke $user "load" (i32.const 65536)) (i32.const 42))
(assert_return (invoke $user "load" (i32.const 327676)) (i32.const 0))
(assert_trap (invoke $user "load" (i32.const 327677)) "out of bounds memory access")

;; An import's minimum is compared with the size now.
(module (import "owner" "m" (memory 5 5)))
(assert_unlinkable (module (import "owner" "m" (memory 6))) "incompatible import type")
(assert_unlinkable (module (import "owner" "m" (memory 1 4))) "incompatible import type")
