;; So is a definition that is no module, with what its reader says of it.
;; RUN: wast2json % --wasm-dir %tmp
;; EXIT: 1
(component definition
  (core module (func (i32.const 1_))))
