;; Waiting and notifying, where an engine may lose a thread or wake the wrong one.
;;
;; The order is fixed: who waits longest is woken first, a thread that need not wait does not stop, and time is virtual: it
;; passes only when no thread can go on, so the script takes no time however long a time-out is.

(module $Mem (memory (export "m") 1 1 shared))
(register "mem")

;; A wait whose value differs returns 1 at once; one that times out returns 2; of two, the earlier ends first.
(module
  (memory (import "mem" "m") 1 1 shared)
  (func (export "wait32") (param i32 i32 i64) (result i32)
    (memory.atomic.wait32 (local.get 0) (local.get 1) (local.get 2)))
  (func (export "wait64") (param i32 i64 i64) (result i32)
    (memory.atomic.wait64 (local.get 0) (local.get 1) (local.get 2)))
  (func (export "notify") (param i32 i32) (result i32)
    (memory.atomic.notify (local.get 0) (local.get 1)))
  (func (export "wait32+4") (param i32 i32 i64) (result i32)
    (memory.atomic.wait32 offset=4 (local.get 0) (local.get 1) (local.get 2))))
(assert_return (invoke "wait32" (i32.const 0) (i32.const 1) (i64.const -1)) (i32.const 1))
(assert_return (invoke "wait64" (i32.const 0) (i64.const 0x1_0000_0000) (i64.const -1)) (i32.const 1))
(assert_return (invoke "wait32" (i32.const 0) (i32.const 0) (i64.const 0)) (i32.const 2))
(assert_return (invoke "wait32" (i32.const 0) (i32.const 0) (i64.const 0x7fff_ffff_ffff_ffff)) (i32.const 2))
(assert_return (invoke "wait64" (i32.const 8) (i64.const 0) (i64.const 1)) (i32.const 2))

;; Nobody waits.
(assert_return (invoke "notify" (i32.const 0) (i32.const -1)) (i32.const 0))
(assert_return (invoke "notify" (i32.const 0) (i32.const 0)) (i32.const 0))

;; Nobody can wake a thread that waits alone and for ever.
(assert_trap (invoke "wait32" (i32.const 0) (i32.const 0) (i64.const -1)) "deadlock")
(assert_trap (invoke "wait64" (i32.const 0) (i64.const 0) (i64.const -5)) "deadlock")
;; The trap leaves nothing behind that a later notify would count.
(assert_return (invoke "notify" (i32.const 0) (i32.const -1)) (i32.const 0))

;; Misaligned before anything else, then out of bounds; the offset counts.
(assert_trap (invoke "wait32" (i32.const 2) (i32.const 0) (i64.const 0)) "unaligned atomic")
(assert_trap (invoke "wait64" (i32.const 4) (i64.const 0) (i64.const 0)) "unaligned atomic")
(assert_trap (invoke "notify" (i32.const 1) (i32.const 0)) "unaligned atomic")
(assert_trap (invoke "wait32" (i32.const 65536) (i32.const 0) (i64.const 0)) "out of bounds memory access")
(assert_trap (invoke "wait32" (i32.const 65538) (i32.const 0) (i64.const 0)) "unaligned atomic")
(assert_trap (invoke "wait32+4" (i32.const 65532) (i32.const 0) (i64.const 0)) "out of bounds memory access")
(assert_return (invoke "wait32+4" (i32.const 65528) (i32.const 1) (i64.const 0)) (i32.const 1))
(assert_trap (invoke "wait32+4" (i32.const -4) (i32.const 0) (i64.const 0)) "out of bounds memory access")
(assert_trap (invoke "notify" (i32.const 65536) (i32.const 0)) "out of bounds memory access")

;; A memory that is not shared: waiting traps, notifying finds nobody.
(module
  (memory 1)
  (func (export "wait") (param i32) (result i32)
    (memory.atomic.wait32 (local.get 0) (i32.const 0) (i64.const 0)))
  (func (export "notify") (param i32) (result i32) (memory.atomic.notify (local.get 0) (i32.const 1))))
(assert_trap (invoke "wait" (i32.const 0)) "expected shared memory")
(assert_trap (invoke "wait" (i32.const 1)) "unaligned atomic")
(assert_return (invoke "notify" (i32.const 0)) (i32.const 0))

;; Three threads wait at two addresses; a fourth wakes them in turn. Each notes when it was woken.
(thread $A (shared (module $Mem))
  (register "mem" $Mem)
  (module
    (memory (import "mem" "m") 1 1 shared)
    (func (export "run") (result i32)
      (memory.atomic.wait32 (i32.const 16) (i32.const 0) (i64.const -1))
      (i32.store (i32.const 32) (i32.atomic.rmw.add (i32.const 64) (i32.const 1)))))
  (assert_return (invoke "run") (i32.const 0)))
(thread $B (shared (module $Mem))
  (register "mem" $Mem)
  (module
    (memory (import "mem" "m") 1 1 shared)
    (func (export "run") (result i32)
      (memory.atomic.wait32 (i32.const 16) (i32.const 0) (i64.const -1))
      (i32.store (i32.const 36) (i32.atomic.rmw.add (i32.const 64) (i32.const 1)))))
  (assert_return (invoke "run") (i32.const 0)))
(thread $C (shared (module $Mem))
  (register "mem" $Mem)
  (module
    (memory (import "mem" "m") 1 1 shared)
    (func (export "run") (result i32)
      (memory.atomic.wait64 (i32.const 24) (i64.const 0) (i64.const 1000))
      (i32.store (i32.const 40) (i32.atomic.rmw.add (i32.const 64) (i32.const 1)))))
  (assert_return (invoke "run") (i32.const 2)))
(thread $D (shared (module $Mem))
  (register "mem" $Mem)
  (module
    (memory (import "mem" "m") 1 1 shared)
    (func (export "one") (param i32) (result i32) (memory.atomic.notify (local.get 0) (i32.const 1)))
    (func (export "all") (param i32) (result i32) (memory.atomic.notify (local.get 0) (i32.const -1))))
  ;; The first of two, and not who waits next door.
  (assert_return (invoke "one" (i32.const 16)) (i32.const 1))
  (assert_return (invoke "all" (i32.const 16)) (i32.const 1))
  (assert_return (invoke "all" (i32.const 16)) (i32.const 0))
  (assert_return (invoke "all" (i32.const 20)) (i32.const 0)))
(wait $A)
(wait $B)
(wait $C)
(wait $D)
(module
  (memory (import "mem" "m") 1 1 shared)
  (func (export "at") (param i32) (result i32) (i32.load (local.get 0))))
(assert_return (invoke "at" (i32.const 32)) (i32.const 0))
(assert_return (invoke "at" (i32.const 36)) (i32.const 1))
(assert_return (invoke "at" (i32.const 40)) (i32.const 2))
