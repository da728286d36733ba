;; Why a text is malformed.
;; RUN: validate %
;; EXIT: 1
(module
  (func (i32.cosnt 1)))
