;; Options of canonical definitions, and the types of the built-ins.
;;
;; Each option is right for some definitions only, needs others or forbids them, and half of these rules are checked by no
;; upstream script: task.return with a `realloc`, a `callback` of the wrong type, an `async` that is there twice.

;; lift: `callback` needs `async` and a function of three numbers, `async` excludes `post-return`
(component definition
  (core module $m
    (memory (export "m") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable)
    (func (export "f") (param i32) (result i32) unreachable)
    (func (export "g") (param i32))
    (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
  (core instance $i (instantiate $m))
  (func async (param "x" u32) (canon lift (core func $i "f") async (callback (core func $i "cb"))))
  (func async (param "x" u32) (result u32) (canon lift (core func $i "f")))
  (func async (param "x" u32) (result string) (canon lift (core func $i "g") async (memory (core memory $i "m"))))
  ;; seventeen results are left to task.return, which takes them from memory
  (func async (param "x" u32)
    (result (tuple u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8))
    (canon lift (core func $i "g") async (memory (core memory $i "m")))))
(assert_invalid
  (component
    (core module $m (func (export "f") (result i32) unreachable) (func (export "cb") (param i32 i32) (result i32) unreachable))
    (core instance $i (instantiate $m))
    (func async (canon lift (core func $i "f") async (callback (core func $i "cb")))))
  "canonical option `callback` uses a core function with an incorrect signature")
(assert_invalid
  (component
    (core module $m (func (export "f")) (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $i (instantiate $m))
    (func async (canon lift (core func $i "f") (callback (core func $i "cb")))))
  "canonical option `callback` requires `async` to also be specified")
(assert_invalid
  (component
    (core module $m (func (export "f")) (func (export "post")))
    (core instance $i (instantiate $m))
    (func async (canon lift (core func $i "f") async (post-return (core func $i "post")))))
  "canonical option `post-return` cannot be specified together with `async`")
(assert_invalid
  (component
    (core module $m (func (export "f")))
    (core instance $i (instantiate $m))
    (func async (canon lift (core func $i "f") async async)))
  "canonical option `async` is specified more than once")
(assert_invalid
  (component
    (core module $m (func (export "f") (result i32) unreachable) (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $i (instantiate $m))
    (func async
      (canon lift (core func $i "f") async (callback (core func $i "cb")) (callback (core func $i "cb")))))
  "canonical option `callback` is specified more than once")
(assert_invalid
  (component
    (core module $m (func (export "f") (result i32) unreachable))
    (core instance $i (instantiate $m))
    (func async (canon lift (core func $i "f") async)))
  "lowered result types `[]` do not match result types `[I32]`")
(assert_invalid
  (component
    (core module $m (func (export "f")))
    (core instance $i (instantiate $m))
    (func async (result (tuple u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8))
      (canon lift (core func $i "f") async)))
  "canonical option `memory` is required")

;; lower: an asynchronous call has four flat parameters at most, and any result goes to memory; alone, `async` needs none
(component definition
  (import "f" (func $f async (param "a" u64) (param "b" u8) (param "c" u8) (param "d" u8)))
  (core func (canon lower (func $f) async)))
(assert_invalid
  (component
    (import "f" (func $f async (param "a" u8) (param "b" u8) (param "c" u8) (param "d" u8) (param "e" u8)))
    (core func (canon lower (func $f) async)))
  "canonical option `memory` is required")
(assert_invalid
  (component
    (import "f" (func $f async (result u8)))
    (core func (canon lower (func $f) async)))
  "canonical option `memory` is required")
(assert_invalid
  (component
    (core module $m (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $i (instantiate $m))
    (import "f" (func $f async))
    (core func (canon lower (func $f) async (callback (core func $i "cb")))))
  "canonical option `callback` cannot be specified for lowerings")

;; memories: of 32-bit addresses, not shared
(assert_invalid
  (component
    (core module $m (memory (export "m") 1 1 shared))
    (core instance $i (instantiate $m))
    (import "f" (func $f (param "x" string)))
    (core func (canon lower (func $f) (memory (core memory $i "m")))))
  "canonical option `memory` must be a subtype of (memory 0)")
(assert_invalid
  (component
    (core module $m (memory (export "m") i64 1))
    (core instance $i (instantiate $m))
    (import "f" (func $f (param "x" string)))
    (core func (canon lower (func $f) (memory (core memory $i "m")))))
  "requires the `component-memory64` feature")
(assert_invalid
  (component
    (core module $m (memory (export "m") 1 1 shared))
    (core instance $i (instantiate $m))
    (core func (canon waitable-set.wait (memory (core memory $i "m")))))
  "canonical option `memory` must be a subtype of (memory 0)")
(assert_invalid (component (core func (canon waitable-set.poll (memory 0)))) "memory index out of bounds")

;; task.return: memory and string-encoding, nothing else; memory only where there is something to read from it
(component definition
  (core module $m (memory (export "m") 1))
  (core instance $i (instantiate $m))
  (core func (canon task.return))
  (core func (canon task.return (result u32)))
  (core func (canon task.return (result (tuple u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8))))
  (core func (canon task.return (result string) (memory (core memory $i "m")) string-encoding=utf16)))
(assert_invalid (component (core func (canon task.return (result string)))) "canonical option `memory` is required")
(assert_invalid
  (component
    (core func (canon task.return (result (tuple u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8 u8)))))
  "canonical option `memory` is required")
(assert_invalid
  (component
    (core module $m
      (memory (export "m") 1)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable))
    (core instance $i (instantiate $m))
    (core func (canon task.return (result string)
      (memory (core memory $i "m")) (realloc (core func $i "realloc")))))
  "canonical option `realloc` cannot be specified for `task.return`")
(assert_invalid (component (core func (canon task.return async))) "canonical option `async` cannot be specified for")

;; streams and futures: the right kind of type, memory where there are elements, realloc where reading must allocate
(component definition
  (core module $m
    (memory (export "m") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable))
  (core instance $i (instantiate $m))
  (alias core export $i "m" (core memory $mem))
  (alias core export $i "realloc" (core func $realloc))
  (type $s (stream string)) (type $e (stream)) (type $f (future u8))
  (core func (canon stream.new $s))
  (core func (canon stream.read $s async (memory $mem) (realloc $realloc)))
  (core func (canon stream.write $s async (memory $mem)))
  (core func (canon stream.write $s (memory $mem)))
  (core func (canon stream.read $e async))
  (core func (canon future.read $f async (memory $mem)))
  (core func (canon future.cancel-write $f async))
  (core func (canon future.drop-writable $f)))
(assert_invalid (component (type $f (future u8)) (core func (canon stream.new $f))) "type index 0 is not a stream type")
(assert_invalid (component (type $s (stream u8)) (core func (canon future.new $s))) "type index 0 is not a future type")
(assert_invalid
  (component (type $s (stream u8)) (core func (canon future.cancel-read $s)))
  "type index 0 is not a future type")
(assert_invalid
  (component (type $t u8) (core func (canon stream.drop-readable $t)))
  "type index 0 is not a stream type")
(assert_invalid
  (component (type $t (func)) (core func (canon stream.cancel-write $t)))
  "type index 0 is not a stream type")
(assert_invalid
  (component (type $s (stream u8)) (core func (canon stream.write $s async)))
  "canonical option `memory` is required")
(assert_invalid
  (component (type $f (future u8)) (core func (canon future.read $f async)))
  "canonical option `memory` is required")
(assert_invalid
  (component
    (core module $m (memory (export "m") 1))
    (core instance $i (instantiate $m))
    (type $s (stream (list u8)))
    (core func (canon stream.read $s async (memory (core memory $i "m")))))
  "canonical option `realloc` is required")
(assert_invalid
  (component
    (core module $m (memory (export "m") 1) (func (export "post")))
    (core instance $i (instantiate $m))
    (type $s (stream u8))
    (core func (canon stream.read $s async (memory (core memory $i "m")) (post-return (core func $i "post")))))
  "canonical option `post-return` cannot be specified for `stream.read`")

;; thread-local storage: two words of one type
(component definition
  (core func (canon context.get i32 0))
  (core func (canon context.set i32 1)))
(assert_invalid (component (core func (canon context.get i32 2))) "have the indices 0 and 1")
(assert_invalid (component (core func (canon context.set i32 4294967295))) "have the indices 0 and 1")
(assert_invalid (component (core func (canon context.get f32 0))) "must have type `i32`")
(assert_invalid (component (core func (canon context.get i64 0))) "requires the `component-memory64` feature")

;; new threads: a function of one number, from a table of functions
(component definition
  (core type $f (func (param i32)))
  (core module $m (table (export "t") 1 funcref))
  (core instance $i (instantiate $m))
  (core func (canon thread.new-indirect $f (core table $i "t"))))
(assert_invalid
  (component
    (core type $f (func (param i32) (result i32)))
    (core module $m (table (export "t") 1 funcref))
    (core instance $i (instantiate $m))
    (core func (canon thread.new-indirect $f (core table $i "t"))))
  "expected a core type (func (param i32))")
(assert_invalid
  (component
    (core type $f (module))
    (core module $m (table (export "t") 1 funcref))
    (core instance $i (instantiate $m))
    (core func (canon thread.new-indirect $f (core table $i "t"))))
  "expected a core type (func (param i32))")
(assert_invalid
  (component
    (core type $f (func (param i32)))
    (core module $m (table (export "t") 1 externref))
    (core instance $i (instantiate $m))
    (core func (canon thread.new-indirect $f (core table $i "t"))))
  "expected a table of funcref")
(assert_invalid
  (component (core type $f (func (param i32))) (core func (canon thread.new-indirect $f 0)))
  "table index out of bounds")

;; built-ins behind gates that are off
(assert_invalid
  (component
    (core module $m (memory (export "m") 1))
    (core instance $i (instantiate $m))
    (core func (canon error-context.new (memory (core memory $i "m")))))
  "`error-context.new` requires the `error-context` feature")
(assert_invalid
  (component (core func (canon thread.available-parallelism)))
  "`thread.available-parallelism` requires the `shared-everything` feature")
