;; Running out of call stack or fuel is exhaustion.
;; RUN: run % --invoke loop --fuel 1000
;; EXIT: 1
(module
  (func (export "loop") (loop (br 0))))
