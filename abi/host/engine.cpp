// The host's side of components: see engine.hpp.
#include "abi/host/engine.hpp"

#include <cstdio>

#include "abi/binary/decode.hpp"
#include "abi/builtins/resource.hpp"
#include "abi/host/calls.hpp"
#include "abi/host/missing.hpp"
#include "abi/host/outcome_of.hpp"
#include "abi/text/parse.hpp"
#include "abi/validation/rules.hpp"
#include "interp/execution/stack_switching.hpp"

namespace touchstone::component::host {

namespace {

Result<Component> validated(const Engine& engine, Result<component::Component> read) {
  if (!read) return read.error();
  auto valid = validate_component(std::make_shared<const component::Component>(*std::move(read)), engine.profile());
  if (!valid) return valid.error();
  return Component(*std::move(valid));
}

template <class I>
const I* export_as(const InstanceItem& instance, std::string_view name) {
  const Item* found = instance.find(std::string(name));
  return found == nullptr ? nullptr : std::get_if<I>(found);
}

}  // namespace

// ---- Component

Result<Component> Component::parse(const Engine& engine, std::string_view text, std::string name) {
  return validated(engine, parse_component(text_source(std::move(name), std::string(text)), engine.profile()));
}

Result<Component> Component::decode(const Engine& engine, std::span<const u8> bytes, std::string name) {
  const SourcePtr source = binary_source(std::move(name), std::string(bytes.begin(), bytes.end()));
  return validated(engine, decode_component(source, engine.profile()));
}

Result<Component> Component::load(const Engine& engine, const SourcePtr& source) {
  return validated(engine, source->kind() == Source::Kind::binary ? decode_component(source, engine.profile())
                                                                  : parse_component(source, engine.profile()));
}

// ---- Func

/// What copies of a Func share: a call whose second step is due.
struct Func::FirstStep {
  explicit FirstStep(const FuncInst& of) : type(of.type) {}
  FirstStep(const FirstStep&) = delete;
  FirstStep& operator=(const FirstStep&) = delete;
  ~FirstStep() {
    if (pending()) forgotten_post_return(loop.lock()->store, *call, type_text(*type));
  }
  bool pending() const { return call != nullptr && !loop.expired() && call->pending(); }

  closed::FuncTypePtr type;
  std::unique_ptr<TwoStepCall> call;
  std::weak_ptr<EventLoop> loop;
};

Func::Func(Store& store, FuncInstPtr func)
    : store_(&store), func_(std::move(func)), first_step_(std::make_shared<FirstStep>(*func_)) {}

std::optional<std::string> Func::mismatch(std::span<const Val> args) const {
  const std::vector<closed::Part>& params = type().params;
  if (args.size() != params.size()) {
    return "expected " + std::to_string(params.size()) + " arguments, got " + std::to_string(args.size()) + " for " +
           to_string();
  }
  for (std::size_t i = 0; i < args.size(); ++i) {
    const auto wrong =
        component::mismatch(args[i], params[i].type, [this](ResourceId id) { return resource_type(id); }, store_);
    if (wrong) return "argument `" + params[i].label + "`: " + *wrong;
  }
  return std::nullopt;
}

namespace {

/// A call of a function whose type is not async: over when it returns, so that the arguments need no copy.
class SyncCall final : public Call, private ValueSource {
 public:
  explicit SyncCall(std::span<const Val> args) : args_(args) {}
  std::optional<std::vector<Val>> result;

  ValueSource& on_start() override { return *this; }
  void on_resolve(ValueSource* source) override { result = source->vals(); }

