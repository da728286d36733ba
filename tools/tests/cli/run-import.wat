;; An import that nobody provides.
;; RUN: run %
;; EXIT: 1
(module
  (import "env" "f" (func)))
