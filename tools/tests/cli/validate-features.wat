;; A construct whose feature is off, and the same with the feature on.
;; RUN: validate % --features wasm3
;; RUN: validate % --features=-gc
;; EXIT: 1
(module
  (type (struct (field i32))))
