;; Printing does not validate: an alias of a scope that is not there is printed as it stands.
;; RUN: parse % | print -
;; RUN: validate %
;; EXIT: 1
(component
  (alias outer 4294967295 0 (type)))
