;; Identifiers may be written in quotes, and annotations are white space.

;; `$"..."` denotes the same identifier as `$...`, however it is escaped.
(module
  (func $"plain" (result i32) (i32.const 1))
  (func $quoted\ (result i32) (i32.const 2))
  (func $"with space" (result i32) (i32.const 3))
  (func $"\u{e9}t\u{E9}" (result i32) (i32.const 4))
  (func $"\"\\\t\n" (result i32) (i32.const 5))
  (func (export "all") (result i32 i32 i32 i32 i32)
    (call $plain) (call $"quoted\5c") (call $"with\20space") (call $"été") (call $"\22\5c\09\0a"))
  (func (export "label") (result i32)
    (block $"l" (result i32) (br $l (i32.const 6))))
  (func (export "local") (param $"x" i32) (result i32) (local.get $x)))
(assert_return (invoke "all") (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5))
(assert_return (invoke "label") (i32.const 6))
(assert_return (invoke "local" (i32.const 7)) (i32.const 7))
(assert_malformed (module quote "(func $x) (func $\"x\")") "duplicate func")
(assert_malformed (module quote "(func $\"\")") "empty identifier")
(assert_malformed (module quote "(func $\"\\ff\")") "malformed UTF-8 encoding")
(assert_malformed (module quote "(func $)") "empty identifier")

;; Annotations nest, hold any tokens, and stand wherever white space may.
(@top "of" (the) file)
(module (@a)
  (@a) (func (@a) (export (@a) "f" (@a)) (@b x 1 0x2 -3.5 nan "s" $id ;;)
    ( nested (@c (deeper (; ) ;) "\") (" )) ) ) (@a) (result (@a) i32)
    (@"quoted id" but tokens) (i32.const (@a) 8) (@a)) (@a))
(assert_return (invoke "f") (i32.const 8))
(assert_malformed (module quote "(@a (func)") "unclosed annotation")
(assert_malformed (module quote "(@) (func)") "empty annotation id")
(assert_malformed (module quote "(@ a) (func)") "empty annotation id")
(assert_malformed (module quote "(@a \"unclosed) (func)") "unclosed string")
(assert_malformed (module quote "( @a) (func)") "unknown operator")

;; Comments: nested ones end where they should, line comments end at the end of the text too.
(module (; one (; two ;) three ;) (func (export "g") (;(;;);)))
(invoke "g")
(module quote "(func (export \"h\")) ;; no newline at the end")
(invoke "h")
(assert_malformed (module quote "(func) (; (; ;)") "unclosed comment")
(assert_malformed (module quote "(func) ;)") "unknown operator")
