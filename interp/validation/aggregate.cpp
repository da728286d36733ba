// 3.4.7 to 3.4.9 Aggregate, scalar and external references: structures, arrays, unboxed scalars, conversions to and from host references.
#include "interp/support/messages.hpp"
#include "interp/validation/matching.hpp"
#include "interp/validation/rules.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {

namespace {

/// `(ref null $t)`: what is accessed may be.
ValType accessed(const DefType* dt) { return RefType{true, HeapType(dt)}; }

constexpr ValKind i32 = ValKind::i32;

bool is_packed(const FieldType& ft) { return ft.storage.packed != StorageType::Packed::no; }

}  // namespace

// Structures

/// The structure type at `x`.
const StructType& InstrRules::structure(const V& v, const DefType* dt, TypeIdx x) {
  if (!dt->is_struct()) v.fail(phrase::non_structure_type, " " + std::to_string(x.value));
  return dt->struct_();
}

const FieldType& InstrRules::field(const V& v, const StructType& st, FieldIdx i) {
  return v.at(st.fields, i.value, phrase::unknown_field, "field");
}

/// `(ref $t)`: what is made is never null. With custom-descriptors, its type is known exactly.
ValType InstrRules::made(const V& v, const DefType* dt) {
  ValType t = RefType{false, HeapType(dt)};
  t.heap.exact = v.context_.features.has(Feature::custom_descriptors);
  return t;
}

// [Instr_ok/struct.new]
void InstrRules::struct_new(V& v, const Instr& instr) {
  const DefType* dt = v.type_at(instr.as<TypeIdx>());
  v.require(!dt->sub.descriptor, phrase::needs_descriptor);
  ResultType ts;
  for (const FieldType& ft : structure(v, dt, instr.as<TypeIdx>()).fields) ts.push_back(unpack(ft.storage));
  v.pop(ts);
  v.push(made(v, dt));
}

// [Instr_ok/struct.new_default]
void InstrRules::struct_new_default(V& v, const Instr& instr) {
  const DefType* dt = v.type_at(instr.as<TypeIdx>());
  v.require(!dt->sub.descriptor, phrase::needs_descriptor);
  for (const FieldType& ft : structure(v, dt, instr.as<TypeIdx>()).fields) {
    if (!defaultable(unpack(ft.storage))) {
      v.fail(phrase::field_not_defaultable, ": " + v.describe(unpack(ft.storage)) + v.at_instr());
    }
  }
  v.push(made(v, dt));
}

// [Instr_ok/struct.get, $is_packtype]
void InstrRules::struct_get(V& v, const Instr& instr) {
  const auto& imm = instr.as<TypeField>();
  const DefType* dt = v.type_at(imm.type);
  const FieldType& ft = field(v, structure(v, dt, imm.type), imm.field);
  const bool extends = instr.op != Op::struct_get;
  if (extends != is_packed(ft)) {
    v.fail(is_packed(ft) ? phrase::field_packed : phrase::field_unpacked, ": " + to_string(ft) + v.at_instr());
  }
  v.pop({accessed(dt)});
  v.push(unpack(ft.storage));
}

// [Instr_ok/struct.set]
void InstrRules::struct_set(V& v, const Instr& instr) {
  const auto& imm = instr.as<TypeField>();
  const DefType* dt = v.type_at(imm.type);
  const FieldType& ft = field(v, structure(v, dt, imm.type), imm.field);
  if (!ft.mutable_) v.fail(phrase::immutable_field, " " + std::to_string(imm.field.value) + v.at_instr());
  v.pop({accessed(dt), unpack(ft.storage)});
}

// Arrays

const FieldType& InstrRules::element(const V& v, const DefType* dt, TypeIdx x) {
  if (!dt->is_array()) v.fail(phrase::non_array_type, " " + std::to_string(x.value));
  return dt->array().field;
}

void InstrRules::require_mutable(const V& v, const FieldType& ft) {
  if (!ft.mutable_) v.fail(phrase::immutable_array, v.at_instr());
}

void InstrRules::require_numeric(const V& v, const FieldType& ft) {
  if (unpack(ft.storage).is_ref()) v.fail(phrase::array_not_numeric, ": " + to_string(ft) + v.at_instr());
}

void InstrRules::require_elements(const V& v, const RefType& rt, const FieldType& ft) {
  if (match_storagetype(StorageType{StorageType::Packed::no, rt}, ft.storage)) return;
  v.fail(phrase::type_mismatch, ": element segment's type " + v.describe(ValType(rt)) +
                                    " does not match array's field type " + to_string(ft) + v.at_instr());
}

// [Instr_ok/array.new]
void InstrRules::array_new(V& v, const Instr& instr) {
  const DefType* dt = v.type_at(instr.as<TypeIdx>());
  v.pop({unpack(element(v, dt, instr.as<TypeIdx>()).storage), i32});
  v.push(made(v, dt));
}

// [Instr_ok/array.new_default]
void InstrRules::array_new_default(V& v, const Instr& instr) {
  const DefType* dt = v.type_at(instr.as<TypeIdx>());
  const ValType t = unpack(element(v, dt, instr.as<TypeIdx>()).storage);
  if (!defaultable(t)) v.fail(phrase::array_not_defaultable, ": " + v.describe(t) + v.at_instr());
  v.pop({i32});
  v.push(made(v, dt));
}

