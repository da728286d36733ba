// What tests of the typed API share: whether values of a C++ type pass, in all positions, directions and encodings.
//
// Over a bare heap each value is lowered and stored, lifted and loaded again, by its C++ type and as a Val: both must write
// the same bytes, call realloc alike and read what the other wrote. Then it goes through a component that hands it to a
// typed function of the host's and back, alone and behind sixteen more parameters, which go through memory.
#pragma once

#include <cstring>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "abi/canonical/flatten.hpp"
#include "abi/host/component.hpp"
#include "abi/tests/canonical_heap.hpp"
#include "abi/tests/guest_memory.hpp"

namespace touchstone::component::host {

using closed::TypeKind;

/// A closed type in the text format; records and the like get names.
struct TypeWords {
  std::vector<std::string> named;

  std::string type(const closed::ValType& t) {
    switch (t->kind) {
    case TypeKind::record: return name("record", *t, "field");
    case TypeKind::variant: return name("variant", *t, "case");
    case TypeKind::flags: return labels("flags", *t);
    case TypeKind::enum_: return labels("enum", *t);
    case TypeKind::tuple: return parts("tuple", *t);
    case TypeKind::option: return fmt::format("(option {})", type(t->element()));
    case TypeKind::list:
      return fmt::format("(list {}{})", type(t->element()), t->length ? " " + std::to_string(*t->length) : "");
    case TypeKind::map: return fmt::format("(map {} {})", type(t->parts[0].type), type(t->parts[1].type));
    case TypeKind::result: {
      std::string all = "(result";
      if (t->parts[0].type) all += " " + type(t->parts[0].type);
      if (t->parts[1].type) all += fmt::format(" (error {})", type(t->parts[1].type));
      return all + ")";
    }
    default: return std::string(closed::kind_name(t->kind));
    }
  }
  std::string imports() const {
    std::string all;
    for (std::size_t i = 0; i < named.size(); ++i) {
      all += fmt::format("(type $n{0}' {1}) (import \"n{0}\" (type $n{0} (eq $n{0}')))\n", i, named[i]);
    }
    return all;
  }

