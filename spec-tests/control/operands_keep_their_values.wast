;; An operand is a value, not a place.
;;
;; `local.get` pushes the value that the local has then. An engine that reads locals late, when the consumer runs, must
;; notice each write in between: by local.set, by local.tee, inside a nested block, in one arm of an if, in a loop, and
;; by the producer that writes a local directly. Results would be plausible, so every case uses a subtraction.

(module
  (func (export "set-between") (param i32) (result i32)
    local.get 0
    i32.const 7
    local.set 0
    local.get 0
    i32.sub)                          ;; old - 7

  (func (export "tee-between") (param i32) (result i32)
    local.get 0
    i32.const 7
    local.tee 0
    i32.sub)                          ;; old - 7

  (func (export "self-update") (param i32) (result i32)
    local.get 0
    local.get 0
    i32.const 1
    i32.add
    local.set 0
    local.get 0
    i32.sub)                          ;; old - (old + 1)

  (func (export "block-between") (param i32) (result i32)
    local.get 0
    block
      i32.const 7
      local.set 0
    end
    local.get 0
    i32.sub)

  (func (export "if-between") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    if
      i32.const 7
      local.set 0
    end
    local.get 0
    i32.sub)

  (func (export "loop-between") (param i32) (result i32)
    local.get 0
    loop
      local.get 0
      i32.const 1
      i32.sub
      local.tee 0
      br_if 0
    end
    local.get 0
    i32.sub)                          ;; old - 0

  (func (export "swap") (param i32 i32) (result i32 i32)
    local.get 0
    local.get 1
    local.set 0
    local.set 1
    local.get 0
    local.get 1)

  (func (export "three-deep") (param i32) (result i32)
    local.get 0                       ;; a
    local.get 0                       ;; a
    i32.const 10
    local.set 0
    local.get 0                       ;; 10
    i32.const 3
    local.set 0
    local.get 0                       ;; 3
    i32.sub                           ;; 7
    i32.sub                           ;; a - 7
    i32.sub)                          ;; a - (a - 7) = 7

  (func (export "select-late") (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.const 0
    local.tee 0
    local.tee 1
    select)

  (func (export "call-argument") (param i32) (result i32)
    local.get 0
    (local.set 0 (i32.const 100))
    local.get 0
    call $sub)
  (func $sub (param i32 i32) (result i32)
    (local.set 0 (i32.sub (local.get 0) (local.get 1)))
    (local.get 0)))

(assert_return (invoke "set-between" (i32.const 50)) (i32.const 43))
(assert_return (invoke "tee-between" (i32.const 50)) (i32.const 43))
(assert_return (invoke "self-update" (i32.const 50)) (i32.const -1))
(assert_return (invoke "block-between" (i32.const 50)) (i32.const 43))
(assert_return (invoke "if-between" (i32.const 50) (i32.const 1)) (i32.const 43))
(assert_return (invoke "if-between" (i32.const 50) (i32.const 0)) (i32.const 0))
(assert_return (invoke "loop-between" (i32.const 50)) (i32.const 50))
(assert_return (invoke "swap" (i32.const 1) (i32.const 2)) (i32.const 2) (i32.const 1))
(assert_return (invoke "three-deep" (i32.const 1000)) (i32.const 7))
(assert_return (invoke "select-late" (i32.const 5) (i32.const 6)) (i32.const 6))
(assert_return (invoke "call-argument" (i32.const 1)) (i32.const -99))