 private:
  std::vector<Val> vals() override { return {args_.begin(), args_.end()}; }
  /// [lower_flat_values]
  void lower(LiftLowerContext& cx, u32 max_flat, std::span<const closed::Part> ts, FlatValues& flat,
             CoreValueIter* out_param) override {
    flat = lower_flat_values(cx, max_flat, args_, ts, out_param);
  }
  std::span<const Val> args_;
};

}  // namespace

std::vector<Val> Func::run_to_result(std::span<const Val> args, bool two_steps) {
  if (type().async_) return start(args).wait().value();
  if (const auto wrong = mismatch(args)) throw wasm::HostError(*wrong);
  SyncCall call(args);
  if (two_steps && func_->boundary == Boundary::component) {
    first_step_->call = store_->invoke_in_two_steps(*func_, call);
    first_step_->loop = EventLoop::of(*store_);
  } else {
    store_->invoke(*func_, call);
  }
  if (!call.result) throw wasm::HostError("a function whose type is not async has not returned");
  return *std::move(call.result);
}

PendingCall Func::start(std::span<const Val> args) {
  return start_call(*store_, func_, std::vector<Val>(args.begin(), args.end()), mismatch(args));
}

PendingCall Func::start(std::initializer_list<Val> args) { return start(std::span(args.begin(), args.size())); }

Outcome<std::vector<Val>> Func::call(std::span<const Val> args) {
  return outcome_of([&] { return run_to_result(args, true); });
}

Outcome<std::vector<Val>> Func::invoke(std::span<const Val> args) {
  return outcome_of([&] { return run_to_result(args, false); });
}

Done Func::post_return() {
  return done_of([&] {
    const bool pending = first_step_->pending();
    const std::unique_ptr<TwoStepCall> call = std::exchange(first_step_->call, nullptr);
    if (call != nullptr && first_step_->loop.expired()) throw wasm::HostError("the store is gone");
    if (!pending && (call == nullptr && !type().async_ && func_->boundary == Boundary::component)) {
      throw wasm::HostError("post_return without a call before it");
    }
    if (pending) call->post_return();
  });
}

void forgotten_post_return(Store& store, TwoStepCall& call, const std::string& func) noexcept {
  try {
    std::string words = "the result of `" + func + "` went without post_return, which ran now";
    if (const Done done = done_of([&] { call.post_return(); }); !done) {
      words += " and failed: " + done.message(Wording::component);
    }
    if (store.config.warn) {
      store.config.warn(words);
    } else {
      std::fprintf(stderr, "touchstone: %s\n", words.c_str());
    }
  } catch (...) {  // NOLINT: nobody can be told
  }
}

// ---- Instance

Unlinkable Instance::not_exported(std::string_view name) const {
  const bool other_sort = find(name) != nullptr;
  Unlinkable error(Region(), Phrase("function"), "Explainer.md#import-and-export-definitions",
                   " `" + std::string(name) + "` is not exported" + (other_sort ? ", but what is no function" : ""));
  std::vector<std::string> names;
  for (const auto& e : exports()) {
    if (std::holds_alternative<FuncInstPtr>(e.item)) names.push_back(e.name);
  }
  if (const std::string near = near_names(names, name); !near.empty()) error.notes.push_back("similar: " + near);
  return error;
}

std::optional<Func> Instance::func(std::string_view name) const {
  const auto* found = export_as<FuncInstPtr>(*item_, name);
  if (found == nullptr) return std::nullopt;
  return Func(*store_, *found);
}

std::optional<Instance> Instance::instance(std::string_view name) const {
  const auto* found = export_as<InstanceItemPtr>(*item_, name);
  if (found == nullptr) return std::nullopt;
  return Instance(*store_, *found);
}

std::optional<wasm::ValidModule> Instance::module(std::string_view name) const {
  const auto* found = export_as<CoreModuleItem>(*item_, name);
  if (found == nullptr) return std::nullopt;
  return wasm::ValidModule{found->module, found->context};
}

std::optional<Component> Instance::component(std::string_view name) const {
  const auto* found = export_as<ComponentItem>(*item_, name);
  if (found == nullptr) return std::nullopt;
  return Component(*found);
}

std::optional<Val> Instance::value(std::string_view name) const {
  const auto* found = export_as<ValueItem>(*item_, name);
  if (found == nullptr) return std::nullopt;
  return found->value;
}

RuntimeResourceTypePtr Instance::resource(std::string_view name) const {
  const auto* found = export_as<TypeItem>(*item_, name);
  return found == nullptr ? nullptr : found->resource;
}

// ---- Linker

Linker Linker::instance(const std::string& name) {
  Supplied& supplied = (*names_)[name];
  auto* inside = std::get_if<SuppliedInstancePtr>(&supplied.is);
  if (inside == nullptr) {
    supplied = {std::make_shared<SuppliedInstance>(), std::nullopt};
    inside = std::get_if<SuppliedInstancePtr>(&supplied.is);
  }
  return Linker(*inside);
}

Linker& Linker::define_func(const std::string& name, HostFunction f, closed::FuncTypePtr type,
                            ResolveResource resource) {
  AsyncHostFunction code = [f = std::move(f)](const std::vector<Val>& args, const OnResolve& on_resolve) {
    on_resolve(f(args));
    return OnCancel();
  };
  return define_async_func(name, std::move(code), std::move(type), std::move(resource));
}

Linker& Linker::define_async_func(const std::string& name, AsyncHostFunction f, closed::FuncTypePtr type,
                                  ResolveResource resource) {
  auto code = [f = std::move(f)](const HostFuncCaller&, std::vector<Val> args, OnResolve on_resolve) {
    return f(std::move(args), std::move(on_resolve));
  };
  return define_host_func_item(name, {std::move(code), std::move(type), std::move(resource)});
}

Linker& Linker::define_async_func(const std::string& name, CompletionFunction f, closed::FuncTypePtr type,
                                  ResolveResource resource) {
  return define_host_func_item(name, {host_code(std::move(f)), std::move(type), std::move(resource)});
}

Linker& Linker::define_async_func(const std::string& name, CoroutineFunction f, closed::FuncTypePtr type,
                                  ResolveResource resource) {
  return define_host_func_item(name, {host_code(std::move(f)), std::move(type), std::move(resource)});
}

Linker& Linker::define_host_func_item(const std::string& name, HostFuncItem item) {
  (*names_)[name] = {std::move(item), std::nullopt};
  return *this;
}

Linker& Linker::define_resource(const std::string& name, RuntimeResourceTypePtr type) {
  return define_item(name, TypeItem{closed::DefType(closed::ResourceType()), std::move(type), nullptr});
}

Linker& Linker::define_module(const std::string& name, const wasm::ValidModule& module) {
  return define_item(
      name, CoreModuleItem{module.module, module.context, validation::module_type(*module.module, module.context)});
}

Linker& Linker::define_component(const std::string& name, const Component& component) {
  return define_item(name, component.item());
}

Linker& Linker::define_value(const std::string& name, Val value) {
  return define_item(name, ValueItem{std::move(value), {}, nullptr});
}

Linker& Linker::define_instance(const std::string& name, const Instance& instance) {
  (*names_)[name] = {Item(instance.item()), EventLoop::of(instance.store())};
  return *this;
}

Linker& Linker::define_item(const std::string& name, Item item) {
  (*names_)[name] = {std::move(item), std::nullopt};
  return *this;
}

Linker& Linker::define_supplied(const std::string& name, SuppliedInstancePtr instance) {
  (*names_)[name] = {std::move(instance), std::nullopt};
  return *this;
}

Linker& Linker::define_unknown_imports_as_traps(const Component& component) {
  define_missing_as_traps(*names_, *component.item().component->type);
  return *this;
}

Outcome<Instance> Linker::instantiate(Store& store, const Component& component) const {
  return outcome_of([&] {
    const Supply supply = [&](const Import& import, const ValidImport& valid, ComponentInstance& inst) {
      return supply_import(*names_, import, valid, inst);
    };
    // Components inside components are deep recursion.
    return run_on_main_stack([&] {
      try {
        return Instance(store, instantiate_component(store, component.item(), nullptr, supply));
      } catch (Unlinkable& refused) {
        for (std::string& note : missing_imports(*names_, *component.item().component->type)) {
          refused.notes.push_back(std::move(note));
        }
        throw;
      }
    });
  });
}

// ---- Resources

RuntimeResourceTypePtr make_resource(std::function<void(u64)> destroy) {
  return std::make_shared<RuntimeResourceType>(std::move(destroy));
}

Done drop_resource(const Own& own) {
  return done_of([&] { destroy_resource(own.type, own.take(), nullptr); });
}

}  // namespace touchstone::component::host
