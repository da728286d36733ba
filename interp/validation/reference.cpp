// 3.4.6 Reference instructions.
#include "interp/support/messages.hpp"
#include "interp/validation/matching.hpp"
#include "interp/validation/rules.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {

// [Instr_ok/ref.null]
void InstrRules::ref_null(V& v, const Instr& instr) {
  const auto& ht = instr.as<HeapType>();
  heaptype_ok(v.context_, ht, instr.at);
  v.push(RefType{true, close(v.context_, ht)});
}

// [Instr_ok/ref.func]
void InstrRules::ref_func(V& v, const Instr& instr) {
  const FuncIdx x = instr.as<FuncIdx>();
  const DefType* dt = v.at(v.context_.funcs, x.value, phrase::unknown_function, "function");
  if (!v.context_.refs[x.value]) {
    v.fail(phrase::undeclared_function,
           " " + std::to_string(x.value) + ": it occurs in no global, table, element segment or export");
  }
  ValType t = RefType{false, HeapType(dt)};
  if (v.context_.features.has(Feature::custom_descriptors)) {
    t.heap.exact = x.value >= v.context_.inexact.size() || !v.context_.inexact[x.value];
  }
  v.push(t);
}

// [Instr_ok/ref.is_null]
void InstrRules::ref_is_null(V& v, const Instr&) {
  v.pop({RefType{true, v.peek_ref(0).heap}});
  v.push(ValKind::i32);
}

// [Instr_ok/ref.as_non_null]
void InstrRules::ref_as_non_null(V& v, const Instr&) {
  const HeapType ht = v.peek_ref(0).heap;
  v.pop({RefType{true, ht}});
  v.push(RefType{false, ht});
}

// [Instr_ok/ref.eq]
void InstrRules::ref_eq(V& v, const Instr&) {
  const RefType eqref{true, HeapKind::eq};
  v.pop({eqref, eqref});
  v.push(ValKind::i32);
}

/// The type that is tested for, closed. The operand may be of any type in its hierarchy: the rules guess a supertype,
/// and the greatest one serves them all.
RefType InstrRules::tested(V& v, const Instr& instr) {
  const auto& rt = instr.as<RefType>();
  reftype_ok(v.context_, rt, instr.at);
  const RefType closed = close(v.context_, rt);
  require_castable(v, closed);
  v.pop({RefType{true, top_of(closed.heap)}});
  return closed;
}

// [Instr_ok/ref.test]
void InstrRules::ref_test(V& v, const Instr& instr) {
  tested(v, instr);
  v.push(ValKind::i32);
}

// [Instr_ok/ref.cast]
void InstrRules::ref_cast(V& v, const Instr& instr) { v.push(tested(v, instr)); }

}  // namespace touchstone::wasm
