// 3.5 Modules: see modules.hpp.
//
// The context grows as the definitions are checked, in the order that the rule for modules demands: types, imports,
// then what initialisers may refer to before those who refer to it. So a constant expression sees the globals before
// it and nothing more, simply because the context holds nothing more.
#include "interp/validation/modules.hpp"

#include <algorithm>
#include <unordered_set>

#include "interp/support/messages.hpp"
#include "interp/support/utf8.hpp"
#include "interp/validation/describe.hpp"
#include "interp/validation/matching.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {

// 3.5.6 Functions

// [Local_ok/set, Local_ok/unset] Which of the two, the validator decides.
LocalTypes local_types(const Context& context, const FuncType& type, const Func& func) {
  LocalTypes locals;
  u64 count = type.params.size();
  for (const ValType& t : type.params) locals.append(1, t);
  for (const Locals& run : func.locals) {
    valtype_ok(context, run.type, run.at);
    count += run.count;
    if (count > context.limits.locals) {
      throw Invalid(run.at, phrase::over_limit, "#impl-syntax",
                    ": more than " + std::to_string(context.limits.locals) + " locals");
    }
    locals.append(run.count, close(context, run.type));
  }
  return locals;
}

// [Func_ok]
InstructionValidator func_validator(const Context& context, const Func& func) {
  const FuncType& type = expand_func(context, HeapType(func.type), func.at, "Func_ok");
  return InstructionValidator(context, ExprKind::body, local_types(context, type, func),
                              static_cast<u32>(type.params.size()), type.results);
}

// [Expr_ok_const]
InstructionValidator const_validator(const Context& context, const ValType& type) {
  return InstructionValidator(context, ExprKind::constant, LocalTypes(), 0, {type});
}

namespace {

/// [Module_ok] A module while it is checked.
class ModuleValidator {
 public:
  ModuleValidator(const Module& module, Features features, const ImplementationLimits& limits)
      : module_(module), context_(std::make_shared<Context>()), c_(*context_) {
    c_.features = features;
    c_.limits = limits;
  }

  // [Module_ok, Types_ok/cons, Types_ok/empty]
  std::shared_ptr<const Context> check() {
    limits_ok(c_.limits, module_);
    for (const RecType& rt : module_.types) rectype_ok(c_, rt);
    for (const Import& import : module_.imports) import_ok(import);
    for (const Tag& tag : module_.tags) tag_ok(tag);
    for (const Func& func : module_.funcs) func_type_ok(func);
    collect_refs();
    for (const Mem& mem : module_.mems) mem_ok(mem);
    for (const Table& table : module_.tables) table_ok(table);
    for (const Global& global : module_.globals) global_ok(global);
    for (const Data& data : module_.datas) data_ok(data);
    for (const Elem& elem : module_.elems) elem_ok(elem);
    for (u32 i = 0; i < module_.funcs.size(); ++i) func_ok(i);
    if (module_.start) start_ok(*module_.start);
    exports_ok();
    return context_;
  }

 private:
  void import_ok(const Import& import);
  void tag_ok(const Tag& tag);
  void func_type_ok(const Func& func);
  void mem_ok(const Mem& mem);
  void table_ok(const Table& table);
  void global_ok(const Global& global);
  void data_ok(const Data& data);
  void elem_ok(const Elem& elem);
  void elem_init_ok(const Expr& init, const RefType& rt, Region at);
  void elem_active_ok(const Elem& elem, const RefType& rt);
  void func_ok(u32 i);
  void branch_hints_ok(const Func& func, u32 index) const;
  void start_ok(const Start& start);
  ExternType externidx_ok(const Export& export_) const;
  void exports_ok();

  void collect_refs();
  void collect_refs(const Expr& expr);
  void add_mem(const MemType& mt, Region at);
  void add_table(const TableType& tt, Region at);
  void const_ok(const Expr& expr, const ValType& type, Region at);
  void expr_ok(InstructionValidator& validator, const Expr& expr, Region at) const;
  void require(Feature feature, Region at, std::string_view rule, std::string_view what) const {
    require_feature(c_, feature, at, rule, what);
  }

