// 3.4 Instructions: the rules, one function for each rule or family of rules, in the chapter's order.
//
// Each function checks one instruction and applies its type to the validator's stacks. Letters as in the
// specification: t value type, rt reference type, ht heap type, ft field type, zt storage type, x and y indices, l label.
// `binding` says which rule an instruction has; rules.cpp holds that table.
#pragma once

#include <string_view>
#include <utility>

#include "interp/validation/instructions.hpp"

namespace touchstone::wasm {

struct InstrRules {
  using V = InstructionValidator;

  // parametric.cpp
  static void nop(V& v, const Instr& instr);
  static void unreachable(V& v, const Instr& instr);
  static void drop(V& v, const Instr& instr);
  static void select_expl(V& v, const Instr& instr);
  static void select_impl(V& v, const Instr& instr);

  // control.cpp
  static void block(V& v, const Instr& instr);
  static void loop(V& v, const Instr& instr);
  static void if_(V& v, const Instr& instr);
  static void else_(V& v, const Instr& instr);
  static void end(V& v, const Instr& instr);
  static void br(V& v, const Instr& instr);
  static void br_if(V& v, const Instr& instr);
  static void br_table(V& v, const Instr& instr);
  static void br_on_null(V& v, const Instr& instr);
  static void br_on_non_null(V& v, const Instr& instr);
  static void br_on_cast(V& v, const Instr& instr);
  static void br_on_cast_fail(V& v, const Instr& instr);
  static void return_(V& v, const Instr& instr);
  static void call(V& v, const Instr& instr);
  static void call_ref(V& v, const Instr& instr);
  static void call_indirect(V& v, const Instr& instr);
  static void return_call(V& v, const Instr& instr);
  static void return_call_ref(V& v, const Instr& instr);
  static void return_call_indirect(V& v, const Instr& instr);
  static void throw_(V& v, const Instr& instr);
  static void throw_ref(V& v, const Instr& instr);
  static void try_table(V& v, const Instr& instr);
  static std::pair<RefType, RefType> cast_types(const V& v, const BrOnCast& cast);
  static void branch_on_cast(V& v, LabelIdx l, const RefType& from, const RefType& taken, const RefType& left,
                             const RefType* descriptor = nullptr);
  static const FuncType& callee(const V& v, FuncIdx x);
  static std::pair<const FuncType&, ValType> indirect_callee(const V& v, const CallIndirect& imm);
  static void tail(const V& v, const FuncType& ft);
  static TypeSpan tag_params(const V& v, TagIdx x);
  static TypeSpan exception_params(const V& v, TagIdx x);
  static void catch_ok(V& v, const Catch& handler);

  // legacy_exceptions.cpp
  static void catch_(V& v, const Instr& instr);
  static void catch_all(V& v, const Instr& instr);
  static void rethrow(V& v, const Instr& instr);
  static void delegate(V& v, const Instr& instr);
  static void begin_handler(V& v, Op op);

  // stack_switching.cpp
  static void cont_new(V& v, const Instr& instr);
  static void cont_bind(V& v, const Instr& instr);
  static void suspend(V& v, const Instr& instr);
  static void resume(V& v, const Instr& instr);
  static void resume_throw(V& v, const Instr& instr);
  static void resume_throw_ref(V& v, const Instr& instr);
  static void switch_(V& v, const Instr& instr);
  static const FuncType& continuation(const V& v, TypeIdx x);
  static const FuncType& continuation(const V& v, const ValType& t, TypeSpan from);
  static void handlers_ok(const V& v, const Resume& resume, TypeSpan results);
  static void require_castable(const V& v, const RefType& rt);

  // descriptors.cpp
  static void struct_new_desc(V& v, const Instr& instr);
  static void struct_new_default_desc(V& v, const Instr& instr);
  static void ref_get_desc(V& v, const Instr& instr);
  static void ref_cast_desc_eq(V& v, const Instr& instr);
  static void br_on_cast_desc_eq(V& v, const Instr& instr);
  static void br_on_cast_desc_eq_fail(V& v, const Instr& instr);
  static RefType descriptor_of(const V& v, const RefType& rt);
  static ValType made(const V& v, const DefType* dt);

