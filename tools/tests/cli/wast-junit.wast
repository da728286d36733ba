;; The same as JUnit XML, with what XML cannot hold replaced.
;; `]]>` is nothing that text may have, wherever it comes from.
;; RUN: wast --junit %
;; EXIT: 1
(module (func (export "f\00<&\"") (result i32) (i32.const 1)))
(assert_return (invoke "f\00<&\"") (i32.const 1))
(assert_return (invoke "f\00<&\"") (i32.const 2))
(assert_return (invoke "f\00<&\"<") (i32.const 2))
(module (func (export "]]>") (foo)))
(assert_malformed (module quote "(]]>\09)") "]]>\0d\0a\09\7f\u{85}\u{fffe}\u{ffff}")
