;; The pointer to a list is aligned to its elements, even if the list is empty or its elements are small records.
;;
;; DouglasDwyer/wasm_component_layer, commit 07ca740: arrays were loaded without regard to the alignment of their
;; elements.

(component definition $C
  (core module $M
    (memory (export "memory") 1)
    (func (export "at") (param $ptr i32) (param $length i32) (result i32)
      (i32.store (i32.const 0) (local.get $ptr))
      (i32.store (i32.const 4) (local.get $length))
      (i32.const 0)))
  (core instance $m (instantiate $M))
  (func (export "u8") (param "at" u32) (param "length" u32) (result (list u8))
    (canon lift (core func $m "at") (memory (core memory $m "memory"))))
  (func (export "u16") (param "at" u32) (param "length" u32) (result (list u16))
    (canon lift (core func $m "at") (memory (core memory $m "memory"))))
  (func (export "u64") (param "at" u32) (param "length" u32) (result (list u64))
    (canon lift (core func $m "at") (memory (core memory $m "memory"))))
  (func (export "tuple") (param "at" u32) (param "length" u32) (result (list (tuple u8 u16)))
    (canon lift (core func $m "at") (memory (core memory $m "memory"))))
  (func (export "lists") (param "at" u32) (param "length" u32) (result (list (list u8)))
    (canon lift (core func $m "at") (memory (core memory $m "memory")))))
(component instance $c $C)
(assert_return (invoke "u8" (u32.const 33) (u32.const 1)) (list.const (u8.const 0)))
(assert_return (invoke "u16" (u32.const 34) (u32.const 1)) (list.const (u16.const 0)))
(assert_return (invoke "u64" (u32.const 40) (u32.const 1)) (list.const (u64.const 0)))
(assert_return (invoke "tuple" (u32.const 34) (u32.const 1)) (list.const (tuple.const (u8.const 0) (u16.const 0))))
(assert_return (invoke "lists" (u32.const 36) (u32.const 1)) (list.const (list.const)))
(assert_trap (invoke "u16" (u32.const 33) (u32.const 1)) "list pointer is not aligned")
(component instance $c $C)
(assert_trap (invoke "u64" (u32.const 36) (u32.const 1)) "list pointer is not aligned")
(component instance $c $C)
(assert_trap (invoke "tuple" (u32.const 33) (u32.const 1)) "list pointer is not aligned")
(component instance $c $C)
(assert_trap (invoke "lists" (u32.const 34) (u32.const 1)) "list pointer is not aligned")
(component instance $c $C)
(assert_trap (invoke "u64" (u32.const 36) (u32.const 0)) "list pointer is not aligned")
