;; What belongs to a proposal that is off is refused, in both formats, with an error that names the feature. An engine that
;; forgets one lets a module through that others refuse.

;; Text: the words are not there.
(assert_malformed (module quote "(func (param i64) (result i64 i64) (i64.mul_wide_s (local.get 0) (local.get 0)))")
  "feature wide-arithmetic is off")
(assert_malformed (module quote "(memory 1) (func (memory.discard (i32.const 0) (i32.const 0)))")
  "feature memory-control is off")
(assert_malformed (module quote "(memory 0 (pagesize 1))") "feature custom-page-sizes is off")
(assert_malformed (module quote "(import \"a\" (item \"b\" (func)))") "feature compact-imports is off")
(assert_malformed (module quote "(func (try (do)))") "feature legacy-exceptions is off")
(assert_malformed (module quote "(func try end)") "feature legacy-exceptions is off")
(assert_malformed (module quote "(func (rethrow 0))") "feature legacy-exceptions is off")
(assert_malformed (module quote "(tag $t) (func (suspend $t))") "feature stack-switching is off")
(assert_malformed (module quote "(type $f (func)) (func (param contref))") "feature stack-switching is off")
(assert_malformed (module quote "(type $f (func)) (func (param (ref (exact $f))))") "feature custom-descriptors is off")
(assert_malformed (module quote "(type $f (func)) (import \"\" \"\" (func (exact (type $f))))")
  "feature custom-descriptors is off")
(assert_malformed (module quote "(rec (type (descriptor 1) (struct)) (type (describes 0) (struct)))")
  "feature custom-descriptors is off")
(assert_malformed (module quote "(type $s (struct)) (func (param anyref) (drop (ref.get_desc $s (local.get 0))))")
  "feature custom-descriptors is off")

;; Binary: the opcodes are illegal.
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\01\04\01\60\00\00" "\03\02\01\00" "\0a\06\01\04\00\fc\13\0b")
  "needs `wide-arithmetic`")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\01\04\01\60\00\00" "\03\02\01\00" "\0a\07\01\05\00\fc\12\00\0b")
  "needs `memory-control`")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\01\04\01\60\00\00" "\03\02\01\00" "\0a\07\01\05\00\06\40\0b\0b")
  "needs `legacy-exceptions`")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\01\04\01\60\00\00" "\03\02\01\00" "\0a\06\01\04\00\e2\00\0b")
  "needs `stack-switching`")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\01\04\01\60\00\00" "\03\02\01\00" "\0a\07\01\05\00\fb\22\00\0b")
  "needs `custom-descriptors`")