// [Instr_ok/array.new_fixed]
void InstrRules::array_new_fixed(V& v, const Instr& instr) {
  const auto& imm = instr.as<TypeN>();
  const DefType* dt = v.type_at(imm.type);
  const ValType t = unpack(element(v, dt, imm.type).storage);
  if (imm.n > v.context_.limits.array_new_fixed) {
    v.fail_rule("#impl-syntax", phrase::over_limit,
                ": " + std::to_string(imm.n) + " operands, at most " +
                    std::to_string(v.context_.limits.array_new_fixed) + v.at_instr());
  }
  v.pop(ResultType(imm.n, t));
  v.push(made(v, dt));
}

// [Instr_ok/array.new_elem]
void InstrRules::array_new_elem(V& v, const Instr& instr) {
  const auto& imm = instr.as<TypeElem>();
  const DefType* dt = v.type_at(imm.type);
  const FieldType& ft = element(v, dt, imm.type);
  require_elements(v, elem(v, imm.elem), ft);
  v.pop({i32, i32});
  v.push(made(v, dt));
}

// [Instr_ok/array.new_data]
void InstrRules::array_new_data(V& v, const Instr& instr) {
  const auto& imm = instr.as<TypeData>();
  const DefType* dt = v.type_at(imm.type);
  const FieldType& ft = element(v, dt, imm.type);
  data(v, imm.data);
  require_numeric(v, ft);
  v.pop({i32, i32});
  v.push(made(v, dt));
}

// [Instr_ok/array.get, $is_packtype]
void InstrRules::array_get(V& v, const Instr& instr) {
  const DefType* dt = v.type_at(instr.as<TypeIdx>());
  const FieldType& ft = element(v, dt, instr.as<TypeIdx>());
  const bool extends = instr.op != Op::array_get;
  if (extends != is_packed(ft)) {
    v.fail(is_packed(ft) ? phrase::array_packed : phrase::array_unpacked, ": " + to_string(ft) + v.at_instr());
  }
  v.pop({accessed(dt), i32});
  v.push(unpack(ft.storage));
}

// [Instr_ok/array.set]
void InstrRules::array_set(V& v, const Instr& instr) {
  const DefType* dt = v.type_at(instr.as<TypeIdx>());
  const FieldType& ft = element(v, dt, instr.as<TypeIdx>());
  require_mutable(v, ft);
  v.pop({accessed(dt), i32, unpack(ft.storage)});
}

// [Instr_ok/array.len]
void InstrRules::array_len(V& v, const Instr&) {
  v.pop({RefType{true, HeapKind::array}});
  v.push(i32);
}

// [Instr_ok/array.fill]
void InstrRules::array_fill(V& v, const Instr& instr) {
  const DefType* dt = v.type_at(instr.as<TypeIdx>());
  const FieldType& ft = element(v, dt, instr.as<TypeIdx>());
  require_mutable(v, ft);
  v.pop({accessed(dt), i32, unpack(ft.storage), i32});
}

// [Instr_ok/array.copy]
void InstrRules::array_copy(V& v, const Instr& instr) {
  const auto& imm = instr.as<TypeType>();
  const DefType* dst = v.type_at(imm.first);
  const DefType* src = v.type_at(imm.second);
  const FieldType& to = element(v, dst, imm.first);
  const FieldType& from = element(v, src, imm.second);
  require_mutable(v, to);
  if (!match_storagetype(from.storage, to.storage)) {
    v.fail(phrase::arrays_do_not_match,
           ": " + to_string(from.storage) + " does not match " + to_string(to.storage) + v.at_instr());
  }
  v.pop({accessed(dst), i32, accessed(src), i32, i32});
}

// [Instr_ok/array.init_data]
void InstrRules::array_init_data(V& v, const Instr& instr) {
  const auto& imm = instr.as<TypeData>();
  const DefType* dt = v.type_at(imm.type);
  const FieldType& ft = element(v, dt, imm.type);
  require_mutable(v, ft);
  data(v, imm.data);
  require_numeric(v, ft);
  v.pop({accessed(dt), i32, i32, i32});
}

// [Instr_ok/array.init_elem]
void InstrRules::array_init_elem(V& v, const Instr& instr) {
  const auto& imm = instr.as<TypeElem>();
  const DefType* dt = v.type_at(imm.type);
  const FieldType& ft = element(v, dt, imm.type);
  require_mutable(v, ft);
  require_elements(v, elem(v, imm.elem), ft);
  v.pop({accessed(dt), i32, i32, i32});
}

// Scalars and host references

// [Instr_ok/ref.i31]
void InstrRules::ref_i31(V& v, const Instr&) {
  v.pop({i32});
  v.push(RefType{false, HeapKind::i31});
}

// [Instr_ok/i31.get]
void InstrRules::i31_get(V& v, const Instr&) {
  v.pop({RefType{true, HeapKind::i31}});
  v.push(i32);
}

// [Instr_ok/any.convert_extern]
void InstrRules::any_convert_extern(V& v, const Instr&) {
  const bool null = v.peek_ref(0).null;
  v.pop({RefType{null, HeapKind::extern_}});
  v.push(RefType{null, HeapKind::any});
}

// [Instr_ok/extern.convert_any]
void InstrRules::extern_convert_any(V& v, const Instr&) {
  const bool null = v.peek_ref(0).null;
  v.pop({RefType{null, HeapKind::any}});
  v.push(RefType{null, HeapKind::extern_});
}

}  // namespace touchstone::wasm
