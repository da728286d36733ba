// Why an instruction trapped, in words: see explain.hpp.
#include "interp/execution/explain.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "interp/validation/describe.hpp"

namespace touchstone::wasm {

namespace {

// ---- Values

template <class F>
std::string float_text(F x) {
  if (std::isnan(x)) return std::signbit(x) ? "-nan" : "nan";
  char text[64];
  const auto [end, error] = std::to_chars(std::begin(text), std::end(text), x);
  return error == std::errc() ? std::string(text, end) : std::string("?");
}

/// The type of a reference, not as exact as that can be said.
RefType type_of(Ref ref) {
  RefType type = ref_type(ref);
  type.heap.exact = false;
  return type;
}

/// An operand whose type is the first word of a signature: `i32 i32 -> i32`.
std::string number(std::string_view type, u64 bits, bool is_unsigned) {
  if (type == "f32") return float_text(std::bit_cast<float>(static_cast<u32>(bits)));
  if (type == "f64") return float_text(std::bit_cast<double>(bits));
  if (is_unsigned) return std::to_string(type == "i32" ? u64{static_cast<u32>(bits)} : bits);
  return std::to_string(type == "i32" ? s64{static_cast<s32>(bits)} : static_cast<s64>(bits));
}

std::string times(u64 n, std::string_view thing) {
  return std::to_string(n) + " " + std::string(thing) + (n == 1 ? "" : "s");
}

// ---- Things of a module

class Words {
 public:
  explicit Words(const Trapped& trapped) : t(trapped), module(trapped.module), names(trapped.module.module->names) {}

  std::string run() const;

 private:
  std::string instr() const { return describe_instr(t.instr, &names, t.func == nullptr ? ~u32{0} : t.func->index); }
  std::string text() const { return std::string(info(t.instr.op).text); }
  std::string type(const ValType& wanted) const { return describe_type(*module.context, &names, wanted); }
  std::string func_type(const DefType* of) const {
    const FuncType& ft = of->func();
    return describe_types(*module.context, &names, ft.params) + " -> " +
           describe_types(*module.context, &names, ft.results);
  }
  std::string func_name(const FuncInst& fi) const {
    if (fi.module == nullptr) return "a function of the host";
    return "function " + describe_index(&fi.module->module->names.funcs, fi.index);
  }

  std::string memory(u32 x) const { return "memory " + describe_index(&names.mems, x); }
  std::string table(u32 x) const { return "table " + describe_index(&names.tables, x); }
  std::string data(u32 x) const { return "data segment " + describe_index(&names.datas, x); }
  std::string elem(u32 x) const { return "element segment " + describe_index(&names.elems, x); }
  std::string memory_is(u32 x) const { return "; " + memory(x) + " is " + times(module.mems[x]->size(), "byte"); }
  std::string table_has(u32 x) const {
    return "; " + table(x) + " has " + times(module.tables[x]->refs.size(), "element");
  }
  std::string data_has(u32 x) const { return "; " + data(x) + " has " + times(module.datas[x]->bytes.size(), "byte"); }
  std::string elem_has(u32 x) const {
    return "; " + elem(x) + " has " + times(module.elems[x]->refs.size(), "element");
  }

  const MemArg* memarg() const;
  std::string arithmetic() const;
  std::string access() const;
  std::string memory_range() const;
  std::string table_range() const;
  std::string array_range() const;
  std::string indirect() const;
  std::string unhandled() const;
  std::string cast() const;

