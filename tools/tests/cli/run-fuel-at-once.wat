;; A limit met by the embedder's own call, before any instruction runs, has no place to tell.
;; RUN: run % --invoke f --fuel 0
;; EXIT: 1
(module (func (export "f")))
