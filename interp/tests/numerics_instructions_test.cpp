// Every numeric and vector instruction of the table, as a program runs it, against what its name says (numerics_mnemonics.hpp),
// on edge values and random bits. The list is that of the table: one that is added there fails here until it is understood.
#include <algorithm>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "interp/execution/chooser.hpp"
#include "interp/execution/modules.hpp"
#include "interp/execution/store.hpp"
#include "interp/syntax/instructions.hpp"
#include "interp/tests/numerics_vector_mnemonics.hpp"
#include "interp/text/parse.hpp"
#include "interp/validation/modules.hpp"

namespace touchstone::wasm {
namespace {

using numerics::vectors;
using numerics::mnemonics::Lane;
using numerics::mnemonics::Outcome;
using numerics::mnemonics::Outcomes;

/// An instruction with one of its immediates.
struct Tried {
  std::string name;
  std::string text;
  std::vector<std::string> operands, results;
  std::vector<u8> immediate;
};

std::vector<std::string> words(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> out;
  for (std::string word; in >> word;) out.push_back(word);
  return out;
}

bool is_number(const std::string& type) {
  return type == "i32" || type == "i64" || type == "f32" || type == "f64" || type == "v128";
}

std::vector<std::vector<u8>> immediates(ImmKind kind, std::string_view text) {
  if (kind == ImmKind::none) return {{}};
  std::vector<std::vector<u8>> out;
  if (kind == ImmKind::lane) {
    const u32 lanes = numerics::mnemonics::shape(text.substr(0, 5))->M();
    for (u32 k = 0; k < lanes; k++) out.push_back({static_cast<u8>(k)});
  }
  if (kind == ImmKind::shuffle) {
    std::mt19937 random(4);
    for (u32 n = 0; n < 8; n++) {
      std::vector<u8> lanes;
      for (u32 k = 0; k < 16; k++) lanes.push_back(static_cast<u8>(n == 0 ? k : n == 1 ? 31 - k : random() % 32));
      out.push_back(lanes);
    }
  }
  return out;  // none for constants, which compute nothing
}

/// All that take numbers and give numbers: no memory, no references.
std::vector<Tried> all() {
  std::vector<Tried> out;
  for (u32 op = 0; op < op_count; op++) {
    const OpInfo& row = info(static_cast<Op>(op));
    Tried each{std::string(row.text), "(" + std::string(row.text), {}, {}, {}};
    bool left = true, numeric = true;
    for (const std::string& word : words(row.signature)) {
      if (word == "->") {
        left = false;
      } else {
        numeric = numeric && is_number(word);
        (left ? each.operands : each.results).push_back(word);
      }
    }
    if (!numeric || each.results.empty()) continue;
    for (const std::vector<u8>& immediate : immediates(row.immediates, row.text)) {
      Tried with = each;
      with.immediate = immediate;
      for (const u8 byte : immediate) with.text += " " + std::to_string(byte);
      for (u32 n = 0; n < each.operands.size(); n++) with.text += " (local.get " + std::to_string(n) + ")";
      with.text += ")";
      out.push_back(std::move(with));
    }
  }
  return out;
}

std::string function_of(const Tried& tried) {
  const auto types = [](const std::vector<std::string>& list) {
    std::string out;
    for (const std::string& type : list) out += " " + type;
    return out;
  };
  return "(func (export \"" + tried.text + "\") (param" + types(tried.operands) + ") (result" + types(tried.results) +
         ") " + tried.text + ")\n";
}

// ---- Operands

template <class F>
std::vector<V128> floats_of() {
  std::vector<F> list = numerics::reference::edges<F>();
  for (const F z : numerics::reference::random_bits<F>(60, 5)) list.push_back(z);
  for (const F z : numerics::reference::random_near_one<F>(60, 6)) list.push_back(z);
  std::vector<V128> out;
  for (const F z : list) out.push_back(V128::from_lanes(std::array<u64, 2>{numerics::fbits(z), 0}));
  return out;
}

std::vector<V128> integers_of(u32 N) {
  std::vector<V128> out;
  const auto add = [&](u64 i) {
    out.push_back(V128::from_lanes(std::array<u64, 2>{N == 32 ? i & 0xFFFF'FFFF : i, 0}));
  };
  for (const u32 power : {0U, 1U, 7U, 8U, 15U, 16U, 31U, 32U, 63U}) {
    for (const s64 d : {-1, 0, 1}) {
      add((u64{1} << power) + static_cast<u64>(d));
      add(~(u64{1} << power) + static_cast<u64>(d));
    }
  }
  std::mt19937_64 random(7);
  for (int n = 0; n < 40; n++) add(n % 3 == 0 ? random() >> (random() % 64) : random());
  return out;
}

/// Lanes of floats: neighbours on the list side by side, so that pairs of vectors pair all kinds of values.
template <class F>
std::vector<V128> float_vectors() {
  std::vector<V128> out;
  const std::vector<V128> list = floats_of<F>();
  constexpr u32 N = sizeof(F) * 8;
  for (std::size_t n = 0; n < list.size(); n += 2) {
    out.push_back(
        numerics::vector_of(N, [&](u32 k) { return s128{numerics::lane(list[(n + 7 * k) % list.size()], N, 0)}; }));
  }
  return out;
}

const std::vector<V128>& values(const std::string& type, std::string_view name) {
  static const std::vector<V128> i32 = integers_of(32), i64 = integers_of(64), f32 = floats_of<float>(),
                                 f64 = floats_of<double>(), f32x4 = float_vectors<float>(),
                                 f64x2 = float_vectors<double>();
  if (type == "i32") return i32;
  if (type == "i64") return i64;
  if (type == "f32") return f32;
  if (type == "f64") return f64;
  if (name.find("f32x4") != std::string_view::npos) return f32x4;
  if (name.find("f64x2") != std::string_view::npos) return f64x2;
  return vectors();
}

/// All tuples of operands, or so many at random.
template <class F>
void each_tuple(const Tried& tried, std::size_t most, F&& f) {
  std::vector<const std::vector<V128>*> lists;
  std::size_t product = 1;
  for (const std::string& type : tried.operands) {
    lists.push_back(&values(type, tried.name));
    product *= lists.back()->size();
  }
  std::mt19937_64 random(11);
  std::vector<V128> x(lists.size());
  for (std::size_t n = 0; n < std::min(product, most); n++) {
    std::size_t rest = product <= most ? n : random();
    for (std::size_t k = 0; k < lists.size(); rest /= lists[k]->size(), k++)
      x[k] = (*lists[k])[rest % lists[k]->size()];
    if (!f(x)) return;
  }
}

// ---- Results

Outcomes wanted(const Tried& tried, const std::vector<V128>& x) {
  const bool vector = tried.name.find('x') != std::string::npos && tried.name.find('x') < tried.name.find('.');
  if (!vector && !tried.name.starts_with("v128.")) return numerics::mnemonics::scalar(tried.name, x);
  return numerics::mnemonics::Vectors(tried.name, x, tried.immediate).outcomes();
}

bool is_wanted(u64 bits, const Lane& lane, u32 N) {
  if (lane.kind == Lane::Kind::bits) return bits == lane.bits;
  const u64 quiet = N == 32 ? 0x7FC0'0000 : 0x7FF8'0000'0000'0000;
  const u64 sign = u64{1} << (N - 1);
  return lane.kind == Lane::Kind::canonical ? (bits & ~sign) == quiet : (bits & quiet) == quiet;
}

bool is_wanted(const std::vector<V128>& results, const Outcome& outcome) {
  std::size_t n = 0;
  for (const V128& result : results) {
    const u32 lanes = outcome.lanes.size() > results.size() ? 128 / outcome.N : 1;
    for (u32 k = 0; k < lanes; k++) {
      if (!is_wanted(numerics::lane(result, outcome.N, k), outcome.lanes[n++], outcome.N)) return false;
    }
  }
  return n == outcome.lanes.size();
}

std::string told(const std::vector<V128>& list) {
  std::ostringstream out;
  out << std::hex;
  for (const V128& v : list) out << " 0x" << numerics::lane(v, 64, 1) << ":" << numerics::lane(v, 64, 0);
  return out.str();
}

class Program {
 public:
  explicit Program(const std::vector<Tried>& list, Chooser* chooser = nullptr) : store_(config_of(chooser)) {
    std::string text;
    for (const Tried& tried : list) text += function_of(tried);
    auto module = parse_module(text_source("test.wat", std::move(text)), Features::all());
    if (!module) throw module.error();
    const auto shared = std::make_shared<const Module>(std::move(*module));
    const auto context = validate_module(*shared, Features::all());
    if (!context) throw context.error();
    instance_ = instantiate(store_, shared, *context, {}).value();
  }

  /// No value: a trap.
  std::optional<std::vector<V128>> run(std::size_t function, const std::vector<V128>& x) {
    std::vector<Value> args;
    for (const V128& v : x) args.push_back(Value::of(v));
    const auto outcome = invoke(store_, *instance_->funcs[function], args);
    if (outcome.trap() != nullptr) return {};
    std::vector<V128> results;
    for (const Value& value : outcome.value()) results.push_back(value.as<V128>());
    return results;
  }

 private:
  static Config config_of(Chooser* chooser) {
    Config config;
    if (chooser != nullptr) config.chooser = chooser;
    return config;
  }

  Store store_;
  ModuleInst* instance_ = nullptr;
};

void check(const std::vector<Tried>& list, std::size_t tuples, Chooser* chooser = nullptr) {
  Program program(list, chooser);
  for (std::size_t n = 0; n < list.size(); n++) {
    const Tried& tried = list[n];
    each_tuple(tried, tuples, [&](const std::vector<V128>& x) {
      const Outcomes outcomes = wanted(tried, x);
      const auto results = program.run(n, x);
      const bool right = std::any_of(outcomes.begin(), outcomes.end(), [&](const Outcome& outcome) {
        return results ? !outcome.lanes.empty() && is_wanted(*results, outcome) : outcome.lanes.empty();
      });
      EXPECT_FALSE(outcomes.empty()) << tried.name << ": nothing is known of this name";
      EXPECT_TRUE(right) << tried.text << " of" << told(x) << " gave" << (results ? told(*results) : " a trap");
      return right;
    });
  }
}

TEST(NumericsInstructions, EachDoesWhatItsNameSays) { check(all(), 6'000); }

// Each seed chooses an alternative for each of the nine parameters, which stays the same in a store, and NaNs as it likes.
TEST(NumericsInstructions, WhateverIsChosen) {
  std::vector<Tried> open;
  for (Tried& tried : all()) {
    if (tried.name.find("relaxed") != std::string::npos || tried.name[0] == 'f') open.push_back(std::move(tried));
  }
  for (u64 seed = 1; seed <= 10; seed++) {
    SeededChooser chooser(seed, {Choice::nan_bits, Choice::relaxed_simd});
    check(open, 1'500, &chooser);
  }
}

// By the index of the document, which has the relaxed ones too; wide arithmetic is a proposal.
TEST(NumericsInstructions, NoneOfTheDocumentIsMissing) {
  std::set<std::string> missing = {"i64.add128", "i64.sub128", "i64.mul_wide_s", "i64.mul_wide_u"};
  std::ifstream index(TOUCHSTONE_SOURCE_DIR "/spec-tests/rules/instructions.tsv");
  for (std::string line; std::getline(index, line);) {
    const std::size_t name_end = line.find('\t'), type_begin = line.find('\t', name_end + 1) + 1;
    const std::string name = line.substr(0, name_end);
    const std::vector<std::string> type = words(line.substr(type_begin, line.find('\t', type_begin) - type_begin));
    const bool numeric =
        std::all_of(type.begin(), type.end(), [](const std::string& t) { return t == "->" || is_number(t); });
    const bool computes = !type.empty() && type.front() != "->" && type.back() != "->";
    if (numeric && computes) missing.insert(name);
  }
  EXPECT_EQ(missing.size(), 373U);
  for (const Tried& tried : all()) missing.erase(tried.name);
  EXPECT_EQ(missing, std::set<std::string>());
}

}  // namespace
}  // namespace touchstone::wasm
