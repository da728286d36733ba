;; Every byte of a component: a module inside of it, a component inside of it, types with indices of their own, aliases of
;; outer scopes, canonical definitions, the name section.
;; RUN: dump %
(component $top
  (type $r' (record (field "a" (list u8))))
  (import "r" (type $r (eq $r')))
  (import "i" (external-id "x") (instance $i (export "f" (func async (param "r" $r)))))
  (core module $m (func $g (export "g") (drop (i32.const 0))))
  (core instance $n (instantiate $m))
  (component $inner
    (alias outer $top $r (type $s))
    (import "s" (type (eq $s))))
  (func $h (canon lift (core func $n "g")))
  (export "h" (func $h)))
