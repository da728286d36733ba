// A property of everything together: a random value of a random type goes from the host through one to three components
// to a function of the host's and comes back as what it was. Each component lifts it and lowers it, in an encoding of its
// own and a memory with addresses of 32 or 64 bits, through core values or memory as flattening has it. Named types are
// imported by all of them, so validation and instantiation see every constructor too.
//
// And what fast copying must leave as it is, for such components and for those that return rubbish: results, traps and
// their words, what an observer sees, and every byte of every memory.
#include <bit>
#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "abi/canonical/flatten.hpp"
#include "abi/canonical/lift_flat.hpp"
#include "abi/canonical/load.hpp"
#include "abi/host/component.hpp"
#include "abi/runtime/observer.hpp"
#include "abi/tests/guest_memory.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::component {
namespace {

using closed::TypeKind;
using closed::ValType;
using wasm::AddrType;

class Random {
 public:
  explicit Random(u64 seed) : bits_(seed) {}
  u32 below(u32 n) { return static_cast<u32>(bits_() % n); }
  u64 bits() { return bits_(); }

 private:
  std::mt19937_64 bits_;
};

/// Types in the text format; records, variants, flags and enums get names.
struct TypeText {
  Random& random;
  std::vector<std::string> named;  ///< definitions of n0, n1, ...

  std::string type(u32 depth) {
    static constexpr std::string_view leaves[] = {"bool", "s8",  "u8",  "s16", "u16",  "s32",   "u32",
                                                  "s64",  "u64", "f32", "f64", "char", "string"};
    if (depth == 0 || random.below(6) == 0) return std::string(leaves[random.below(13)]);
    switch (random.below(10)) {
    case 0: return name("record", each(1 + random.below(4), [&](u32 i) { return field("field", i, depth); }));
    case 1: return name("variant", each(1 + random.below(5), [&](u32 i) { return field("case", i, depth); }));
    case 2: return fmt::format("(list {})", type(depth - 1));
    case 3: return fmt::format("(list {} {})", type(depth - 1), 1 + random.below(3));
    case 4: return "(tuple" + each(1 + random.below(4), [&](u32) { return type(depth - 1); }) + ")";
    case 5: return fmt::format("(option {})", type(depth - 1));
    case 6: return result(depth);
    case 7: return fmt::format("(map {} {})", leaves[random.below(9)], type(depth - 1));
    case 8: return name("flags", each(1 + random.below(32), label));
    default: return name("enum", each(random.below(8) == 0 ? 250 + random.below(20) : 1 + random.below(9), label));
    }
  }

  /// Imports of the names: `with` passes them on.
  std::string imports() const {
    std::string all;
    for (std::size_t i = 0; i < named.size(); ++i) {
      all += fmt::format("(type $n{0}' {1}) (import \"n{0}\" (type $n{0} (eq $n{0}')))\n", i, named[i]);
    }
    return all;
  }
  std::string with() const {
    std::string all;
    for (std::size_t i = 0; i < named.size(); ++i) all += fmt::format(" (with \"n{0}\" (type $n{0}))", i);
    return all;
  }

 private:
  static std::string label(u32 i) { return fmt::format("\"l{}\"", i); }

