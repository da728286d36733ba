// Appendix 7.1 Embedding.
#include "interp/embedding/embedding.hpp"

#include <algorithm>

#include "interp/binary/decode.hpp"
#include "interp/execution/heap.hpp"
#include "interp/execution/threads.hpp"
#include "interp/support/utf8.hpp"
#include "interp/text/parse.hpp"
#include "interp/validation/modules.hpp"

namespace touchstone::wasm {

namespace {

// Only the heap's objects need to be kept alive: functions live as long as the store.
Root root_of(Store& s, Ref ref) {
  if (!ref.is_object() || ref.object()->kind == ObjectKind::func) return {};
  return Root(s, ref);
}

// Numbers fill the low half of a slot; what lies above is of no account.
Value without_rest(const ValType& type, Value value) {
  if (!type.is_vec()) value.high = 0;
  if (type.kind == ValKind::i32 || type.kind == ValKind::f32) value.low = static_cast<u32>(value.low);
  return value;
}

// Why the arguments do not fit the parameters; empty if they do.
std::string mismatch(std::span<const Val> args, const ResultType& params) {
  if (args.size() != params.size()) {
    return "expected " + std::to_string(params.size()) + " arguments, got " + std::to_string(args.size());
  }
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!val_ok(args[i], params[i])) {
      return "argument " + std::to_string(i + 1) + ": expected " + to_string(params[i]) + ", got " +
             to_string(args[i].type());
    }
  }
  return {};
}

// Keeps a type that no module owns for as long as the store.
const DefType* own(Store& s, FuncType type) {
  s.types.push_back(intern_func_type(std::move(type)));
  return s.types.back()->types.data();
}

template <class F>
auto or_exhaustion(F&& f) -> Outcome<decltype(f())> {
  try {
    return f();
  } catch (const Exhaustion& met) {
    return met;
  }
}

}  // namespace

Val::Val(Store& s, Ref ref, const RefType& type) : type_(type), value_(Value::of(ref)), root_(root_of(s, ref)) {}

Val::Val(Store& s, const ValType& type, const Value& value) : type_(type), value_(without_rest(type, value)) {
  if (type.is_ref()) root_ = root_of(s, value.as<Ref>());
}

std::unique_ptr<Store> store_init(const Config& config) { return std::make_unique<Store>(config); }

// ---- Modules

Result<Module> module_decode(std::span<const u8> bytes, Features on, std::string name) {
  return module_decode(binary_source(std::move(name), std::string(bytes.begin(), bytes.end())), on);
}

Result<Module> module_decode(const SourcePtr& source, Features on) { return decode_module(source, on); }

Result<Module> module_parse(std::string_view text, Features on, std::string name) {
  return module_parse(text_source(std::move(name), std::string(text)), on);
}

Result<Module> module_parse(const SourcePtr& source, Features on) { return parse_module(source, on); }

Result<ValidModule> module_validate(Module module, Features on) {
  return module_validate(std::make_shared<const Module>(std::move(module)), on);
}

Result<ValidModule> module_validate(std::shared_ptr<const Module> module, Features on) {
  auto context = validate_module(*module, on);
  if (!context) return context.error();
  return ValidModule{std::move(module), *std::move(context)};
}

Result<ValidModule> module_load(const SourcePtr& source, Features on) {
  auto module = source->kind() == Source::Kind::binary ? module_decode(source, on) : module_parse(source, on);
  if (!module) return module.error();
  return module_validate(*std::move(module), on);
}

Outcome<ModuleInst*> module_instantiate(Store& s, const ValidModule& module, std::span<const ExternAddr> imports) {
  return instantiate(s, module.module, module.context, imports);
}

Outcome<ModuleInst*> module_instantiate(Store& s, const ValidModule& module, const Lookup& lookup) {
  std::vector<ExternAddr> imports;
  const std::vector<Import>& wanted = module.module->imports;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const auto found = lookup({wanted[i].module, wanted[i].name, module.context->imports[i]});
    if (!found) {
      Unlinkable error(wanted[i].at, "unknown import", "$instantiate",
                       " \"" + printable(wanted[i].module) + "\" \"" + printable(wanted[i].name) + "\"");
      error.source = module.module->source;
      return error;
    }
    imports.push_back(*found);
  }
  return module_instantiate(s, module, imports);
}

std::vector<ImportType> module_imports(const ValidModule& module) {
  std::vector<ImportType> types;
  const std::vector<Import>& imports = module.module->imports;
  for (std::size_t i = 0; i < imports.size(); ++i) {
    types.push_back({imports[i].module, imports[i].name, module.context->imports[i]});
  }
  return types;
}

std::vector<ExportType> module_exports(const ValidModule& module) {
  std::vector<ExportType> types;
  const std::vector<Export>& exports = module.module->exports;
  for (std::size_t i = 0; i < exports.size(); ++i) types.push_back({exports[i].name, module.context->exports[i]});
  return types;
}

std::optional<ExternAddr> instance_export(const ModuleInst& mm, std::string_view name) {
  for (const ExportInst& xi : mm.exports) {
    if (xi.name == name) return xi.addr;
  }
  return std::nullopt;
}

// ---- Functions

