// A program outside the tree: loads a module, supplies an import, calls an export, and catches a trap; the same with a
// component.
//
// It sees nothing but what is installed. Exit status 0 if all went as it should; each step prints what it did.
#include <cstdint>
#include <cstdio>
#include <string>

#include <touchstone/component.hpp>
#include <touchstone/wasm.hpp>

namespace host = touchstone::host;
namespace wasm = touchstone::wasm;

namespace {

constexpr const char* text = R"(
  (module
    (import "host" "log" (func $log (param i32)))
    (func (export "divide") (param i32 i32) (result i32)
      (call $log (local.get 0))
      (i32.div_s (local.get 0) (local.get 1))))
)";

int fail(const std::string& why) {
  std::fprintf(stderr, "consumer: %s\n", why.c_str());
  return 1;
}

constexpr const char* component_text = R"(
  (component
    (import "log" (func $log (param "x" u32)))
    (core func $lowered (canon lower (func $log)))
    (core module $M
      (import "" "log" (func $log (param i32)))
      (func (export "divide") (param i32 i32) (result i32)
        (call $log (local.get 0))
        (i32.div_u (local.get 0) (local.get 1))))
    (core instance $m (instantiate $M (with "" (instance (export "log" (func $lowered))))))
    (func (export "divide") (param "x" u32) (param "y" u32) (result u32) (canon lift (core func $m "divide"))))
)";

int components() {
  const host::Engine engine;
  const auto component = host::Component::parse(engine, component_text);
  if (!component) return fail(component.error().report());
  host::Store store;
  host::Linker linker;
  std::uint32_t logged = 0;
  linker.define_func("log", [&](std::span<const host::Val> args) {
    logged = args[0].as<std::uint32_t>();
    return std::vector<host::Val>();
  });
  const auto instance = linker.instantiate(store, *component);
  if (!instance) return fail(instance.message());
  auto divide = instance->func("divide");
  if (!divide) return fail("no export `divide` of the component");
  const auto quotient = divide->invoke({host::Val(42U), host::Val(5U)});
  if (!quotient) return fail(quotient.message());
  if (logged != 42) return fail("the import of the component was not called");
  std::printf("divide%s = %s, and the host saw %u\n",
              touchstone::component::print_arguments({host::Val(42U), host::Val(5U)}).c_str(),
              touchstone::component::print_value((*quotient)[0]).c_str(), logged);
  if (divide->invoke({host::Val(1U), host::Val(0U)}).trap() == nullptr) return fail("1 / 0 does not trap");
  return 0;
}

}  // namespace

int main() {
  auto parsed = wasm::module_parse(text);
  if (!parsed) return fail(parsed.error().report());
  const auto valid = wasm::module_validate(std::move(*parsed));
  if (!valid) return fail(valid.error().report());

  const auto store = wasm::store_init();
  std::int32_t logged = 0;
  const auto log = wasm::func_wrap<void(std::int32_t)>(*store, [&](std::int32_t x) { logged = x; });
  auto instance = wasm::module_instantiate(*store, *valid, {{log}});
  if (!instance) return fail(instance.message());
  const auto divide = wasm::instance_export_as<wasm::FuncAddr>(**instance, "divide");
  if (divide == nullptr) return fail("no export `divide`");

  const auto quotient = wasm::func_invoke(*store, divide, {42, 5});
  if (!quotient) return fail(quotient.message());
  if ((*quotient)[0].as<std::uint32_t>() != 8) return fail("42 / 5 is not 8");
  if (logged != 42) return fail("the import was not called");
  std::printf("divide(42, 5) = %u, and the host saw %d\n", (*quotient)[0].as<std::uint32_t>(), logged);

  // An Outcome can be asked; value() throws what it holds instead.
  const auto nothing = wasm::func_invoke(*store, divide, {1, 0});
  if (nothing.trap() == nullptr) return fail("1 / 0 does not trap");
  try {
    nothing.value();
    return fail("the trap was not thrown");
  } catch (const wasm::Trap& trap) {
    std::printf("divide(1, 0) traps: %s\n", trap.what());
  }

  const auto refused = wasm::module_parse("(module (func (result i32) (i64.const 0)))");
  if (!refused) return fail(refused.error().report());
  const auto invalid = wasm::module_validate(*refused);
  if (invalid) return fail("an invalid module was accepted");
  std::printf("%s", invalid.error().report().c_str());
  return components();
}
