// 6.6 Modules: to text. See print.hpp.
#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <utility>

#include "interp/syntax/producers.hpp"
#include "interp/text/printer.hpp"
#include "interp/text/values.hpp"

namespace touchstone::wasm {

namespace {

/// Where each export is written. Reading a text gives them the order in which it has them: tables, memories, tags and
/// globals come before functions, and fields of their own may stand in front of those and behind them. So the first that
/// are in the order of those definitions stand inside them, and of the others the longest run that is in the order of
/// functions.
class ExportPlaces {
 public:
  explicit ExportPlaces(const Module& module) {
    const std::array<std::size_t, 5> own = {module.funcs.size(), module.tables.size(), module.mems.size(),
                                            module.globals.size(), module.tags.size()};
    for (u32 kind = 0; kind < own.size(); ++kind) {
      imported_[kind] = module.import_count(ExternKind{static_cast<u8>(kind)});
      count_[kind] = imported_[kind] + own[kind];
    }
    const std::vector<Export>& all = module.exports;
    while (first_field < all.size() && all[first_field].kind != ExternKind::func && can_follow(all, first_field, 0)) {
      ++first_field;
    }
    first_func = behind_funcs = all.size();
    for (std::size_t i = first_field; i < all.size();) {
      std::size_t end = i;
      while (end < all.size() && all[end].kind == ExternKind::func && can_follow(all, end, i)) ++end;
      if (end - i > behind_funcs - first_func) {
        first_func = i;
        behind_funcs = end;
      }
      i = std::max(end, i + 1);
    }
    for (std::size_t i = 0; i < first_field; ++i) place(all[i], i);
    for (std::size_t i = first_func; i < behind_funcs; ++i) place(all[i], i);
  }

  /// The exports to be written inside a definition.
  const std::vector<u32>& of(ExternKind kind, u32 x) const {
    static const std::vector<u32> none;
    const auto found = inside_.find({kind, x});
    return found == inside_.end() ? none : found->second;
  }

  std::size_t first_field = 0;   ///< from here to `first_func`: fields of their own
  std::size_t first_func = 0;    ///< from here to `behind_funcs`: inside functions
  std::size_t behind_funcs = 0;  ///< from here on: fields of their own

 private:
  /// Whether an export that is inside its definition comes after the one before it, which is, unless it is the first.
  bool can_follow(const std::vector<Export>& all, std::size_t i, std::size_t first) const {
    static constexpr std::array<u8, 5> position = {4, 0, 1, 3, 2};  // by ExternKind, as they are written
    const auto rank = [](const Export& e) { return std::pair(position[static_cast<u8>(e.kind)], e.index); };
    const u8 kind = static_cast<u8>(all[i].kind);
    if (all[i].index < imported_[kind] || all[i].index >= count_[kind]) return false;
    return i == first || rank(all[i - 1]) <= rank(all[i]);
  }
  void place(const Export& e, std::size_t i) { inside_[{e.kind, e.index}].push_back(static_cast<u32>(i)); }

  std::array<u32, 5> imported_{};  // by ExternKind
  std::array<u64, 5> count_{};     // with imports
  std::map<std::pair<ExternKind, u32>, std::vector<u32>> inside_;
};

class ModulePrinter {
 public:
  ModulePrinter(const Module& module, const PrintOptions& options)
      : context_(module, options), module_(module), exports_(module) {}

  std::string run() {
    if (context_.options.level == 0) out_ = offset_text(context_.options, module_.at.begin);
    out_ += "(module" + module_name(module_);
    types();
    for (const Import& x : module_.imports) import(x);
    for (const Table& x : module_.tables) table(x);
    for (const Mem& x : module_.mems) {
      definition("memory", ExternKind::mem, context_.mems, mem_++, context_.memtype(x.type), x.at);
    }
    for (const Tag& x : module_.tags) {
      definition("tag", ExternKind::tag, context_.tags, tag_++, functype_use(x.type.type.index), x.at);
    }
    for (const Global& x : module_.globals) global(x);
    exports(exports_.first_field, exports_.first_func);
    if (module_.start) field("(start " + context_.funcs.use(module_.start->func.value) + ")", module_.start->at);
    for (const Elem& x : module_.elems) elem(x);
    for (const Func& x : module_.funcs) func(x);
    exports(exports_.behind_funcs, module_.exports.size());
    for (const Data& x : module_.datas) data(x);
    for (const Custom& x : module_.customs) custom(x);
    if (out_.find('\n') != std::string::npos) new_line(out_, context_.options, 0);
    return out_ + ")\n";
  }

