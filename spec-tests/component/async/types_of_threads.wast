;; `thread.new-indirect` takes a function of the type that it names: the same parameters and results. How its type is
;; declared (final or open, alone or in a recursion group) does not matter, as it does not to `canon lift`.
;; Source: CanonicalABI.md#-canon-threadnew-indirect.

(component
  (core module $Table (table (export "table") 3 funcref))
  (core instance $table (instantiate $Table))
  (core type $start (func (param i32)))
  (core func $thread.new (canon thread.new-indirect $start (core table $table "table")))
  (core func $resume-later (canon thread.resume-later))
  (core func $yield (canon thread.yield))
  (core module $M
    (type $open (sub (func (param i32))))
    (import "" "table" (table 3 funcref))
    (import "" "thread.new" (func $thread.new (param i32 i32) (result i32)))
    (import "" "resume-later" (func $resume-later (param i32)))
    (import "" "yield" (func $yield (result i32)))
    (global $g (mut i32) (i32.const 0))
    (func $f (type $open) (global.set $g (local.get 0)))
    (elem (i32.const 0) $f)
    (func (export "run") (result i32)
      (call $resume-later (call $thread.new (i32.const 0) (i32.const 7)))
      (drop (call $yield)) (global.get $g)))
  (core instance $m (instantiate $M (with "" (instance
    (export "table" (table $table "table")) (export "thread.new" (func $thread.new))
    (export "resume-later" (func $resume-later)) (export "yield" (func $yield))))))
  (func (export "run") (result u32) (canon lift (core func $m "run"))))
(assert_return (invoke "run") (u32.const 7))
