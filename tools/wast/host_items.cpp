// Host items: see host_items.hpp.
//
// Their types are written as a component's imports, since that is how anybody reads them; names of parameters are of no
// account. What a test asks the host to assert and is not so ends the call as a failure of the host.
#include "tools/wast/host_items.hpp"

#include <map>

#include "abi/text/parse.hpp"
#include "interp/support/error.hpp"

namespace touchstone::wast {

namespace {

namespace host = component::host;
using component::Borrow;
using component::Own;
using component::RuntimeResourceTypePtr;
using component::Val;
using host::CoroutineFunction;

constexpr std::string_view types = R"((component
  (import "host-echo-u32" (func async (param "v" u32) (result u32)))
  (import "host-return-two" (func (result u32)))
  (import "host" (instance
    (export "return-three" (func (result u32)))
    (export "nested" (instance (export "return-four" (func (result u32)))))
    (export "resource1" (type $r (sub resource)))
    (export "resource2" (type (sub resource)))
    (export "resource1-again" (type (eq $r)))
    (export "[constructor]resource1" (func (param "rep" u32) (result (own $r))))
    (export "[static]resource1.assert" (func (param "r" (own $r)) (param "rep" u32)))
    (export "[static]resource1.last-drop" (func (result u32)))
    (export "[static]resource1.drops" (func (result u32)))
    (export "[method]resource1.simple" (func (param "self" (borrow $r)) (param "rep" u32)))
    (export "[method]resource1.take-borrow" (func (param "self" (borrow $r)) (param "b" (borrow $r))))
    (export "[method]resource1.take-own" (func (param "self" (borrow $r)) (param "b" (own $r))))
    (export "[method]resource1.never-return" (func async (param "self" (borrow $r))))
    (export "never-return" (func async))
    (export "return-two-slowly" (func async (result s32)))
    (export "echo-slowly" (func async (param "v" u32) (result u32)))
    (export "return-hi" (func (result string)))))
  (import "wasmtime" (instance
    (export "set-max-table-capacity" (func (param "entries" u32)))
    (export "gc" (func)))))
)";

constexpr std::string_view simple_module =
    R"((module (global (export "g") i32 (i32.const 100)) (func (export "f") (result i32) (i32.const 101))))";

void check(bool holds, const char* what) {
  if (!holds) throw wasm::HostError(std::string("assertion of a host function failed: ") + what);
}

using Args = std::vector<Val>;

/// What a function gives that lets others run first.
host::Async<Args> in_a_turn(component::Store& store, std::function<Args(const Args&)> f, Args args) {
  (co_await host::next_turn(store)).value();
  co_return f(args);
}

/// A function that has its result at once.
template <class F>
CoroutineFunction now(F f) {
  return [f](Args args) -> host::Async<Args> { co_return f(args); };
}

}  // namespace

struct HostItems::State {
  std::shared_ptr<const component::ValidComponent> valid;
  wasm::ValidModule module;
  struct Drops {
    u32 count = 0;
    u32 last = 0;
  };
  std::shared_ptr<Drops> drops = std::make_shared<Drops>();  // stores that end later drop the rest
  RuntimeResourceTypePtr resource1 = host::make_resource([drops = drops](u64 rep) {
    ++drops->count;
    drops->last = static_cast<u32>(rep);
  });
  RuntimeResourceTypePtr resource2 = host::make_resource();
  std::map<component::ResourceId, RuntimeResourceTypePtr> meaning;

  State();
  std::map<std::string, CoroutineFunction, std::less<>> functions(component::Store& store);
  void define(host::Linker linker, const std::vector<component::closed::Extern>& wanted,
              const std::map<std::string, CoroutineFunction, std::less<>>& code) const;
  RuntimeResourceTypePtr resource(std::string_view name) const { return name == "resource2" ? resource2 : resource1; }
};

