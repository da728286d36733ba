// Our own core engine, as a script sees it: see core_engine.hpp.
#include "tools/wast/core_engine.hpp"

#include <utility>

#include <fmt/format.h>

#include "interp/support/utf8.hpp"
#include "interp/text/values.hpp"
#include "tools/wast/failures.hpp"
#include "tools/wast/read.hpp"

namespace touchstone::wast {

namespace {

using wasm::ExternAddr;
using wasm::ValKind;

struct CoreDefinition : ReadDefinition {
  std::shared_ptr<const wasm::Module> module;
  std::optional<wasm::ValidModule> valid;
};

/// A module instance, or a collection of host things under names.
struct CoreInstance : Instance {
  const wasm::ModuleInst* instance = nullptr;
  std::map<std::string, ExternAddr, std::less<>> host;

  std::optional<ExternAddr> find(std::string_view name) const {
    if (instance != nullptr) return wasm::instance_export(*instance, name);
    const auto found = host.find(name);
    if (found == host.end()) return std::nullopt;
    return found->second;
  }
};

/// `$f: file:line:column`.
std::string place_of(const wasm::TracePoint& point) {
  const wasm::Module& module = *point.module->module;
  std::string out = "instantiation";
  if (point.func != wasm::TracePoint::no_func) {
    const auto named = module.names.funcs.find(point.func);
    out = named == module.names.funcs.end() ? fmt::format("function {}", point.func) : "$" + printable(named->second);
  }
  if (module.source) out += ": " + module.source->describe(point.at);
  return out;
}

class CoreEngine final : public Engine {
 public:
  explicit CoreEngine(const CoreEngineOptions& options)
      : options_(options), store_(wasm::store_init(config(options))) {}

  Attempt<DefinitionPtr> read(const SourcePtr& script, const Definition& definition, bool custom) override {
    Features features = options_.features;
    if (custom) features.set(Feature::custom_annotations, true);
    auto module = read_module(script, definition, features);
    if (!module) return Failure::of(module.error());
    auto out = std::make_shared<CoreDefinition>();
    out->module = std::make_shared<const wasm::Module>(*std::move(module));
    return DefinitionPtr(std::move(out));
  }

  Attempt<Done> validate(ReadDefinition& definition, bool custom) override {
    auto& read = static_cast<CoreDefinition&>(definition);
    Features features = options_.features;
    if (custom) features.set(Feature::custom_annotations, true);
    auto valid = wasm::module_validate(read.module, features);
    if (!valid) return Failure::of(valid.error());
    read.valid = *std::move(valid);
    return Done{};
  }

  Attempt<InstancePtr> instantiate(ReadDefinition& definition, const Registry& registry) override {
    const wasm::ValidModule& valid = *static_cast<CoreDefinition&>(definition).valid;
    auto outcome = wasm::module_instantiate(*store_, valid,
                                            [&](const wasm::ImportType& wanted) { return find(wanted, registry); });
    if (!outcome) return failure_of(outcome);
    auto out = std::make_shared<CoreInstance>();
    out->instance = *outcome;
    return InstancePtr(std::move(out));
  }

  Attempt<std::vector<Value>> act(Instance& instance, const Action& action) override {
    const auto found = static_cast<CoreInstance&>(instance).find(action.name);
    const std::string name = wasm::print_string(action.name, true);
    if (!found) return Failure::misuse("unknown export " + name);
    if (action.kind == Action::Kind::get) {
      const auto* const global = std::get_if<wasm::GlobalInst*>(&*found);
      if (global == nullptr) return Failure::misuse("export " + name + " is not a global");
      return std::vector<Value>{describe(wasm::global_read(*store_, *global))};
    }
    const auto* const func = std::get_if<wasm::FuncInst*>(&*found);
    if (func == nullptr) return Failure::misuse("export " + name + " is not a function");
    return invoke(*func, action.arguments);
  }

  Registry host() override {
    if (!spectest_) {
      spectest_ = std::make_shared<CoreInstance>();
      spectest_->host = spectest(*store_, options_.print);
    }
    return {{"spectest", spectest_}};
  }

  u32 spawn(std::function<void()> body) override { return wasm::thread_spawn(*store_, std::move(body)); }
  Attempt<Done> join(u32 thread) override {
    const auto outcome = wasm::thread_join(*store_, thread);
    if (!outcome) return failure_of(outcome);
    return Done{};
  }

 private:
  static wasm::Config config(const CoreEngineOptions& options) {
    wasm::Config out;
    out.fold = options.fold;
    out.fuel = options.fuel;
    if (options.max_memory) out.limit_space(*options.max_memory);
    out.chooser = options.chooser;
    return out;
  }

  static std::optional<ExternAddr> find(const wasm::ImportType& wanted, const Registry& registry) {
    const auto from = registry.find(wanted.module);
    if (from == registry.end()) return std::nullopt;
    const auto* const instance = dynamic_cast<const CoreInstance*>(from->second.get());
    return instance == nullptr ? std::nullopt : instance->find(wanted.name);
  }