  template <class F>
  static std::string each(u32 n, F&& f) {
    std::string all;
    for (u32 i = 0; i < n; ++i) all += " " + f(i);
    return all;
  }
  std::string field(std::string_view form, u32 i, u32 depth) {
    if (form == "case" && random.below(3) == 0) return fmt::format("(case \"l{}\")", i);
    return fmt::format("({} \"l{}\" {})", form, i, type(depth - 1));
  }
  std::string result(u32 depth) {
    std::string all = "(result";
    if (random.below(2) == 0) all += " " + type(depth - 1);
    if (random.below(2) == 0) all += fmt::format(" (error {})", type(depth - 1));
    return all + ")";
  }
  std::string name(std::string_view constructor, const std::string& arguments) {
    named.push_back(fmt::format("({}{})", constructor, arguments));
    return fmt::format("$n{}", named.size() - 1);
  }
};

std::string core_types(const closed::Flat& flat, std::string_view ptr, bool results) {
  if (flat.count > (results ? 1 : MAX_FLAT_PARAMS)) return " " + std::string(ptr);
  std::string all;
  for (u64 i = 0; i < flat.count; ++i) {
    constexpr std::string_view names[] = {"i32", "i64", "f32", "f64"};
    const auto kind = flat.types[i];
    all += " ";
    all += kind == wasm::ValKind::i32   ? names[0]
           : kind == wasm::ValKind::i64 ? names[1]
           : kind == wasm::ValKind::f32 ? names[2]
                                        : names[3];
  }
  return all;
}

/// Core code between what `canon lift` calls and what `canon lower` gives: they differ in where a spilled result goes.
std::string shim(const ValType& t, std::string_view ptr) {
  const closed::Layout& layout = t->layout(ptr == "i64" ? AddrType::i64 : AddrType::i32);
  const std::string params = core_types(layout.flat, ptr, false);
  const std::string results = core_types(layout.flat, ptr, true);
  const bool spilled = layout.flat.count > MAX_FLAT_RESULTS;
  std::string args;
  for (u64 i = 0; i < (layout.flat.count > MAX_FLAT_PARAMS ? 1 : layout.flat.count); ++i) {
    args += fmt::format(" (local.get {})", i);
  }
  std::string body = fmt::format("(call $f{})", args);
  if (spilled) {
    body = fmt::format(
        "(local.set $area (call $realloc ({0}.const 0) ({0}.const 0) ({0}.const {1}) ({0}.const {2})))\n"
        "    (call $f{3} (local.get $area)) (local.get $area)",
        ptr, layout.alignment, layout.elem_size, args);
  }
  return fmt::format(R"((core module $Shim
  (import "" "realloc" (func $realloc (param {0} {0} {0} {0}) (result {0})))
  (import "" "f" (func $f (param{1}{2}) (result{3})))
  (func (export "f") (param{1}) (result{4}) (local $area {0})
    {5})))",
                     ptr, params, spilled ? " " + std::string(ptr) : "", spilled ? "" : results, results, body);
}

std::string options(std::string_view encoding) {
  return fmt::format(
      R"((memory (core memory $memory "memory")) (realloc (core func $memory "realloc")) string-encoding={})",
      encoding);
}

