;; What a trace shows is the boundary of components; a module has none.
;; RUN: run % --trace
;; EXIT: 2
(module)
