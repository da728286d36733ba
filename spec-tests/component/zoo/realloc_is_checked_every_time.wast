;; Transcoding calls realloc up to three times: for a first guess, to grow, to shrink. Each pointer that it returns
;; must be aligned, the last one too.
;;
;; bytecodealliance/wasmtime#13012 (GHSA-jxhv-7h78-9775): only the first was checked.

(component definition $C
  (component $Guest
    ;; returns what `answers` says, one after the other, and notes what it was asked
    (core module $Memory
      (memory (export "memory") 1)
      (global $calls (mut i32) (i32.const 0))
      (func (export "answer") (param $call i32) (param $pointer i32)
        (i32.store (i32.add (i32.const 512) (i32.shl (local.get $call) (i32.const 2))) (local.get $pointer)))
      (func (export "asked") (param $call i32) (param $what i32) (result i32)
        (if (i32.ge_u (local.get $call) (global.get $calls)) (then (return (i32.const -1))))
        (i32.load (i32.add (i32.shl (local.get $call) (i32.const 4)) (i32.shl (local.get $what) (i32.const 2)))))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32)
        (local $at i32)
        (local.set $at (i32.shl (global.get $calls) (i32.const 4)))
        (i32.store (local.get $at) (local.get 0))
        (i32.store offset=4 (local.get $at) (local.get 1))
        (i32.store offset=8 (local.get $at) (local.get 2))
        (i32.store offset=12 (local.get $at) (local.get 3))
        (local.set $at (i32.add (i32.const 512) (i32.shl (global.get $calls) (i32.const 2))))
        (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
        (i32.load (local.get $at)))
      (func (export "take") (param i32 i32) (result i32) (local.get 1)))
    (core instance $m (instantiate $Memory))
    (func (export "answer") (param "call" u32) (param "pointer" u32) (canon lift (core func $m "answer")))
    (func (export "asked") (param "call" u32) (param "what" u32) (result u32) (canon lift (core func $m "asked")))
    (func (export "utf8") (param "s" string) (result u32)
      (canon lift (core func $m "take") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))))
    (func (export "utf16") (param "s" string) (result u32)
      (canon lift (core func $m "take") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))
        string-encoding=utf16))
    (func (export "latin1") (param "s" string) (result u32)
      (canon lift (core func $m "take") (memory (core memory $m "memory")) (realloc (core func $m "realloc"))
        string-encoding=latin1+utf16))
  )
  (component $Caller
    (import "utf8" (func $to-utf8 (param "s" string) (result u32)))
    (import "utf16" (func $to-utf16 (param "s" string) (result u32)))
    (import "latin1" (func $to-latin1 (param "s" string) (result u32)))
    (core module $Memory (memory (export "memory") 1)
      (data (i32.const 16) "n\c3\a9")            ;; né in UTF-8
      (data (i32.const 32) "n\00\e9\00")         ;; in UTF-16
      (data (i32.const 48) "n\e9")               ;; in Latin-1
      (data (i32.const 64) "n\c5\91")            ;; nő in UTF-8
      (data (i32.const 80) "n\00\51\01"))
    (core instance $memory (instantiate $Memory))
    (core func $from-utf8-to-utf8 (canon lower (func $to-utf8) (memory (core memory $memory "memory"))))
    (core func $from-utf8-to-utf16 (canon lower (func $to-utf16) (memory (core memory $memory "memory"))))
    (core func $from-utf8-to-latin1 (canon lower (func $to-latin1) (memory (core memory $memory "memory"))))
    (core func $from-utf16-to-utf8 (canon lower (func $to-utf8) (memory (core memory $memory "memory"))
      string-encoding=utf16))
    (core func $from-utf16-to-utf16 (canon lower (func $to-utf16) (memory (core memory $memory "memory"))
      string-encoding=utf16))
    (core func $from-utf16-to-latin1 (canon lower (func $to-latin1) (memory (core memory $memory "memory"))
      string-encoding=utf16))
    (core func $from-latin1-to-utf8 (canon lower (func $to-utf8) (memory (core memory $memory "memory"))
      string-encoding=latin1+utf16))
    (core func $from-latin1-to-utf16 (canon lower (func $to-utf16) (memory (core memory $memory "memory"))
      string-encoding=latin1+utf16))
    (core func $from-latin1-to-latin1 (canon lower (func $to-latin1) (memory (core memory $memory "memory"))
      string-encoding=latin1+utf16))
    (func (export "from-utf8-to-utf8") (param "at" u32) (param "length" u32) (result u32) (canon lift
      (core func $from-utf8-to-utf8)))
    (func (export "from-utf8-to-utf16") (param "at" u32) (param "length" u32) (result u32) (canon lift
      (core func $from-utf8-to-utf16)))
    (func (export "from-utf8-to-latin1") (param "at" u32) (param "length" u32) (result u32) (canon lift
      (core func $from-utf8-to-latin1)))
    (func (export "from-utf16-to-utf8") (param "at" u32) (param "length" u32) (result u32) (canon lift
      (core func $from-utf16-to-utf8)))
    (func (export "from-utf16-to-utf16") (param "at" u32) (param "length" u32) (result u32) (canon lift
      (core func $from-utf16-to-utf16)))
    (func (export "from-utf16-to-latin1") (param "at" u32) (param "length" u32) (result u32) (canon lift
      (core func $from-utf16-to-latin1)))
    (func (export "from-latin1-to-utf8") (param "at" u32) (param "length" u32) (result u32) (canon lift
      (core func $from-latin1-to-utf8)))
    (func (export "from-latin1-to-utf16") (param "at" u32) (param "length" u32) (result u32) (canon lift
      (core func $from-latin1-to-utf16)))
    (func (export "from-latin1-to-latin1") (param "at" u32) (param "length" u32) (result u32) (canon lift
      (core func $from-latin1-to-latin1)))
  )
  (instance $guest (instantiate $Guest))
  (instance $caller (instantiate $Caller (with "utf8" (func $guest "utf8")) (with "utf16" (func $guest "utf16")) (with
    "latin1" (func $guest "latin1"))))
  (export "answer" (func $guest "answer"))
  (export "asked" (func $guest "asked"))
  (export "utf8" (func $guest "utf8"))
  (export "utf16" (func $guest "utf16"))
  (export "latin1" (func $guest "latin1"))
  (export "from-utf8-to-utf8" (func $caller "from-utf8-to-utf8"))
  (export "from-utf8-to-utf16" (func $caller "from-utf8-to-utf16"))
  (export "from-utf8-to-latin1" (func $caller "from-utf8-to-latin1"))
  (export "from-utf16-to-utf8" (func $caller "from-utf16-to-utf8"))
  (export "from-utf16-to-utf16" (func $caller "from-utf16-to-utf16"))
  (export "from-utf16-to-latin1" (func $caller "from-utf16-to-latin1"))
  (export "from-latin1-to-utf8" (func $caller "from-latin1-to-utf8"))
  (export "from-latin1-to-utf16" (func $caller "from-latin1-to-utf16"))
  (export "from-latin1-to-latin1" (func $caller "from-latin1-to-latin1"))
)

