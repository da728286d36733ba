// 3.4.1 Parametric instructions.
#include "interp/support/messages.hpp"
#include "interp/validation/matching.hpp"
#include "interp/validation/rules.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {

// [Instr_ok/nop]
void InstrRules::nop(V&, const Instr&) {}

// [Instr_ok/unreachable]
void InstrRules::unreachable(V& v, const Instr&) { v.set_unreachable(); }

// [Instr_ok/drop]
void InstrRules::drop(V& v, const Instr&) { v.pop({v.peek(0)}); }

// [Instr_ok/select-expl]
void InstrRules::select_expl(V& v, const Instr& instr) {
  const auto& types = instr.as<SelectTypes>().types;
  if (types.size() != 1) v.fail(phrase::invalid_result_arity, ": " + std::to_string(types.size()) + " types, not 1");
  valtype_ok(v.context_, types.front(), instr.at);
  const ValType t = close(v.context_, types.front());
  v.pop({t, t, ValKind::i32});
  v.push(t);
}

// [Instr_ok/select-impl]
void InstrRules::select_impl(V& v, const Instr&) {
  const ValType second = v.peek(1);
  const ValType first = v.peek(2);
  for (const ValType& t : {first, second}) {
    if (!t.is_ref()) continue;
    v.fail(phrase::type_mismatch, ": instruction requires numeric or vector type but stack has " + v.describe(t) +
                                      v.at_instr() + " without a type");
  }
  const ValType t = second.kind == ValKind::bot ? first : second;
  // An operand of unknown type takes the type of the other.
  v.pop({first.kind == ValKind::bot ? first : t, second.kind == ValKind::bot ? second : t, ValKind::i32});
  v.push(t);
}

}  // namespace touchstone::wasm
