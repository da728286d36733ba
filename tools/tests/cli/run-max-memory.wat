;; What memories have together is bounded by --max-memory: a second one ends in exhaustion.
;; RUN: run % --max-memory 64KiB
;; EXIT: 1
(module
  (memory 1)
  (memory 1))
