;; A comment that is never closed takes the rest of the file: one form, which fails, and none that is passed over.
;; RUN: wast %
;; EXIT: 1
(module)
  (; a (; b ;)
(assert_invalid (module) "x")