;; UTF-8 to UTF-16: the second call gives back what was too much
(component instance $c $C)
(assert_return (invoke "answer" (u32.const 0) (u32.const 1024)))
(assert_return (invoke "answer" (u32.const 1) (u32.const 1024)))
(assert_return (invoke "from-utf8-to-utf16" (u32.const 16) (u32.const 3)) (u32.const 2))
(component instance $c $C)
(assert_return (invoke "answer" (u32.const 0) (u32.const 1024)))
(assert_return (invoke "answer" (u32.const 1) (u32.const 1025)))
(assert_trap (invoke "from-utf8-to-utf16" (u32.const 16) (u32.const 3)) "unaligned pointer")
(component instance $c $C)
(assert_return (invoke "answer" (u32.const 0) (u32.const 1025)))
(assert_return (invoke "answer" (u32.const 1) (u32.const 1024)))
(assert_trap (invoke "from-utf8-to-utf16" (u32.const 16) (u32.const 3)) "unaligned pointer")

;; UTF-8 to Latin-1 or UTF-16: the second call grows, the third gives back
(component instance $c $C)
(assert_return (invoke "answer" (u32.const 0) (u32.const 1024)))
(assert_return (invoke "answer" (u32.const 1) (u32.const 2048)))
(assert_return (invoke "answer" (u32.const 2) (u32.const 2048)))
(assert_return (invoke "from-utf8-to-latin1" (u32.const 64) (u32.const 3)) (u32.const 0x80000002))
(component instance $c $C)
(assert_return (invoke "answer" (u32.const 0) (u32.const 1024)))
(assert_return (invoke "answer" (u32.const 1) (u32.const 2049)))
(assert_return (invoke "answer" (u32.const 2) (u32.const 2048)))
(assert_trap (invoke "from-utf8-to-latin1" (u32.const 64) (u32.const 3)) "unaligned pointer")
(component instance $c $C)
(assert_return (invoke "answer" (u32.const 0) (u32.const 1024)))
(assert_return (invoke "answer" (u32.const 1) (u32.const 2048)))
(assert_return (invoke "answer" (u32.const 2) (u32.const 2049)))
(assert_trap (invoke "from-utf8-to-latin1" (u32.const 64) (u32.const 3)) "unaligned pointer")

;; UTF-8 to Latin-1: the second call gives back
(component instance $c $C)
(assert_return (invoke "answer" (u32.const 0) (u32.const 1024)))
(assert_return (invoke "answer" (u32.const 1) (u32.const 1025)))
(assert_trap (invoke "from-utf8-to-latin1" (u32.const 16) (u32.const 3)) "unaligned pointer")

;; to UTF-8 any pointer will do
(component instance $c $C)
(assert_return (invoke "answer" (u32.const 0) (u32.const 1025)))
(assert_return (invoke "answer" (u32.const 1) (u32.const 1027)))
(assert_return (invoke "answer" (u32.const 2) (u32.const 1029)))
(assert_return (invoke "from-utf16-to-utf8" (u32.const 32) (u32.const 2)) (u32.const 3))
