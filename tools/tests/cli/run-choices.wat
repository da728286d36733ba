;; touchstone run --choices: a seed's run tells its choices, and they repeat it. Here a thread reads what another may have
;; written before.
;; RUN: run --choices=replay: --invoke 'run()' %
;; RUN: run --choices=replay:b --invoke 'run()' %
;; RUN: run --choices=random:2 --invoke 'run()' %
(component
  (core module $Table (table (export "table") 1 funcref))
  (core instance $table (instantiate $Table))
  (core type $start (func (param i32)))
  (core func $thread.new (canon thread.new-indirect $start (core table $table "table")))
  (core func $resume-later (canon thread.resume-later))
  (core func $yield (canon thread.yield))
  (core module $M
    (import "" "table" (table 1 funcref))
    (import "" "thread.new" (func $thread.new (param i32 i32) (result i32)))
    (import "" "resume-later" (func $resume-later (param i32)))
    (import "" "yield" (func $yield (result i32)))
    (global $written (mut i32) (i32.const 0))
    (func $write (param i32) (global.set $written (local.get 0)))
    (elem (i32.const 0) $write)
    (func (export "run") (result i32)
      (call $resume-later (call $thread.new (i32.const 0) (i32.const 7)))
      (drop (call $yield))
      (global.get $written)))
  (core instance $m (instantiate $M (with "" (instance
    (export "table" (table $table "table")) (export "thread.new" (func $thread.new))
    (export "resume-later" (func $resume-later)) (export "yield" (func $yield))))))
  (func (export "run") async (result u32) (canon lift (core func $m "run"))))
