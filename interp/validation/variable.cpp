// 3.4.3 Variable instructions: locals and globals.
#include "interp/support/messages.hpp"
#include "interp/validation/rules.hpp"

namespace touchstone::wasm {

const ValType& InstrRules::local(const V& v, LocalIdx x) {
  if (x.value >= v.locals_.size()) v.fail_unknown(x.value, v.locals_.size(), phrase::unknown_local, "local");
  return v.locals_[x.value];
}

// [Instr_ok/local.get]
void InstrRules::local_get(V& v, const Instr& instr) {
  const LocalIdx x = instr.as<LocalIdx>();
  const ValType& t = local(v, x);
  if (!v.is_set(x.value)) {
    v.fail(phrase::uninitialized_local, ": type " + v.describe(t) + " has no default value, and the local is not set" +
                                            " on every way here" + v.at_instr());
  }
  v.push(t);
}

// [Instr_ok/local.set]
void InstrRules::local_set(V& v, const Instr& instr) {
  const LocalIdx x = instr.as<LocalIdx>();
  v.pop({local(v, x)});
  v.set_local(x.value);
}

// [Instr_ok/local.tee]
void InstrRules::local_tee(V& v, const Instr& instr) {
  local_set(v, instr);
  v.push(local(v, instr.as<LocalIdx>()));
}

const GlobalType& InstrRules::global(const V& v, GlobalIdx x) {
  return v.at(v.context_.globals, x.value, phrase::unknown_global, "global");
}

// [Instr_ok/global.get]
void InstrRules::global_get(V& v, const Instr& instr) { v.push(global(v, instr.as<GlobalIdx>()).type); }

// [Instr_ok/global.set]
void InstrRules::global_set(V& v, const Instr& instr) {
  const GlobalType& gt = global(v, instr.as<GlobalIdx>());
  if (!gt.mutable_) v.fail(phrase::immutable_global, v.at_instr());
  v.pop({gt.type});
}

}  // namespace touchstone::wasm
