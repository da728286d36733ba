;;! component_model_shared_everything = true
;; Threads of the host's (gated). There is one such thread here, so spawning fails with index 0 and the parallelism that
;; a guest may count on is 1: what CanonicalABI.md asks for under the deterministic profile.
(component
  (core module $Table (table (export "table") 1 funcref))
  (core instance $table (instantiate $Table))
  (core type $start (func (param i32)))
  (core func $spawn (canon thread.spawn-indirect $start (core table $table "table")))
  (core func $parallelism (canon thread.available-parallelism))
  (core module $M
    (import "" "table" (table 1 funcref))
    (import "" "spawn" (func $spawn (param i32 i32) (result i32)))
    (import "" "parallelism" (func $parallelism (result i32)))
    (func $never (param i32) unreachable)
    (elem (table 0) (i32.const 0) func $never)
    (func (export "run") (result i32)
      (i32.or (i32.shl (call $parallelism) (i32.const 8)) (call $spawn (i32.const 0) (i32.const 1)))))
  (core instance $m (instantiate $M (with "" (instance
    (export "table" (table $table "table"))
    (export "spawn" (func $spawn))
    (export "parallelism" (func $parallelism))))))
  (func (export "run") (result u32) (canon lift (core func $m "run")))
)
(assert_return (invoke "run") (u32.const 0x100))
