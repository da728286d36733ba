;; Blocks nest far deeper than anybody writes by hand.
;;
;; Compilers of switch statements emit hundreds of nested blocks. Here 1,000 of each kind are nested, branches go all the
;; way out and to the middle, and the innermost code still reaches every local.

(module
  (func (export "blocks") (param i32) (result i32)
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block block block block block block block block block
    block block block block block block block block
    local.get 0
    br_table 0 1 500 998 999
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end local.get 0 i32.const 100 i32.add local.set 0 end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end
    local.get 0)

  (func (export "loops") (param i32) (result i32)
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop loop
    loop loop loop loop loop loop loop loop
    local.get 0
    i32.const 1
    i32.sub
    local.tee 0
    br_if 999
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end end end end end end end end end
    end end end end end end end end
    local.get 0)

  (func (export "values") (param i32) (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32) block (result i32) block (result i32)
    block (result i32) block (result i32) block (result i32) block (result i32)
    local.get 0
    br 999
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end i32.const 1 i32.add end i32.const 1 i32.add end i32.const 1 i32.add
    end)

  (func (export "ifs") (param i32) (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32) local.get 0 if (result i32)
    i32.const 5
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end
    else i32.const 6 end else i32.const 6 end else i32.const 6 end else i32.const 6 end)

  (func (export "operands") (param i32) (result i32)
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0 local.get 0
    local.get 0 local.get 0 local.get 0 local.get 0
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add i32.add
    i32.add i32.add i32.add))

(assert_return (invoke "blocks" (i32.const 0)) (i32.const 100))
(assert_return (invoke "blocks" (i32.const 1)) (i32.const 101))
(assert_return (invoke "blocks" (i32.const 2)) (i32.const 2))
(assert_return (invoke "blocks" (i32.const 3)) (i32.const 3))
(assert_return (invoke "blocks" (i32.const 9)) (i32.const 9))
(assert_return (invoke "loops" (i32.const 5)) (i32.const 0))
(assert_return (invoke "values" (i32.const 5)) (i32.const 5))
(assert_return (invoke "ifs" (i32.const 1)) (i32.const 5))
(assert_return (invoke "ifs" (i32.const 0)) (i32.const 6))
(assert_return (invoke "operands" (i32.const 3)) (i32.const 3000))
