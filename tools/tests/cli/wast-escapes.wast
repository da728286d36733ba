;; Bytes of a file are no commands to a terminal: names, messages, lines and words are shown with escapes.
;; RUN: wast %
;; EXIT: 1
(module (func $"\1b[31mf" (export "\1b[2J") unreachable))
(assert_return (invoke "\1b[2J"))
(assert_return (invoke "\0a\u{202e}x"))
(module (import "\1b[31m" "\0a\07" (func)))
(module (import "spectest" "memory" (func)) (export "\1b]0;" (func 0)))
(module (func) (export "\1b]0;" (func 0)) (export "\1b]0;" (func 0)))
(assert_trap (invoke "\1b[2J") "\1b[31m")
[31mred
([31mfoo)
;; not UTF-8: ÿ
(module)
