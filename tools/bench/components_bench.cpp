// How reading and validating components grows with them: deep, wide, alias-heavy and instantiate-heavy ones of 1, 10 and
// 100 thousand definitions.
//
// For each shape and phase: time, bytes of the heap at their most (`peak`), both for a definition. Where these stay the
// same from row to row, growth is linear.
#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "abi/binary/decode.hpp"
#include "abi/binary/encode.hpp"
#include "abi/text/parse.hpp"
#include "abi/validation/components.hpp"

namespace {

std::size_t live = 0;
std::size_t most_live = 0;

/// In front of each block: its size.
constexpr std::size_t header = alignof(std::max_align_t);

void* counted(std::size_t size) {
  void* const block = std::malloc(header + size);
  if (block == nullptr) throw std::bad_alloc();
  *static_cast<std::size_t*>(block) = size;
  live += size;
  most_live = std::max(most_live, live);
  return static_cast<char*>(block) + header;
}

void uncounted(void* at) {
  if (at == nullptr) return;
  void* const block = static_cast<char*>(at) - header;
  live -= *static_cast<std::size_t*>(block);
  std::free(block);
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void operator delete(void* at) noexcept { uncounted(at); }
void operator delete(void* at, std::size_t) noexcept { uncounted(at); }

namespace touchstone::component {
namespace {

/// Chains of types that contain the one before, as deep as may be; and components nested as deep.
std::string deep(u32 definitions) {
  constexpr u32 depth = 90;
  std::string text = "(component ";
  for (u32 i = 0; i < definitions / 2; ++i) {
    text += i % depth == 0 ? "(type u8)" : fmt::format("(type (option {}))", i - 1);
  }
  for (u32 i = 0; i < definitions / 2; ++i)
    text += i % depth == depth - 1 ? std::string(depth - 1, ')') : "(component ";
  return text + std::string((definitions / 2) % depth, ')') + ")";
}

/// Types, functions that use them, imports and exports side by side.
std::string wide(u32 definitions) {
  std::string text = "(component ";
  for (u32 i = 0; i < definitions / 3; ++i) {
    text += fmt::format(R"((type (func (param "a" u32) (param "b" string) (result (tuple u8 u64))))
                           (import "f{0}" (func $f{0} (type {1}))) (export "g{0}" (func $f{0})))",
                        i, 2 * i + 1);
  }
  return text + ")";
}

/// Exports of one instance, and types of an enclosing component.
std::string alias_heavy(u32 definitions) {
  std::string text = R"((component $c (type $t (record (field "a" u32))) (import "i" (instance $i )";
  constexpr u32 exports = 500;
  for (u32 i = 0; i < exports; ++i) text += fmt::format(R"((export "f{}" (func)))", i);
  text += "))";
  for (u32 i = 0; i < definitions / 2; ++i) text += fmt::format(R"((alias export $i "f{}" (func)))", i % exports);
  text += "(component ";
  for (u32 i = 0; i < definitions / 2; ++i) text += "(alias outer $c $t (type))";
  return text + "))";
}

/// One component, instantiated again and again; each instance has a resource type of its own.
std::string instantiate_heavy(u32 definitions) {
  std::string text = R"((component (import "f" (func $f)) (component $c (import "f" (func))
    (type $r' (resource (rep i32))) (export $r "r" (type $r'))))";
  for (u32 i = 0; i < definitions; ++i) text += R"((instance (instantiate $c (with "f" (func $f)))))";
  return text + ")";
}

using Shape = std::string (*)(u32);
constexpr Shape shapes[] = {deep, wide, alias_heavy, instantiate_heavy};
constexpr const char* shape_names[] = {"deep", "wide", "alias-heavy", "instantiate-heavy"};

template <class T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().report(Wording::component));
  return *std::move(result);
}

struct Input {
  explicit Input(const benchmark::State& state)
      : definitions(static_cast<u32>(state.range(1))),
        text(text_source("text", shapes[state.range(0)](definitions))),
        component(std::make_shared<const Component>(value_of(parse_component(text, profile)))),
        binary(binary_source("binary", encode_component(*component))) {}

  Profile profile;
  u32 definitions;
  SourcePtr text;
  std::shared_ptr<const Component> component;
  SourcePtr binary;
};

template <class F>
void measure(benchmark::State& state, F&& phase) {
  const Input input(state);
  std::size_t peak = 0;
  for (auto _ : state) {
    const std::size_t before = live;
    most_live = live;
    auto result = phase(input);
    benchmark::DoNotOptimize(result);
    peak = std::max(peak, most_live - before);
  }
  state.SetLabel(shape_names[state.range(0)]);
  const double n = input.definitions;
  state.counters["peak/def"] = static_cast<double>(peak) / n;
  state.counters["time/def"] =
      benchmark::Counter(n, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void parse(benchmark::State& state) {
  measure(state, [](const Input& in) { return value_of(parse_component(in.text, in.profile)); });
}
void decode(benchmark::State& state) {
  measure(state, [](const Input& in) { return value_of(decode_component(in.binary, in.profile)); });
}
void encode(benchmark::State& state) {
  measure(state, [](const Input& in) { return encode_component(*in.component); });
}
void validate(benchmark::State& state) {
  measure(state, [](const Input& in) { return value_of(validate_component(in.component, in.profile)); });
}

void sizes(benchmark::internal::Benchmark* it) {
  it->ArgNames({"shape", "n"})->ArgsProduct({{0, 1, 2, 3}, {1'000, 10'000, 100'000}})->Unit(benchmark::kMillisecond);
}

BENCHMARK(parse)->Apply(sizes);
BENCHMARK(decode)->Apply(sizes);
BENCHMARK(encode)->Apply(sizes);
BENCHMARK(validate)->Apply(sizes);

}  // namespace
}  // namespace touchstone::component