std::string link(u32 number, const std::string& type, const ValType& t, const TypeText& names, Random& random) {
  constexpr std::string_view encodings[] = {"utf8", "utf16", "latin1+utf16"};
  const std::string_view ptr = random.below(2) == 0 ? "i32" : "i64";
  const std::string how = options(encodings[random.below(3)]);
  return fmt::format(R"((component $C{0}
{1}(import "f" (func $f (param "x" {2}) (result {2})))
(core instance $memory (instantiate $Memory{3}))
(core func $f' (canon lower (func $f) {4}))
{5}
(core instance $shim (instantiate $Shim (with "" (instance
  (export "realloc" (func $memory "realloc")) (export "f" (func $f'))))))
(func (export "f") (param "x" {2}) (result {2}) (canon lift (core func $shim "f") {6})))
(instance $i{0} (instantiate $C{0}{7} (with "f" (func {8}))))
)",
                     number, names.imports(), type, ptr, how, shim(t, ptr), how, names.with(),
                     number == 0 ? "$f" : fmt::format("$i{} \"f\"", number - 1));
}

const host::Engine& engine() {
  static const host::Engine engine(Profile{*Gates::profile("all"), Features::standard()});
  return engine;
}

host::Component parsed(const std::string& text) {
  auto component = host::Component::parse(engine(), text);
  if (!component) throw std::runtime_error(component.error().report() + text);
  return *component;
}

/// What the type is, as validation sees it.
ValType closed_type(const host::Component& component) {
  return std::get<closed::FuncTypePtr>(component.imports().back().type)->params.front().type;
}

Val random_value(Random& random, const ValType& t);

std::vector<Val> random_values(Random& random, const std::vector<closed::Part>& ts) {
  std::vector<Val> all;
  for (const closed::Part& t : ts) all.push_back(random_value(random, t.type));
  return all;
}

String random_text(Random& random) {
  std::string s;
  constexpr u32 limits[] = {0x80, 0x100, 0x11'0000};
  const u32 limit = limits[random.below(3)];
  for (u32 n = random.below(20); n > 0; --n) {
    const u32 c = random.below(limit);
    append_utf8(s, c >= 0xD800 && c < 0xE000 ? U'?' : static_cast<char32_t>(c));
  }
  return s;
}

Val random_value(Random& random, const ValType& t) {
  const u64 bits = random.bits();
  switch (t->kind) {
  case TypeKind::bool_: return bits % 2 == 0;
  case TypeKind::s8: return static_cast<s8>(bits);
  case TypeKind::u8: return static_cast<u8>(bits);
  case TypeKind::s16: return static_cast<s16>(bits);
  case TypeKind::u16: return static_cast<u16>(bits);
  case TypeKind::s32: return static_cast<s32>(bits);
  case TypeKind::u32: return static_cast<u32>(bits);
  case TypeKind::s64: return static_cast<s64>(bits);
  case TypeKind::u64: return bits;
  case TypeKind::f32: return std::bit_cast<float>(bits % 5 == 0 ? 0x7fa0'0001U : static_cast<u32>(bits));
  case TypeKind::f64: return std::bit_cast<double>(bits);
  case TypeKind::char_: return static_cast<char32_t>(bits % 0xD800);
  case TypeKind::string: return random_text(random);
  case TypeKind::record:
  case TypeKind::tuple: return make_record(*t, random_values(random, t->parts));
  case TypeKind::flags: return unpack_flags_from_int(static_cast<u32>(bits), t->parts);
  case TypeKind::list:
  case TypeKind::map: {
    List all;
    for (u32 n = t->length ? *t->length : random.below(5); n > 0; --n) {
      all.push_back(t->kind == TypeKind::map ? Val(Tuple{random_values(random, t->parts)})
                                             : random_value(random, t->element()));
    }
    return all;
  }
  default: {
    const u32 i = random.below(case_count(*t));
    const ValType& payload = case_type(*t, i);
    return make_case(*t, i, payload ? Payload(random_value(random, payload)) : Payload());
  }
  }
}

TEST(Host, AValueComesBackThroughComponentsAsItWas) {
  for (u64 seed = 0; seed < 1500; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    TypeText names{random, {}};
    const std::string type = names.type(4);
    const std::string head =
        names.imports() + fmt::format("(import \"f\" (func $f (param \"x\" {0}) (result {0})))\n", type);
    const ValType t = closed_type(parsed("(component\n" + head + ")"));
    std::string text = "(component\n" + head + memory_module("i32") + "\n" + memory_module("i64") + "\n";
    const u32 links = 1 + random.below(3);
    for (u32 i = 0; i < links; ++i) text += link(i, type, t, names, random);
    text += fmt::format("(export \"f\" (func $i{} \"f\")))", links - 1);

    host::Store store;
    host::Linker linker;
    Val received;
    linker.define_func("f", [&](std::span<const Val> args) {
      received = args[0];
      return std::vector<Val>(args.begin(), args.end());
    });
    const host::Component component = parsed(text);
    auto instance = linker.instantiate(store, component);
    ASSERT_TRUE(instance) << instance.message() << text;
    auto f = instance->func("f");
    ASSERT_TRUE(f);
    for (u32 i = 0; i < 4; ++i) {
      const Val sent = random_value(random, t);
      auto back = f->invoke({sent});
      ASSERT_TRUE(back) << back.message() << "\n" << print_value(sent) << text;
      ASSERT_EQ(back->size(), 1U);
      EXPECT_TRUE(received == sent) << print_value(sent) << "\nbecame\n" << print_value(received) << text;
      EXPECT_TRUE(back->front() == sent) << print_value(sent) << "\nbecame\n" << print_value(back->front()) << text;
    }
  }
}

/// 4 KiB as a string literal: words that are small more often than not, as lengths and pointers into them are.
std::string random_data(Random& random) {
  std::string all;
  for (u32 i = 0; i < 1024; ++i) {
    const u32 kind = random.below(8);
    const u32 word = kind < 3 ? random.below(4) : kind < 6 ? random.below(1024) * 4 : static_cast<u32>(random.bits());
    for (u32 byte = 0; byte < 4; ++byte) all += fmt::format("\\{:02x}", word >> 8 * byte & 0xff);
  }
  return all;
}

/// A result for which lifting has one core value: a number, or a pointer.
std::string random_result(Random& random, const closed::Flat& flat) {
  const u64 bits = random.bits();
  if (flat.count > MAX_FLAT_RESULTS)
    return fmt::format("(i32.const {})", bits % 3 != 0 ? bits % 512 * 8 : bits % 70000);
  switch (flat.types[0]) {
  case wasm::ValKind::i64: return fmt::format("(i64.const {})", bits);
  case wasm::ValKind::f32: return fmt::format("(f32.reinterpret_i32 (i32.const {}))", static_cast<u32>(bits));
  case wasm::ValKind::f64: return fmt::format("(f64.reinterpret_i64 (i64.const {}))", bits);
  default: return fmt::format("(i32.const {})", bits % 2 == 0 ? bits % 16 : static_cast<u32>(bits));
  }
}

/// A component that returns rubbish, to the host and to a component whose realloc does, and takes what the host has.
std::string rubbish(const std::string& type, const ValType& t, const TypeText& names, Random& random) {
  constexpr std::string_view encodings[] = {"utf8", "utf16", "latin1+utf16"};
  const closed::Flat& flat = t->layout(AddrType::i32).flat;
  const bool spilled = flat.count > MAX_FLAT_RESULTS;
  return fmt::format(
      R"((component
{0}(core module $Memory
  (memory (export "memory") 1)
  (data (i32.const 0) "{1}")
  (global $at (mut i32) (i32.const {2}))
  (func (export "realloc") (param i32 i32 i32 i32) (result i32)
    (global.set $at (i32.and (i32.add (global.get $at) (i32.const 4)) (i32.const 4092)))
    (i32.load (global.get $at))))
(component $Guest
  {0}(core instance $memory (instantiate $Memory))
  (core module $M (func (export "give") (result{3}) {4}) (func (export "take") (param{5})))
  (core instance $m (instantiate $M))
  (func (export "give") (result {6}) (canon lift (core func $m "give") {7}))
  (func (export "take") (param "x" {6}) (canon lift (core func $m "take") {7})))
(component $Caller
  {0}(import "give" (func $give (result {6})))
  (core instance $memory (instantiate $Memory))
  (core func $give' (canon lower (func $give) {8}))
  (core module $M
    (import "" "give" (func $give (param{9}) (result{10})))
    (func (export "call") {11}))
  (core instance $m (instantiate $M (with "" (instance (export "give" (func $give'))))))
  (func (export "call") (canon lift (core func $m "call"))))
(instance $guest (instantiate $Guest{12}))
(instance $caller (instantiate $Caller{12} (with "give" (func $guest "give"))))
(export "give" (func $guest "give"))
(export "take" (func $guest "take"))
(export "call" (func $caller "call"))))",
      names.imports(), random_data(random), random.below(1024) * 4, core_types(flat, "i32", true),
      random_result(random, flat), core_types(flat, "i32", false), type, options(encodings[random.below(3)]),
      options(encodings[random.below(3)]), spilled ? " i32" : "", spilled ? "" : core_types(flat, "i32", true),
      spilled ? fmt::format("(call $give (i32.const {}))", random.below(512) * 8) : "(drop (call $give))",
      names.with());
}

TEST(Host, WhatAGuestReturnsIsAValueOrATrap) {
  u32 values = 0;
  u32 traps = 0;
  for (u64 seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    TypeText names{random, {}};
    const std::string type = names.type(4);
    const std::string head = names.imports() + fmt::format("(import \"f\" (func (param \"x\" {})))", type);
    const ValType t = closed_type(parsed("(component\n" + head + ")"));
    const host::Component component = parsed(rubbish(type, t, names, random));
    for (const std::string_view name : {"give", "call", "take"}) {
      host::Store store;
      auto instance = host::Linker().instantiate(store, component);
      ASSERT_TRUE(instance) << instance.message();
      auto f = instance->func(name).value();
      auto result = name == "take" ? f.invoke({random_value(random, t)}) : f.invoke({});
      if (result) {
        ++values;
        if (name != "give") continue;
        const auto wrong = mismatch(result->front(), t, [](ResourceId) { return nullptr; });
        EXPECT_EQ(wrong, std::nullopt) << print_value(result->front());
      } else {
        ++traps;
        ASSERT_NE(result.trap(), nullptr) << result.message();
        EXPECT_FALSE(result.trap()->id.empty()) << result.message();
      }
    }
  }
  EXPECT_GT(values, 100U);
  EXPECT_GT(traps, 100U);
}

/// Values and calls of realloc as text, each with what the memory is at that time.
class Looker final : public Observer {
 public:
  std::string text;

  void lifted(const LiftLowerContext& cx, std::span<const closed::Part>, std::span<const Val> values) override {
    tell("lifted", cx, values);
  }
  void lowered(const LiftLowerContext& cx, std::span<const closed::Part>, std::span<const Val> values,
               std::span<const wasm::Value> flat) override {
    tell("lowered", cx, values);
    for (const wasm::Value& v : flat) text += fmt::format(" {:#x}", v.low);
  }
  void reallocated(const LiftLowerContext& cx, u64 old, u64 old_byte_length, u64 alignment, u64 new_byte_length,
                   u64 ptr) override {
    tell("realloc", cx, {});
    text += fmt::format(" {} {} {} {} {}", old, old_byte_length, alignment, new_byte_length, ptr);
  }
  void trapped(const wasm::Trap& trap) override { text += fmt::format("\ntrap {} {}", trap.id, trap.rule); }

 private:
  void tell(std::string_view what, const LiftLowerContext& cx, std::span<const Val> values) {
    const std::span<const u8> memory = cx.memory();
    const std::string_view bytes(reinterpret_cast<const char*>(memory.data()), memory.size());
    text += fmt::format("\n{} {:#x}", what, std::hash<std::string_view>{}(bytes));
    for (const Val& v : values) text += " " + print_value(v);
  }
};

/// What one call does, as far as anybody can see it.
struct Seen {
  std::string outcome;
  std::string events;
  std::vector<std::string> memories;
};

Seen seen(const host::Component& component, const std::string& name, const std::vector<Val>& args, bool fast_copy,
          bool observed) {
  Looker looker;
  host::StoreConfig config;
  config.fast_copy = fast_copy;
  config.observer = observed ? &looker : nullptr;
  host::Store store(config);
  host::Linker linker;
  linker.define_func("f", [](std::span<const Val> given) { return std::vector<Val>(given.begin(), given.end()); });
  auto instance = linker.instantiate(store, component);
  if (!instance) throw std::runtime_error(instance.message());
  auto result = instance->func(name).value().invoke(args);
  Seen all{result ? "value" : result.message(Wording::component), looker.text, {}};
  if (result) {
    for (const Val& v : *result) all.outcome += " " + print_value(v);
  }
  for (const wasm::MemInst& memory : store.core().mems) {
    all.memories.emplace_back(reinterpret_cast<const char*>(memory.base()), memory.size());
  }
  return all;
}

void expect_the_same(const host::Component& component, const std::string& name, const std::vector<Val>& args) {
  const Seen plain = seen(component, name, args, false, true);
  for (const bool observed : {true, false}) {
    const Seen fast = seen(component, name, args, true, observed);
    EXPECT_EQ(fast.outcome, plain.outcome);
    EXPECT_EQ(observed ? fast.events : plain.events, plain.events);
    EXPECT_TRUE(fast.memories == plain.memories);
  }
}

/// Lists most of the time: of anything, and of what is copied as a block.
std::string random_list_type(TypeText& names, Random& random) {
  const std::string type = names.type(random.below(4));
  return random.below(5) == 0 ? type : fmt::format("(list {})", type);
}

TEST(Host, FastCopyingOfValuesIsNotSeen) {
  for (u64 seed = 0; seed < 120; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    TypeText names{random, {}};
    const std::string type = random_list_type(names, random);
    const std::string head =
        names.imports() + fmt::format("(import \"f\" (func $f (param \"x\" {0}) (result {0})))\n", type);
    const ValType t = closed_type(parsed("(component\n" + head + ")"));
    std::string text = "(component\n" + head + memory_module("i32") + "\n" + memory_module("i64") + "\n";
    for (u32 i = 0; i < 2; ++i) text += link(i, type, t, names, random);
    expect_the_same(parsed(text + "(export \"f\" (func $i1 \"f\")))"), "f", {random_value(random, t)});
  }
}

TEST(Host, FastCopyingOfRubbishIsNotSeen) {
  for (u64 seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    TypeText names{random, {}};
    const std::string type = random_list_type(names, random);
    const std::string head = names.imports() + fmt::format("(import \"f\" (func (param \"x\" {})))", type);
    const ValType t = closed_type(parsed("(component\n" + head + ")"));
    const host::Component component = parsed(rubbish(type, t, names, random));
    for (const char* name : {"give", "call"}) expect_the_same(component, name, {});
    expect_the_same(component, "take", {random_value(random, t)});
  }
}

}  // namespace
}  // namespace touchstone::component
