;; So does an annotation.
;; RUN: wast %
;; EXIT: 1
(module)
(@a (assert_invalid (module) "x")
(module)
