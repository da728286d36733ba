;; What cannot be converted is told with its place.
;; RUN: wast2json % --dialect wabt --wasm-dir %tmp
;; EXIT: 1
(module)
  (component
    definition)
