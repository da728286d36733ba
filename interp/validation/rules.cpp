// 3.4 Instructions: which rule each instruction has. See rules.hpp.
//
// Instructions typed by their row alone need no line here: their binding follows from the table, and the name of
// their rule from the shape of the operator, since the specification has one rule for each shape.
#include "interp/validation/rules.hpp"

#include <array>

#include "interp/validation/instruction_types.hpp"

namespace touchstone::wasm {

namespace {

constexpr bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

constexpr bool is_comparison(std::string_view operation) {
  for (const std::string_view name : {"eq", "ne", "lt", "gt", "le", "ge"}) {
    if (operation == name) return true;
    if (operation.size() == 4 && operation.substr(0, 2) == name && operation[2] == '_') return true;  // lt_s
  }
  return false;
}

/// The rule of a number or vector instruction, by its mnemonic and arity.
constexpr std::string_view numeric_rule(std::string_view text, std::string_view signature) {
  const std::size_t dot = text.find('.');
  const std::string_view type = text.substr(0, dot);
  const std::string_view operation = text.substr(dot + 1);
  const bool vector = signature.find("v128") != std::string_view::npos;
  if (signature.size() < 6) return "Instr_ok/nop";
  if (operation == "const") return vector ? "Instr_ok/vconst" : "Instr_ok/const";
  if (!vector) {
    if (operation == "eqz") return "Instr_ok/testop";
    if (is_comparison(operation)) return "Instr_ok/relop";
    if (has(operation, "wide")) return "Instr_ok/extwideop";
    if (has(operation, "128")) return "Instr_ok/wideop";
    if (signature.size() > 10) return "Instr_ok/binop";  // "i32 i32 -> i32"
    if (signature.substr(0, 3) != signature.substr(signature.size() - 3)) return "Instr_ok/cvtop";
    return "Instr_ok/unop";
  }
  if (operation == "any_true") return "Instr_ok/vvtestop";
  if (operation == "all_true") return "Instr_ok/vtestop";
  if (operation == "bitmask") return "Instr_ok/vbitmask";
  if (operation == "shuffle") return "Instr_ok/vshuffle";
  if (operation == "splat") return "Instr_ok/vsplat";
  if (has(operation, "swizzle")) return "Instr_ok/vswizzlop";
  if (has(operation, "extract_lane")) return "Instr_ok/vextract_lane";
  if (has(operation, "replace_lane")) return "Instr_ok/vreplace_lane";
  if (has(operation, "pairwise")) return "Instr_ok/vextunop";
  if (has(operation, "narrow")) return "Instr_ok/vnarrow";
  if (has(operation, "dot") && has(operation, "add")) return "Instr_ok/vextternop";
  if (has(operation, "extmul") || has(operation, "dot")) return "Instr_ok/vextbinop";
  if (has(operation, "convert") || has(operation, "trunc_") || has(operation, "extend") || has(operation, "promote") ||
      has(operation, "demote")) {
    return "Instr_ok/vcvtop";
  }
  if (is_comparison(operation)) return "Instr_ok/vrelop";
  if (signature == "v128 i32 -> v128") return "Instr_ok/vshiftop";
  const bool whole = type == "v128";
  if (signature == "v128 -> v128") return whole ? "Instr_ok/vvunop" : "Instr_ok/vunop";
  if (signature == "v128 v128 -> v128") return whole ? "Instr_ok/vvbinop" : "Instr_ok/vbinop";
  return whole ? "Instr_ok/vvternop" : "Instr_ok/vternop";
}

/// The same for atomic accesses.
constexpr std::string_view atomic_rule(std::string_view text) {
  if (has(text, ".wait")) return "#valid-memory.atomic.waitn";
  if (has(text, ".notify")) return "#valid-memory.atomic.notify";
  const bool narrow = text.ends_with("_u");
  if (has(text, "cmpxchg")) return narrow ? "#valid-atomic.rmwn.cmpxchg" : "#valid-atomic.rmw.cmpxchg";
  if (has(text, ".rmw")) return narrow ? "#valid-atomic.rmwn" : "#valid-atomic.rmw";
  if (has(text, ".load")) return narrow ? "#valid-atomic.loadn" : "#valid-atomic.load";
  return text.ends_with("store") ? "#valid-atomic.store" : "#valid-atomic.storen";
}

/// The rule of an instruction that accesses memory, by its mnemonic.
constexpr std::string_view access_rule(std::string_view text) {
  const bool load = has(text, "load");
  const std::size_t size = text.find_first_of("0123456789", text.find('.'));
  if (has(text, "atomic")) return atomic_rule(text);
  if (text.substr(0, 4) != "v128") {
    if (size == std::string_view::npos) return load ? "Instr_ok/load-val" : "Instr_ok/store-val";
    return load ? "Instr_ok/load-pack" : "Instr_ok/store-pack";
  }
  if (has(text, "_lane")) return load ? "Instr_ok/vload_lane" : "Instr_ok/vstore_lane";
  if (!load) return "Instr_ok/vstore";
  if (has(text, "splat")) return "Instr_ok/vload-splat";
  if (has(text, "zero")) return "Instr_ok/vload-zero";
  return size == std::string_view::npos ? "Instr_ok/vload-val" : "Instr_ok/vload-pack";
}

constexpr Binding by_table(ImmKind immediates, std::string_view text, std::string_view signature, Feature feature) {
  switch (immediates) {
  case ImmKind::memarg: return {InstrRules::access, access_rule(text), feature};
  case ImmKind::memarg_lane: return {InstrRules::access_lane, access_rule(text), feature};
  case ImmKind::lane: return {InstrRules::lane, numeric_rule(text, signature), feature};
  case ImmKind::shuffle: return {InstrRules::shuffle, numeric_rule(text, signature), feature};
  case ImmKind::fence: return {InstrRules::nop, "#valid-memory.atomic.fence", feature};
  case ImmKind::none:
  case ImmKind::i32_const:
  case ImmKind::i64_const:
  case ImmKind::f32_const:
  case ImmKind::f64_const:
  case ImmKind::v128_const: break;
  default: return {nullptr, {}, feature};
  }
  if (!parse_instrtype(signature).simple) return {nullptr, {}, feature};
  return {InstrRules::numeric, numeric_rule(text, signature), feature};
}

struct Own {
  Op op;
  void (*rule)(InstructionValidator&, const Instr&);
  std::string_view id;
};

using R = InstrRules;

// clang-format off
constexpr Own own_rules[] = {
    {Op::nop, R::nop, "Instr_ok/nop"},
    {Op::unreachable, R::unreachable, "Instr_ok/unreachable"},
    {Op::drop, R::drop, "Instr_ok/drop"},
    {Op::select, R::select_impl, "Instr_ok/select-impl"},
    {Op::select_t, R::select_expl, "Instr_ok/select-expl"},

    {Op::block, R::block, "Instr_ok/block"},
    {Op::loop, R::loop, "Instr_ok/loop"},
    {Op::if_, R::if_, "Instr_ok/if"},
    {Op::else_, R::else_, "Instr_ok/if"},
    {Op::end, R::end, "Expr_ok"},
    {Op::br, R::br, "Instr_ok/br"},
    {Op::br_if, R::br_if, "Instr_ok/br_if"},
    {Op::br_table, R::br_table, "Instr_ok/br_table"},
    {Op::br_on_null, R::br_on_null, "Instr_ok/br_on_null"},
    {Op::br_on_non_null, R::br_on_non_null, "Instr_ok/br_on_non_null"},
    {Op::br_on_cast, R::br_on_cast, "Instr_ok/br_on_cast"},
    {Op::br_on_cast_fail, R::br_on_cast_fail, "Instr_ok/br_on_cast_fail"},
    {Op::return_, R::return_, "Instr_ok/return"},
    {Op::call, R::call, "Instr_ok/call"},
    {Op::call_ref, R::call_ref, "Instr_ok/call_ref"},
    {Op::call_indirect, R::call_indirect, "Instr_ok/call_indirect"},
    {Op::return_call, R::return_call, "Instr_ok/return_call"},
    {Op::return_call_ref, R::return_call_ref, "Instr_ok/return_call_ref"},
    {Op::return_call_indirect, R::return_call_indirect, "Instr_ok/return_call_indirect"},
    {Op::throw_, R::throw_, "Instr_ok/throw"},
    {Op::throw_ref, R::throw_ref, "Instr_ok/throw_ref"},
    {Op::try_table, R::try_table, "Instr_ok/try_table"},

    {Op::try_, R::block, "legacy-exceptions/try"},
    {Op::catch_, R::catch_, "legacy-exceptions/catch"},
    {Op::catch_all, R::catch_all, "legacy-exceptions/catch_all"},
    {Op::delegate, R::delegate, "legacy-exceptions/delegate"},
    {Op::rethrow, R::rethrow, "legacy-exceptions/rethrow"},

    {Op::cont_new, R::cont_new, "stack-switching/cont.new"},
    {Op::cont_bind, R::cont_bind, "stack-switching/cont.bind"},
    {Op::suspend, R::suspend, "stack-switching/suspend"},
    {Op::resume, R::resume, "stack-switching/resume"},
    {Op::resume_throw, R::resume_throw, "stack-switching/resume_throw"},
    {Op::resume_throw_ref, R::resume_throw_ref, "stack-switching/resume_throw_ref"},
    {Op::switch_, R::switch_, "stack-switching/switch"},

    {Op::struct_new_desc, R::struct_new_desc, "custom-descriptors/struct.new_desc"},
    {Op::struct_new_default_desc, R::struct_new_default_desc, "custom-descriptors/struct.new_default_desc"},
    {Op::ref_get_desc, R::ref_get_desc, "custom-descriptors/ref.get_desc"},
    {Op::ref_cast_desc_eq, R::ref_cast_desc_eq, "custom-descriptors/ref.cast_desc_eq"},
    {Op::ref_cast_desc_eq_null, R::ref_cast_desc_eq, "custom-descriptors/ref.cast_desc_eq"},
    {Op::br_on_cast_desc_eq, R::br_on_cast_desc_eq, "custom-descriptors/br_on_cast_desc_eq"},
    {Op::br_on_cast_desc_eq_fail, R::br_on_cast_desc_eq_fail, "custom-descriptors/br_on_cast_desc_eq_fail"},

    {Op::memory_discard, R::memory_discard, "memory-control/memory.discard"},

    {Op::local_get, R::local_get, "Instr_ok/local.get"},
    {Op::local_set, R::local_set, "Instr_ok/local.set"},
    {Op::local_tee, R::local_tee, "Instr_ok/local.tee"},
    {Op::global_get, R::global_get, "Instr_ok/global.get"},
    {Op::global_set, R::global_set, "Instr_ok/global.set"},

    {Op::table_get, R::table_get, "Instr_ok/table.get"},
    {Op::table_set, R::table_set, "Instr_ok/table.set"},
    {Op::table_size, R::table_size, "Instr_ok/table.size"},
    {Op::table_grow, R::table_grow, "Instr_ok/table.grow"},
    {Op::table_fill, R::table_fill, "Instr_ok/table.fill"},
    {Op::table_copy, R::table_copy, "Instr_ok/table.copy"},
    {Op::table_init, R::table_init, "Instr_ok/table.init"},
    {Op::elem_drop, R::elem_drop, "Instr_ok/elem.drop"},

    {Op::memory_size, R::memory_size, "Instr_ok/memory.size"},
    {Op::memory_grow, R::memory_grow, "Instr_ok/memory.grow"},
    {Op::memory_fill, R::memory_fill, "Instr_ok/memory.fill"},
    {Op::memory_copy, R::memory_copy, "Instr_ok/memory.copy"},
    {Op::memory_init, R::memory_init, "Instr_ok/memory.init"},
    {Op::data_drop, R::data_drop, "Instr_ok/data.drop"},

    {Op::ref_null, R::ref_null, "Instr_ok/ref.null"},
    {Op::ref_func, R::ref_func, "Instr_ok/ref.func"},
    {Op::ref_is_null, R::ref_is_null, "Instr_ok/ref.is_null"},
    {Op::ref_as_non_null, R::ref_as_non_null, "Instr_ok/ref.as_non_null"},
    {Op::ref_eq, R::ref_eq, "Instr_ok/ref.eq"},
    {Op::ref_test, R::ref_test, "Instr_ok/ref.test"},
    {Op::ref_test_null, R::ref_test, "Instr_ok/ref.test"},
    {Op::ref_cast, R::ref_cast, "Instr_ok/ref.cast"},
    {Op::ref_cast_null, R::ref_cast, "Instr_ok/ref.cast"},

    {Op::struct_new, R::struct_new, "Instr_ok/struct.new"},
    {Op::struct_new_default, R::struct_new_default, "Instr_ok/struct.new_default"},
    {Op::struct_get, R::struct_get, "Instr_ok/struct.get"},
    {Op::struct_get_s, R::struct_get, "Instr_ok/struct.get"},
    {Op::struct_get_u, R::struct_get, "Instr_ok/struct.get"},
    {Op::struct_set, R::struct_set, "Instr_ok/struct.set"},
    {Op::array_new, R::array_new, "Instr_ok/array.new"},
    {Op::array_new_default, R::array_new_default, "Instr_ok/array.new_default"},
    {Op::array_new_fixed, R::array_new_fixed, "Instr_ok/array.new_fixed"},
    {Op::array_new_elem, R::array_new_elem, "Instr_ok/array.new_elem"},
    {Op::array_new_data, R::array_new_data, "Instr_ok/array.new_data"},
    {Op::array_get, R::array_get, "Instr_ok/array.get"},
    {Op::array_get_s, R::array_get, "Instr_ok/array.get"},
    {Op::array_get_u, R::array_get, "Instr_ok/array.get"},
    {Op::array_set, R::array_set, "Instr_ok/array.set"},
    {Op::array_len, R::array_len, "Instr_ok/array.len"},
    {Op::array_fill, R::array_fill, "Instr_ok/array.fill"},
    {Op::array_copy, R::array_copy, "Instr_ok/array.copy"},
    {Op::array_init_data, R::array_init_data, "Instr_ok/array.init_data"},
    {Op::array_init_elem, R::array_init_elem, "Instr_ok/array.init_elem"},
    {Op::ref_i31, R::ref_i31, "Instr_ok/ref.i31"},
    {Op::i31_get_s, R::i31_get, "Instr_ok/i31.get"},
    {Op::i31_get_u, R::i31_get, "Instr_ok/i31.get"},
    {Op::any_convert_extern, R::any_convert_extern, "Instr_ok/any.convert_extern"},
    {Op::extern_convert_any, R::extern_convert_any, "Instr_ok/extern.convert_any"},
};
// clang-format on

constexpr auto bindings = [] {
  std::array<Binding, op_count> out = {{
#define INSTR(enumerator, text, prefix, code, immediates, signature, feature, operator_) \
  by_table(ImmKind::immediates, text, signature, Feature::feature),
#include "interp/syntax/instructions.def"
  }};
  for (const Own& own : own_rules) {
    out[static_cast<u32>(own.op)].rule = own.rule;
    out[static_cast<u32>(own.op)].id = own.id;
  }
  return out;
}();

constexpr bool every_instruction_has_a_rule() {
  for (const Binding& bound : bindings) {
    if (bound.id.empty()) return false;  // not the function itself: under UBSan g++ cannot compare it with null here
  }
  return true;
}
static_assert(every_instruction_has_a_rule());

}  // namespace

const Binding& binding(Op op) { return bindings[static_cast<u32>(op)]; }

}  // namespace touchstone::wasm
