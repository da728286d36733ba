;; A component is one module file whichever way the script writes it, also where it is only defined.
;; RUN: wast2json % -o %tmp/a.json --wasm-dir %tmp --pretty
;; RUN: wast2json % --wasm-dir %tmp --pretty
;; RUN: print %tmp/a.1.wasm
(component definition)
(component definition $x (type u8))
(component definition quote "(type u8)")
(component definition binary "\00asm\0d\00\01\00")
(component $y (type u8))
(component quote "(type u8)")
(component instance $i $x)
(assert_malformed (component quote "(type u9)") "unexpected token")
(assert_invalid (component (export "x" (func 0))) "unknown func")
