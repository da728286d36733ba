// 6.4 Types: to text. See printer.hpp.
#include <unordered_set>

#include "interp/text/printer.hpp"
#include "interp/text/types.hpp"
#include "interp/text/values.hpp"

namespace touchstone::wasm {

Ids::Ids(const NameMap& names, u32 count) {
  std::unordered_set<std::string_view> taken;
  for (const auto& [x, name] : names) {
    if (x >= count) continue;
    if (!name.empty() && taken.insert(name).second) {
      printed_.emplace(x, print_id(name));
    } else {
      annotated_.emplace(x, name_annotation(name));
    }
  }
}

std::string Ids::use(u32 x) const {
  const auto found = printed_.find(x);
  return found == printed_.end() ? std::to_string(x) : found->second;
}

std::string Ids::binding(u32 x) const {
  if (printed_.contains(x)) return " " + use(x);
  const auto annotated = annotated_.find(x);
  return annotated == annotated_.end() ? std::string() : annotated->second;
}

std::string name_annotation(const std::string& name) { return " (@name " + print_string(name, true) + ")"; }

namespace {

u32 fields_of(const SubType& sub) {
  const auto* structure = std::get_if<StructType>(&sub.comp);
  return structure == nullptr ? 0 : static_cast<u32>(structure->fields.size());
}

}  // namespace

PrintContext::PrintContext(const Module& printed, const PrintOptions& how) : module(printed), options(how) {
  for (const RecType& rec : module.types) {
    for (const SubType& sub : rec.subtypes) subtypes.push_back(&sub);
  }
  for (const Import& import : module.imports) {
    if (const auto* func = std::get_if<FuncUse>(&import.type)) func_types.push_back(func->type.index);
    if (const auto* tag = std::get_if<TagType>(&import.type)) tag_types.push_back(tag->type.index);
  }
  for (const Func& func : module.funcs) func_types.push_back(func.type.value);
  for (const Tag& tag : module.tags) tag_types.push_back(tag.type.type.index);
  const Names& names = module.names;
  const auto count = [this](ExternKind kind, std::size_t own) {
    return module.import_count(kind) + static_cast<u32>(own);
  };
  types = Ids(names.types, static_cast<u32>(subtypes.size()));
  funcs = Ids(names.funcs, count(ExternKind::func, module.funcs.size()));
  tables = Ids(names.tables, count(ExternKind::table, module.tables.size()));
  mems = Ids(names.mems, count(ExternKind::mem, module.mems.size()));
  globals = Ids(names.globals, count(ExternKind::global, module.globals.size()));
  tags = Ids(names.tags, count(ExternKind::tag, module.tags.size()));
  elems = Ids(names.elems, static_cast<u32>(module.elems.size()));
  datas = Ids(names.datas, static_cast<u32>(module.datas.size()));
  fields.resize(subtypes.size());
  for (const auto& [x, map] : names.fields) {
    if (x < subtypes.size()) fields[x] = Ids(map, fields_of(*subtypes[x]));
  }
}

const FuncType* PrintContext::functype_at(u32 x) const {
  return x < subtypes.size() ? std::get_if<FuncType>(&subtypes[x]->comp) : nullptr;
}

const FuncType* PrintContext::functype_of_cont(u32 x) const {
  const auto* cont = x < subtypes.size() ? std::get_if<ContType>(&subtypes[x]->comp) : nullptr;
  return cont == nullptr ? nullptr : functype_at(cont->func.index);
}

const FuncType* PrintContext::type_of_func(u32 x) const {
  return x < func_types.size() ? functype_at(func_types[x]) : nullptr;
}

const FuncType* PrintContext::type_of_tag(u32 x) const {
  return x < tag_types.size() ? functype_at(tag_types[x]) : nullptr;
}

std::string PrintContext::comment(u32 x) const {
  return options.index_comments ? " (;" + std::to_string(x) + ";)" : std::string();
}

std::string PrintContext::heaptype(const HeapType& ht) const {
  if (!ht.is_abstract()) return ht.exact ? "(exact " + types.use(ht.index) + ")" : types.use(ht.index);
  for (const HeapWord& word : heap_words()) {
    if (word.kind == ht.kind) return std::string(word.heap);
  }
  return "bot";
}

std::string PrintContext::reftype(const RefType& rt) const {
  if (rt.null && rt.heap.is_abstract()) {
    for (const HeapWord& word : heap_words()) {
      if (word.kind == rt.heap.kind) return std::string(word.ref);
    }
  }
  return std::string(rt.null ? "(ref null " : "(ref ") + heaptype(rt.heap) + ")";
}

std::string PrintContext::valtype(const ValType& t) const {
  switch (t.kind) {
  case ValKind::i32: return "i32";
  case ValKind::i64: return "i64";
  case ValKind::f32: return "f32";
  case ValKind::f64: return "f64";
  case ValKind::v128: return "v128";
  case ValKind::ref: return reftype(t.ref());
  case ValKind::bot: return "bot";
  }
  throw Crash("unknown value type");
}

std::string PrintContext::storagetype(const StorageType& zt) const {
  switch (zt.packed) {
  case StorageType::Packed::no: return valtype(zt.type);
  case StorageType::Packed::i8: return "i8";
  case StorageType::Packed::i16: return "i16";
  }
  throw Crash("unknown storage type");
}

std::string PrintContext::fieldtype(const FieldType& ft) const {
  const std::string type = storagetype(ft.storage);
  return ft.mutable_ ? "(mut " + type + ")" : type;
}

std::string PrintContext::functype(const FuncType& ft) const {
  std::string out;
  const auto list = [&](std::string_view word, const ResultType& ts) {
    if (ts.empty()) return;
    out += " (" + std::string(word);
    for (const ValType& t : ts) out += " " + valtype(t);
    out += ")";
  };
  list("param", ft.params);
  list("result", ft.results);
  return out;
}

std::string PrintContext::limits(AddrType addr, const Limits& limits) const {
  std::string out = addr == AddrType::i64 ? "i64 " : "";
  out += std::to_string(limits.min);
  if (limits.max) out += " " + std::to_string(*limits.max);
  return out;
}

std::string PrintContext::memtype(const MemType& mt) const {
  std::string out = limits(mt.addr, mt.limits);
  if (mt.shared) out += " shared";
  if (mt.page_size_explicit) out += " (pagesize " + std::to_string(u64{1} << mt.page_size_log2) + ")";
  return out;
}

std::string PrintContext::tabletype(const TableType& tt) const {
  return limits(tt.addr, tt.limits) + " " + reftype(tt.elem);
}

std::string PrintContext::globaltype(const GlobalType& gt) const {
  return gt.mutable_ ? "(mut " + valtype(gt.type) + ")" : valtype(gt.type);
}

std::string PrintContext::typeuse(const TypeUse& use) const { return "(type " + types.use(use.index) + ")"; }

}  // namespace touchstone::wasm