FuncAddr func_alloc(Store& s, const DefType* type, HostFunc code) {
  s.types.push_back(owner(*type));
  return allochostfunc(s, type, std::move(code));
}

FuncAddr func_alloc(Store& s, FuncType type, HostFunc code) {
  return allochostfunc(s, own(s, std::move(type)), std::move(code));
}

Outcome<std::vector<Val>> func_invoke(Store& s, FuncAddr a, std::span<const Val> args) {
  const FuncType& type = a->type->func();
  if (std::string why = mismatch(args, type.params); !why.empty()) return HostError(std::move(why));
  std::vector<Value> values;
  values.reserve(args.size());
  for (const Val& arg : args) values.push_back(arg.value());
  const auto results = invoke(s, *a, values);
  if (!results) return results.failed<std::vector<Val>>();
  std::vector<Val> vals;
  vals.reserve(results->size());
  for (std::size_t i = 0; i < results->size(); ++i) vals.emplace_back(s, type.results[i], (*results)[i]);
  return vals;
}

// ---- Threads

u32 thread_spawn(Store& s, std::function<void()> body) { return threads(s).spawn(std::move(body)); }

Done thread_join(Store& s, u32 thread) {
  try {
    threads(s).join(thread);
  } catch (const Trap& trap) {
    return trap;
  }
  return std::monostate();
}

// ---- Tables and memories

Outcome<TableAddr> table_alloc(Store& s, const TableType& type, Ref init) {
  return or_exhaustion([&] { return alloctable(s, type, init); });
}

std::optional<Val> table_read(Store& s, TableAddr a, u64 i) {
  if (i >= a->refs.size()) return std::nullopt;
  return Val(s, a->refs[i], a->type.elem);
}

bool table_write(Store&, TableAddr a, u64 i, Ref ref) {
  if (i >= a->refs.size() || !ref_ok(ref, a->type.elem)) return false;
  a->refs[i] = ref;
  return true;
}

bool table_grow(Store& s, TableAddr a, u64 n, Ref init) {
  return ref_ok(init, a->type.elem) && growtable(s, *a, n, init);
}

Outcome<MemAddr> mem_alloc(Store& s, const MemType& type) {
  return or_exhaustion([&] { return allocmem(s, type); });
}

bool mem_grow(Store& s, MemAddr a, u64 n) { return growmem(s, *a, n); }

// ---- Tags and exceptions

TagAddr tag_alloc(Store& s, const DefType* type) {
  s.types.push_back(owner(*type));
  return alloctag(s, type);
}

TagAddr tag_alloc(Store& s, FuncType type) { return alloctag(s, own(s, std::move(type))); }

Outcome<Val> exn_alloc(Store& s, TagAddr tag, std::span<const Val> args) {
  const ResultType& params = tag->type->func().params;
  if (std::string why = mismatch(args, params); !why.empty()) return HostError(std::move(why));
  ExnInst* exn = s.heap->add_exninst(*tag);
  if (exn == nullptr) return Exhaustion(Resource::heap);
  for (std::size_t i = 0; i < args.size(); ++i) exn->fields()[i] = args[i].value();
  return Val(s, Ref::to(exn), {false, HeapKind::exn});
}

TagAddr exn_tag(Store& s, Ref exn) {
  const TagInst* tag = static_cast<const ExnInst*>(exn.object())->tag;
  const auto found = std::find_if(s.tags.begin(), s.tags.end(), [tag](const TagInst& hi) { return &hi == tag; });
  return found == s.tags.end() ? nullptr : &*found;
}

std::vector<Val> exn_read(Store& s, Ref exn) {
  const auto& inst = *static_cast<const ExnInst*>(exn.object());
  const ResultType& params = inst.tag->type->func().params;
  std::vector<Val> vals;
  for (std::size_t i = 0; i < params.size(); ++i) vals.emplace_back(s, params[i], inst.fields()[i]);
  return vals;
}

// ---- Globals

GlobalAddr global_alloc(Store& s, const GlobalType& type, const Val& value) {
  return allocglobal(s, type, value.value());
}

Val global_read(Store& s, GlobalAddr a) { return {s, a->type.type, a->value}; }

bool global_write(Store&, GlobalAddr a, const Val& value) {
  if (!a->type.mutable_ || !val_ok(value, a->type.type)) return false;
  a->value = value.value();
  return true;
}

// ---- Values

std::optional<Val> val_default(const ValType& type) {
  switch (type.kind) {
  case ValKind::i32: return Val(u32{0});
  case ValKind::i64: return Val(u64{0});
  case ValKind::f32: return Val(0.0F);
  case ValKind::f64: return Val(0.0);
  case ValKind::v128: return Val(V128{});
  case ValKind::ref:
  case ValKind::bot: break;
  }
  if (!type.is_ref() || !type.null) return std::nullopt;
  return Val::null(type.ref());
}

// Validation keeps the hierarchies of reference types apart; at this door nothing does.
bool val_ok(const Val& value, const ValType& type) {
  if (value.type().kind != type.kind) return false;
  if (!type.is_ref()) return true;
  return top_of(value.type().heap) == top_of(type.heap) && ref_ok(value.ref(), type.ref());
}

}  // namespace touchstone::wasm
