;; The length that goes with a string counts code units of the encoding that it is in: not bytes, not characters.
;;
;; WebAssembly/component-model#509, #510: the text of the specification said bytes where its program says code units.
;; bytecodealliance/wit-bindgen#1209: MoonBit returned another number. bytecodealliance/jco#75, #594, #1644 (commits
;; f497310c, 2103f729, d7b1fdef): no transcoding at first, then with the length of something else.

(component
  (core module $Memory
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $new i32)
      (local.set $new (i32.and (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
                               (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $new) (local.get $size)))
      (memory.copy (local.get $new) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $new)))
  ;; the length that arrives
  (component $Guest
    (core instance $memory (instantiate $Memory))
    (core module $M (func (export "f") (param i32 i32) (result i32) (local.get 1)))
    (core instance $m (instantiate $M))
    (func (export "utf8") (param "s" string) (result u32)
      (canon lift (core func $m "f") (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))))
    (func (export "utf16") (param "s" string) (result u32)
      (canon lift (core func $m "f") (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))
        string-encoding=utf16))
    (func (export "latin1") (param "s" string) (result u32)
      (canon lift (core func $m "f") (memory (core memory $memory "memory")) (realloc (core func $memory "realloc"))
        string-encoding=latin1+utf16))
  )
  ;; passes on what it gets, in an encoding of its own
  (component $Between
    (import "utf8" (func $utf8 (param "s" string) (result u32)))
    (import "utf16" (func $utf16 (param "s" string) (result u32)))
    (import "latin1" (func $latin1 (param "s" string) (result u32)))
    (core instance $memory (instantiate $Memory))
    (core func $utf8-utf8 (canon lower (func $utf8) (memory (core memory $memory "memory"))))
    (func (export "utf8-utf8") (param "s" string) (result u32)
      (canon lift (core func $utf8-utf8) (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc"))))
    (core func $utf8-utf16 (canon lower (func $utf16) (memory (core memory $memory "memory"))))
    (func (export "utf8-utf16") (param "s" string) (result u32)
      (canon lift (core func $utf8-utf16) (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc"))))
    (core func $utf8-latin1 (canon lower (func $latin1) (memory (core memory $memory "memory"))))
    (func (export "utf8-latin1") (param "s" string) (result u32)
      (canon lift (core func $utf8-latin1) (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc"))))
    (core func $utf16-utf8 (canon lower (func $utf8) (memory (core memory $memory "memory")) string-encoding=utf16))
    (func (export "utf16-utf8") (param "s" string) (result u32)
      (canon lift (core func $utf16-utf8) (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")) string-encoding=utf16))
    (core func $utf16-utf16 (canon lower (func $utf16) (memory (core memory $memory "memory")) string-encoding=utf16))
    (func (export "utf16-utf16") (param "s" string) (result u32)
      (canon lift (core func $utf16-utf16) (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")) string-encoding=utf16))
    (core func $utf16-latin1 (canon lower (func $latin1) (memory (core memory $memory "memory")) string-encoding=utf16))
    (func (export "utf16-latin1") (param "s" string) (result u32)
      (canon lift (core func $utf16-latin1) (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")) string-encoding=utf16))
    (core func $latin1-utf8 (canon lower (func $utf8) (memory (core memory $memory "memory"))
      string-encoding=latin1+utf16))
    (func (export "latin1-utf8") (param "s" string) (result u32)
      (canon lift (core func $latin1-utf8) (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")) string-encoding=latin1+utf16))
    (core func $latin1-utf16 (canon lower (func $utf16) (memory (core memory $memory "memory"))
      string-encoding=latin1+utf16))
    (func (export "latin1-utf16") (param "s" string) (result u32)
      (canon lift (core func $latin1-utf16) (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")) string-encoding=latin1+utf16))
    (core func $latin1-latin1 (canon lower (func $latin1) (memory (core memory $memory "memory"))
      string-encoding=latin1+utf16))
    (func (export "latin1-latin1") (param "s" string) (result u32)
      (canon lift (core func $latin1-latin1) (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")) string-encoding=latin1+utf16))
  )
  (instance $guest (instantiate $Guest))
  (instance $between (instantiate $Between
    (with "utf8" (func $guest "utf8")) (with "utf16" (func $guest "utf16")) (with "latin1" (func $guest "latin1"))))
  (export "utf8" (func $guest "utf8"))
  (export "utf16" (func $guest "utf16"))
  (export "latin1" (func $guest "latin1"))
  (export "utf8-utf8" (func $between "utf8-utf8"))
  (export "utf8-utf16" (func $between "utf8-utf16"))
  (export "utf8-latin1" (func $between "utf8-latin1"))
  (export "utf16-utf8" (func $between "utf16-utf8"))
  (export "utf16-utf16" (func $between "utf16-utf16"))
  (export "utf16-latin1" (func $between "utf16-latin1"))
  (export "latin1-utf8" (func $between "latin1-utf8"))
  (export "latin1-utf16" (func $between "latin1-utf16"))
  (export "latin1-latin1" (func $between "latin1-latin1"))
)

;; ASCII
(assert_return (invoke "utf8" (str.const "abc")) (u32.const 3))
(assert_return (invoke "utf8-utf8" (str.const "abc")) (u32.const 3))
(assert_return (invoke "utf16-utf8" (str.const "abc")) (u32.const 3))
(assert_return (invoke "latin1-utf8" (str.const "abc")) (u32.const 3))
(assert_return (invoke "utf16" (str.const "abc")) (u32.const 3))
(assert_return (invoke "utf8-utf16" (str.const "abc")) (u32.const 3))
(assert_return (invoke "utf16-utf16" (str.const "abc")) (u32.const 3))
(assert_return (invoke "latin1-utf16" (str.const "abc")) (u32.const 3))
(assert_return (invoke "latin1" (str.const "abc")) (u32.const 3))
(assert_return (invoke "utf8-latin1" (str.const "abc")) (u32.const 3))
(assert_return (invoke "utf16-latin1" (str.const "abc")) (u32.const 3))
(assert_return (invoke "latin1-latin1" (str.const "abc")) (u32.const 3))

;; Latin-1: two bytes in UTF-8
(assert_return (invoke "utf8" (str.const "né")) (u32.const 3))
(assert_return (invoke "utf8-utf8" (str.const "né")) (u32.const 3))
(assert_return (invoke "utf16-utf8" (str.const "né")) (u32.const 3))
(assert_return (invoke "latin1-utf8" (str.const "né")) (u32.const 3))
(assert_return (invoke "utf16" (str.const "né")) (u32.const 2))
(assert_return (invoke "utf8-utf16" (str.const "né")) (u32.const 2))
(assert_return (invoke "utf16-utf16" (str.const "né")) (u32.const 2))
(assert_return (invoke "latin1-utf16" (str.const "né")) (u32.const 2))
(assert_return (invoke "latin1" (str.const "né")) (u32.const 2))
(assert_return (invoke "utf8-latin1" (str.const "né")) (u32.const 2))
(assert_return (invoke "utf16-latin1" (str.const "né")) (u32.const 2))
(assert_return (invoke "latin1-latin1" (str.const "né")) (u32.const 2))

;; not Latin-1: UTF-16, which the highest bit says
(assert_return (invoke "utf8" (str.const "nő")) (u32.const 3))
(assert_return (invoke "utf8-utf8" (str.const "nő")) (u32.const 3))
(assert_return (invoke "utf16-utf8" (str.const "nő")) (u32.const 3))
(assert_return (invoke "latin1-utf8" (str.const "nő")) (u32.const 3))
(assert_return (invoke "utf16" (str.const "nő")) (u32.const 2))
(assert_return (invoke "utf8-utf16" (str.const "nő")) (u32.const 2))
(assert_return (invoke "utf16-utf16" (str.const "nő")) (u32.const 2))
(assert_return (invoke "latin1-utf16" (str.const "nő")) (u32.const 2))
(assert_return (invoke "latin1" (str.const "nő")) (u32.const 0x80000002))
(assert_return (invoke "utf8-latin1" (str.const "nő")) (u32.const 0x80000002))
(assert_return (invoke "utf16-latin1" (str.const "nő")) (u32.const 0x80000002))
(assert_return (invoke "latin1-latin1" (str.const "nő")) (u32.const 0x80000002))

;; outside of the basic plane: four bytes, or two code units
(assert_return (invoke "utf8" (str.const "😀!")) (u32.const 5))
(assert_return (invoke "utf8-utf8" (str.const "😀!")) (u32.const 5))
(assert_return (invoke "utf16-utf8" (str.const "😀!")) (u32.const 5))
(assert_return (invoke "latin1-utf8" (str.const "😀!")) (u32.const 5))
(assert_return (invoke "utf16" (str.const "😀!")) (u32.const 3))
(assert_return (invoke "utf8-utf16" (str.const "😀!")) (u32.const 3))
(assert_return (invoke "utf16-utf16" (str.const "😀!")) (u32.const 3))
(assert_return (invoke "latin1-utf16" (str.const "😀!")) (u32.const 3))
(assert_return (invoke "latin1" (str.const "😀!")) (u32.const 0x80000003))
(assert_return (invoke "utf8-latin1" (str.const "😀!")) (u32.const 0x80000003))
(assert_return (invoke "utf16-latin1" (str.const "😀!")) (u32.const 0x80000003))
(assert_return (invoke "latin1-latin1" (str.const "😀!")) (u32.const 0x80000003))

;; nothing
(assert_return (invoke "utf8" (str.const "")) (u32.const 0))
(assert_return (invoke "utf8-utf8" (str.const "")) (u32.const 0))
(assert_return (invoke "utf16-utf8" (str.const "")) (u32.const 0))
(assert_return (invoke "latin1-utf8" (str.const "")) (u32.const 0))
(assert_return (invoke "utf16" (str.const "")) (u32.const 0))
(assert_return (invoke "utf8-utf16" (str.const "")) (u32.const 0))
(assert_return (invoke "utf16-utf16" (str.const "")) (u32.const 0))
(assert_return (invoke "latin1-utf16" (str.const "")) (u32.const 0))
(assert_return (invoke "latin1" (str.const "")) (u32.const 0))
(assert_return (invoke "utf8-latin1" (str.const "")) (u32.const 0))
(assert_return (invoke "utf16-latin1" (str.const "")) (u32.const 0))
(assert_return (invoke "latin1-latin1" (str.const "")) (u32.const 0))

;; what a guest returns is as long as it says
(component
  (core module $M
    (memory (export "memory") 1)
    (data (i32.const 16) "a\00\e9\00\3d\d8\00\dec\00")  ;; aé😀c
    (func (export "f") (param $length i32) (result i32)
      (i32.store (i32.const 0) (i32.const 16))
      (i32.store (i32.const 4) (local.get $length))
      (i32.const 0)))
  (core instance $m (instantiate $M))
  (func (export "f") (param "length" u32) (result string)
    (canon lift (core func $m "f") (memory (core memory $m "memory")) string-encoding=utf16)))
(assert_return (invoke "f" (u32.const 1)) (str.const "a"))
(assert_return (invoke "f" (u32.const 2)) (str.const "aé"))
(assert_return (invoke "f" (u32.const 4)) (str.const "aé😀"))
(assert_return (invoke "f" (u32.const 5)) (str.const "aé😀c"))
(assert_trap (invoke "f" (u32.const 3)) "unpaired surrogate found")
