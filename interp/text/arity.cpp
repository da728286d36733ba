// Printing: see arity.hpp.
#include "interp/text/arity.hpp"

#include <algorithm>
#include <array>

namespace touchstone::wasm {

namespace {

u32 size32(const ResultType& ts) { return static_cast<u32>(ts.size()); }

/// `extra` operands and those of the function type.
Arity call(const FuncType* ft, u32 extra) {
  if (ft == nullptr) return {extra, 0};
  return {size32(ft->params) + extra, size32(ft->results)};
}

/// "i32 i32 -> i32" as numbers.
Arity of_signature(std::string_view signature) {
  Arity out;
  bool results = false;
  while (!signature.empty()) {
    const std::string_view word = signature.substr(0, signature.find(' '));
    signature.remove_prefix(std::min(signature.size(), word.size() + 1));
    if (word == "->") {
      results = true;
    } else if (!word.empty()) {
      ++(results ? out.out : out.in);
    }
  }
  return out;
}

u32 branch(const std::vector<u32>& labels, LabelIdx l) {
  return l.value < labels.size() ? labels[labels.size() - 1 - l.value] : 0;
}

u32 field_count(const PrintContext& context, u32 x) {
  if (x >= context.subtypes.size()) return 0;
  const auto* type = std::get_if<StructType>(&context.subtypes[x]->comp);
  return type == nullptr ? 0 : static_cast<u32>(type->fields.size());
}

/// What a switch takes is all but the last parameter; what it leaves are the parameters of the type that this one has.
Arity switch_arity(const PrintContext& context, const TypeTag& imm) {
  const FuncType* ft = context.functype_of_cont(imm.type.value);
  if (ft == nullptr || ft->params.empty()) return {1, 0};
  const ValType& last = ft->params.back();
  const bool known = last.is_ref() && last.heap.kind == HeapKind::index;
  return {size32(ft->params), known ? call(context.functype_of_cont(last.heap.index), 0).in : 0};
}

Arity control(const PrintContext& context, const Instr& instr, const std::vector<u32>& labels) {
  switch (instr.op) {
  case Op::br: return {branch(labels, instr.as<LabelIdx>()), 0};
  case Op::br_if: {
    const u32 n = branch(labels, instr.as<LabelIdx>());
    return {n + 1, n};
  }
  case Op::br_table: return {branch(labels, instr.as<BrTable>().default_) + 1, 0};
  case Op::br_on_null: {
    const u32 n = branch(labels, instr.as<LabelIdx>());
    return {n + 1, n + 1};
  }
  case Op::br_on_non_null: {
    const u32 n = std::max(1U, branch(labels, instr.as<LabelIdx>()));
    return {n, n - 1};
  }
  case Op::br_on_cast:
  case Op::br_on_cast_fail: {
    const u32 n = branch(labels, instr.as<std::shared_ptr<const BrOnCast>>()->label);
    return {n, n};
  }
  case Op::return_: return {labels.front(), 0};
  case Op::call:
  case Op::return_call: return call(context.type_of_func(instr.as<FuncIdx>().value), 0);
  case Op::call_ref:
  case Op::return_call_ref: return call(context.functype_at(instr.as<TypeIdx>().value), 1);
  case Op::call_indirect:
  case Op::return_call_indirect: return call(context.functype_at(instr.as<CallIndirect>().type.value), 1);
  case Op::catch_:
  case Op::catch_all:
  case Op::delegate: return {0, 0};
  case Op::struct_new_desc: {
    const u32 fields = field_count(context, instr.as<TypeIdx>().value);
    return {fields + 1, 1};
  }
  case Op::br_on_cast_desc_eq:
  case Op::br_on_cast_desc_eq_fail: {
    const u32 n = branch(labels, instr.as<std::shared_ptr<const BrOnCast>>()->label);
    return {n + 1, n};
  }
  case Op::suspend: return call(context.type_of_tag(instr.as<TagIdx>().value), 0);
  case Op::cont_bind: {
    const u32 from = call(context.functype_of_cont(instr.as<TypeType>().first.value), 1).in;
    const u32 to = call(context.functype_of_cont(instr.as<TypeType>().second.value), 0).in;
    return {from - std::min(from, to), 1};
  }
  case Op::resume: return call(context.functype_of_cont(instr.as<std::shared_ptr<const Resume>>()->type.value), 1);
  case Op::resume_throw: {
    const Resume& resume = *instr.as<std::shared_ptr<const Resume>>();
    return {call(context.type_of_tag(resume.tag.value), 1).in,
            call(context.functype_of_cont(resume.type.value), 0).out};
  }
  case Op::resume_throw_ref:
    return {2, call(context.functype_of_cont(instr.as<std::shared_ptr<const Resume>>()->type.value), 0).out};
  case Op::switch_: return switch_arity(context, instr.as<TypeTag>());
  case Op::throw_: return call(context.type_of_tag(instr.as<TagIdx>().value), 0);
  case Op::struct_new: return {field_count(context, instr.as<TypeIdx>().value), 1};
  case Op::array_new_fixed: return {instr.as<TypeN>().n, 1};
  default: return {0, 1};
  }
}

/// Instructions whose signature depends on types, but not on how many there are.
struct Fixed {
  Op op;
  Arity arity;
};
constexpr std::array fixed = {
    Fixed{Op::unreachable, {0, 0}},
    Fixed{Op::drop, {1, 0}},
    Fixed{Op::select, {3, 1}},
    Fixed{Op::select_t, {3, 1}},
    Fixed{Op::throw_ref, {1, 0}},
    Fixed{Op::rethrow, {0, 0}},
    Fixed{Op::memory_discard, {2, 0}},
    Fixed{Op::cont_new, {1, 1}},
    Fixed{Op::struct_new_default_desc, {1, 1}},
    Fixed{Op::ref_get_desc, {1, 1}},
    Fixed{Op::ref_cast_desc_eq, {2, 1}},
    Fixed{Op::ref_cast_desc_eq_null, {2, 1}},
    Fixed{Op::local_get, {0, 1}},
    Fixed{Op::local_set, {1, 0}},
    Fixed{Op::local_tee, {1, 1}},
    Fixed{Op::global_get, {0, 1}},
    Fixed{Op::global_set, {1, 0}},
    Fixed{Op::table_get, {1, 1}},
    Fixed{Op::table_set, {2, 0}},
    Fixed{Op::table_init, {3, 0}},
    Fixed{Op::table_copy, {3, 0}},
    Fixed{Op::table_grow, {2, 1}},
    Fixed{Op::table_size, {0, 1}},
    Fixed{Op::table_fill, {3, 0}},
    Fixed{Op::memory_copy, {3, 0}},
    Fixed{Op::ref_null, {0, 1}},
    Fixed{Op::ref_is_null, {1, 1}},
    Fixed{Op::ref_func, {0, 1}},
    Fixed{Op::ref_as_non_null, {1, 1}},
    Fixed{Op::ref_test, {1, 1}},
    Fixed{Op::ref_test_null, {1, 1}},
    Fixed{Op::ref_cast, {1, 1}},
    Fixed{Op::ref_cast_null, {1, 1}},
    Fixed{Op::struct_new_default, {0, 1}},
    Fixed{Op::struct_get, {1, 1}},
    Fixed{Op::struct_get_s, {1, 1}},
    Fixed{Op::struct_get_u, {1, 1}},
    Fixed{Op::struct_set, {2, 0}},
    Fixed{Op::array_new, {2, 1}},
    Fixed{Op::array_new_default, {1, 1}},
    Fixed{Op::array_new_data, {2, 1}},
    Fixed{Op::array_new_elem, {2, 1}},
    Fixed{Op::array_get, {2, 1}},
    Fixed{Op::array_get_s, {2, 1}},
    Fixed{Op::array_get_u, {2, 1}},
    Fixed{Op::array_set, {3, 0}},
    Fixed{Op::array_fill, {4, 0}},
    Fixed{Op::array_copy, {5, 0}},
    Fixed{Op::array_init_data, {4, 0}},
    Fixed{Op::array_init_elem, {4, 0}},
    Fixed{Op::any_convert_extern, {1, 1}},
    Fixed{Op::extern_convert_any, {1, 1}},
    Fixed{Op::ref_i31, {1, 1}},
};

}  // namespace

const BlockType& block_type(const Instr& instr) {
  if (instr.op == Op::try_table) return instr.as<std::shared_ptr<const TryTable>>()->type;
  return instr.as<BlockType>();
}

Arity block_arity(const PrintContext& context, const BlockType& type) {
  switch (type.kind) {
  case BlockType::Kind::none: return {0, 0};
  case BlockType::Kind::value: return {0, 1};
  case BlockType::Kind::type: return call(context.functype_at(type.type.value), 0);
  }
  throw Crash("unknown block type");
}

Arity arity(const PrintContext& context, const Instr& instr, const std::vector<u32>& labels) {
  const std::string_view signature = info(instr.op).signature;
  if (signature != "*") return of_signature(signature);
  const auto found = std::find_if(fixed.begin(), fixed.end(), [&](const Fixed& f) { return f.op == instr.op; });
  return found != fixed.end() ? found->arity : control(context, instr, labels);
}

}  // namespace touchstone::wasm
