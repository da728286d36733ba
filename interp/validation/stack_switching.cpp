// Continuations (stack-switching): cont.new, cont.bind, suspend, resume and its kin, switch.
//
// The rules are those of the proposal's explainer [stack-switching/Explainer.md#specification-changes]. Letters as there: $ct a continuation type, $ft
// the function type that it is made of, ts1 and ts2 the parameters and results of that.
#include <algorithm>

#include "interp/support/messages.hpp"
#include "interp/validation/matching.hpp"
#include "interp/validation/rules.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {

namespace {

ValType nullable(const DefType* dt) { return RefType{true, HeapType(dt)}; }

/// `[ts1] -> [ts2] <: ft`
bool match(TypeSpan ts1, TypeSpan ts2, const FuncType& ft) {
  return match_resulttype(ft.params, ts1) && match_resulttype(ts2, ft.results);
}

}  // namespace

/// `C.types[$ct] ~~ cont [ts1] -> [ts2]`
const FuncType& InstrRules::continuation(const V& v, TypeIdx x) {
  const DefType* dt = v.type_at(x);
  if (!dt->is_cont()) v.fail(phrase::non_continuation_type, " " + std::to_string(x.value));
  return dt->cont().func.def->func();
}

/// The same for a reference type, the last of `from`: it must be to a continuation type of the module.
const FuncType& InstrRules::continuation(const V& v, const ValType& t, TypeSpan from) {
  if (t.is_ref() && t.heap.kind == HeapKind::def) {
    if (t.heap.def->is_cont()) return t.heap.def->cont().func.def->func();
    const auto& types = v.context_.types;
    const auto x = std::find(types.begin(), types.end(), t.heap.def) - types.begin();
    v.fail(phrase::non_continuation_type, " " + std::to_string(x) + v.at_instr());
  }
  v.fail(phrase::type_mismatch, ": instruction requires continuation reference type but type annotation has " +
                                    v.describe(from) + v.at_instr());
}

/// Continuations cannot be cast to: `rt castable`.
void InstrRules::require_castable(const V& v, const RefType& rt) {
  if (top_of(rt.heap) == HeapKind::cont) v.fail(phrase::invalid_cast, " to continuation types" + v.at_instr());
}

// [stack-switching/cont.new]
void InstrRules::cont_new(V& v, const Instr& instr) {
  const TypeIdx x = instr.as<TypeIdx>();
  continuation(v, x);
  v.pop({nullable(v.type_at(x)->cont().func.def)});
  v.push(made(v, v.type_at(x)));
}

// [stack-switching/cont.bind]
void InstrRules::cont_bind(V& v, const Instr& instr) {
  const auto& imm = instr.as<TypeType>();
  const FuncType& from = continuation(v, imm.first);
  const FuncType& to = continuation(v, imm.second);
  if (from.params.size() < to.params.size()) {
    v.fail(phrase::type_mismatch, " in continuation arguments: " + v.describe(from.params) + " has fewer than " +
                                      v.describe(to.params) + v.at_instr());
  }
  const TypeSpan ts1 = from.params;
  const std::size_t bound = from.params.size() - to.params.size();
  if (!match(ts1.subspan(bound), from.results, to)) {
    v.fail(phrase::type_mismatch,
           " in continuation types: what is left is no sub type of " + to_string(to) + v.at_instr());
  }
  v.pop(ts1.first(bound), {nullable(v.type_at(imm.first))});
  v.push(made(v, v.type_at(imm.second)));
}

// [stack-switching/suspend]
void InstrRules::suspend(V& v, const Instr& instr) {
  const TagIdx x = instr.as<TagIdx>();
  v.pop(tag_params(v, x));
  v.push(v.context_.tags[x.value]->func().results);
}

/// `(hdl : ts2)*`
void InstrRules::handlers_ok(const V& v, const Resume& resume, TypeSpan results) {
  for (const OnClause& clause : resume.clauses) {
    const TypeSpan params = tag_params(v, clause.tag);
    const FuncType& tag = v.context_.tags[clause.tag.value]->func();
    if (clause.switch_) {
      if (!params.empty()) {
        v.fail(phrase::type_mismatch, " in tag type: a tag to switch by has no parameters" + v.at_instr());
      }
      // Both ways: who switches leaves with the results of the tag, and what it switches to ends with them.
      if (!match_resulttype(tag.results, results) || !match_resulttype(results, tag.results)) {
        v.fail(phrase::type_mismatch, " in tag type: tag has results " + v.describe(tag.results) +
                                          " but the continuation " + v.describe(results) + v.at_instr());
      }
      continue;
    }
    const TypeSpan label = v.label_at(clause.label).label_types();
    if (label.empty() || !label.back().is_ref() || label.back().heap.kind != HeapKind::def) {
      v.fail(phrase::type_mismatch, ": instruction requires concrete continuation reference type but label has " +
                                        v.describe(label) + v.at_instr());
    }
    if (!match(tag.results, results, continuation(v, label.back(), label))) {
      v.fail(phrase::type_mismatch, " in continuation type: label has " + v.describe(label) + v.at_instr());
    }
    if (!match_resulttype(params, label.first(label.size() - 1))) {
      v.fail(phrase::type_mismatch,
             ": tag has " + v.describe(params) + " but label requires " + v.describe(label) + v.at_instr());
    }
  }
}

// [stack-switching/resume]
void InstrRules::resume(V& v, const Instr& instr) {
  const Resume& imm = *instr.as<std::shared_ptr<const Resume>>();
  const FuncType& ft = continuation(v, imm.type);
  handlers_ok(v, imm, ft.results);
  v.pop(ft.params, {nullable(v.type_at(imm.type))});
  v.push(ft.results);
}

// [stack-switching/resume_throw]
void InstrRules::resume_throw(V& v, const Instr& instr) {
  const Resume& imm = *instr.as<std::shared_ptr<const Resume>>();
  const FuncType& ft = continuation(v, imm.type);
  handlers_ok(v, imm, ft.results);
  v.pop(exception_params(v, imm.tag), {nullable(v.type_at(imm.type))});
  v.push(ft.results);
}

// [stack-switching/resume_throw_ref]
void InstrRules::resume_throw_ref(V& v, const Instr& instr) {
  const Resume& imm = *instr.as<std::shared_ptr<const Resume>>();
  const FuncType& ft = continuation(v, imm.type);
  handlers_ok(v, imm, ft.results);
  v.pop({RefType{true, HeapKind::exn}, nullable(v.type_at(imm.type))});
  v.push(ft.results);
}

// [stack-switching/switch]
void InstrRules::switch_(V& v, const Instr& instr) {
  const auto& imm = instr.as<TypeTag>();
  const FuncType& ft1 = continuation(v, imm.type);
  const TypeSpan ts1 = ft1.params;
  const FuncType& ft2 = continuation(v, ts1.empty() ? ValType() : ts1.back(), ts1);
  const TypeSpan params = tag_params(v, imm.tag);
  const FuncType& tag = v.context_.tags[imm.tag.value]->func();
  if (!params.empty()) v.fail(phrase::type_mismatch, " in switch tag: it has parameters" + v.at_instr());
  if (!match_resulttype(ft1.results, tag.results) || !match_resulttype(tag.results, ft2.results)) {
    v.fail(phrase::type_mismatch, " in continuation types: results differ from those of the tag" + v.at_instr());
  }
  v.pop(ts1.first(ts1.size() - 1), {nullable(v.type_at(imm.type))});
  v.push(ft2.params);
}

}  // namespace touchstone::wasm