  // variable.cpp
  static void local_get(V& v, const Instr& instr);
  static void local_set(V& v, const Instr& instr);
  static void local_tee(V& v, const Instr& instr);
  static void global_get(V& v, const Instr& instr);
  static void global_set(V& v, const Instr& instr);
  static const ValType& local(const V& v, LocalIdx x);
  static const GlobalType& global(const V& v, GlobalIdx x);

  // table.cpp
  static void table_get(V& v, const Instr& instr);
  static void table_set(V& v, const Instr& instr);
  static void table_size(V& v, const Instr& instr);
  static void table_grow(V& v, const Instr& instr);
  static void table_fill(V& v, const Instr& instr);
  static void table_copy(V& v, const Instr& instr);
  static void table_init(V& v, const Instr& instr);
  static void elem_drop(V& v, const Instr& instr);
  static const RefType& elem(const V& v, ElemIdx x);

  // memory.cpp
  static void access(V& v, const Instr& instr);
  static void access_lane(V& v, const Instr& instr);
  static void memory_size(V& v, const Instr& instr);
  static void memory_grow(V& v, const Instr& instr);
  static void memory_fill(V& v, const Instr& instr);
  static void memory_copy(V& v, const Instr& instr);
  static void memory_init(V& v, const Instr& instr);
  static void data_drop(V& v, const Instr& instr);
  static void memory_discard(V& v, const Instr& instr);
  static void memarg_ok(const V& v, const MemArg& memarg, AddrType at);
  static void data(const V& v, DataIdx x);

  // reference.cpp
  static void ref_null(V& v, const Instr& instr);
  static void ref_func(V& v, const Instr& instr);
  static void ref_is_null(V& v, const Instr& instr);
  static void ref_as_non_null(V& v, const Instr& instr);
  static void ref_eq(V& v, const Instr& instr);
  static void ref_test(V& v, const Instr& instr);
  static void ref_cast(V& v, const Instr& instr);
  static RefType tested(V& v, const Instr& instr);

  // aggregate.cpp
  static void struct_new(V& v, const Instr& instr);
  static void struct_new_default(V& v, const Instr& instr);
  static void struct_get(V& v, const Instr& instr);
  static void struct_set(V& v, const Instr& instr);
  static void array_new(V& v, const Instr& instr);
  static void array_new_default(V& v, const Instr& instr);
  static void array_new_fixed(V& v, const Instr& instr);
  static void array_new_elem(V& v, const Instr& instr);
  static void array_new_data(V& v, const Instr& instr);
  static void array_get(V& v, const Instr& instr);
  static void array_set(V& v, const Instr& instr);
  static void array_len(V& v, const Instr& instr);
  static void array_fill(V& v, const Instr& instr);
  static void array_copy(V& v, const Instr& instr);
  static void array_init_data(V& v, const Instr& instr);
  static void array_init_elem(V& v, const Instr& instr);
  static void ref_i31(V& v, const Instr& instr);
  static void i31_get(V& v, const Instr& instr);
  static void any_convert_extern(V& v, const Instr& instr);
  static void extern_convert_any(V& v, const Instr& instr);
  static const StructType& structure(const V& v, const DefType* dt, TypeIdx x);
  static const FieldType& field(const V& v, const StructType& st, FieldIdx i);
  static const FieldType& element(const V& v, const DefType* dt, TypeIdx x);
  static void require_mutable(const V& v, const FieldType& ft);
  static void require_numeric(const V& v, const FieldType& ft);
  static void require_elements(const V& v, const RefType& rt, const FieldType& ft);

  // numeric.cpp
  static void numeric(V& v, const Instr& instr);
  static void lane(V& v, const Instr& instr);
  static void shuffle(V& v, const Instr& instr);

  /// Applies the row's signature, with `addr` read as `address`.
  static void apply(V& v, Op op, ValKind address);
};

/// What the validator must know of an instruction: its rule, the rule's name for errors, its feature.
struct Binding {
  void (*rule)(InstructionValidator&, const Instr&) = nullptr;
  std::string_view id;
  Feature feature = Feature::mvp;
};
const Binding& binding(Op op);

/// [Instr_const/*] The instruction may occur in a constant expression.
bool is_constant(const Context& context, const Instr& instr);

/// ", which needs `extended-const`" for one that is not, if that is the reason.
std::string needed_to_be_constant(const Context& context, const Instr& instr);

}  // namespace touchstone::wasm
