// Guests that call built-ins in any order with any arguments: the store ends in a result, a trap or a limit, and never
// meets a state that its assertions rule out. Two components call each other's asynchronous functions, start threads, pass
// streams and futures, cancel, yield and wait at random, under schedules chosen at random.
#include <algorithm>
#include <random>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "abi/host/component.hpp"
#include "interp/execution/chooser.hpp"

namespace touchstone::component {
namespace {

/// A core import. Its parameters and result by what they are: S a set, W any waitable, t a subtask, r and w the ends of a
/// stream, f and g those of a future, h a thread, o a resource, p a pointer, n a number, x a result that says nothing.
/// Two results are in an i64.
struct Builtin {
  std::string name;
  std::string definition;
  std::string params;
  std::string results;
  u32 weight = 4;
};

std::vector<Builtin> builtins() {
  const std::string memory = R"((memory (core memory $memory "memory")))";
  std::vector<Builtin> all = {
      {"set.new", "canon waitable-set.new", "", "S"},
      {"set.wait", "canon waitable-set.wait " + memory, "Sp", "x"},
      {"set.wait-cancellable", "canon waitable-set.wait cancellable " + memory, "Sp", "x"},
      {"set.poll", "canon waitable-set.poll " + memory, "Sp", "x"},
      {"set.drop", "canon waitable-set.drop", "S", "", 1},
      {"join", "canon waitable.join", "WS", "", 12},
      {"subtask.cancel", "canon subtask.cancel async", "t", "x", 6},
      {"subtask.cancel-sync", "canon subtask.cancel", "t", "x", 2},
      {"subtask.drop", "canon subtask.drop", "t", "", 1},
      {"yield", "canon thread.yield", "", "x", 8},
      {"yield-cancellable", "canon thread.yield cancellable", "", "x", 8},
      {"inc", "canon backpressure.inc", "", "", 2},
      {"dec", "canon backpressure.dec", "", "", 1},
      {"return", "canon task.return (result u32)", "n", "", 1},
      {"cancel", "canon task.cancel", "", "", 1},
      {"context.set", "canon context.set i32 0", "n", "", 1},
      {"thread.index", "canon thread.index", "", "h", 2},
      {"thread.new", R"(canon thread.new-indirect $start (core table $table "table"))", "in", "h", 6},
      {"thread.resume-later", "canon thread.resume-later", "h", "", 6},
      {"thread.suspend-then-resume", "canon thread.suspend-then-resume", "h", "x", 2},
      {"thread.yield-then-resume", "canon thread.yield-then-resume", "h", "x", 4},
      {"thread.suspend-then-promote", "canon thread.suspend-then-promote", "h", "x", 2},
      {"thread.yield-then-promote", "canon thread.yield-then-promote cancellable", "h", "x", 4},
      {"make", "canon lower (func $make)", "n", "o", 4},
      {"take", "canon lower (func $take)", "o", "", 2},
      {"use", "canon lower (func $use) async " + memory, "op", "t", 6},
      {"resource.drop", "canon resource.drop $R", "o", "", 2},
  };
  for (const bool stream : {true, false}) {
    const std::string kind = stream ? "stream" : "future";
    const std::string type = stream ? " $S" : " $F";
    all.push_back({kind + ".new", "canon " + kind + ".new" + type, "", stream ? "rw" : "fg", 6});
    for (const bool read : {true, false}) {
      const std::string way = read ? "read" : "write";
      const std::string end = stream ? (read ? "r" : "w") : (read ? "f" : "g");
      const std::string params = end + (stream ? "pn" : "p");
      all.push_back({kind + "." + way, "canon " + kind + "." + way + type + " async " + memory, params, "x", 8});
      all.push_back({kind + "." + way + "-sync", "canon " + kind + "." + way + type + " " + memory, params, "x", 1});
      all.push_back({kind + ".cancel-" + way, "canon " + kind + ".cancel-" + way + type, end, "x", 2});
      all.push_back({kind + ".cancel-async-" + way, "canon " + kind + ".cancel-" + way + type + " async", end, "x", 2});
      all.push_back(
          {kind + ".drop-" + way, "canon " + kind + ".drop-" + (read ? "readable" : "writable") + type, end, "", 1});
    }
  }
  return all;
}

/// Makes resources, takes them, and uses them over a yield.
constexpr std::string_view implementer = R"((component $Implementer
(core module $Dtor (func (export "dtor") (param i32)))
(core instance $dtor (instantiate $Dtor))
(type $R' (resource (rep i32) (dtor (core func $dtor "dtor"))))
(export $R "r" (type $R'))
(core func $new (canon resource.new $R'))
(core func $return (canon task.return (result u32)))
(core module $M
  (import "" "new" (func $new (param i32) (result i32)))
  (import "" "return" (func $return (param i32)))
  (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
  (func (export "take") (param i32))
  (func (export "use") (param i32) (result i32) (i32.const 1))
  (func (export "again") (param i32 i32 i32) (result i32) (call $return (i32.const 5)) (i32.const 0)))
(core instance $m (instantiate $M (with "" (instance (export "new" (func $new)) (export "return" (func $return))))))
(func (export "make") (param "n" u32) (result (own $R)) (canon lift (core func $m "make")))
(func (export "take") (param "r" (own $R)) (canon lift (core func $m "take")))
(func (export "use") async (param "r" (borrow $R)) (result u32)
  (canon lift (core func $m "use") async (callback (core func $m "again")))))
(instance $implementer (instantiate $Implementer))
(alias export $implementer "r" (type $r))
)";

class Program {
 public:
  explicit Program(u64 seed) : bits_(seed) {}

  std::string component() {
    const std::string imports = R"((import "callback" (func $callback async (param "n" u32) (result u32)))
(import "stackful" (func $stackful async (param "n" u32) (result u32)))
(import "sync" (func $sync async (param "n" u32) (result u32)))
(import "plain" (func $plain (param "n" u32) (result u32)))
(import "give" (func $give async (param "s" (stream u8)) (param "f" (future u8)) (result u32)))
(import "keep" (func $keep async (param "a" (borrow $R)) (param "b" (own $R)) (result u32)))
)";
    std::string text = "(component\n" + std::string(implementer);
    text += part("$Callee", "", {});
    text += part("$Main", imports, calls());
    std::string with = "(with \"r\" (type $r))";
    for (const char* name : {"make", "take", "use"})
      with += fmt::format(" (with \"{0}\" (func $implementer \"{0}\"))", name);
    text += fmt::format("(instance $callee (instantiate $Callee {}))\n", with);
    for (const char* name : {"callback", "stackful", "sync", "plain", "give", "keep"}) {
      with += fmt::format(" (with \"{0}\" (func $callee \"{0}\"))", name);
    }
    text += fmt::format("(instance $main (instantiate $Main {}))\n", with);
    for (const char* name : {"callback", "stackful", "sync", "plain"}) {
      text += fmt::format("(export \"{0}\" (func $main \"{0}\"))\n", name);
    }
    return text + ")";
  }

  u32 below(u32 n) { return static_cast<u32>(bits_() % n); }

 private:
  static std::vector<Builtin> calls() {
    std::vector<Builtin> all;
    const std::string memory = R"( (memory (core memory $memory "memory")))";
    for (const std::string name : {"callback", "stackful", "sync"}) {
      all.push_back({"call-" + name, "canon lower (func $" + name + ") async" + memory, "np", "t", 12});
      all.push_back({"call-" + name + "-sync", "canon lower (func $" + name + ")", "n", "x", 2});
    }
    all.push_back({"call-plain", "canon lower (func $plain)", "n", "x", 3});
    all.push_back({"call-give", "canon lower (func $give) async" + memory, "rfp", "t", 8});
    all.push_back({"call-keep", "canon lower (func $keep) async" + memory, "oop", "t", 8});
    return all;
  }

  /// A component with functions of all kinds, whose code is random.
  std::string part(std::string_view name, const std::string& imports, const std::vector<Builtin>& more) {
    functions_ = builtins();
    functions_.insert(functions_.end(), more.begin(), more.end());
    std::string text = fmt::format(R"((component {}
(import "r" (type $R (sub resource)))
(import "make" (func $make (param "n" u32) (result (own $R))))
(import "take" (func $take (param "r" (own $R))))
(import "use" (func $use async (param "r" (borrow $R)) (result u32)))
{})",
                                   name, imports);
    text += R"((core module $Memory (memory (export "memory") 1))
(core instance $memory (instantiate $Memory))
(core module $Table (table (export "table") 3 funcref))
(core instance $table (instantiate $Table))
(core type $start (func (param i32)))
(type $S (stream u8)) (type $F (future u8))
)";
    for (const Builtin& b : functions_) text += fmt::format("(core func ${} ({}))\n", b.name, b.definition);
    text += "(core module $M\n(import \"\" \"table\" (table 3 funcref))\n";
    std::string with = "(export \"table\" (table $table \"table\"))";
    for (const Builtin& b : functions_) {
      std::string params;
      for (std::size_t i = 0; i < b.params.size(); ++i) params += " i32";
      const std::string_view result = b.results.empty() ? "" : b.results.size() == 1 ? "i32" : "i64";
      text += fmt::format("(import \"\" \"{0}\" (func ${0} (param{1}) (result {2})))\n", b.name, params, result);
      with += fmt::format(" (export \"{0}\" (func ${0}))", b.name);
    }
    text += "(global $steps (mut i32) (i32.const 0))\n";
    for (const char kind : std::string_view("Strwfghox")) {
      text += fmt::format("(global ${0}0 (mut i32) (i32.const 0)) (global ${0}1 (mut i32) (i32.const 0))\n", kind);
    }
    text += function("callback", "(param $p i32) (result i32)", 8, code_of_callback());
    text += function("again", "(param $p i32) (param i32 i32) (result i32)", 4, code_of_callback());
    text += function("stackful", "(param $p i32)", 12, below(4) == 0 ? "" : "(call $return (i32.const 2))");
    text += function("sync", "(param $p i32) (result i32)", 12, "(i32.const 3)");
    text += function("give", "(param $p i32) (param $q i32)", 8, "(call $return (i32.const 2))");
    text += function("keep", "(param $p i32) (param $q i32)", 6,
                     below(5) == 0 ? "" : "(call $resource.drop (local.get $p)) (call $return (i32.const 2))");
    text += function("thread0", "(param $p i32)", 5, "");
    text += function("thread1", "(param $p i32)", 5, "");
    text += "(elem (i32.const 0) $thread0 $thread1))\n";
    text += fmt::format("(core instance $m (instantiate $M (with \"\" (instance {}))))\n", with);
    text += R"((func (export "callback") async (param "n" u32) (result u32)
  (canon lift (core func $m "callback") async (callback (core func $m "again"))))
(func (export "stackful") async (param "n" u32) (result u32) (canon lift (core func $m "stackful") async))
(func (export "sync") async (param "n" u32) (result u32) (canon lift (core func $m "sync")))
(func (export "plain") (param "n" u32) (result u32) (canon lift (core func $m "sync")))
(func (export "keep") async (param "a" (borrow $R)) (param "b" (own $R)) (result u32)
  (canon lift (core func $m "keep") async))
(func (export "give") async (param "s" $S) (param "f" $F) (result u32) (canon lift (core func $m "give") async)))
)";
    return text;
  }

