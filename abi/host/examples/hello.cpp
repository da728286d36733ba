// Hello: a component that greets, called with C++ types.
#include <cstdio>
#include <string>

#include <touchstone/component.hpp>

using namespace touchstone;

// `greet` returns "Hello, " and the name: the host's `concat` puts them together.
constexpr const char* greeter = R"((component
  (import "concat" (func $concat (param "a" string) (param "b" string) (result string)))
  (core module $Memory
    (memory (export "mem") 1)
    (data (i32.const 8) "Hello, ")
    (global $top (mut i32) (i32.const 1024))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (global.get $top)
      (global.set $top (i32.add (global.get $top) (local.get 3)))))
  (core instance $memory (instantiate $Memory))
  (alias core export $memory "mem" (core memory $mem))
  (alias core export $memory "realloc" (core func $realloc))
  (core func $concat' (canon lower (func $concat) (memory $mem) (realloc $realloc)))
  (core module $M
    (import "" "concat" (func $concat (param i32 i32 i32 i32 i32)))
    (func (export "greet") (param i32 i32) (result i32)
      (call $concat (i32.const 8) (i32.const 7) (local.get 0) (local.get 1) (i32.const 64))
      (i32.const 64)))
  (core instance $m (instantiate $M (with "" (instance (export "concat" (func $concat'))))))
  (func (export "greet") (param "name" string) (result string)
    (canon lift (core func $m "greet") (memory $mem) (realloc $realloc)))))";

int main() {
  host::Engine engine;
  const host::Component component = host::Component::parse(engine, greeter).value();

  host::Store store;
  host::Linker linker;
  linker.define_func("concat", [](const std::string& a, const std::string& b) { return a + b; });
  const host::Instance instance = linker.instantiate(store, component).value();

  const auto greet = instance.typed_func<std::string(std::string_view)>("greet").value();
  const std::string greeting = greet.call_and_finish("world").value();
  std::printf("%s\n", greeting.c_str());
  return greeting == "Hello, world" ? 0 : 1;
}
