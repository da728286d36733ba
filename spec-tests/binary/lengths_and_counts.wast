;; Sizes that lie, and sizes that are merely odd.
;;
;; A count or length may promise more than the file holds. It is refused at once, and nothing is allocated for it. Integers
;; may be longer than they need be, within the bits of their type; sections may be empty; custom sections may stand
;; anywhere, also with names that are known.

;; Counts of 2^32 - 1 in every section.
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\06\ff\ff\ff\ff\0f\60") "length out of bounds")
(assert_malformed (module binary "\00asm\01\00\00\00" "\02\06\ff\ff\ff\ff\0f\00") "length out of bounds")
(assert_malformed (module binary "\00asm\01\00\00\00" "\03\06\ff\ff\ff\ff\0f\00") "length out of bounds")
(assert_malformed (module binary "\00asm\01\00\00\00" "\04\06\ff\ff\ff\ff\0f\70") "length out of bounds")
(assert_malformed (module binary "\00asm\01\00\00\00" "\06\06\ff\ff\ff\ff\0f\7f") "length out of bounds")
(assert_malformed (module binary "\00asm\01\00\00\00" "\07\06\ff\ff\ff\ff\0f\00") "length out of bounds")
(assert_malformed (module binary "\00asm\01\00\00\00" "\0b\06\ff\ff\ff\ff\0f\00") "length out of bounds")
;; A section, a name, a function body that claim 4 GiB.
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\ff\ff\ff\ff\0f") "length out of bounds")
(assert_malformed (module binary "\00asm\01\00\00\00" "\00\06\ff\ff\ff\ff\0f\61") "length out of bounds")
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\01\04\01\60\00\00" "\03\02\01\00" "\0a\07\01\ff\ff\ff\ff\0f\0b")
  "length out of bounds")
;; 2^32 - 1 locals, in one run and in two.
(assert_malformed
  (module binary "\00asm\01\00\00\00" "\01\04\01\60\00\00" "\03\02\01\00"
    "\0a\0d\01\0b\02\ff\ff\ff\ff\0f\7f\01\7f\0b\00\00")
  "too many locals")
;; What is merely more than we have room for is no fault of the format.
(assert_invalid
  (module binary "\00asm\01\00\00\00" "\01\04\01\60\00\00" "\03\02\01\00" "\0a\08\01\06\01\d1\86\03\7f\0b")
  "implementation limit exceeded")

;; Overlong integers are fine as long as they stay within their bits.
(module binary "\00asm\01\00\00\00"
  "\01\88\80\80\80\00"             ;; type section, size 8 in five bytes
  "\81\00" "\60" "\80\80\00" "\80\00"  ;; one type: no parameters, no results
  "\03\83\00" "\01\80\00"          ;; one function of type 0
  "\0a\04\01\02\00\0b")
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\88\80\80\80\10") "integer too large")
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\88\80\80\80\80\00") "integer representation too long")

;; Empty sections, and custom sections between all of them, one of them called "name" and broken.
(module binary "\00asm\01\00\00\00"
  "\00\01\00" "\01\01\00" "\00\02\01x" "\02\01\00" "\03\01\00" "\04\01\00" "\05\01\00" "\0d\01\00" "\06\01\00"
  "\07\01\00" "\09\01\00" "\0c\01\00" "\0a\01\00" "\00\07\04name\ff\ff" "\0b\01\00" "\00\04\03end")

;; Sections twice, or in the wrong order.
(assert_malformed (module binary "\00asm\01\00\00\00" "\01\01\00" "\01\01\00") "unexpected content after last section")
(assert_malformed (module binary "\00asm\01\00\00\00" "\06\01\00" "\0d\01\00") "unexpected content after last section")
(assert_malformed (module binary "\00asm\01\00\00\00" "\0e\01\00") "malformed section id")
(assert_malformed (module binary "\00asm\01\00\00\00" "\ff\01\00") "malformed section id")

;; A text that ends too early anywhere.
(assert_malformed (module binary "") "unexpected end")
(assert_malformed (module binary "\00as") "unexpected end")
(assert_malformed (module binary "\00asm\01\00\00") "unexpected end")
(assert_malformed (module binary "\00asm\01\00\00\00\01") "unexpected end")
(assert_malformed (module binary "\00asn\01\00\00\00") "magic header not detected")
(assert_malformed (module binary "\00asm\02\00\00\00") "unknown binary version")
