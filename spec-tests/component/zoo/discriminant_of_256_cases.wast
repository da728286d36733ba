;; The discriminant of 256 cases is one byte: the last case is 255. Of 257 it is two.
;;
;; bytecodealliance/wasm-tools#1467 (the tag of a variant with exactly 256 cases) and bytecodealliance/wasmtime#12066
;; (the same one off, in loading and storing, "since forever"; found by passing random values around).

;; 256 cases: a byte each
(component
  (core module $Memory
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $new i32)
      (local.set $new (i32.and (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
                               (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $new) (local.get $size)))
      (memory.copy (local.get $new) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $new)))
  (type $e' (enum
    "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17" "l18" "l19"
    "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31" "l32" "l33" "l34" "l35" "l36" "l37"
    "l38" "l39" "l40" "l41" "l42" "l43" "l44" "l45" "l46" "l47" "l48" "l49" "l50" "l51" "l52" "l53" "l54" "l55"
    "l56" "l57" "l58" "l59" "l60" "l61" "l62" "l63" "l64" "l65" "l66" "l67" "l68" "l69" "l70" "l71" "l72" "l73"
    "l74" "l75" "l76" "l77" "l78" "l79" "l80" "l81" "l82" "l83" "l84" "l85" "l86" "l87" "l88" "l89" "l90" "l91"
    "l92" "l93" "l94" "l95" "l96" "l97" "l98" "l99" "l100" "l101" "l102" "l103" "l104" "l105" "l106" "l107" "l108"
    "l109" "l110" "l111" "l112" "l113" "l114" "l115" "l116" "l117" "l118" "l119" "l120" "l121" "l122" "l123" "l124"
    "l125" "l126" "l127" "l128" "l129" "l130" "l131" "l132" "l133" "l134" "l135" "l136" "l137" "l138" "l139" "l140"
    "l141" "l142" "l143" "l144" "l145" "l146" "l147" "l148" "l149" "l150" "l151" "l152" "l153" "l154" "l155" "l156"
    "l157" "l158" "l159" "l160" "l161" "l162" "l163" "l164" "l165" "l166" "l167" "l168" "l169" "l170" "l171" "l172"
    "l173" "l174" "l175" "l176" "l177" "l178" "l179" "l180" "l181" "l182" "l183" "l184" "l185" "l186" "l187" "l188"
    "l189" "l190" "l191" "l192" "l193" "l194" "l195" "l196" "l197" "l198" "l199" "l200" "l201" "l202" "l203" "l204"
    "l205" "l206" "l207" "l208" "l209" "l210" "l211" "l212" "l213" "l214" "l215" "l216" "l217" "l218" "l219" "l220"
    "l221" "l222" "l223" "l224" "l225" "l226" "l227" "l228" "l229" "l230" "l231" "l232" "l233" "l234" "l235" "l236"
    "l237" "l238" "l239" "l240" "l241" "l242" "l243" "l244" "l245" "l246" "l247" "l248" "l249" "l250" "l251" "l252"
    "l253" "l254" "l255"))
  (export $e "e" (type $e'))
  ;; $Guest gives eight bytes of the list that it is passed, $Between passes a list on
  (component $Guest
    (type $e' (enum
    "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17" "l18" "l19"
    "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31" "l32" "l33" "l34" "l35" "l36" "l37"
    "l38" "l39" "l40" "l41" "l42" "l43" "l44" "l45" "l46" "l47" "l48" "l49" "l50" "l51" "l52" "l53" "l54" "l55"
    "l56" "l57" "l58" "l59" "l60" "l61" "l62" "l63" "l64" "l65" "l66" "l67" "l68" "l69" "l70" "l71" "l72" "l73"
    "l74" "l75" "l76" "l77" "l78" "l79" "l80" "l81" "l82" "l83" "l84" "l85" "l86" "l87" "l88" "l89" "l90" "l91"
    "l92" "l93" "l94" "l95" "l96" "l97" "l98" "l99" "l100" "l101" "l102" "l103" "l104" "l105" "l106" "l107" "l108"
    "l109" "l110" "l111" "l112" "l113" "l114" "l115" "l116" "l117" "l118" "l119" "l120" "l121" "l122" "l123" "l124"
    "l125" "l126" "l127" "l128" "l129" "l130" "l131" "l132" "l133" "l134" "l135" "l136" "l137" "l138" "l139" "l140"
    "l141" "l142" "l143" "l144" "l145" "l146" "l147" "l148" "l149" "l150" "l151" "l152" "l153" "l154" "l155" "l156"
    "l157" "l158" "l159" "l160" "l161" "l162" "l163" "l164" "l165" "l166" "l167" "l168" "l169" "l170" "l171" "l172"
    "l173" "l174" "l175" "l176" "l177" "l178" "l179" "l180" "l181" "l182" "l183" "l184" "l185" "l186" "l187" "l188"
    "l189" "l190" "l191" "l192" "l193" "l194" "l195" "l196" "l197" "l198" "l199" "l200" "l201" "l202" "l203" "l204"
    "l205" "l206" "l207" "l208" "l209" "l210" "l211" "l212" "l213" "l214" "l215" "l216" "l217" "l218" "l219" "l220"
    "l221" "l222" "l223" "l224" "l225" "l226" "l227" "l228" "l229" "l230" "l231" "l232" "l233" "l234" "l235" "l236"
    "l237" "l238" "l239" "l240" "l241" "l242" "l243" "l244" "l245" "l246" "l247" "l248" "l249" "l250" "l251" "l252"
    "l253" "l254" "l255"))
    (import "e" (type $e (eq $e')))
    (core instance $memory (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory 1))
      (func (export "word") (param $ptr i32) (param $length i32) (param $at i32) (result i64)
        (i64.load (i32.add (local.get $ptr) (local.get $at)))))
    (core instance $m (instantiate $M (with "" (instance $memory))))
    (func (export "word") (param "xs" (list $e)) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (type $e' (enum
    "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17" "l18" "l19"
    "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31" "l32" "l33" "l34" "l35" "l36" "l37"
    "l38" "l39" "l40" "l41" "l42" "l43" "l44" "l45" "l46" "l47" "l48" "l49" "l50" "l51" "l52" "l53" "l54" "l55"
    "l56" "l57" "l58" "l59" "l60" "l61" "l62" "l63" "l64" "l65" "l66" "l67" "l68" "l69" "l70" "l71" "l72" "l73"
    "l74" "l75" "l76" "l77" "l78" "l79" "l80" "l81" "l82" "l83" "l84" "l85" "l86" "l87" "l88" "l89" "l90" "l91"
    "l92" "l93" "l94" "l95" "l96" "l97" "l98" "l99" "l100" "l101" "l102" "l103" "l104" "l105" "l106" "l107" "l108"
    "l109" "l110" "l111" "l112" "l113" "l114" "l115" "l116" "l117" "l118" "l119" "l120" "l121" "l122" "l123" "l124"
    "l125" "l126" "l127" "l128" "l129" "l130" "l131" "l132" "l133" "l134" "l135" "l136" "l137" "l138" "l139" "l140"
    "l141" "l142" "l143" "l144" "l145" "l146" "l147" "l148" "l149" "l150" "l151" "l152" "l153" "l154" "l155" "l156"
    "l157" "l158" "l159" "l160" "l161" "l162" "l163" "l164" "l165" "l166" "l167" "l168" "l169" "l170" "l171" "l172"
    "l173" "l174" "l175" "l176" "l177" "l178" "l179" "l180" "l181" "l182" "l183" "l184" "l185" "l186" "l187" "l188"
    "l189" "l190" "l191" "l192" "l193" "l194" "l195" "l196" "l197" "l198" "l199" "l200" "l201" "l202" "l203" "l204"
    "l205" "l206" "l207" "l208" "l209" "l210" "l211" "l212" "l213" "l214" "l215" "l216" "l217" "l218" "l219" "l220"
    "l221" "l222" "l223" "l224" "l225" "l226" "l227" "l228" "l229" "l230" "l231" "l232" "l233" "l234" "l235" "l236"
    "l237" "l238" "l239" "l240" "l241" "l242" "l243" "l244" "l245" "l246" "l247" "l248" "l249" "l250" "l251" "l252"
    "l253" "l254" "l255"))
    (import "e" (type $e (eq $e')))
    (import "word" (func $word (param "xs" (list $e)) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list $e)) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest (with "e" (type $e))))
  (instance $between (instantiate $Between (with "e" (type $e)) (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (enum.const "l0") (enum.const "l255") (enum.const "l1"))
    (u32.const 0))
  (u64.const 0x01ff00))
(assert_return
  (invoke "from-guest"
    (list.const (enum.const "l0") (enum.const "l255") (enum.const "l1"))
    (u32.const 0))
  (u64.const 0x01ff00))

(component
  (type $e' (enum
    "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17" "l18" "l19"
    "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31" "l32" "l33" "l34" "l35" "l36" "l37"
    "l38" "l39" "l40" "l41" "l42" "l43" "l44" "l45" "l46" "l47" "l48" "l49" "l50" "l51" "l52" "l53" "l54" "l55"
    "l56" "l57" "l58" "l59" "l60" "l61" "l62" "l63" "l64" "l65" "l66" "l67" "l68" "l69" "l70" "l71" "l72" "l73"
    "l74" "l75" "l76" "l77" "l78" "l79" "l80" "l81" "l82" "l83" "l84" "l85" "l86" "l87" "l88" "l89" "l90" "l91"
    "l92" "l93" "l94" "l95" "l96" "l97" "l98" "l99" "l100" "l101" "l102" "l103" "l104" "l105" "l106" "l107" "l108"
    "l109" "l110" "l111" "l112" "l113" "l114" "l115" "l116" "l117" "l118" "l119" "l120" "l121" "l122" "l123" "l124"
    "l125" "l126" "l127" "l128" "l129" "l130" "l131" "l132" "l133" "l134" "l135" "l136" "l137" "l138" "l139" "l140"
    "l141" "l142" "l143" "l144" "l145" "l146" "l147" "l148" "l149" "l150" "l151" "l152" "l153" "l154" "l155" "l156"
    "l157" "l158" "l159" "l160" "l161" "l162" "l163" "l164" "l165" "l166" "l167" "l168" "l169" "l170" "l171" "l172"
    "l173" "l174" "l175" "l176" "l177" "l178" "l179" "l180" "l181" "l182" "l183" "l184" "l185" "l186" "l187" "l188"
    "l189" "l190" "l191" "l192" "l193" "l194" "l195" "l196" "l197" "l198" "l199" "l200" "l201" "l202" "l203" "l204"
    "l205" "l206" "l207" "l208" "l209" "l210" "l211" "l212" "l213" "l214" "l215" "l216" "l217" "l218" "l219" "l220"
    "l221" "l222" "l223" "l224" "l225" "l226" "l227" "l228" "l229" "l230" "l231" "l232" "l233" "l234" "l235" "l236"
    "l237" "l238" "l239" "l240" "l241" "l242" "l243" "l244" "l245" "l246" "l247" "l248" "l249" "l250" "l251" "l252"
    "l253" "l254" "l255"))
  (export $e "e" (type $e'))
  (core module $M
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\03\00\00\00")
    (data (i32.const 16) "\ff\00\fe")
    (func (export "f") (result i32) (i32.const 0)))
  (core instance $m (instantiate $M))
  (func (export "f") (result (list $e)) (canon lift (core func $m "f") (memory (core memory $m "memory")))))
(assert_return (invoke "f") (list.const (enum.const "l255") (enum.const "l0") (enum.const "l254")))

;; 257 cases: two bytes each
(component
  (core module $Memory
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32)
      (local $new i32)
      (local.set $new (i32.and (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1)))
                               (i32.sub (i32.const 0) (local.get $align))))
      (global.set $next (i32.add (local.get $new) (local.get $size)))
      (memory.copy (local.get $new) (local.get $old)
        (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
      (local.get $new)))
  (type $e' (enum
    "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17" "l18" "l19"
    "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31" "l32" "l33" "l34" "l35" "l36" "l37"
    "l38" "l39" "l40" "l41" "l42" "l43" "l44" "l45" "l46" "l47" "l48" "l49" "l50" "l51" "l52" "l53" "l54" "l55"
    "l56" "l57" "l58" "l59" "l60" "l61" "l62" "l63" "l64" "l65" "l66" "l67" "l68" "l69" "l70" "l71" "l72" "l73"
    "l74" "l75" "l76" "l77" "l78" "l79" "l80" "l81" "l82" "l83" "l84" "l85" "l86" "l87" "l88" "l89" "l90" "l91"
    "l92" "l93" "l94" "l95" "l96" "l97" "l98" "l99" "l100" "l101" "l102" "l103" "l104" "l105" "l106" "l107" "l108"
    "l109" "l110" "l111" "l112" "l113" "l114" "l115" "l116" "l117" "l118" "l119" "l120" "l121" "l122" "l123" "l124"
    "l125" "l126" "l127" "l128" "l129" "l130" "l131" "l132" "l133" "l134" "l135" "l136" "l137" "l138" "l139" "l140"
    "l141" "l142" "l143" "l144" "l145" "l146" "l147" "l148" "l149" "l150" "l151" "l152" "l153" "l154" "l155" "l156"
    "l157" "l158" "l159" "l160" "l161" "l162" "l163" "l164" "l165" "l166" "l167" "l168" "l169" "l170" "l171" "l172"
    "l173" "l174" "l175" "l176" "l177" "l178" "l179" "l180" "l181" "l182" "l183" "l184" "l185" "l186" "l187" "l188"
    "l189" "l190" "l191" "l192" "l193" "l194" "l195" "l196" "l197" "l198" "l199" "l200" "l201" "l202" "l203" "l204"
    "l205" "l206" "l207" "l208" "l209" "l210" "l211" "l212" "l213" "l214" "l215" "l216" "l217" "l218" "l219" "l220"
    "l221" "l222" "l223" "l224" "l225" "l226" "l227" "l228" "l229" "l230" "l231" "l232" "l233" "l234" "l235" "l236"
    "l237" "l238" "l239" "l240" "l241" "l242" "l243" "l244" "l245" "l246" "l247" "l248" "l249" "l250" "l251" "l252"
    "l253" "l254" "l255" "l256"))
  (export $e "e" (type $e'))
  ;; $Guest gives eight bytes of the list that it is passed, $Between passes a list on
  (component $Guest
    (type $e' (enum
    "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17" "l18" "l19"
    "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31" "l32" "l33" "l34" "l35" "l36" "l37"
    "l38" "l39" "l40" "l41" "l42" "l43" "l44" "l45" "l46" "l47" "l48" "l49" "l50" "l51" "l52" "l53" "l54" "l55"
    "l56" "l57" "l58" "l59" "l60" "l61" "l62" "l63" "l64" "l65" "l66" "l67" "l68" "l69" "l70" "l71" "l72" "l73"
    "l74" "l75" "l76" "l77" "l78" "l79" "l80" "l81" "l82" "l83" "l84" "l85" "l86" "l87" "l88" "l89" "l90" "l91"
    "l92" "l93" "l94" "l95" "l96" "l97" "l98" "l99" "l100" "l101" "l102" "l103" "l104" "l105" "l106" "l107" "l108"
    "l109" "l110" "l111" "l112" "l113" "l114" "l115" "l116" "l117" "l118" "l119" "l120" "l121" "l122" "l123" "l124"
    "l125" "l126" "l127" "l128" "l129" "l130" "l131" "l132" "l133" "l134" "l135" "l136" "l137" "l138" "l139" "l140"
    "l141" "l142" "l143" "l144" "l145" "l146" "l147" "l148" "l149" "l150" "l151" "l152" "l153" "l154" "l155" "l156"
    "l157" "l158" "l159" "l160" "l161" "l162" "l163" "l164" "l165" "l166" "l167" "l168" "l169" "l170" "l171" "l172"
    "l173" "l174" "l175" "l176" "l177" "l178" "l179" "l180" "l181" "l182" "l183" "l184" "l185" "l186" "l187" "l188"
    "l189" "l190" "l191" "l192" "l193" "l194" "l195" "l196" "l197" "l198" "l199" "l200" "l201" "l202" "l203" "l204"
    "l205" "l206" "l207" "l208" "l209" "l210" "l211" "l212" "l213" "l214" "l215" "l216" "l217" "l218" "l219" "l220"
    "l221" "l222" "l223" "l224" "l225" "l226" "l227" "l228" "l229" "l230" "l231" "l232" "l233" "l234" "l235" "l236"
    "l237" "l238" "l239" "l240" "l241" "l242" "l243" "l244" "l245" "l246" "l247" "l248" "l249" "l250" "l251" "l252"
    "l253" "l254" "l255" "l256"))
    (import "e" (type $e (eq $e')))
    (core instance $memory (instantiate $Memory))
    (core module $M
      (import "" "memory" (memory 1))
      (func (export "word") (param $ptr i32) (param $length i32) (param $at i32) (result i64)
        (i64.load (i32.add (local.get $ptr) (local.get $at)))))
    (core instance $m (instantiate $M (with "" (instance $memory))))
    (func (export "word") (param "xs" (list $e)) (param "at" u32) (result u64)
      (canon lift (core func $m "word") (memory (core memory $memory "memory")) (realloc (core func $memory
        "realloc")))))
  (component $Between
    (type $e' (enum
    "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17" "l18" "l19"
    "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31" "l32" "l33" "l34" "l35" "l36" "l37"
    "l38" "l39" "l40" "l41" "l42" "l43" "l44" "l45" "l46" "l47" "l48" "l49" "l50" "l51" "l52" "l53" "l54" "l55"
    "l56" "l57" "l58" "l59" "l60" "l61" "l62" "l63" "l64" "l65" "l66" "l67" "l68" "l69" "l70" "l71" "l72" "l73"
    "l74" "l75" "l76" "l77" "l78" "l79" "l80" "l81" "l82" "l83" "l84" "l85" "l86" "l87" "l88" "l89" "l90" "l91"
    "l92" "l93" "l94" "l95" "l96" "l97" "l98" "l99" "l100" "l101" "l102" "l103" "l104" "l105" "l106" "l107" "l108"
    "l109" "l110" "l111" "l112" "l113" "l114" "l115" "l116" "l117" "l118" "l119" "l120" "l121" "l122" "l123" "l124"
    "l125" "l126" "l127" "l128" "l129" "l130" "l131" "l132" "l133" "l134" "l135" "l136" "l137" "l138" "l139" "l140"
    "l141" "l142" "l143" "l144" "l145" "l146" "l147" "l148" "l149" "l150" "l151" "l152" "l153" "l154" "l155" "l156"
    "l157" "l158" "l159" "l160" "l161" "l162" "l163" "l164" "l165" "l166" "l167" "l168" "l169" "l170" "l171" "l172"
    "l173" "l174" "l175" "l176" "l177" "l178" "l179" "l180" "l181" "l182" "l183" "l184" "l185" "l186" "l187" "l188"
    "l189" "l190" "l191" "l192" "l193" "l194" "l195" "l196" "l197" "l198" "l199" "l200" "l201" "l202" "l203" "l204"
    "l205" "l206" "l207" "l208" "l209" "l210" "l211" "l212" "l213" "l214" "l215" "l216" "l217" "l218" "l219" "l220"
    "l221" "l222" "l223" "l224" "l225" "l226" "l227" "l228" "l229" "l230" "l231" "l232" "l233" "l234" "l235" "l236"
    "l237" "l238" "l239" "l240" "l241" "l242" "l243" "l244" "l245" "l246" "l247" "l248" "l249" "l250" "l251" "l252"
    "l253" "l254" "l255" "l256"))
    (import "e" (type $e (eq $e')))
    (import "word" (func $word (param "xs" (list $e)) (param "at" u32) (result u64)))
    (core instance $memory (instantiate $Memory))
    (core func $word' (canon lower (func $word) (memory (core memory $memory "memory"))))
    (func (export "word") (param "xs" (list $e)) (param "at" u32) (result u64)
      (canon lift (core func $word') (memory (core memory $memory "memory")) (realloc (core func $memory "realloc")))))
  (instance $guest (instantiate $Guest (with "e" (type $e))))
  (instance $between (instantiate $Between (with "e" (type $e)) (with "word" (func $guest "word"))))
  (export "from-host" (func $guest "word"))
  (export "from-guest" (func $between "word")))
(assert_return
  (invoke "from-host"
    (list.const (enum.const "l0") (enum.const "l256") (enum.const "l1"))
    (u32.const 0))
  (u64.const 0x0000000101000000))
(assert_return
  (invoke "from-guest"
    (list.const (enum.const "l0") (enum.const "l256") (enum.const "l1"))
    (u32.const 0))
  (u64.const 0x0000000101000000))

(component
  (type $e' (enum
    "l0" "l1" "l2" "l3" "l4" "l5" "l6" "l7" "l8" "l9" "l10" "l11" "l12" "l13" "l14" "l15" "l16" "l17" "l18" "l19"
    "l20" "l21" "l22" "l23" "l24" "l25" "l26" "l27" "l28" "l29" "l30" "l31" "l32" "l33" "l34" "l35" "l36" "l37"
    "l38" "l39" "l40" "l41" "l42" "l43" "l44" "l45" "l46" "l47" "l48" "l49" "l50" "l51" "l52" "l53" "l54" "l55"
    "l56" "l57" "l58" "l59" "l60" "l61" "l62" "l63" "l64" "l65" "l66" "l67" "l68" "l69" "l70" "l71" "l72" "l73"
    "l74" "l75" "l76" "l77" "l78" "l79" "l80" "l81" "l82" "l83" "l84" "l85" "l86" "l87" "l88" "l89" "l90" "l91"
    "l92" "l93" "l94" "l95" "l96" "l97" "l98" "l99" "l100" "l101" "l102" "l103" "l104" "l105" "l106" "l107" "l108"
    "l109" "l110" "l111" "l112" "l113" "l114" "l115" "l116" "l117" "l118" "l119" "l120" "l121" "l122" "l123" "l124"
    "l125" "l126" "l127" "l128" "l129" "l130" "l131" "l132" "l133" "l134" "l135" "l136" "l137" "l138" "l139" "l140"
    "l141" "l142" "l143" "l144" "l145" "l146" "l147" "l148" "l149" "l150" "l151" "l152" "l153" "l154" "l155" "l156"
    "l157" "l158" "l159" "l160" "l161" "l162" "l163" "l164" "l165" "l166" "l167" "l168" "l169" "l170" "l171" "l172"
    "l173" "l174" "l175" "l176" "l177" "l178" "l179" "l180" "l181" "l182" "l183" "l184" "l185" "l186" "l187" "l188"
    "l189" "l190" "l191" "l192" "l193" "l194" "l195" "l196" "l197" "l198" "l199" "l200" "l201" "l202" "l203" "l204"
    "l205" "l206" "l207" "l208" "l209" "l210" "l211" "l212" "l213" "l214" "l215" "l216" "l217" "l218" "l219" "l220"
    "l221" "l222" "l223" "l224" "l225" "l226" "l227" "l228" "l229" "l230" "l231" "l232" "l233" "l234" "l235" "l236"
    "l237" "l238" "l239" "l240" "l241" "l242" "l243" "l244" "l245" "l246" "l247" "l248" "l249" "l250" "l251" "l252"
    "l253" "l254" "l255" "l256"))
  (export $e "e" (type $e'))
  (core module $M
    (memory (export "memory") 1)
    (data (i32.const 0) "\10\00\00\00\03\00\00\00")
    (data (i32.const 16) "\ff\00\00\01\01\00")
    (func (export "f") (result i32) (i32.const 0)))
  (core instance $m (instantiate $M))
  (func (export "f") (result (list $e)) (canon lift (core func $m "f") (memory (core memory $m "memory")))))
(assert_return (invoke "f") (list.const (enum.const "l255") (enum.const "l256") (enum.const "l1")))
