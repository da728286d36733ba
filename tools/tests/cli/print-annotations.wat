;; Names that no identifier can say, hints, producers and custom sections are annotations.
;; RUN: print %
(module (@name "")
  (@custom "first" (before first) "\00")
  (@producers (language "WAT" "1") (processed-by "hand" ""))
  (func $f (@name "f g") (param $x (@name "x") i32) (local (@name "x") i64)
    (block $l (@name "")
      (@metadata.code.branch_hint "\01") (br_if $l (local.get $x))))
  (func (@name "f g")))
