;; No value has 2^28 bytes or more: a type that would is refused where it is defined, however its size came about.
;;
;; bytecodealliance/wasmtime#13980, #14058: lists of fixed length, nested, overflowed the 32 bits in which sizes were
;; computed.

(assert_invalid (component (type (list u8 268435456))) "exceeds maximum byte size")
(assert_invalid (component (type (list (list u8 65536) 65536))) "exceeds maximum byte size")
(assert_invalid (component (type (list (list (list (list u64 65536) 65536) 65536) 65536))) "exceeds maximum byte size")
(assert_invalid
  (component
    (type $half (list u8 134217728))
    (type (tuple $half $half)))
  "exceeds maximum byte size")
(component definition (type (list u8 268435455)))
