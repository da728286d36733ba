// 6.6 Modules: to text. See print.hpp.
#include <algorithm>
#include <array>

#include "interp/text/printer.hpp"
#include "interp/text/values.hpp"

namespace touchstone::wasm {

namespace {

class ModulePrinter {
 public:
  ModulePrinter(const Module& module, const PrintOptions& options) : context_(module, options), module_(module) {}

  std::string run() {
    out_ = "(module";
    if (module_.names.module && !module_.names.module->empty()) out_ += " " + print_id(*module_.names.module);
    types();
    for (const Import& x : module_.imports) import(x);
    for (const Table& x : module_.tables) table(x);
    for (const Mem& x : module_.mems) definition("memory", context_.mems, mem_++, context_.memtype(x.type));
    for (const Tag& x : module_.tags) definition("tag", context_.tags, tag_++, functype_use(x.type.type.index));
    for (const Global& x : module_.globals) global(x);
    for (const Export& x : module_.exports) export_(x);
    if (module_.start) field("(start " + context_.funcs.use(module_.start->func.value) + ")");
    for (const Elem& x : module_.elems) elem(x);
    for (const Func& x : module_.funcs) func(x);
    for (const Data& x : module_.datas) data(x);
    for (const Custom& x : module_.customs) custom(x);
    if (out_.find('\n') != std::string::npos) out_ += '\n';
    return out_ + ")\n";
  }

 private:
  void field(std::string_view text) {
    new_line(out_, context_.options, 1);
    out_ += text;
  }

  /// `(word $id (;x;) rest)`
  void definition(std::string_view word, const Ids& ids, u32 x, std::string_view rest) {
    begin_definition(word, ids, x);
    out_ += ' ';
    out_ += rest;
    out_ += ')';
  }
  void begin_definition(std::string_view word, const Ids& ids, u32 x) {
    field("(");
    out_ += word;
    out_ += ids.binding(x);
    out_ += context_.comment(x);
  }

  void types();
  void type(const SubType& sub, u32 level);
  std::string comptype(const SubType& sub, u32 x) const;
  std::string functype_use(u32 type) const;
  std::string named_functype_use(u32 type, const Ids& locals) const;
  Ids locals_of(u32 x, u32 count) const;
  void import(const Import& import);
  void table(const Table& table);
  void global(const Global& global);
  void export_(const Export& export_);
  void elem(const Elem& elem);
  void func(const Func& func);
  void locals(const Func& func, u32 first, const Ids& ids);
  void data(const Data& data);
  void custom(const Custom& custom);

