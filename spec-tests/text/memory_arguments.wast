;; `offset=` and `align=` are words of the grammar, so in a wrong place they are unexpected; without a number they are no words.
;;
;; The offset comes first. A parser that has just taken an alignment looks for an instruction next, and must not say that it
;; does not know one called `offset=4`.

(module
  (memory 1)
  (func (drop (i32.load offset=4 align=2 (i32.const 0)))))

(assert_malformed
  (module quote "(memory 1) (func (drop (i32.load align=2 offset=4 (i32.const 0))))")
  "unexpected token")
(assert_malformed
  (module quote "(func offset=4)")
  "unexpected token")
(assert_malformed
  (module quote "(memory 1) (func (drop (i32.load offset=-4 (i32.const 0))))")
  "unknown operator")
(assert_malformed
  (module quote "(memory 1) (func (drop (i32.load align= (i32.const 0))))")
  "unknown operator")
