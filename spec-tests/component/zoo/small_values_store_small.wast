;; A `bool`, `u8` or `s8` is one byte in memory. Storing it touches no other.
;;
;; bytecodealliance/jco, commit d096a5a0: they were stored as 32 bits, over the three bytes behind them, and past the
;; end of a buffer.

(component
  (core module $M
    (memory (export "memory") 1)
    (global $end (mut i32) (i32.const 65536))
    ;; what is allocated ends where the memory ends, or later in the middle of bytes 0x55
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (memory.fill (i32.const 65504) (i32.const 0x55) (i32.const 32))
      (i32.sub (global.get $end) (local.get 3)))
    (func (export "end-at") (param i32) (global.set $end (local.get 0)))
    ;; the last bytes of the memory
    (func (export "last") (param i32 i32) (result i64) (i64.load (i32.const 65528))))
  (core instance $m (instantiate $M))
  (func (export "bools") (param "xs" (list bool)) (result u64)
    (canon lift (core func $m "last") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
  (func (export "bytes") (param "xs" (list u8)) (result u64)
    (canon lift (core func $m "last") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
  (func (export "signed") (param "xs" (list s8)) (result u64)
    (canon lift (core func $m "last") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
  (func (export "halves") (param "xs" (list u16)) (result u64)
    (canon lift (core func $m "last") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
  (func (export "end-at") (param "end" u32) (canon lift (core func $m "end-at")))
  (func (export "options") (param "xs" (list (option u8))) (result u64)
    (canon lift (core func $m "last") (memory (core memory $m "memory")) (realloc (core func $m "realloc")))))
(assert_return (invoke "bools" (list.const (bool.const true))) (u64.const 0x0155555555555555))
(assert_return (invoke "bools" (list.const (bool.const true) (bool.const false) (bool.const true)))
  (u64.const 0x0100015555555555))
(assert_return (invoke "bytes" (list.const (u8.const 255) (u8.const 1))) (u64.const 0x01ff555555555555))
(assert_return (invoke "signed" (list.const (s8.const -1) (s8.const -128))) (u64.const 0x80ff555555555555))
(assert_return (invoke "halves" (list.const (u16.const 0x0201))) (u64.const 0x0201555555555555))
;; the byte of a value that is not there is padding; the one before it is the case
(assert_return (invoke "options" (list.const (option.some (u8.const 7)))) (u64.const 0x0701555555555555))
;; and what follows stays as it is
(assert_return (invoke "end-at" (u32.const 65532)))
(assert_return (invoke "bools" (list.const (bool.const true))) (u64.const 0x5555555501555555))
(assert_return (invoke "bytes" (list.const (u8.const 255) (u8.const 1))) (u64.const 0x5555555501ff5555))
(assert_return (invoke "signed" (list.const (s8.const -1))) (u64.const 0x55555555ff555555))
(assert_return (invoke "halves" (list.const (u16.const 0x0201))) (u64.const 0x5555555502015555))
(assert_return (invoke "options" (list.const (option.some (u8.const 7)))) (u64.const 0x5555555507015555))
