;; Compact imports in their corners: no items, all kinds, identifiers and indices that must be counted, mixtures that the
;; grammar does not have.

(module
  (func (export "f") (result i32) (i32.const 1))
  (func (export "g") (result i32) (i32.const 2))
  (table (export "t") 1 funcref)
  (memory (export "m") 1)
  (global (export "x") i32 (i32.const 3))
  (global (export "y") i32 (i32.const 4))
  (tag (export "e")))
(register "M")

(module
  (import "M"
    (item "t" (table $t 1 funcref))
    (item "f" (func $f (result i32)))
    (item "m" (memory $m 1))
    (item "x" (global $x i32))
    (item "e" (tag $e)))
  (import "M" (item "g") (item "f") (func (result i32)))
  (import "M" "y" (global $y i32))
  (import "M" (item "x") (item "y") (global i32))
  (func $own (result i32) (i32.const 50))
  (func (export "run") (result i32)
    (i32.add (i32.add (call $f) (i32.mul (call 1) (i32.const 10)))
             (i32.add (i32.mul (call 2) (i32.const 100))
                      (i32.add (i32.mul (global.get $y) (i32.const 1000))
                               (i32.add (i32.mul (global.get 3) (i32.const 10000))
                                        (call $own)))))))
(assert_return (invoke "run") (i32.const 44171))

;; A group without items is nothing.
(module binary "\00asm" "\01\00\00\00" "\02\06\01\01M\00\7f\00")
(module binary "\00asm" "\01\00\00\00" "\01\04\01\60\00\00" "\02\08\01\01M\00\7e\00\00\00")
;; But its type is checked where there is one.
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\02\08\01\01M\00\7e\09\00\00")
  "malformed import kind")
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\02\06\01\01M\00\7d\00")
  "malformed import kind")

(assert_malformed (module quote "(import \"M\" (item \"f\") (item \"g\"))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"f\" (func)) (item \"g\"))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"f\") (item \"g\" (func)))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"f\" (func)) (func))") "unexpected token")
(assert_malformed (module quote "(import \"M\" \"f\" (item \"g\" (func)))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"f\") (func $f))") "identifier not allowed")
(assert_malformed (module quote "(import \"M\" (item \"f\" (func $f)) (item \"g\" (func $f)))") "duplicate function")
(assert_malformed (module quote "(func) (import \"M\" (item \"f\" (func)))") "import after function")
