;; An exception that nobody catches tells its tag, what it carries, and where it was thrown; caught and thrown again it
;; tells where that was.
;; RUN: run % --invoke go
;; EXIT: 1
(module
  (tag $overflow (param i32 f64 anyref))
  (func $deep (throw $overflow (i32.const -7) (f64.const 1.5) (ref.i31 (i32.const 3))))
  (func $again
    (block $caught (result exnref)
      (try_table (catch_all_ref $caught) (call $deep))
      (return))
    (throw_ref))
  (func (export "go") (call $again)))