  /// A script's argument as a value of the parameter's type; no value if it does not fit.
  std::optional<wasm::Val> argument(const Value& given, const wasm::ValType& type) {
    const auto* const core = std::get_if<CoreValue>(&given);
    if (core == nullptr || core->kind != type.kind) return std::nullopt;
    if (type.kind != ValKind::ref) return wasm::Val(*store_, type, wasm::Value::of(core->bits));
    wasm::Ref ref;
    switch (core->ref.kind) {
    case RefKind::null: break;
    case RefKind::host: ref = wasm::Ref::host(*core->ref.number); break;
    case RefKind::extern_: ref = wasm::Ref::host(*core->ref.number).externalized(); break;
    default: return std::nullopt;
    }
    if (!wasm::ref_ok(ref, type.ref())) return std::nullopt;
    return wasm::Val(*store_, ref, type.ref());
  }

  Attempt<std::vector<Value>> invoke(wasm::FuncAddr func, const std::vector<Value>& given) {
    const wasm::FuncType& type = func->type->func();
    if (given.size() != type.params.size()) {
      return Failure::misuse(fmt::format("{} arguments for {} parameters", given.size(), type.params.size()));
    }
    std::vector<wasm::Val> arguments;
    for (std::size_t i = 0; i < given.size(); ++i) {
      auto value = argument(given[i], type.params[i]);
      if (!value) {
        return Failure::misuse(
            fmt::format("argument {} is {}, not of type {}", i, to_string(given[i]), wasm::to_string(type.params[i])));
      }
      arguments.push_back(*std::move(value));
    }
    const auto outcome = wasm::func_invoke(*store_, func, arguments);
    if (!outcome) return failure_of(outcome);
    std::vector<Value> out;
    for (const wasm::Val& value : *outcome) out.emplace_back(describe(value));
    return out;
  }

  CoreEngineOptions options_;
  std::unique_ptr<wasm::Store> store_;
  std::shared_ptr<CoreInstance> spectest_;
};

}  // namespace

RefValue describe(wasm::Ref ref, const wasm::RefType& type) {
  RefValue out;
  switch (ref.kind()) {
  case wasm::RefKind::null: out = {RefKind::null, type.heap, {}}; break;
  case wasm::RefKind::i31: out.kind = RefKind::i31; break;
  case wasm::RefKind::struct_: out.kind = RefKind::struct_; break;
  case wasm::RefKind::array: out.kind = RefKind::array; break;
  case wasm::RefKind::func:
    out.kind = RefKind::func;
    if (ref.func()->module != nullptr) out.number = ref.func()->index;
    break;
  case wasm::RefKind::exn: out.kind = RefKind::exn; break;
  case wasm::RefKind::cont: out.kind = RefKind::cont; break;
  case wasm::RefKind::host:
    out.kind = RefKind::host;
    out.number = static_cast<u32>(ref.host_value());
    break;
  case wasm::RefKind::extern_:
    out.kind = RefKind::extern_;
    if (ref.internalized().is_host()) out.number = static_cast<u32>(ref.host_value());
    break;
  }
  return out;
}

CoreValue describe(const wasm::Val& value) {
  const wasm::ValType& type = value.type();
  if (type.is_ref()) return CoreValue::reference(describe(value.ref(), type.ref()));
  return {type.kind, value.as<V128>(), {}};
}

namespace {

/// How often the `period` lines from `first` on are repeated, themselves counted.
std::size_t repeats(const std::vector<std::string>& lines, std::size_t first, std::size_t period) {
  std::size_t same = 0;
  while (first + period + same < lines.size() && lines[first + same] == lines[first + period + same]) ++same;
  return 1 + same / period;
}

}  // namespace

std::string tell(const std::vector<wasm::TracePoint>& backtrace) {
  constexpr std::size_t longest_period = 8;
  std::vector<std::string> lines;
  for (const wasm::TracePoint& point : backtrace) lines.push_back("  at " + place_of(point) + "\n");
  std::string out;
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t period = 1;
    std::size_t times = 1;
    for (std::size_t p = 1; p <= longest_period && times == 1; ++p) {
      period = p;
      times = repeats(lines, i, p);
    }
    if (times == 1) period = 1;
    for (std::size_t k = i; k < i + period; ++k) {
      out += lines[k];
      const SourcePtr& source = backtrace[k].module->module->source;
      if (k == 0 && source) out += source->snippet(backtrace[k].at);
    }
    if (times > 1)
      out += period == 1 ? fmt::format("  ... {} times\n", times)
                         : fmt::format("  ... these {} calls {} times\n", period, times);
    i += period * times;
  }
  return out;
}

EnginePtr make_core_engine(const CoreEngineOptions& options) { return std::make_unique<CoreEngine>(options); }

}  // namespace touchstone::wast
