// 3.4.13 Expressions: which instructions a constant expression may hold.
#include <algorithm>

#include "interp/validation/rules.hpp"

namespace touchstone::wasm {

// [Instr_const/global.get] Before 3.0 (gc), only an imported global counts. One that does not exist is another error.
static bool is_constant_global(const Context& context, GlobalIdx x) {
  if (x.value >= context.globals.size()) return true;
  if (context.globals[x.value].mutable_) return false;
  if (context.features.has(Feature::gc)) return true;
  const auto imported = std::count_if(context.imports.begin(), context.imports.end(),
                                      [](const ExternType& xt) { return extern_kind(xt) == ExternKind::global; });
  return x.value < static_cast<u32>(imported);
}

bool is_constant(const Context& context, const Instr& instr) {
  switch (instr.op) {
  // [Instr_const/const, Instr_const/vconst]
  case Op::i32_const:
  case Op::i64_const:
  case Op::f32_const:
  case Op::f64_const:
  case Op::v128_const:
  // [Instr_const/ref.null, Instr_const/ref.func, Instr_const/ref.i31]
  case Op::ref_null:
  case Op::ref_func:
  case Op::ref_i31:
  // [Instr_const/struct.new, Instr_const/struct.new_default]
  case Op::struct_new:
  case Op::struct_new_default:
  // The same with descriptors (custom-descriptors).
  case Op::struct_new_desc:
  case Op::struct_new_default_desc:
  // [Instr_const/array.new, Instr_const/array.new_default, Instr_const/array.new_fixed]
  case Op::array_new:
  case Op::array_new_default:
  case Op::array_new_fixed:
  // [Instr_const/any.convert_extern, Instr_const/extern.convert_any]
  case Op::any_convert_extern:
  case Op::extern_convert_any:
  // [Expr_const] The delimiter of the encoding.
  case Op::end: return true;
  // [Instr_const/binop]
  case Op::i32_add:
  case Op::i32_sub:
  case Op::i32_mul:
  case Op::i64_add:
  case Op::i64_sub:
  case Op::i64_mul: return context.features.has(Feature::extended_const);
  case Op::global_get: return is_constant_global(context, instr.as<GlobalIdx>());
  default: return false;
  }
}

std::string needed_to_be_constant(const Context& context, const Instr& instr) {
  Context with = context;
  for (const Feature feature : {Feature::extended_const, Feature::gc}) {
    with.features.set(feature, true);
    if (is_constant(with, instr)) return ", which needs `" + std::string(feature_name(feature)) + "`";
  }
  return {};
}

}  // namespace touchstone::wasm
