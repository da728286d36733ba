;; A type that a function implies is refused where the function says it.
;; RUN: validate % --features wasm1
;; EXIT: 1
(module
  (func $a)
  (func $b (param i64)
    (result i32 i32) unreachable))