  PrintContext context_;
  const Module& module_;
  std::string out_;
  u32 type_ = 0, func_ = 0, table_ = 0, mem_ = 0, global_ = 0, tag_ = 0, elem_ = 0, data_ = 0;  // next indices
};

void ModulePrinter::types() {
  for (const RecType& rec : module_.types) {
    if (!rec.explicit_ && rec.subtypes.size() == 1) {
      type(rec.subtypes[0], 1);
      continue;
    }
    field("(rec");
    for (const SubType& sub : rec.subtypes) type(sub, 2);
    if (!rec.subtypes.empty()) new_line(out_, context_.options, 1);
    out_ += ')';
  }
}

void ModulePrinter::type(const SubType& sub, u32 level) {
  const u32 x = type_++;
  new_line(out_, context_.options, level);
  out_ += "(type" + context_.types.binding(x) + context_.comment(x) + " ";
  const bool plain = sub.final && sub.supers.empty();
  if (!plain) {
    out_ += sub.final ? "(sub final " : "(sub ";
    for (const TypeUse& super : sub.supers) out_ += context_.types.use(super.index) + " ";
  }
  if (sub.describes) out_ += "(describes " + context_.types.use(sub.describes->index) + ") ";
  if (sub.descriptor) out_ += "(descriptor " + context_.types.use(sub.descriptor->index) + ") ";
  out_ += comptype(sub, x) + (plain ? ")" : "))");
}

std::string ModulePrinter::comptype(const SubType& sub, u32 x) const {
  if (const auto* ft = std::get_if<FuncType>(&sub.comp)) return "(func" + context_.functype(*ft) + ")";
  if (const auto* array = std::get_if<ArrayType>(&sub.comp)) return "(array " + context_.fieldtype(array->field) + ")";
  if (const auto* cont = std::get_if<ContType>(&sub.comp)) return "(cont " + context_.types.use(cont->func.index) + ")";
  std::string out = "(struct";
  const std::vector<FieldType>& fields = std::get<StructType>(sub.comp).fields;
  for (u32 i = 0; i < fields.size(); ++i) {
    out += " (field" + context_.fields[x].binding(i) + " " + context_.fieldtype(fields[i]) + ")";
  }
  return out + ")";
}

/// `(type x) (param ...) (result ...)`
std::string ModulePrinter::functype_use(u32 type) const { return named_functype_use(type, Ids()); }

std::string ModulePrinter::named_functype_use(u32 type, const Ids& locals) const {
  std::string out = context_.typeuse(TypeUse(TypeIdx(type)));
  const FuncType* ft = context_.functype_at(type);
  if (ft == nullptr) return out;
  bool open = false;  // several parameters without names share parentheses
  for (u32 i = 0; i < ft->params.size(); ++i) {
    if (open && locals.has(i)) out += ')';
    if (locals.has(i)) {
      out += " (param " + locals.use(i) + " " + context_.valtype(ft->params[i]) + ")";
    } else {
      out += (open ? " " : " (param ") + context_.valtype(ft->params[i]);
    }
    open = !locals.has(i);
  }
  if (open) out += ')';
  return out + context_.functype({{}, ft->results});
}

Ids ModulePrinter::locals_of(u32 x, u32 count) const {
  const auto found = module_.names.locals.find(x);
  return found == module_.names.locals.end() ? Ids() : Ids(found->second, count);
}

void ModulePrinter::import(const Import& import) {
  field("(import " + print_string(import.module, true) + " " + print_string(import.name, true) + " (");
  const auto item = [this](std::string_view word, const Ids& ids, u32 x, const std::string& type) {
    out_ += std::string(word) + ids.binding(x) + context_.comment(x) + " " + type + "))";
  };
  switch (extern_kind(import.type)) {
  case ExternKind::func: {
    const FuncUse& use = std::get<FuncUse>(import.type);
    const u32 type = use.type.index;
    const FuncType* ft = context_.functype_at(type);
    const Ids locals = locals_of(func_, ft == nullptr ? 0 : static_cast<u32>(ft->params.size()));
    const std::string text = named_functype_use(type, locals);
    item("func", context_.funcs, func_, use.exact ? "(exact " + text + ")" : text);
    ++func_;
    break;
  }
  case ExternKind::table:
    item("table", context_.tables, table_++, context_.tabletype(std::get<TableType>(import.type)));
    break;
  case ExternKind::mem: item("memory", context_.mems, mem_++, context_.memtype(std::get<MemType>(import.type))); break;
  case ExternKind::global:
    item("global", context_.globals, global_++, context_.globaltype(std::get<GlobalType>(import.type)));
    break;
  case ExternKind::tag:
    item("tag", context_.tags, tag_++, functype_use(std::get<TagType>(import.type).type.index));
    break;
  }
}

void ModulePrinter::table(const Table& table) {
  begin_definition("table", context_.tables, table_++);
  out_ += " " + context_.tabletype(table.type);
  if (table.init) print_expr(out_, context_, *table.init, "");
  out_ += ')';
}

void ModulePrinter::global(const Global& global) {
  begin_definition("global", context_.globals, global_++);
  out_ += " " + context_.globaltype(global.type);
  print_expr(out_, context_, global.init, "");
  out_ += ')';
}

void ModulePrinter::export_(const Export& export_) {
  std::string item;
  switch (export_.kind) {
  case ExternKind::func: item = "func " + context_.funcs.use(export_.index); break;
  case ExternKind::table: item = "table " + context_.tables.use(export_.index); break;
  case ExternKind::mem: item = "memory " + context_.mems.use(export_.index); break;
  case ExternKind::global: item = "global " + context_.globals.use(export_.index); break;
  case ExternKind::tag: item = "tag " + context_.tags.use(export_.index); break;
  }
  field("(export " + print_string(export_.name, true) + " (" + item + "))");
}

/// Is each element `(ref.func x)` and the type the one that a mere list of functions has?
bool is_func_list(const Elem& elem) {
  if (elem.type != RefType{false, HeapKind::func}) return false;
  for (const Expr& expr : elem.init) {
    if (expr.size() != 2 || expr[0].op != Op::ref_func) return false;
  }
  return true;
}

void ModulePrinter::elem(const Elem& elem) {
  begin_definition("elem", context_.elems, elem_++);
  if (elem.mode == Elem::Mode::declarative) out_ += " declare";
  if (elem.mode == Elem::Mode::active) {
    if (elem.table.value != 0) out_ += " (table " + context_.tables.use(elem.table.value) + ")";
    print_expr(out_, context_, elem.offset, "offset");
  }
  if (is_func_list(elem)) {
    out_ += " func";
    for (const Expr& expr : elem.init) out_ += " " + context_.funcs.use(expr[0].as<FuncIdx>().value);
  } else {
    out_ += " " + context_.reftype(elem.type);
    for (const Expr& expr : elem.init) print_expr(out_, context_, expr, "item");
  }
  out_ += ')';
}

void ModulePrinter::func(const Func& func) {
  const u32 x = func_++;
  begin_definition("func", context_.funcs, x);
  const FuncType* ft = context_.functype_at(func.type.value);
  const u32 params = ft == nullptr ? 0 : static_cast<u32>(ft->params.size());
  u64 count = params;
  for (const Locals& run : func.locals) count += run.count;
  const Ids ids = locals_of(x, static_cast<u32>(std::min<u64>(count, ~u32{0})));
  out_ += " " + named_functype_use(func.type.value, ids);
  if (func.locals.empty() && func.body.size() <= 1) {
    out_ += ')';
    return;
  }
  locals(func, params, ids);
  static const NameMap none;
  const auto labels = module_.names.labels.find(x);
  static const BranchHints no_hints;
  const auto hints = module_.branch_hints.find(x);
  print_body(out_, context_, func.body, ids, labels == module_.names.labels.end() ? none : labels->second,
             hints == module_.branch_hints.end() ? no_hints : hints->second, ft, 2);
  new_line(out_, context_.options, 1);
  out_ += ')';
}

void ModulePrinter::locals(const Func& func, u32 first, const Ids& ids) {
  if (func.locals.empty()) return;
  new_line(out_, context_.options, 2);
  u32 x = first;
  bool open = false;  // locals without names share parentheses
  bool any = false;
  for (const Locals& run : func.locals) {
    const std::string type = context_.valtype(run.type);
    for (u32 i = 0; i < run.count; ++i, ++x) {
      if (open && ids.has(x)) out_ += ')';
      if (any && (!open || ids.has(x))) out_ += ' ';
      if (ids.has(x)) {
        out_ += "(local " + ids.use(x) + " " + type + ")";
      } else {
        out_ += (open ? " " : "(local ") + type;
      }
      open = !ids.has(x);
      any = true;
    }
  }
  if (open) out_ += ')';
}

void ModulePrinter::data(const Data& data) {
  begin_definition("data", context_.datas, data_++);
  if (data.mode == Data::Mode::active) {
    if (data.mem.value != 0) out_ += " (memory " + context_.mems.use(data.mem.value) + ")";
    print_expr(out_, context_, data.offset, "offset");
  }
  out_ += " " + print_string(data.init, false) + ")";
}

/// As an annotation: white space to whoever does not ask for it.
void ModulePrinter::custom(const Custom& custom) {
  static constexpr std::array<std::string_view, 14> sections = {"",       "type",   "import",    "func",  "table",
                                                                "memory", "global", "export",    "start", "elem",
                                                                "code",   "data",   "datacount", "tag"};
  std::string place = "(before first)";
  if (custom.after != 0 && custom.after < sections.size())
    place = "(after " + std::string(sections[custom.after]) + ")";
  field("(@custom " + print_string(custom.name, true) + " " + place + " " + print_string(custom.content, false) + ")");
}

}  // namespace

void new_line(std::string& out, const PrintOptions& options, u32 level) {
  constexpr u32 deepest = 40;
  out += '\n';
  out.append(std::size_t{std::min(level, deepest)} * options.indent, ' ');
}

std::string print_module(const Module& module, const PrintOptions& options) {
  return ModulePrinter(module, options).run();
}

}  // namespace touchstone::wasm
