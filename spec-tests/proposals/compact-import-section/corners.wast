;; Compact imports in their corners: no items, all kinds, identifiers and indices that must be counted, mixtures that the
;; grammar does not have, names and types that are cut off. A decoder that takes the marker for the kind of one import, or
;; looks for it behind a name that is not empty, reads the rest of the section as something else.

(module
  (func (export "f") (result i32) (i32.const 1))
  (func (export "g") (result i32) (i32.const 2))
  (func (export "") (result i32) (i32.const 3))
  (table (export "t") 1 funcref)
  (memory (export "m") 1)
  (global (export "x") i32 (i32.const 3))
  (global (export "y") i32 (i32.const 4))
  (tag (export "e")))
(register "M")

;; Text: each item has its type, or one type stands for all of them, and there need not be any item. What an import stands
;; for is counted in the order in which it is written.
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
(assert_unlinkable
  (module (import "M" (item "f" (func (result i32))) (item "g" (func))))
  "incompatible import type")
(assert_unlinkable (module (import "M" (item "f") (item "t") (func (result i32)))) "incompatible import type")
(assert_unlinkable (module (import "M" (item "f") (item "nothing") (func (result i32)))) "unknown import")

;; [Timports_/abbrev-compact1]
(module (import "M" (item "f" (func $f (result i32))) (item "g" (func $g (result i32)))) (export "g" (func $g)))
(module (import "M" (item "" (func (result i32)))))
(module (import "nobody") (func $f) (start $f))
(assert_malformed (module quote "(import \"M\" (item \"f\" (func)) (item \"g\"))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"f\" (func)) (func))") "unexpected token")
(assert_malformed (module quote "(import \"M\" \"f\" (item \"g\" (func)))") "unexpected token")
(assert_malformed (module quote "(import (item \"g\" (func)))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item (func)))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"f\" (func) (func)))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"f\" (start 0)))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"\\ff\" (func)))") "malformed UTF-8 encoding")
(assert_malformed (module quote "(import \"M\" (item \"f\" (func $f)) (item \"g\" (func $f)))") "duplicate function")
(assert_malformed (module quote "(func) (import \"M\" (item \"f\" (func)))") "import after function")

;; [Timports_/abbrev-compact2]
(module (import "M" (item "f") (item "g") (func (result i32))) (export "g" (func 1)))
(module (import "M" (item "") (func (result i32))))
(module (import "nobody" (func)) (func $f) (start 0))
(assert_malformed (module quote "(import \"M\" (item \"f\") (item \"g\"))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"f\") (item \"g\" (func)))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (func) (item \"f\"))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"f\") (func) (func))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"f\") (start 0))") "unexpected token")
(assert_malformed (module quote "(import \"M\" (item \"f\") (func $f))") "identifier not allowed")
(assert_malformed (module quote "(import \"M\" (func $f))") "identifier not allowed")
(assert_malformed (module quote "(func) (import \"M\" (item \"f\") (func))") "import after function")

;; Binary: the marker stands where the kind would, behind an empty name. Its type is read once for the second form.
;; [Bimports]
(module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f"
  "\02\0a\01\01M\00\7f\01\01f\00\00")                    ;; each item with its type
(module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f"
  "\02\0c\01\01M\00\7e\00\00\02\01f\01g")                ;; one type for two
(module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f"
  "\02\0c\02\01M\01f\00\00\01M\00\7f\00")                ;; among plain ones
(module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f"
  "\02\06\01\01M\00\00\00")                              ;; an empty name is a name too
(module binary "\00asm" "\01\00\00\00" "\02\06\01\01M\00\7f\00")                              ;; nothing at all
(module binary "\00asm" "\01\00\00\00" "\01\04\01\60\00\00" "\02\08\01\01M\00\7e\00\00\00")   ;; nothing, of a type
(module binary "\00asm" "\01\00\00\00" "\02\08\01\01M\00\7e\00\09\00")  ;; nothing is of a type that does not exist
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\02\08\01\01M\00\7e\09\00\00")
  "malformed import kind")
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\02\06\01\01M\00\7d\00")
  "malformed import kind")
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\02\07\01\01M\01x\7f\00")
  "malformed import kind")
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f" "\02\09\01\01M\01x\7e\00\00\00")
  "malformed import kind")
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\02\05\01\01M\00\7f")
  "unexpected end")
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\02\05\01\01M\00\7e")
  "unexpected end")
(assert_malformed                                          ;; two items announced, one there
  (module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f" "\02\0a\01\01M\00\7e\00\00\02\01f")
  "unexpected end")
(assert_malformed                                          ;; one announced, two there
  (module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f" "\02\0c\01\01M\00\7e\00\00\01\01f\01g")
  "section size mismatch")
(assert_malformed                                          ;; the count of imports is that of groups
  (module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f" "\02\0c\02\01M\00\7e\00\00\02\01f\01g")
  "unexpected end")
(assert_invalid
  (module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f" "\02\0c\01\01M\00\7e\00\01\02\01f\01g")
  "unknown type")

;; [Bimportitem]
(module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f"
  "\02\1e\01\01M\00\7f\05\01t\01\70\00\01\01f\00\00\01m\02\00\01\01x\03\7f\00\01g\00\00")
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\02\08\01\01M\00\7f\01\01f")
  "unexpected end")
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\02\09\01\01M\00\7f\01\01f\00")
  "unexpected end")
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\02\0a\01\01M\00\7f\01\01f\05\00")
  "malformed import kind")
(assert_malformed                                          ;; groups do not nest
  (module binary "\00asm" "\01\00\00\00" "\02\09\01\01M\00\7f\01\00\7f\00")
  "malformed import kind")
(assert_malformed
  (module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f" "\02\0a\01\01M\00\7f\01\01\ff\00\00")
  "malformed UTF-8 encoding")
(assert_invalid
  (module binary "\00asm" "\01\00\00\00" "\01\05\01\60\00\01\7f" "\02\0e\01\01M\00\7f\02\01f\00\00\01g\00\01")
  "unknown type")