  static constexpr u32 no_function = ~u32{0};

  const Module& module_;
  std::shared_ptr<Context> context_;
  Context& c_;
};

/// Instructions one by one, then the end.
void ModuleValidator::expr_ok(InstructionValidator& validator, const Expr& expr, Region at) const {
  for (const Instr& instr : expr) validator.step(instr);
  validator.finish(at);
}

// [Expr_ok_const, Expr_const]
void ModuleValidator::const_ok(const Expr& expr, const ValType& type, Region at) {
  InstructionValidator validator = const_validator(c_, type);
  validator.use_names(&module_.names, no_function);
  expr_ok(validator, expr, at);
}

// 3.5.11 Imports

// [Import_ok, $tagsxt, $globalsxt, $memsxt, $tablesxt, $funcsxt]
void ModuleValidator::import_ok(const Import& import) {
  externtype_ok(c_, import.type, import.at);
  const ExternType xt = close(c_, import.type);
  c_.imports.push_back(xt);
  if (const auto* func = std::get_if<FuncUse>(&xt)) {
    c_.funcs.push_back(func->type.def);
    c_.inexact.push_back(!func->exact);
  } else if (const auto* table = std::get_if<TableType>(&xt)) {
    add_table(*table, import.at);
  } else if (const auto* mem = std::get_if<MemType>(&xt)) {
    add_mem(*mem, import.at);
  } else if (const auto* global = std::get_if<GlobalType>(&xt)) {
    if (global->mutable_) require(Feature::mutable_global, import.at, "Import_ok", "import of a mutable global");
    c_.globals.push_back(*global);
  } else {
    c_.tags.push_back(std::get<TagType>(xt).type.def);
  }
}

// 3.5.2 to 3.5.5, 3.5.8, 3.5.9 Definitions

// [Tag_ok]
void ModuleValidator::tag_ok(const Tag& tag) {
  tagtype_ok(c_, tag.type, tag.at);
  c_.tags.push_back(close(c_, tag.type).type.def);
}

/// The function's type alone, since bodies may call every function.
void ModuleValidator::func_type_ok(const Func& func) {
  expand_func(c_, HeapType(func.type), func.at, "Func_ok");
  c_.funcs.push_back(c_.types[func.type.value]);
}

void ModuleValidator::add_mem(const MemType& mt, Region at) {
  if (!c_.mems.empty() && !c_.features.has(Feature::multi_memory)) {
    throw Invalid(at, phrase::multiple_memories, "Module_ok", ": needs `multi-memory`");
  }
  c_.mems.push_back(mt);
}

void ModuleValidator::add_table(const TableType& tt, Region at) {
  if (!c_.tables.empty() && !c_.features.has(Feature::reference_types)) {
    throw Invalid(at, phrase::multiple_tables, "Module_ok", ": needs `reference-types`");
  }
  c_.tables.push_back(tt);
}

// [Mem_ok]
void ModuleValidator::mem_ok(const Mem& mem) {
  memtype_ok(c_, mem.type, mem.at);
  add_mem(mem.type, mem.at);
}

// [Table_ok]
void ModuleValidator::table_ok(const Table& table) {
  tabletype_ok(c_, table.type, table.at);
  const TableType tt = close(c_, table.type);
  if (table.init) {
    require(Feature::function_references, table.at, "Table_ok", "a table with an initialiser");
    const_ok(*table.init, tt.elem, table.at);
  } else if (!tt.elem.null) {
    throw Invalid(table.at, phrase::type_mismatch, "Table_ok",
                  ": a table of " + describe_type(c_, &module_.names, tt.elem) +
                      " needs an initialiser, since that type has no default value");
  }
  add_table(tt, table.at);
}

// [Global_ok, Globals_ok/cons, Globals_ok/empty]
void ModuleValidator::global_ok(const Global& global) {
  globaltype_ok(c_, global.type, global.at);
  const GlobalType gt = close(c_, global.type);
  const_ok(global.init, gt.type, global.at);
  c_.globals.push_back(gt);
}

// [Data_ok, Datamode_ok/passive, Datamode_ok/active]
void ModuleValidator::data_ok(const Data& data) {
  if (data.mode == Data::Mode::active) {
    if (data.mem.value >= c_.mems.size()) {
      throw Invalid(data.at, phrase::unknown_memory, "Datamode_ok/active",
                    out_of_bounds(data.mem.value, c_.mems.size(), "memory"));
    }
    const_ok(data.offset, address(c_.mems[data.mem.value].addr), data.at);
  } else {
    require(Feature::bulk_memory, data.at, "Datamode_ok/passive", "a passive data segment");
  }
  ++c_.datas;
}

/// Before reference types, a segment is a list of functions, which the syntax tree writes as `ref.func`.
void ModuleValidator::elem_init_ok(const Expr& init, const RefType& rt, Region at) {
  const bool function = init.size() == 2 && init.front().op == Op::ref_func;
  if (!function || c_.features.has(Feature::reference_types)) return const_ok(init, rt, at);
  const u32 x = init.front().as<FuncIdx>().value;
  if (x >= c_.funcs.size()) {
    throw Invalid(init.front().at, phrase::unknown_function, "Instr_ok/ref.func",
                  out_of_bounds(x, c_.funcs.size(), "function"));
  }
}

// [Elem_ok, Elemmode_ok/passive, Elemmode_ok/declare]
void ModuleValidator::elem_ok(const Elem& elem) {
  if (elem.type != funcref && elem.type != RefType{false, HeapKind::func}) reftype_ok(c_, elem.type, elem.at);
  const RefType rt = close(c_, elem.type);
  for (const Expr& init : elem.init) elem_init_ok(init, rt, elem.at);
  switch (elem.mode) {
  case Elem::Mode::active: elem_active_ok(elem, rt); break;
  case Elem::Mode::passive:
    require(Feature::bulk_memory, elem.at, "Elemmode_ok/passive", "a passive element segment");
    break;
  case Elem::Mode::declarative:
    require(Feature::reference_types, elem.at, "Elemmode_ok/declare", "a declarative element segment");
    break;
  }
  c_.elems.push_back(rt);
}

// [Elemmode_ok/active]
void ModuleValidator::elem_active_ok(const Elem& elem, const RefType& rt) {
  if (elem.table.value >= c_.tables.size()) {
    throw Invalid(elem.at, phrase::unknown_table, "Elemmode_ok/active",
                  out_of_bounds(elem.table.value, c_.tables.size(), "table"));
  }
  const TableType& tt = c_.tables[elem.table.value];
  if (!match_reftype(rt, tt.elem)) {
    throw Invalid(elem.at, phrase::type_mismatch, "Elemmode_ok/active",
                  ": element segment's type " + describe_type(c_, &module_.names, rt) +
                      " does not match table's element type " + describe_type(c_, &module_.names, tt.elem));
  }
  const_ok(elem.offset, address(tt.addr), elem.at);
}

/// Appendix 7.7.2: a hint is for `if` or `br_if`.
void ModuleValidator::branch_hints_ok(const Func& func, u32 index) const {
  const auto hints = module_.branch_hints.find(index);
  if (hints == module_.branch_hints.end()) return;
  for (const auto& [i, likely] : hints->second) {
    const Instr& instr = func.body.at(i);
    if (instr.op == Op::if_ || instr.op == Op::br_if) continue;
    throw Invalid(instr.at, phrase::branch_hint_annotation, "Func_ok", ": invalid target");
  }
}

// [Func_ok, Expr_ok]
void ModuleValidator::func_ok(u32 i) {
  const Func& func = module_.funcs[i];
  const auto index = static_cast<u32>(c_.funcs.size() - module_.funcs.size()) + i;
  branch_hints_ok(func, index);
  try {
    InstructionValidator validator = func_validator(c_, func);
    validator.use_names(&module_.names, index);
    expr_ok(validator, func.body, func.at);
  } catch (Error& error) {
    if (error.path.empty()) error.path = "function " + describe_index(&module_.names.funcs, index);
    throw;
  }
}

// [Start_ok]
void ModuleValidator::start_ok(const Start& start) {
  const u32 x = start.func.value;
  if (x >= c_.funcs.size()) {
    throw Invalid(start.at, phrase::unknown_function, "Start_ok", out_of_bounds(x, c_.funcs.size(), "function"));
  }
  const FuncType& ft = c_.funcs[x]->func();
  if (!ft.params.empty() || !ft.results.empty()) {
    throw Invalid(start.at, phrase::start_function, "Start_ok",
                  ": function " + describe_index(&module_.names.funcs, x) + " has type " + to_string(ft));
  }
}

// 3.5.12 Exports

/// The entry of an index space; it must be there.
template <class T>
const T& at(const std::vector<T>& space, const Export& export_, Phrase unknown, std::string_view rule,
            std::string_view word) {
  if (export_.index < space.size()) return space[export_.index];
  throw Invalid(export_.at, unknown, rule, out_of_bounds(export_.index, space.size(), word));
}

// [Externidx_ok/func, Externidx_ok/table, Externidx_ok/mem, Externidx_ok/global, Externidx_ok/tag]
ExternType ModuleValidator::externidx_ok(const Export& export_) const {
  switch (export_.kind) {
  case ExternKind::func:
    return FuncUse{HeapType(at(c_.funcs, export_, phrase::unknown_function, "Externidx_ok/func", "function")),
                   export_.index >= c_.inexact.size() || !c_.inexact[export_.index]};
  case ExternKind::table: return at(c_.tables, export_, phrase::unknown_table, "Externidx_ok/table", "table");
  case ExternKind::mem: return at(c_.mems, export_, phrase::unknown_memory, "Externidx_ok/mem", "memory");
  case ExternKind::global: return at(c_.globals, export_, phrase::unknown_global, "Externidx_ok/global", "global");
  case ExternKind::tag: return TagType{HeapType(at(c_.tags, export_, phrase::unknown_tag, "Externidx_ok/tag", "tag"))};
  }
  throw Crash("export of an unknown kind");
}

// [Export_ok, $disjoint_, $clos_moduletype] The context is closed, so the types of exports are.
void ModuleValidator::exports_ok() {
  std::unordered_set<std::string_view> names;
  for (const Export& export_ : module_.exports) {
    c_.exports.push_back(externidx_ok(export_));
    const auto* global = std::get_if<GlobalType>(&c_.exports.back());
    if (global != nullptr && global->mutable_) {
      require(Feature::mutable_global, export_.at, "Export_ok", "export of a mutable global");
    }
    if (!names.insert(export_.name).second) {
      throw Invalid(export_.at, phrase::duplicate_export, "Module_ok",
                    " `" + printable(export_.name) + "` already defined");
    }
  }
}

// Declared references

void ModuleValidator::collect_refs(const Expr& expr) {
  for (const Instr& instr : expr) {
    if (instr.op != Op::ref_func) continue;
    const u32 x = instr.as<FuncIdx>().value;
    if (x < c_.refs.size()) c_.refs[x] = true;
  }
}

// [$funcidx_nonfuncs] Functions that occur outside of bodies, so that an engine knows which may be referred to.
void ModuleValidator::collect_refs() {
  c_.refs.resize(c_.funcs.size(), false);
  for (const Global& global : module_.globals) collect_refs(global.init);
  for (const Table& table : module_.tables) {
    if (table.init) collect_refs(*table.init);
  }
  for (const Elem& elem : module_.elems) {
    for (const Expr& init : elem.init) collect_refs(init);
    collect_refs(elem.offset);
  }
  for (const Export& export_ : module_.exports) {
    if (export_.kind == ExternKind::func && export_.index < c_.refs.size()) c_.refs[export_.index] = true;
  }
}

}  // namespace

Result<std::shared_ptr<const Context>> validate_module(const Module& module, Features features,
                                                       const ImplementationLimits& limits) {
  return door(module.source, [&] { return ModuleValidator(module, features, limits).check(); });
}

}  // namespace touchstone::wasm