HostItems::State::State() {
  const SourcePtr source = text_source("<host items>", std::string(types));
  auto parsed = host::Component::load(host::Engine(), source);
  if (!parsed) throw Crash(parsed.error().report());
  valid = parsed->item().component;
  module = wasm::module_validate(wasm::module_parse(simple_module).value()).value();
  const auto& exports = std::get<component::closed::InstanceTypePtr>(*valid->type->imports.find("host"))->exports;
  for (const component::closed::Extern& e : exports.list) {
    const auto* type = std::get_if<component::closed::DefType>(&e.type);
    if (type == nullptr) continue;
    meaning[std::get<component::closed::ResourceType>(*type).id] = resource(e.name->name);
  }
}

std::map<std::string, CoroutineFunction, std::less<>> HostItems::State::functions(component::Store& store) {
  std::map<std::string, CoroutineFunction, std::less<>> out;
  const auto rep = [](const Val& handle) {
    const auto* own = handle.get_if<Own>();
    return static_cast<u32>(own != nullptr ? own->take() : handle.as<Borrow>().rep);  // what is taken is not destroyed
  };
  const auto is = [rep](const Val& handle, const Val& wanted) {
    check(rep(handle) == wanted.as<u32>(), "a resource has another representation");
    return Args{};
  };
  const auto echo = [](const Args& args) { return args; };
  const auto number = [](u32 n) { return now([n](const Args&) { return Args{Val(n)}; }); };
  const auto nothing = now([](const Args&) { return Args{}; });
  const CoroutineFunction never = [&store](Args) -> host::Async<Args> {
    const host::Promise<Args> answer(store);
    co_return (co_await answer).value();
  };
  const auto slowly = [&store](auto f) -> CoroutineFunction {
    return [&store, f](Args args) { return in_a_turn(store, f, std::move(args)); };
  };
  out["host-echo-u32"] = now(echo);
  out["host-return-two"] = number(2);
  out["return-three"] = number(3);
  out["return-four"] = number(4);
  out["return-hi"] = now([](const Args&) { return Args{Val("hi")}; });
  out["[constructor]resource1"] = now([this](const Args& a) { return Args{Val(Own{resource1, a[0].as<u32>()})}; });
  out["[static]resource1.assert"] = now([is](const Args& a) { return is(a[0], a[1]); });
  out["[static]resource1.last-drop"] = now([this](const Args&) { return Args{Val(drops->last)}; });
  out["[static]resource1.drops"] = now([this](const Args&) { return Args{Val(drops->count)}; });
  out["[method]resource1.simple"] = now([is](const Args& a) { return is(a[0], a[1]); });
  out["[method]resource1.take-borrow"] = nothing;
  out["[method]resource1.take-own"] = now([rep](const Args& a) {
    for (const Val& handle : a) rep(handle);
    return Args{};
  });
  out["[method]resource1.never-return"] = never;
  out["never-return"] = never;
  out["return-two-slowly"] = slowly([](const Args&) { return Args{Val(s32{2})}; });
  out["echo-slowly"] = slowly(echo);
  out["set-max-table-capacity"] = nothing;
  out["gc"] = nothing;
  return out;
}

void HostItems::State::define(host::Linker linker, const std::vector<component::closed::Extern>& wanted,
                              const std::map<std::string, CoroutineFunction, std::less<>>& code) const {
  for (const component::closed::Extern& e : wanted) {
    const std::string& name = e.name->name;
    if (const auto* func = std::get_if<component::closed::FuncTypePtr>(&e.type)) {
      linker.define_async_func(name, code.at(name), *func, [this](component::ResourceId id) { return meaning.at(id); });
    } else if (const auto* instance = std::get_if<component::closed::InstanceTypePtr>(&e.type)) {
      define(linker.instance(name), (*instance)->exports.list, code);
    } else {
      linker.define_resource(name, resource(name));
    }
  }
}

HostItems::HostItems() : state_(std::make_unique<State>()) {}
HostItems::~HostItems() = default;

void HostItems::define(host::Linker& linker, component::Store& store) const {
  state_->define(linker, state_->valid->type->imports.list, state_->functions(store));
  linker.instance("host").define_module("simple-module", state_->module);
}

}  // namespace touchstone::wast
