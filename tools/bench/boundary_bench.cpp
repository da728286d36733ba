// What the boundary of a component costs: calls of a scalar function, and lists in three directions, in one run.
//
// Calls: of a core function by the host for scale (`core_call`), of a component's function by the host in one step and in
// two, of a component's by another's and of the host's by a component. Lists: of 64 KiB, 1 MiB and 64 MiB, host to guest,
// guest to host and guest to guest, beside memcpy of as many bytes between buffers that exist already. Each list row has
// the counter `memcpy`: how fast it is, 1 being as fast as memcpy, measured in the same program.
#include <cstring>
#include <ctime>
#include <malloc.h>
#include <map>
#include <stdexcept>
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "abi/host/component.hpp"

namespace touchstone::component {
namespace {

using namespace std::literals;

template <class T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().report(Wording::component));
  return *std::move(result);
}
template <class T>
T value_of(wasm::Outcome<T> outcome) {
  if (!outcome) throw std::runtime_error(outcome.message());
  return std::move(*outcome);
}

/// Lists of guests lie in the first half of what is beyond the first page, lists that are given to them in the second.
constexpr u64 page = 65536;
constexpr u64 largest = u64{64} << 20;
constexpr u64 list_begin = page;
constexpr u64 realloc_begin = list_begin + largest;

std::string guest(std::string_view type, u64 element_size, u64 filled) {
  return fmt::format(R"(
    (component $Inner
      (core module $M
        (memory (export "mem") {pages})
        (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const {realloc}))
        (func (export "f") (param i32) (result i32) (local.get 0))
        (func $fill (memory.fill (i32.const {list}) (i32.const 1) (i32.const {filled})))
        (start $fill)
        (func (export "take") (param i32 i32))
        (func (export "give") (param i32) (result i32)
          (i32.store (i32.const 8) (i32.const {list}))
          (i32.store (i32.const 12) (i32.div_u (local.get 0) (i32.const {size})))
          (i32.const 8)))
      (core instance $m (instantiate $M))
      (alias core export $m "mem" (core memory $mem))
      (alias core export $m "realloc" (core func $realloc))
      (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "f")))
      (func (export "take") (param "x" (list {type})) (canon lift (core func $m "take") (memory $mem) (realloc $realloc)))
      (func (export "give") (param "bytes" u32) (result (list {type}))
        (canon lift (core func $m "give") (memory $mem) (realloc $realloc))))
    (instance $inner (instantiate $Inner)))",
                     fmt::arg("pages", 1 + 2 * largest / page), fmt::arg("realloc", realloc_begin),
                     fmt::arg("list", list_begin), fmt::arg("filled", filled), fmt::arg("size", element_size),
                     fmt::arg("type", type));
}

