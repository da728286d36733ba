;; An import that does not match shows what was expected beside what was found.
;; RUN: run %
;; EXIT: 1
(component
  (import "host" (instance
    (export "nested" (instance
      (export "return-four" (func (param "x" string) (result u32))))))))