  /// EXIT after a while, else any code, most often with a set.
  std::string code_of_callback() {
    const std::string code =
        below(3) == 0 ? "(i32.const 1)" : "(i32.or (i32.const 2) (i32.shl (global.get $S0) (i32.const 4)))";
    const std::string_view result = below(3) != 0 ? "(call $return (i32.const 1))" : "";
    return fmt::format(R"((global.set $steps (i32.add (global.get $steps) (i32.const 1)))
(if (i32.gt_u (global.get $steps) (i32.const {})) (then {} (return (i32.const 0))))
{})",
                       2 + below(6), result, code);
  }

  std::string function(std::string_view name, std::string_view type, u32 length, std::string_view end) {
    std::string text = fmt::format("(func ${0} (export \"{0}\") {1} (local $y i64)\n", name, type);
    if (name == "keep") text += "  (global.set $o0 (local.get $p)) (global.set $o1 (local.get $q))\n";
    if (name == "give") text += "  (global.set $r0 (local.get $p)) (global.set $f0 (local.get $q))\n";
    for (const std::string_view first : {"set.new", "stream.new", "future.new", "thread.new"}) {
      if (below(3) == 0)
        text += "  " +
                call(*std::find_if(functions_.begin(), functions_.end(),
                                   [&](const Builtin& b) { return b.name == first; })) +
                "\n";
    }
    for (u32 n = below(length + 1); n > 0; --n) text += "  " + call(any()) + "\n";
    return text + std::string(end) + ")\n";
  }

  const Builtin& any() {
    u32 all = 0;
    for (const Builtin& b : functions_) all += b.weight;
    u32 chosen = below(all);
    for (const Builtin& b : functions_) {
      if (chosen < b.weight) return b;
      chosen -= b.weight;
    }
    return functions_.front();
  }

  std::string argument(char kind) {
    if (kind == 'W') kind = "trwfg"[below(5)];
    if (below(40) == 0) kind = "Strwfghox"[below(9)];
    switch (kind) {
    case 'i': return fmt::format("(i32.const {})", below(20) == 0 ? 2 : below(2));
    case 'n': return fmt::format("(i32.const {})", below(5));
    case 'p': return fmt::format("(i32.const {})", 64 * below(4));
    default: return fmt::format("(global.get ${}{})", kind, below(6) == 0 ? 1 : 0);
    }
  }

  std::string call(const Builtin& b) {
    std::string text = "(call $" + b.name;
    std::string first;  // what it acts on
    for (const char kind : b.params) {
      const std::string a = argument(kind);
      if (first.empty() && a.starts_with("(global")) first = a;
      text += " " + a;
    }
    text += ")";
    const u32 to = below(4) == 0 ? 1 : 0;
    if (b.results.size() == 2) {
      text = fmt::format(
          "(local.set $y {0}) (global.set ${1}{3} (i32.wrap_i64 (local.get $y))) "
          "(global.set ${2}{3} (i32.wrap_i64 (i64.shr_u (local.get $y) (i64.const 32))))",
          text, b.results[0], b.results[1], to);
    } else if (!b.results.empty()) {
      // The answer of an asynchronous call has the index of the subtask above its state.
      if (b.results == "t") text = "(i32.shr_u " + text + " (i32.const 4))";
      text = fmt::format("(global.set ${}{} {})", b.results, to, text);
    }
    // What is not there, or was dropped, is used now and then only.
    if (first.empty() || below(50) == 0) return text;
    if (b.name.find("drop") != std::string::npos || b.name == "take")
      text += " (global.set" + first.substr(11, first.size() - 12) + " (i32.const 0))";
    return fmt::format("(if {} (then {}))", first, text);
  }

  std::mt19937_64 bits_;
  std::vector<Builtin> functions_;
};

