;; Types that double: a few hundred bytes that would take more memory than there is.
;;
;; A type that contains the one before twice has a tree that doubles with every line, and so does a component that
;; instantiates the one before twice. Whatever walks the tree without end must not be reached: the limit is 1,000,000.

(assert_invalid
  (component
    (type $a (tuple (list u8) (list u8) (list u8) (list u8) (list u8) (list u8) (list u8) (list u8) (list u8) (list u8)))
    (type $b (tuple (list $a) (list $a) (list $a) (list $a) (list $a) (list $a) (list $a) (list $a) (list $a) (list $a)))
    (type $c (tuple (list $b) (list $b) (list $b) (list $b) (list $b) (list $b) (list $b) (list $b) (list $b) (list $b)))
    (type $d (tuple (list $c) (list $c) (list $c) (list $c) (list $c) (list $c) (list $c) (list $c) (list $c) (list $c)))
    (type $e (tuple (list $d) (list $d) (list $d) (list $d) (list $d) (list $d) (list $d) (list $d) (list $d) (list $d)))
    (type $f (tuple (list $e) (list $e) (list $e) (list $e) (list $e) (list $e) (list $e) (list $e) (list $e) (list $e))))
  "effective type size exceeds the limit of 1000000")

;; wide types are as large as they are written, and fixed-length lists cost one element however long
(component definition
  (type $l (list u64 33554431))
  (type (func (param "a" $l) (result $l))))

(assert_invalid
  (component
    (type $a (instance (export "r1" (type (sub resource))) (export "r2" (type (sub resource))) (export "r3" (type (sub resource)))
      (export "r4" (type (sub resource))) (export "r5" (type (sub resource))) (export "r6" (type (sub resource)))))
    (type $b (instance (export "a1" (instance (type $a))) (export "a2" (instance (type $a))) (export "a3" (instance (type $a)))
      (export "a4" (instance (type $a))) (export "a5" (instance (type $a))) (export "a6" (instance (type $a)))))
    (type $c (instance (export "a1" (instance (type $b))) (export "a2" (instance (type $b))) (export "a3" (instance (type $b)))
      (export "a4" (instance (type $b))) (export "a5" (instance (type $b))) (export "a6" (instance (type $b)))))
    (type $d (instance (export "a1" (instance (type $c))) (export "a2" (instance (type $c))) (export "a3" (instance (type $c)))
      (export "a4" (instance (type $c))) (export "a5" (instance (type $c))) (export "a6" (instance (type $c)))))
    (type $e (instance (export "a1" (instance (type $d))) (export "a2" (instance (type $d))) (export "a3" (instance (type $d)))
      (export "a4" (instance (type $d))) (export "a5" (instance (type $d))) (export "a6" (instance (type $d)))))
    (type $f (instance (export "a1" (instance (type $e))) (export "a2" (instance (type $e))) (export "a3" (instance (type $e)))
      (export "a4" (instance (type $e))) (export "a5" (instance (type $e))) (export "a6" (instance (type $e)))))
    (type $g (instance (export "a1" (instance (type $f))) (export "a2" (instance (type $f))) (export "a3" (instance (type $f)))
      (export "a4" (instance (type $f))) (export "a5" (instance (type $f))) (export "a6" (instance (type $f)))))
    (type $h (instance (export "a1" (instance (type $g))) (export "a2" (instance (type $g))) (export "a3" (instance (type $g))))))
  "effective type size exceeds the limit of 1000000")