 private:
  void field(std::string_view text, Region at) {
    new_line(out_, context_.options, 1, at.begin);
    out_ += text;
  }

  /// `(word $id (;x;) (export "n")* rest)`
  void definition(std::string_view word, ExternKind kind, const Ids& ids, u32 x, std::string_view rest, Region at) {
    begin_definition(word, kind, ids, x, at);
    out_ += ' ';
    out_ += rest;
    out_ += ')';
  }
  void begin_definition(std::string_view word, ExternKind kind, const Ids& ids, u32 x, Region at) {
    begin_definition(word, ids, x, at);
    for (const u32 i : exports_.of(kind, x)) out_ += " (export " + print_string(module_.exports[i].name, true) + ")";
  }
  void begin_definition(std::string_view word, const Ids& ids, u32 x, Region at) {
    field("(", at);
    out_ += word;
    out_ += ids.binding(x);
    out_ += context_.comment(x);
  }
  void exports(std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) export_(module_.exports[i]);
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
  bool is_last(const Custom& custom) const;
  bool producers(const Custom& custom);
  std::string contents(const std::string& bytes) const {
    return context_.options.skeleton ? "..." : print_string(bytes, false);
  }

  PrintContext context_;
  const Module& module_;
  ExportPlaces exports_;
  std::string out_;
  bool producers_ = false;  // an annotation says them
  u32 type_ = 0, func_ = 0, table_ = 0, mem_ = 0, global_ = 0, tag_ = 0, elem_ = 0, data_ = 0;  // next indices
};

void ModulePrinter::types() {
  for (const RecType& rec : module_.types) {
    if (!rec.explicit_ && rec.subtypes.size() == 1) {
      type(rec.subtypes[0], 1);
      continue;
    }
    field("(rec", rec.at);
    for (const SubType& sub : rec.subtypes) type(sub, 2);
    if (!rec.subtypes.empty()) new_line(out_, context_.options, 1);
    out_ += ')';
  }
}

void ModulePrinter::type(const SubType& sub, u32 level) {
  const u32 x = type_++;
  new_line(out_, context_.options, level, sub.at.begin);
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
      out += " (param" + locals.binding(i) + " " + context_.valtype(ft->params[i]) + ")";
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
  field("(import " + print_string(import.module, true) + " " + print_string(import.name, true) + " (", import.at);
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
  begin_definition("table", ExternKind::table, context_.tables, table_++, table.at);
  out_ += " " + context_.tabletype(table.type);
  if (table.init) print_expr(out_, context_, *table.init, "");
  out_ += ')';
}

void ModulePrinter::global(const Global& global) {
  begin_definition("global", ExternKind::global, context_.globals, global_++, global.at);
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
  field("(export " + print_string(export_.name, true) + " (" + item + "))", export_.at);
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
  begin_definition("elem", context_.elems, elem_++, elem.at);
  if (elem.mode == Elem::Mode::declarative) out_ += " declare";
  if (elem.mode == Elem::Mode::active) {
    if (elem.table.value != 0) out_ += " (table " + context_.tables.use(elem.table.value) + ")";
    print_expr(out_, context_, elem.offset, "offset");
  }
  if (context_.options.skeleton) {
    out_ += " ...";
  } else if (is_func_list(elem)) {
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
  begin_definition("func", ExternKind::func, context_.funcs, x, func.at);
  const FuncType* ft = context_.functype_at(func.type.value);
  const u32 params = ft == nullptr ? 0 : static_cast<u32>(ft->params.size());
  u64 count = params;
  for (const Locals& run : func.locals) count += run.count;
  const Ids ids = locals_of(x, static_cast<u32>(std::min<u64>(count, ~u32{0})));
  out_ += " " + named_functype_use(func.type.value, ids);
  if (context_.options.skeleton) {
    out_ += " ...)";
    return;
  }
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
        out_ += "(local" + ids.binding(x) + " " + type + ")";
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
  begin_definition("data", context_.datas, data_++, data.at);
  if (data.mode == Data::Mode::active) {
    if (data.mem.value != 0) out_ += " (memory " + context_.mems.use(data.mem.value) + ")";
    print_expr(out_, context_, data.offset, "offset");
  }
  out_ += " " + contents(data.init) + ")";
}

/// As an annotation: white space to whoever does not ask for it.
void ModulePrinter::custom(const Custom& custom) {
  static constexpr std::array<std::string_view, 14> sections = {"",       "type",   "import",    "func",  "table",
                                                                "memory", "global", "export",    "start", "elem",
                                                                "code",   "data",   "datacount", "tag"};
  std::string place = "(before first)";
  if (custom.after != 0 && custom.after < sections.size())
    place = "(after " + std::string(sections[custom.after]) + ")";
  if (custom.name == "producers" && is_last(custom) && producers(custom)) return;
  if (producers_ && is_last(custom)) place = "(after last)";  // that annotation stands behind everything
  field("(@custom " + print_string(custom.name, true) + " " + place + " " + contents(custom.content) + ")", custom.at);
}

/// Whether all that follows it are custom sections.
bool ModulePrinter::is_last(const Custom& custom) const {
  static constexpr std::array<u8, 14> order = {0, 1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11};
  const auto empty = [this](u8 id) {
    switch (id) {
    case 1: return module_.types.empty();
    case 2: return module_.imports.empty();
    case 3:
    case 10: return module_.funcs.empty();
    case 4: return module_.tables.empty();
    case 5: return module_.mems.empty();
    case 6: return module_.globals.empty();
    case 7: return module_.exports.empty();
    case 8: return !module_.start.has_value();
    case 9: return module_.elems.empty();
    case 11: return module_.datas.empty();
    case 12: return !module_.data_count.has_value();
    case 13: return module_.tags.empty();
    default: return true;
    }
  };
  const auto place = std::find(order.begin(), order.end(), custom.after);
  return place != order.end() && std::all_of(std::next(place), order.end(), empty);
}

/// As an annotation of its own; false if its content is no usual one.
bool ModulePrinter::producers(const Custom& custom) {
  const auto said = decode_producers(custom.content);
  if (!said || std::exchange(producers_, true)) return false;
  field("(@producers", custom.at);
  for (const Producers::Field& of : said->fields) {
    for (const auto& [name, version] : of.values) {
      new_line(out_, context_.options, 2);
      out_ += "(" + of.name + " " + print_string(name, true) + " " + print_string(version, true) + ")";
    }
  }
  if (!said->fields.empty()) new_line(out_, context_.options, 1);
  out_ += ')';
  return true;
}

}  // namespace

std::string offset_text(const PrintOptions& options, std::optional<u32> at) {
  if (!options.offsets) return {};
  if (!at) return std::string(13, ' ');
  char digits[8];
  const auto [end, error] = std::to_chars(std::begin(digits), std::end(digits), *at, 16);
  std::string out = "(;@" + std::string(std::begin(digits), end);
  out.resize(std::max<std::size_t>(out.size(), 10), ' ');
  return out + ";) ";
}

void new_line(std::string& out, const PrintOptions& options, u32 level, std::optional<u32> at) {
  constexpr u32 deepest = 40;
  out += '\n';
  out += offset_text(options, at);
  out.append(std::size_t{std::min(level + options.level, deepest)} * options.indent, ' ');
}

std::string module_name(const Module& module) {
  if (!module.names.module) return {};
  return module.names.module->empty() ? name_annotation("") : " " + print_id(*module.names.module);
}

std::string print_module(const Module& module, const PrintOptions& options) {
  return ModulePrinter(module, options).run();
}

}  // namespace touchstone::wasm
