;; Every case of a variant can be loaded, with its value behind the discriminant as the variant's alignment wants it,
;; not as the case's own.
;;
;; GordonSmith/component-model-cpp, commit 22c2ac4: loading failed for every case but the first.

(component
  (type $v' (variant (case "byte" u8) (case "none") (case "wide" u64) (case "half" u16) (case "text" string)))
  (export $v "v" (type $v'))
  (core module $M
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\05\00\00\00")
    (data (i32.const 16)
      "\04\ff\ff\ff\ff\ff\ff\ff\00\01\00\00\02\00\00\00"
      "\03\ff\ff\ff\ff\ff\ff\ff\34\12\ff\ff\ff\ff\ff\ff"
      "\02\ff\ff\ff\ff\ff\ff\ff\08\07\06\05\04\03\02\01"
      "\01\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff\ff"
      "\00\ff\ff\ff\ff\ff\ff\ff\09\ff\ff\ff\ff\ff\ff\ff")
    (data (i32.const 256) "hi")
    (func (export "f") (result i32) (i32.const 0)))
  (core instance $m (instantiate $M))
  (func (export "f") (result (list $v)) (canon lift (core func $m "f") (memory (core memory $m "memory")))))
(assert_return (invoke "f") (list.const
  (variant.const "text" (str.const "hi"))
  (variant.const "half" (u16.const 0x1234))
  (variant.const "wide" (u64.const 0x0102030405060708))
  (variant.const "none")
  (variant.const "byte" (u8.const 9))))
