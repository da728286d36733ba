;; Custom sections whose content is known: producers, branch hints, names.
;; RUN: dump %
(module
  (@producers (language "WAT" "1") (processed-by "hand" "") (processed-by "eye" "2"))
  (@custom "notes" (before first) "any bytes")
  (func $f (param $x i32)
    (block $l
      (@metadata.code.branch_hint "\01") (br_if $l (local.get $x)))))
