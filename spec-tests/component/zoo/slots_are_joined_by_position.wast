;; Flattened cases share core values by position: the second of one case with the second of the others, however deep
;; the types are nested. A C compiler flattens structures otherwise.
;;
;; bytecodealliance/go-modules#94, #109: the `error-code` of wasi:http has cases with `option<u64>`, so one slot in
;; the middle is an `i64`; flattening as LLVM does gave an `i32`.

(component
  (type $e' (variant
    (case "timeout")
    (case "dns" (tuple (option string) (option u16)))
    (case "size" (option u64))
    (case "tls" (tuple (option u8) (option string)))))
  (export $e "error-code" (type $e'))
  (core module $M
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 256))
    ;;                          case, option, joined, string or option, length or value, value
    (func (export "joined") (param i32 i32 i64 i32 i32 i32) (result i64) (local.get 2))
    (func (export "last") (param i32 i32 i64 i32 i32 i32) (result i32)
      (i32.add (local.get 5) (i32.mul (i32.const 1000) (i32.add (local.get 4) (i32.mul (i32.const 1000)
        (local.get 3)))))))
  (core instance $m (instantiate $M))
  (func (export "joined") (param "e" $e) (result u64)
    (canon lift (core func $m "joined") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
  (func (export "last") (param "e" $e) (result u32)
    (canon lift (core func $m "last") (memory (core memory $m "memory")) (realloc (core func $m "realloc")))))
(assert_return (invoke "joined" (variant.const "timeout")) (u64.const 0))
(assert_return (invoke "joined" (variant.const "size" (option.some (u64.const 0x123456789abcdef0))))
  (u64.const 0x123456789abcdef0))
(assert_return (invoke "joined" (variant.const "size" (option.none))) (u64.const 0))
;; the pointer of the string
(assert_return (invoke "joined" (variant.const "dns" (tuple.const (option.some (str.const "nx")) (option.some
  (u16.const 7))))) (u64.const 256))
(assert_return (invoke "joined" (variant.const "tls" (tuple.const (option.some (u8.const 40)) (option.none))))
  (u64.const 40))
;; length of the string, `some`, value
(assert_return (invoke "last" (variant.const "dns" (tuple.const (option.some (str.const "nx")) (option.some
  (u16.const 7))))) (u32.const 2001007))
;; `some`, pointer, length
(assert_return (invoke "last" (variant.const "tls" (tuple.const (option.some (u8.const 40)) (option.some (str.const
  "bad"))))) (u32.const 1256003))