 private:
  std::string parts(std::string_view constructor, const closed::DefValType& t) {
    std::string all = fmt::format("({}", constructor);
    for (const closed::Part& p : t.parts) all += " " + type(p.type);
    return all + ")";
  }
  std::string name(std::string_view constructor, const closed::DefValType& t, std::string_view word) {
    std::string all = fmt::format("({}", constructor);
    for (std::size_t i = 0; i < t.parts.size(); ++i) {
      const closed::Part& p = t.parts[i];
      const std::string label = p.label == std::to_string(i) ? "any" + p.label : p.label;
      all += fmt::format(" ({} \"{}\"{})", word, label, p.type ? " " + type(p.type) : "");
    }
    return add(all + ")");
  }
  std::string labels(std::string_view constructor, const closed::DefValType& t) {
    std::string all = fmt::format("({}", constructor);
    for (const closed::Part& p : t.parts) all += fmt::format(" \"{}\"", p.label);
    return add(all + ")");
  }
  std::string add(std::string definition) {
    named.push_back(std::move(definition));
    return fmt::format("$n{}", named.size() - 1);
  }
};

inline const Engine& everything_on() {
  static const Engine engine(Profile{*Gates::profile("all"), Features::standard()});
  return engine;
}

/// A memory, a realloc that only goes forward, and functions `f(x: T) -> T` and `g(x: T, p0: u64, ..., p15: u64) -> T` that
/// are the host's.
inline std::string echo_component(const closed::ValType& t, std::string_view encoding, std::string_view ptr) {
  TypeWords words;
  const std::string type = words.type(t);
  const auto ptr_type = ptr == "i64" ? wasm::AddrType::i64 : wasm::AddrType::i32;
  const closed::Layout& layout = t->layout(ptr_type);
  std::string more;
  for (int i = 0; i < 16; ++i) more += fmt::format(" (param \"p{}\" u64)", i);
  std::string core;
  std::string args;
  for (u64 i = 0; i < (layout.flat.count > MAX_FLAT_PARAMS ? 1 : layout.flat.count); ++i) {
    const bool spilled = layout.flat.count > MAX_FLAT_PARAMS;
    const auto kind = layout.flat.types[i];
    core += spilled                      ? " " + std::string(ptr)
            : kind == wasm::ValKind::i32 ? " i32"
            : kind == wasm::ValKind::i64 ? " i64"
            : kind == wasm::ValKind::f32 ? " f32"
                                         : " f64";
    args += fmt::format(" (local.get {})", i);
  }
  const bool area = layout.flat.count > MAX_FLAT_RESULTS;
  const std::string result = area ? " " + std::string(ptr) : core;
  const auto shim = [&](std::string_view name, const std::string& params, const std::string& given) {
    const std::string body =
        area ? fmt::format(
                   "(local.set $area (call $realloc ({0}.const 0) ({0}.const 0) ({0}.const {1}) ({0}.const {2})))"
                   " (call ${3}{4} (local.get $area)) (local.get $area)",
                   ptr, layout.alignment, layout.elem_size, name, given)
             : fmt::format("(call ${}{})", name, given);
    return fmt::format("(func (export \"{}\") (param{}) (result{}) (local $area {}) {})\n", name, params, result, ptr,
                       body);
  };
  const std::string how = fmt::format(
      R"((memory (core memory $memory "memory")) (realloc (core func $memory "realloc")) string-encoding={})",
      encoding);
  return fmt::format(R"((component
{1}(import "f" (func $f (param "x" {2}) (result {2})))
(import "g" (func $g (param "x" {2}){3} (result {2})))
{4}
(core instance $memory (instantiate $Memory{0}))
(core func $f' (canon lower (func $f) {5}))
(core func $g' (canon lower (func $g) {5}))
(core module $Shim
  (import "" "realloc" (func $realloc (param {0} {0} {0} {0}) (result {0})))
  (import "" "f" (func $f (param{6}{8}) (result{9})))
  (import "" "g" (func $g (param {0}{8}) (result{9})))
  {7})
(core instance $shim (instantiate $Shim (with "" (instance
  (export "realloc" (func $memory "realloc")) (export "f" (func $f')) (export "g" (func $g'))))))
(func (export "f") (param "x" {2}) (result {2}) (canon lift (core func $shim "f") {5}))
(func (export "g") (param "x" {2}){3} (result {2}) (canon lift (core func $shim "g") {5}))))",
                     ptr, words.imports(), type, more, memory_module(ptr), how, core,
                     shim("f", core, args) + shim("g", " " + std::string(ptr), " (local.get 0)"),
                     area ? " " + std::string(ptr) : "", area ? "" : core);
}

/// Through core values and memory of a heap, by T and as a Val.
template <class T>
void expect_passes_heap(const T& v, StringEncoding encoding, wasm::AddrType ptr_type) {
  using Type = ComponentTypeOf<T>;
  const closed::ValType& t = component_type<T>();
  const Val val = Type::to_val(v, t.def.get());
  EXPECT_EQ(Type::to_val(Type::from_val(val, t.def.get()), t.def.get()), val);
  EXPECT_NO_THROW(Type::check(v, *t, nullptr));

  const u64 at = 64;
  Heap typed(1U << 16, encoding, ptr_type);
  Heap plain(1U << 16, encoding, ptr_type);
  typed.last_alloc = plain.last_alloc = 4096;
  auto cx = typed.cx();
  auto plain_cx = plain.cx();
  Type::store(cx, v, *t, at);
  component::store(plain_cx, val, t, at);
  EXPECT_EQ(typed.calls, plain.calls);
  EXPECT_EQ(std::memcmp(typed.memory.base(), plain.memory.base(), 1U << 16), 0);
  const LiftContext lift{cx};
  EXPECT_EQ(Type::to_val(Type::load(lift, at, *t), t.def.get()), val);
  EXPECT_EQ(component::load(cx, at, t), val);
  EXPECT_EQ(Type::to_val(Type::load(LiftContext{plain_cx}, at, *t), t.def.get()), val);

  if (t->layout(ptr_type).flat.count > MAX_FLAT_PARAMS) return;
  FlatValues flat;
  FlatValues plain_flat;
  Type::lower(cx, v, *t, flat);
  component::lower_flat(plain_cx, val, t, plain_flat);
  ASSERT_EQ(flat.size(), plain_flat.size());
  for (u32 i = 0; i < flat.size(); ++i) EXPECT_EQ(flat[i].as<u64>(), plain_flat[i].as<u64>());
  EXPECT_EQ(typed.calls, plain.calls);
  CoreValueIter vi(flat);
  EXPECT_EQ(Type::to_val(Type::lift(lift, vi, *t), t.def.get()), val);
  EXPECT_TRUE(vi.done());
}

/// Through a component to a function of the host's and back.
template <class T>
void expect_passes_component(const std::vector<T>& samples, std::string_view encoding, std::string_view ptr) {
  const closed::ValType& t = component_type<T>();
  const std::string text = echo_component(t, encoding, ptr);
  const auto component = Component::parse(everything_on(), text);
  ASSERT_TRUE(component) << component.error().report() << text;
  Store store;
  Linker linker;
  const auto val = [&](const T& v) { return ComponentTypeOf<T>::to_val(v, t.def.get()); };
  std::vector<Val> received;
  linker.define_func("f", [&](const T& v) {
    received.push_back(val(v));
    return v;
  });
  linker.define_func("g",
                     [&](T v, u64 p0, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64, u64 p15) {
                       EXPECT_EQ(p0 + 15, p15);
                       received.push_back(val(v));
                       return v;
                     });
  const auto instance = linker.instantiate(store, *component);
  ASSERT_TRUE(instance) << instance.unlinkable()->report(Wording::component) << text;
  const auto f = instance->typed_func<T(T)>("f");
  ASSERT_TRUE(f) << f.error().report();
  using S = u64;
  const auto g = instance->typed_func<T(const T&, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S, S)>("g");
  ASSERT_TRUE(g) << g.error().report();
  for (const T& v : samples) {
    received.clear();
    const auto back = f->call_and_finish(v);
    ASSERT_TRUE(back) << back.message() << text;
    const auto again = g->call(v, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);
    ASSERT_TRUE(again) << again.message() << text;
    EXPECT_EQ(val(*back), val(v));
    EXPECT_EQ(val(**again), val(v));
    EXPECT_EQ(received, (std::vector<Val>{Val(val(v)), Val(val(v))}));
    EXPECT_TRUE(const_cast<CallHandle<T>&>(*again).post_return());
  }
}

/// Values of T pass: as they are, and as parts of others.
template <class T>
void expect_passes(const std::vector<T>& samples) {
  const T& some = samples.back();
  for (const auto encoding : {StringEncoding::utf8, StringEncoding::utf16, StringEncoding::latin1_utf16}) {
    for (const auto ptr_type : {wasm::AddrType::i32, wasm::AddrType::i64}) {
      for (const T& v : samples) expect_passes_heap(v, encoding, ptr_type);
      expect_passes_heap(samples, encoding, ptr_type);
      using Case = std::variant<std::monostate, T, std::vector<std::vector<u64>>>;
      using Parts = std::tuple<u8, T, std::optional<T>, Case, Expected<T, std::string>>;
      const std::optional<T> present(std::in_place, some);
      expect_passes_heap(Parts(u8{1}, some, present, Case(std::in_place_index<1>, some),
                               Expected<T, std::string>(std::in_place_index<0>, some)),
                         encoding, ptr_type);
      expect_passes_heap(Parts(u8{1}, some, std::nullopt, Case(std::in_place_index<2>, 2), err(std::string("no"))),
                         encoding, ptr_type);
    }
  }
  expect_passes_component(samples, "utf8", "i32");
  expect_passes_component(samples, "latin1+utf16", "i64");
  using Inside = std::tuple<std::vector<T>, std::optional<T>>;
  expect_passes_component<Inside>(
      {Inside(samples, std::optional<T>(std::in_place, some)), Inside(std::vector<T>(), std::nullopt)}, "utf16", "i32");
}

}  // namespace touchstone::component::host