/// Another component calls the inner one, or the host, a number of times in a loop.
std::string callers(std::string_view type, u64 element_size, u64 filled) {
  return fmt::format(R"(
    (import "host" (func $host (param "x" u32) (result u32)))
    (component $Outer
      (import "f" (func $f (param "x" u32) (result u32)))
      (import "take" (func $take (param "x" (list {type}))))
      (core module $Memory
        (memory (export "mem") {pages})
        (func $fill (memory.fill (i32.const {list}) (i32.const 1) (i32.const {filled})))
        (start $fill))
      (core instance $memory (instantiate $Memory))
      (alias core export $memory "mem" (core memory $mem))
      (core func $f' (canon lower (func $f)))
      (core func $take' (canon lower (func $take) (memory $mem)))
      (core module $M
        (import "" "f" (func $f (param i32) (result i32)))
        (import "" "take" (func $take (param i32 i32)))
        (func (export "loop") (param $n i32) (result i32) (local $x i32)
          (loop
            (local.set $x (call $f (local.get $x)))
            (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
          (local.get $x))
        (func (export "pass") (param i32 i32)
          (loop
            (call $take (i32.const {list}) (i32.div_u (local.get 0) (i32.const {size})))
            (br_if 0 (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))))
      (core instance $m (instantiate $M (with "" (instance (export "f" (func $f')) (export "take" (func $take'))))))
      (func (export "loop") (param "n" u32) (result u32) (canon lift (core func $m "loop")))
      (func (export "pass") (param "bytes" u32) (param "n" u32) (canon lift (core func $m "pass"))))
    (instance $outer (instantiate $Outer (with "f" (func $inner "f")) (with "take" (func $inner "take"))))
    (instance $to_host (instantiate $Outer (with "f" (func $host)) (with "take" (func $inner "take"))))
    (export "f" (func $inner "f"))
    (export "take" (func $inner "take"))
    (export "give" (func $inner "give"))
    (export "loop" (func $outer "loop"))
    (export "pass" (func $outer "pass"))
    (export "host-loop" (func $to_host "loop")))",
                     fmt::arg("pages", 1 + 2 * largest / page), fmt::arg("list", list_begin),
                     fmt::arg("filled", filled), fmt::arg("size", element_size), fmt::arg("type", type));
}

/// A function of the host's that adds nothing to what a call of it costs.
std::vector<Val> host_func(std::span<const Val> args) { return {args.begin(), args.end()}; }

struct World {
  /// `filled` bytes of the lists in the guests are not zeros: memory that was never written is read faster.
  explicit World(std::string_view type = "u8", u64 element_size = 1, bool typed = false, u64 filled = 0)
      : component(value_of(host::Component::parse(
            engine, "(component " + guest(type, element_size, filled) + callers(type, element_size, filled) + ")"))),
        instance(instantiate(typed)) {}

  host::Func func(std::string_view name) const { return instance.func(name).value(); }

  host::Engine engine;
  host::Store store;
  host::Component component;
  host::Instance instance;

 private:
  host::Instance instantiate(bool typed) {
    host::Linker linker;
    if (typed) {
      linker.define_func("host", [](u32 x) { return x; });
    } else {
      linker.define_func("host", host_func);
    }
    return value_of(linker.instantiate(store, component));
  }
};

// ---- Calls

void core_call(benchmark::State& state) {
  const auto store = wasm::store_init();
  const auto module = value_of(
      wasm::module_load(text_source("core", R"((module (func (export "f") (param i32) (result i32) (local.get 0))))")));
  const wasm::FuncAddr f =
      wasm::instance_export_as<wasm::FuncAddr>(*value_of(wasm::module_instantiate(*store, module)), "f");
  for (auto _ : state) benchmark::DoNotOptimize(wasm::func_invoke(*store, f, {wasm::Val(1U)}));
}

void one_step(benchmark::State& state) {
  World world;
  const auto f = value_of(world.instance.typed_func<u32(u32)>("f"));
  for (auto _ : state) benchmark::DoNotOptimize(value_of(f.call_and_finish(1U)));
}

void two_steps(benchmark::State& state) {
  World world;
  const auto f = value_of(world.instance.typed_func<u32(u32)>("f"));
  for (auto _ : state) {
    auto call = value_of(f.call(1U));
    benchmark::DoNotOptimize(*call);
    value_of(call.post_return());
  }
}

void one_step_of_vals(benchmark::State& state) {
  World world;
  host::Func f = world.func("f");
  for (auto _ : state) benchmark::DoNotOptimize(value_of(f.invoke({Val(1U)})));
}

void two_steps_of_vals(benchmark::State& state) {
  World world;
  host::Func f = world.func("f");
  for (auto _ : state) {
    benchmark::DoNotOptimize(value_of(f.call({Val(1U)})));
    value_of(f.post_return());
  }
}

constexpr u32 rounds = 1000;

void from_guest(benchmark::State& state, const char* name, bool typed = false) {
  World world("u8", 1, typed);
  host::Func loop = world.func(name);
  for (auto _ : state) benchmark::DoNotOptimize(value_of(loop.invoke({Val(rounds)})));
  state.SetItemsProcessed(state.iterations() * rounds);
  state.counters["time/call"] =
      benchmark::Counter(rounds, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
void guest_to_guest(benchmark::State& state) { from_guest(state, "loop"); }
void guest_to_host(benchmark::State& state) { from_guest(state, "host-loop", true); }
void guest_to_host_of_vals(benchmark::State& state) { from_guest(state, "host-loop"); }

BENCHMARK(core_call);
BENCHMARK(one_step);
BENCHMARK(two_steps);
BENCHMARK(one_step_of_vals);
BENCHMARK(two_steps_of_vals);
BENCHMARK(guest_to_guest);
BENCHMARK(guest_to_host);
BENCHMARK(guest_to_host_of_vals);

// ---- Lists

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// So much CPU time, as what is measured: the best of several runs, for `memcpy` varies more from run to run.
double memcpy_seconds(u64 bytes) {
  static std::map<u64, double> known;
  const auto [entry, is_new] = known.try_emplace(bytes, 1.0);
  if (!is_new) return entry->second;
  const std::vector<u8> from(bytes, 1);
  std::vector<u8> to(bytes);
  const u64 times = 1 + (u64{256} << 20) / bytes / 8;
  for (int run = 0; run < 8; ++run) {
    const double begin = cpu_seconds();
    for (u64 i = 0; i < times; ++i) {
      std::memcpy(to.data(), from.data(), bytes);
      benchmark::ClobberMemory();
    }
    entry->second = std::min(entry->second, (cpu_seconds() - begin) / static_cast<double>(times));
  }
  return entry->second;
}

void report(benchmark::State& state, u64 bytes, u32 times = 1) {
  state.SetBytesProcessed(static_cast<s64>(bytes) * times * state.iterations());
  state.counters["memcpy"] =
      benchmark::Counter(memcpy_seconds(bytes) * times, benchmark::Counter::kIsIterationInvariantRate);
}

void memcpy_(benchmark::State& state) {
  const u64 bytes = static_cast<u64>(state.range(0));
  const std::vector<u8> from(bytes, 1);
  std::vector<u8> to(bytes);
  for (auto _ : state) {
    std::memcpy(to.data(), from.data(), bytes);
    benchmark::ClobberMemory();
  }
  report(state, bytes);
}

struct Element {
  const char* type;
  u64 size;
};
const Element elements[] = {{"u8", 1}, {"u32", 4}, {"(tuple u32 u32)", 8}, {"f64", 8}};

World& world_of(const Element& element) {
  static std::map<std::string, std::unique_ptr<World>> worlds;
  std::unique_ptr<World>& world = worlds[element.type];
  if (world == nullptr) {
    worlds.clear();  // a world has much memory
    return *(worlds[element.type] = std::make_unique<World>(element.type, element.size, false, largest));
  }
  return *world;
}

// By types of C++ where they have the bytes of the list, else as Vals.

template <class T>
void typed_list_to_host(benchmark::State& state, const Element& element) {
  const u64 bytes = static_cast<u64>(state.range(0));
  const auto give = value_of(world_of(element).instance.typed_func<std::vector<T>(u32)>("give"));
  for (auto _ : state) benchmark::DoNotOptimize(value_of(give.call_and_finish(static_cast<u32>(bytes))));
  report(state, bytes);
}

void list_to_host(benchmark::State& state, const Element& element) {
  if (element.type == "u8"sv) return typed_list_to_host<u8>(state, element);
  if (element.type == "u32"sv) return typed_list_to_host<u32>(state, element);
  const u64 bytes = static_cast<u64>(state.range(0));
  host::Func give = world_of(element).func("give");
  for (auto _ : state) benchmark::DoNotOptimize(value_of(give.invoke({Val(static_cast<u32>(bytes))})));
  report(state, bytes);
}

template <class T>
void typed_list_to_guest(benchmark::State& state, const Element& element) {
  const u64 bytes = static_cast<u64>(state.range(0));
  const auto take = value_of(world_of(element).instance.typed_func<void(std::span<const T>)>("take"));
  const std::vector<T> list(bytes / sizeof(T), T{1});
  for (auto _ : state) value_of(take.call_and_finish(list));
  report(state, bytes);
}

void list_to_guest(benchmark::State& state, const Element& element) {
  if (element.type == "u8"sv) return typed_list_to_guest<u8>(state, element);
  if (element.type == "u32"sv) return typed_list_to_guest<u32>(state, element);
  const u64 bytes = static_cast<u64>(state.range(0));
  World& world = world_of(element);
  host::Func take = world.func("take");
  const std::vector<Val> args = value_of(world.func("give").invoke({Val(static_cast<u32>(bytes))}));
  for (auto _ : state) value_of(take.invoke(args));
  report(state, bytes);
}

void list_between_guests(benchmark::State& state, const Element& element) {
  const u64 bytes = static_cast<u64>(state.range(0));
  constexpr u32 passes = 8;
  host::Func pass = world_of(element).func("pass");
  for (auto _ : state) value_of(pass.invoke({Val(static_cast<u32>(bytes)), Val(passes)}));
  report(state, bytes, passes);
}

void sizes(benchmark::internal::Benchmark* it) { it->Arg(64 << 10)->Arg(1 << 20)->Arg(64 << 20); }

[[maybe_unused]] const bool registered = [] {
  // Blocks of all sizes are reused, as those of memcpy are.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  benchmark::RegisterBenchmark("memcpy", memcpy_)->Apply(sizes);
  for (const Element& element : elements) {
    const auto add = [&](const char* name, auto f) {
      benchmark::RegisterBenchmark(fmt::format("{}/list<{}>", name, element.type).c_str(),
                                   [f, &element](benchmark::State& state) { f(state, element); })
          ->Apply(sizes);
    };
    add("host_to_guest", list_to_guest);
    add("guest_to_host", list_to_host);
    add("guest_to_guest", list_between_guests);
  }
  return true;
}();

}  // namespace
}  // namespace touchstone::component
