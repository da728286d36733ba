;; A trace of a trap of the Canonical ABI ends with its id and rule; before it, a handle is added and dropped.
;; RUN: run % --trace --invoke 'f()'
;; EXIT: 1
(component
  (type $R (resource (rep i32)))
  (core func $new (canon resource.new $R))
  (core func $drop (canon resource.drop $R))
  (core module $M
    (func $new (import "" "new") (param i32) (result i32))
    (func $drop (import "" "drop") (param i32))
    (func (export "f")
      (drop (call $new (i32.const 42)))
      (call $drop (i32.const 1))
      (call $drop (i32.const 1))))
  (core instance $m (instantiate $M (with "" (instance (export "new" (func $new)) (export "drop" (func $drop))))))
  (func (export "f") (canon lift (core func $m "f"))))