TEST(RuntimeRandom, NoOrderOfBuiltInsBreaksTheStore) {
  const host::Engine engine(Profile{*Gates::profile("all"), Features::standard()});
  u32 results = 0;
  u32 traps = 0;
  std::set<std::string_view> ids;  // of traps
  for (u64 seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Program program(seed);
    const auto component = host::Component::parse(engine, program.component());
    ASSERT_TRUE(component) << component.error().report();
    for (const char* name : {"callback", "stackful", "sync", "plain"}) {
      StoreConfig config;
      config.chooser = std::make_shared<SeededChooser>(seed, Choices::all());
      config.core.fuel = 20000;
      config.check_waiting = true;
      host::Store store(config);
      auto instance = host::Linker().instantiate(store, *component);
      ASSERT_TRUE(instance) << instance.message();
      bool alive = true;
      for (u32 i = 0; i < 4 && alive; ++i) {
        const auto result = instance->func(name)->invoke({host::Val(program.below(8))});
        (result ? results : traps) += 1;
        alive = result.has_value();
        if (result.trap() != nullptr) ids.insert(result.trap()->id);
        EXPECT_TRUE(result || result.trap() != nullptr || result.exhaustion() != nullptr) << result.message();
      }
    }
  }
  EXPECT_GT(results, 100U);
  EXPECT_GT(traps, 100U);
  EXPECT_GT(ids.size(), 15U);
}

}  // namespace
}  // namespace touchstone::component
