// An oracle: two components that should be the same function are given the same random arguments, as Vals made for the
// type that they export, until they differ in a result or in how they end.
#include <cstdio>
#include <random>
#include <string>

#include <touchstone/component.hpp>

using namespace touchstone;
using component::closed::TypeKind;

// Rounded up to a multiple of eight, in three ways. The last is wrong for multiples of eight.
constexpr const char* reference = R"((component
  (core module $M (func (export "f") (param i64) (result i64)
    (if (result i64) (i64.gt_u (local.get 0) (i64.const -8)) (then (i64.const 0))
      (else (i64.and (i64.add (local.get 0) (i64.const 7)) (i64.const -8))))))
  (core instance $m (instantiate $M))
  (func (export "round") (param "x" u64) (result u64) (canon lift (core func $m "f")))))";
constexpr const char* candidate = R"((component
  (core module $M (func (export "f") (param i64) (result i64)
    (i64.mul (i64.div_u (i64.add (local.get 0) (i64.const 7)) (i64.const 8)) (i64.const 8))))
  (core instance $m (instantiate $M))
  (func (export "round") (param "x" u64) (result u64) (canon lift (core func $m "f")))))";
constexpr const char* mistaken = R"((component
  (core module $M (func (export "f") (param i64) (result i64)
    (i64.and (i64.add (local.get 0) (i64.const 8)) (i64.const -8))))
  (core instance $m (instantiate $M))
  (func (export "round") (param "x" u64) (result u64) (canon lift (core func $m "f")))))";

/// How a call ended, in words that two engines would agree on.
std::string ending(const host::Instance& instance, const std::vector<host::Val>& args) {
  const auto result = instance.func("round")->invoke(args);
  if (!result) return "fails: " + result.message();
  return component::print_value(result->at(0));
}

host::Val random_value(std::mt19937_64& random, const component::closed::ValType& t) {
  const u64 bits = random() >> (random() % 64);  // small ones and great ones
  return t->kind == TypeKind::u64 ? host::Val(random() % 2 == 0 ? bits : ~bits) : host::Val(static_cast<u32>(bits));
}

/// The arguments for which they differ, or nothing.
std::string difference(const host::Engine& engine, const char* a, const char* b) {
  host::Store store;
  const host::Linker linker;
  const auto first = linker.instantiate(store, host::Component::parse(engine, a).value()).value();
  const auto second = linker.instantiate(store, host::Component::parse(engine, b).value()).value();
  std::mt19937_64 random(1);
  for (int i = 0; i < 2000; ++i) {
    std::vector<host::Val> args;
    for (const auto& param : first.func("round")->type().params) args.push_back(random_value(random, param.type));
    const std::string one = ending(first, args);
    const std::string other = ending(second, args);
    if (one != other) return "round(" + component::print_value(args.at(0)) + ") is " + one + " or " + other;
  }
  return "";
}

int main() {
  const host::Engine engine;
  const std::string good = difference(engine, reference, candidate);
  const std::string bad = difference(engine, reference, mistaken);
  std::printf("candidate: %s\nmistaken: %s\n", good.empty() ? "no difference" : good.c_str(), bad.c_str());
  return good.empty() && !bad.empty() ? 0 : 1;
}