  const Trapped& t;
  const ModuleInst& module;
  const Names& names;
};

const MemArg* Words::memarg() const {
  if (const auto* lane = std::get_if<MemArgLane>(&t.instr.imm)) return &lane->memarg;
  return std::get_if<MemArg>(&t.instr.imm);
}

/// `i32.div_s of 7 by 0`, `i32.trunc_f32_s of nan`
std::string Words::arithmetic() const {
  const OpInfo& row = info(t.instr.op);
  const std::string_view type = row.signature.substr(0, 3);
  const bool two = row.signature.substr(0, 8).find('>') == std::string_view::npos;  // `i32 i32 -> i32`
  const bool is_unsigned = row.text.ends_with("_u");
  std::string out = text() + " of " + number(type, t.a, is_unsigned);
  if (two) out += " by " + number(type, t.b, is_unsigned);
  return out;
}

/// `i32.load at address 65534 + offset 4, 4 bytes; memory 0 is 65536 bytes`
std::string Words::access() const {
  const MemArg* arg = memarg();
  if (arg == nullptr) return memory_range();
  std::string out = text() + " at address " + std::to_string(t.a);
  if (arg->offset != 0) out += " + offset " + std::to_string(arg->offset);
  const u64 bytes = u64{1} << info(t.instr.op).align;
  if (t.site.code == TrapCode::unaligned_atomic) return out + ", which is no multiple of " + std::to_string(bytes);
  if (t.site.code == TrapCode::expected_shared_memory) return out + "; " + memory(arg->mem.value) + " is not shared";
  return out + ", " + times(bytes, "byte") + memory_is(arg->mem.value);
}

std::string Words::memory_range() const {
  const std::string count = times(t.c, "byte");
  const auto plain = [&](u32 x) { return text() + " at address " + std::to_string(t.a) + ", " + count + memory_is(x); };
  const auto from_data = [&](u32 x) {
    return text() + " from offset " + std::to_string(t.a) + ", " + times(t.b, "element") + " of " +
           times(u64{1} << t.c, "byte") + data_has(x);
  };
  if (const auto* x = std::get_if<MemIdx>(&t.instr.imm)) return plain(x->value);
  if (const auto* x = std::get_if<TypeData>(&t.instr.imm)) return from_data(x->data.value);
  if (const auto* x = std::get_if<MemMem>(&t.instr.imm)) {
    std::string out = text() + " from address " + std::to_string(t.b) + " to address " + std::to_string(t.a) + ", " +
                      count + memory_is(x->dst.value);
    if (x->src != x->dst) out += memory_is(x->src.value);
    return out;
  }
  if (const auto* x = std::get_if<DataMem>(&t.instr.imm)) {
    return text() + " from offset " + std::to_string(t.b) + " to address " + std::to_string(t.a) + ", " + count +
           data_has(x->data.value) + memory_is(x->mem.value);
  }
  return instr();
}

std::string Words::table_range() const {
  const std::string count = times(t.c, "element");
  if (const auto* x = std::get_if<TableIdx>(&t.instr.imm)) {
    const bool one = t.instr.op == Op::table_get || t.instr.op == Op::table_set;
    return text() + " at index " + std::to_string(t.a) + (one ? "" : ", " + count) + table_has(x->value);
  }
  if (const auto* x = std::get_if<TypeElem>(&t.instr.imm)) {
    return text() + " from index " + std::to_string(t.a) + ", " + times(t.b, "element") + elem_has(x->elem.value);
  }
  if (const auto* x = std::get_if<TableTable>(&t.instr.imm)) {
    std::string out = text() + " from index " + std::to_string(t.b) + " to index " + std::to_string(t.a) + ", " +
                      count + table_has(x->dst.value);
    if (x->src != x->dst) out += table_has(x->src.value);
    return out;
  }
  if (const auto* x = std::get_if<ElemTable>(&t.instr.imm)) {
    return text() + " from index " + std::to_string(t.b) + " to index " + std::to_string(t.a) + ", " + count +
           elem_has(x->elem.value) + table_has(x->table.value);
  }
  return instr();
}

/// Operands: the length of the array, where the access begins, and for a range how many elements it has.
std::string Words::array_range() const {
  const bool one = t.instr.op == Op::array_set || info(t.instr.op).text.starts_with("array.get");
  std::string_view which = "the array";
  if (t.instr.op == Op::array_copy) which = t.site.source ? "the array it copies from" : "the array it copies to";
  return text() + " at index " + std::to_string(t.b) + (one ? "" : ", " + times(t.c, "element")) + "; " +
         std::string(which) + " has " + times(t.a, "element");
}

/// Of call_indirect and its tail call; the operand is the index.
std::string Words::indirect() const {
  const auto& imm = t.instr.as<CallIndirect>();
  const TableInst& ti = *module.tables[imm.table.value];
  const std::string at = text() + " at index " + std::to_string(t.a);
  if (t.a >= ti.refs.size()) return at + table_has(imm.table.value);
  if (ti.refs[t.a].is_null()) return at + " of " + table(imm.table.value) + ", which is null there";
  const FuncInst& fi = *ti.refs[t.a].func();
  return at + " of " + table(imm.table.value) + " wants " + func_type(module.types[imm.type.value]) + ", and " +
         func_name(fi) + " has type " + func_type(fi.type);
}

/// The operand is the tag's address.
std::string Words::unhandled() const {
  const auto tag = std::find_if(module.tags.begin(), module.tags.end(),
                                [&](const TagInst* known) { return std::bit_cast<u64>(known) == t.a; });
  if (tag == module.tags.end()) return instr();
  return instr() + ": nobody handles tag " + describe_index(&names.tags, static_cast<u32>(tag - module.tags.begin()));
}

std::string Words::cast() const {
  const Ref ref = Ref::from_bits(t.a);
  const RefType* wanted = std::get_if<RefType>(&t.instr.imm);
  if (wanted == nullptr) return instr();
  RefType closed = *wanted;
  if (closed.heap.kind == HeapKind::index) {
    const bool exact = closed.heap.exact;
    closed.heap = HeapType(module.types[closed.heap.index]);
    closed.heap.exact = exact;
  }
  return "ref.cast to " + type(closed) + (ref.is_null() ? " of null" : " of a value of type " + type(type_of(ref)));
}

std::string Words::run() const {
  switch (t.site.code) {
  case TrapCode::unreachable: return {};
  case TrapCode::integer_divide_by_zero:
  case TrapCode::integer_overflow:
  case TrapCode::invalid_conversion_to_integer: return ": " + arithmetic();
  case TrapCode::out_of_bounds_memory_access:
  case TrapCode::unaligned_atomic:
  case TrapCode::expected_shared_memory: return ": " + access();
  case TrapCode::out_of_bounds_table_access: return ": " + table_range();
  case TrapCode::out_of_bounds_array_access: return ": " + array_range();
  case TrapCode::uninitialized_element: return " " + std::to_string(t.a) + ": " + indirect();
  case TrapCode::undefined_element:
  case TrapCode::indirect_call_type_mismatch: return ": " + indirect();
  case TrapCode::cast_failure: return ": " + cast();
  case TrapCode::unhandled_tag: return ": " + unhandled();
  default: return ": " + instr();
  }
}

// ---- Rules

std::string_view atomic_rule(std::string_view text) {
  const auto has = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if (has(".wait")) return "#exec-memory.atomic.waitn";
  if (has(".notify")) return "#exec-memory.atomic.notify";
  const bool narrow = text.ends_with("_u");
  if (has("cmpxchg")) return narrow ? "#exec-atomic.rmwn.cmpxchg" : "#exec-atomic.rmw.cmpxchg";
  if (has(".rmw")) return narrow ? "#exec-atomic.rmwn" : "#exec-atomic.rmw";
  if (has(".load")) return narrow ? "#exec-atomic.loadn" : "#exec-atomic.load";
  return text.ends_with("store") ? "#exec-atomic.store" : "#exec-atomic.storen";
}

/// Of loads and stores.
std::string_view access_rule(Op op) {
  const OpInfo& row = info(op);
  const std::string_view text = row.text;
  if (row.atomic) return atomic_rule(text);
  const bool store = text.find("store") != std::string_view::npos;
  if (text.starts_with("v128.")) {
    const bool lane = row.immediates == ImmKind::memarg_lane;
    if (store) return lane ? "Step/vstore_lane-oob" : "Step/vstore-oob";
    if (lane) return "Step_read/vload_lane-oob";
    if (text.ends_with("_splat")) return "Step_read/vload-splat-oob";
    if (text.ends_with("_zero")) return "Step_read/vload-zero-oob";
    return op == Op::v128_load ? "Step_read/vload-oob" : "Step_read/vload-pack-oob";
  }
  const bool whole = text.ends_with(store ? "store" : "load");
  if (store) return whole ? "Step/store-num-oob" : "Step/store-pack-oob";
  return whole ? "Step_read/load-num-oob" : "Step_read/load-pack-oob";
}

struct Row {
  Op op;
  TrapCode code;
  std::string_view rule;
  std::string_view of_source = {};  ///< if TrapSite::source
};

constexpr Row rows[] = {
    {Op::unreachable, TrapCode::unreachable, "Step_pure/unreachable"},
    {Op::memory_fill, TrapCode::out_of_bounds_memory_access, "Step_read/memory.fill-oob"},
    {Op::memory_copy, TrapCode::out_of_bounds_memory_access, "Step_read/memory.copy-oob"},
    {Op::memory_init, TrapCode::out_of_bounds_memory_access, "Step_read/memory.init-oob"},
    {Op::array_new_data, TrapCode::out_of_bounds_memory_access, "Step_read/array.new_data-oob"},
    {Op::array_init_data, TrapCode::out_of_bounds_memory_access, "Step_read/array.init_data-oob2"},
    {Op::table_get, TrapCode::out_of_bounds_table_access, "Step_read/table.get-oob"},
    {Op::table_set, TrapCode::out_of_bounds_table_access, "Step/table.set-oob"},
    {Op::table_fill, TrapCode::out_of_bounds_table_access, "Step_read/table.fill-oob"},
    {Op::table_copy, TrapCode::out_of_bounds_table_access, "Step_read/table.copy-oob"},
    {Op::table_init, TrapCode::out_of_bounds_table_access, "Step_read/table.init-oob"},
    {Op::array_new_elem, TrapCode::out_of_bounds_table_access, "Step_read/array.new_elem-oob"},
    {Op::array_init_elem, TrapCode::out_of_bounds_table_access, "Step_read/array.init_elem-oob2"},
    {Op::array_get, TrapCode::out_of_bounds_array_access, "Step_read/array.get-oob"},
    {Op::array_get_s, TrapCode::out_of_bounds_array_access, "Step_read/array.get-oob"},
    {Op::array_get_u, TrapCode::out_of_bounds_array_access, "Step_read/array.get-oob"},
    {Op::array_set, TrapCode::out_of_bounds_array_access, "Step/array.set-oob"},
    {Op::array_fill, TrapCode::out_of_bounds_array_access, "Step_read/array.fill-oob"},
    {Op::array_copy, TrapCode::out_of_bounds_array_access, "Step_read/array.copy-oob1", "Step_read/array.copy-oob2"},
    {Op::array_init_data, TrapCode::out_of_bounds_array_access, "Step_read/array.init_data-oob1"},
    {Op::array_init_elem, TrapCode::out_of_bounds_array_access, "Step_read/array.init_elem-oob1"},
    {Op::call_ref, TrapCode::null_function_reference, "Step_read/call_ref-null"},
    {Op::return_call_ref, TrapCode::null_function_reference, "Step_read/return_call_ref-frame-null"},
    {Op::throw_ref, TrapCode::null_exception_reference, "Step_read/throw_ref-null"},
    {Op::struct_get, TrapCode::null_structure_reference, "Step_read/struct.get-null"},
    {Op::struct_get_s, TrapCode::null_structure_reference, "Step_read/struct.get-null"},
    {Op::struct_get_u, TrapCode::null_structure_reference, "Step_read/struct.get-null"},
    {Op::struct_set, TrapCode::null_structure_reference, "Step/struct.set-null"},
    {Op::array_get, TrapCode::null_array_reference, "Step_read/array.get-null"},
    {Op::array_get_s, TrapCode::null_array_reference, "Step_read/array.get-null"},
    {Op::array_get_u, TrapCode::null_array_reference, "Step_read/array.get-null"},
    {Op::array_set, TrapCode::null_array_reference, "Step/array.set-null"},
    {Op::array_len, TrapCode::null_array_reference, "Step_read/array.len-null"},
    {Op::array_fill, TrapCode::null_array_reference, "Step_read/array.fill-null"},
    {Op::array_copy, TrapCode::null_array_reference, "Step_read/array.copy-null1", "Step_read/array.copy-null2"},
    {Op::array_init_data, TrapCode::null_array_reference, "Step_read/array.init_data-null"},
    {Op::array_init_elem, TrapCode::null_array_reference, "Step_read/array.init_elem-null"},
    {Op::i31_get_s, TrapCode::null_i31_reference, "Step_pure/i31.get-null"},
    {Op::i31_get_u, TrapCode::null_i31_reference, "Step_pure/i31.get-null"},
    {Op::ref_as_non_null, TrapCode::null_reference, "Step_pure/ref.as_non_null-null"},
    {Op::ref_cast, TrapCode::cast_failure, "Step_read/ref.cast-fail"},
    {Op::ref_cast_null, TrapCode::cast_failure, "Step_read/ref.cast-fail"},
    {Op::memory_discard, TrapCode::out_of_bounds_memory_access, "memory-control/memory.discard-oob"},
    {Op::cont_new, TrapCode::null_function_reference, "stack-switching/cont.new-null"},
    {Op::cont_bind, TrapCode::null_continuation_reference, "stack-switching/cont.bind-null"},
    {Op::cont_bind, TrapCode::continuation_consumed, "stack-switching/cont.bind-consumed"},
    {Op::resume, TrapCode::null_continuation_reference, "stack-switching/resume-null"},
    {Op::resume, TrapCode::continuation_consumed, "stack-switching/resume-consumed"},
    {Op::resume_throw, TrapCode::null_continuation_reference, "stack-switching/resume_throw-null"},
    {Op::resume_throw, TrapCode::continuation_consumed, "stack-switching/resume_throw_ref-consumed"},
    {Op::resume_throw_ref, TrapCode::null_continuation_reference, "stack-switching/resume_throw_ref-null"},
    {Op::resume_throw_ref, TrapCode::continuation_consumed, "stack-switching/resume_throw_ref-consumed"},
    {Op::resume_throw_ref, TrapCode::null_exception_reference, "stack-switching/resume_throw_ref-null-exn"},
    {Op::switch_, TrapCode::null_continuation_reference, "stack-switching/switch-null"},
    {Op::switch_, TrapCode::continuation_consumed, "stack-switching/switch-consumed"},
};

/// Instructions of proposals that have no rules for a trap of their own, or none with a name: whatever they trap for.
constexpr std::pair<Op, std::string_view> proposal_rules[] = {
    {Op::suspend, "stack-switching/suspend"},
    {Op::resume, "stack-switching/resume"},
    {Op::resume_throw, "stack-switching/resume_throw"},
    {Op::resume_throw_ref, "stack-switching/resume_throw_ref"},
    {Op::switch_, "stack-switching/switch"},
    {Op::struct_new_desc, "custom-descriptors/struct.new_desc"},
    {Op::struct_new_default_desc, "custom-descriptors/struct.new_default_desc"},
    {Op::ref_get_desc, "custom-descriptors/ref.get_desc"},
    {Op::ref_cast_desc_eq, "custom-descriptors/ref.cast_desc_eq"},
    {Op::ref_cast_desc_eq_null, "custom-descriptors/ref.cast_desc_eq"},
    {Op::br_on_cast_desc_eq, "custom-descriptors/br_on_cast_desc_eq"},
    {Op::br_on_cast_desc_eq_fail, "custom-descriptors/br_on_cast_desc_eq_fail"},
};

/// The name that `module` has for a tag, or that it is one of another.
std::optional<std::string> tag_name(const ModuleInst& module, const TagInst* tag) {
  const auto found = std::find(module.tags.begin(), module.tags.end(), tag);
  if (found == module.tags.end()) return std::nullopt;
  return describe_index(&module.module->names.tags, static_cast<u32>(found - module.tags.begin()));
}

std::string field_text(const ValType& type, const Value& value) {
  switch (type.kind) {
  case ValKind::i32: return "i32 " + number("i32", value.low, false);
  case ValKind::i64: return "i64 " + number("i64", value.low, false);
  case ValKind::f32: return "f32 " + number("f32", value.low, false);
  case ValKind::f64: return "f64 " + number("f64", value.low, false);
  case ValKind::ref: return value.as<Ref>().is_null() ? "null" : to_string(type_of(value.as<Ref>()));
  default: break;
  }
  std::string out = "v128";
  for (const u32 lane : value.as<V128>().lanes<u32>()) {
    char text[9];
    const auto [end, error] = std::to_chars(std::begin(text), std::end(text), lane, 16);
    out += " 0x" + std::string(text, end);
  }
  return out;
}

Trap segment_trap(const ModuleInst& module, TrapCode why, std::string_view rule, Region at, std::string detail) {
  Trap trap(why, ": " + std::move(detail));
  trap.rule = rule;
  trap.backtrace.push_back({&module, TracePoint::no_func, at});
  return trap;
}

}  // namespace

std::string explain(const Trapped& t) { return Words(t).run(); }

std::string_view trap_rule(Op op, TrapSite site) {
  switch (site.code) {
  case TrapCode::integer_divide_by_zero: return "Step_pure/binop-trap";
  case TrapCode::invalid_conversion_to_integer: return "Step_pure/cvtop-trap";
  case TrapCode::integer_overflow:
    return info(op).text.find("div") == std::string_view::npos ? "Step_pure/cvtop-trap" : "Step_pure/binop-trap";
  case TrapCode::undefined_element: return "Step_read/table.get-oob";
  case TrapCode::uninitialized_element:
    return op == Op::call_indirect ? "Step_read/call_ref-null" : "Step_read/return_call_ref-frame-null";
  case TrapCode::indirect_call_type_mismatch: return "Step_read/ref.cast-fail";
  case TrapCode::unaligned_atomic:
  case TrapCode::expected_shared_memory: return access_rule(op);
  default: break;
  }
  const auto row =
      std::find_if(std::begin(rows), std::end(rows), [&](const Row& r) { return r.op == op && r.code == site.code; });
  if (row != std::end(rows)) return site.source ? row->of_source : row->rule;
  const auto proposal =
      std::find_if(std::begin(proposal_rules), std::end(proposal_rules), [&](const auto& r) { return r.first == op; });
  if (proposal != std::end(proposal_rules)) return proposal->second;
  const ImmKind immediates = info(op).immediates;
  return immediates == ImmKind::memarg || immediates == ImmKind::memarg_lane ? access_rule(op) : std::string_view();
}

Trap data_trap(const ModuleInst& module, u32 x, u64 offset) {
  const Data& data = module.module->datas[x];
  const Names& names = module.module->names;
  return segment_trap(module, TrapCode::out_of_bounds_memory_access, "Step_read/memory.init-oob", data.at,
                      "data segment " + describe_index(&names.datas, x) + " at address " + std::to_string(offset) +
                          ", " + times(data.init.size(), "byte") + "; memory " +
                          describe_index(&names.mems, data.mem.value) + " is " +
                          times(module.mems[data.mem.value]->size(), "byte"));
}

Trap elem_trap(const ModuleInst& module, u32 x, u64 offset) {
  const Elem& elem = module.module->elems[x];
  const Names& names = module.module->names;
  return segment_trap(module, TrapCode::out_of_bounds_table_access, "Step_read/table.init-oob", elem.at,
                      "element segment " + describe_index(&names.elems, x) + " at index " + std::to_string(offset) +
                          ", " + times(elem.init.size(), "element") + "; table " +
                          describe_index(&names.tables, elem.table.value) + " has " +
                          times(module.tables[elem.table.value]->refs.size(), "element"));
}

std::string explain(const ExnInst& exn, const std::vector<TracePoint>& from) {
  std::optional<std::string> name;
  for (const TracePoint& point : from) {
    if (point.module != nullptr && !name) name = tag_name(*point.module, exn.tag);
  }
  std::string out = name ? ": tag " + *name : std::string();
  const ResultType& params = exn.tag->type->func().params;
  if (params.empty()) return out;
  out += name ? " (" : ": (";
  for (std::size_t i = 0; i < params.size(); ++i) {
    out += (i == 0 ? "" : ", ") + field_text(params[i], exn.fields()[i]);
  }
  return out + ")";
}

}  // namespace touchstone::wasm
