;; What --features opens is open in components too.
;; RUN: wast2json % --wasm-dir %tmp --features wide-arithmetic
;; RUN: wast2json % --wasm-dir %tmp
;; EXIT: 1
(component definition (core module (func (drop (drop (i64.mul_wide_u (i64.const 1) (i64.const 2)))))))
