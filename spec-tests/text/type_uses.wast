;; The identifiers of parameters in a type use are bound, wherever it stands, so each may occur once.
;;
;; In a tag nobody can refer to them, so a parser may forget to look at them.

(module
  (tag (param $x i32) (param $y i32) (param f32))
  (tag (param $x i32))  ;; another tag, another context
  (func (param $x i32)))

(assert_malformed
  (module quote "(tag (param $x i32) (param $x i32))")
  "duplicate local")
(assert_malformed
  (module quote "(tag (export \"e\") (param $x i32) (param $x i64))")
  "duplicate local")
(assert_malformed
  (module quote "(import \"m\" \"t\" (tag (param $x i32) (param $x i32)))")
  "duplicate local")
(assert_malformed
  (module quote "(tag (import \"m\" \"t\") (param $x i32) (param $x i32))")
  "duplicate local")
(assert_malformed
  (module quote "(import \"m\" \"f\" (func (param $x i32) (param $x i32)))")
  "duplicate local")
