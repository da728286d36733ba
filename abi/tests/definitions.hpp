// What the tests of the run time share: guests that are C++ functions.
//
// As in run_tests.py, the core functions of a test are closures that call the built-ins themselves and may block in the
// middle, which they can since every thread has a fiber. A World is a store with helpers around it; a Guest is an instance
// with a memory.
// Where run_tests.py lifts with `async` at a type that is not, which validation refuses, types are async (X19).
#pragma once

#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "abi/builtins/canon.hpp"
#include "abi/builtins/error_context.hpp"
#include "abi/builtins/lift.hpp"
#include "abi/builtins/realloc.hpp"
#include "abi/builtins/resource.hpp"
#include "abi/builtins/stream.hpp"
#include "abi/builtins/task.hpp"
#include "abi/builtins/thread.hpp"
#include "abi/builtins/waitable.hpp"
#include "abi/runtime/future.hpp"
#include "abi/runtime/store.hpp"
#include "abi/runtime/subtask.hpp"
#include "abi/runtime/task.hpp"
#include "abi/tests/canonical_heap.hpp"

namespace touchstone::component {

using Flat32 = std::vector<u32>;

inline u32 number(Subtask::State state) { return static_cast<u32>(state); }
inline u32 number(EventCode code) { return static_cast<u32>(code); }
inline u32 number(CopyResult result) { return static_cast<u32>(result); }

/// `state | index << 4`, or `result | count << 4`.
struct Unpacked {
  u32 low;
  u32 high;
};
inline Unpacked unpack(u32 packed) {
  EXPECT_NE(packed, BLOCKED);
  return {packed & 0xf, packed >> 4};
}
struct Ends {
  u32 readable;
  u32 writable;
};
inline Ends unpack_ends(u64 packed) { return {static_cast<u32>(packed), static_cast<u32>(packed >> 32)}; }

inline closed::FuncTypePtr func_type(const std::vector<closed::ValType>& params, const closed::ValType& result = {},
                                     bool async_ = false) {
  closed::FuncType ft;
  for (const auto& t : params) ft.params.push_back({"", t});
  ft.result = result;
  ft.async_ = async_;
  return types::maker().make(std::move(ft));
}
inline closed::FuncTypePtr async_type(const std::vector<closed::ValType>& params, const closed::ValType& result = {}) {
  return func_type(params, result, true);
}
inline closed::ValType stream_of(closed::ValType t) {
  return types::of(closed::TypeKind::stream, {{"", std::move(t)}});
}
inline closed::ValType future_of(closed::ValType t) {
  return types::of(closed::TypeKind::future, {{"", std::move(t)}});
}

/// A core function of i32 arguments and results.
inline CoreFuncInst core(std::function<Flat32(Flat32)> f) {
  return [f = std::move(f)](std::span<const wasm::Value> args) {
    Flat32 in;
    for (const wasm::Value& v : args) in.push_back(v.as<u32>());
    FlatValues out;
    for (const u32 x : f(std::move(in))) out.push_back(wasm::Value::of(x));
    return out;
  };
}

/// An instance, a page of memory, and a realloc that only goes forward.
struct Guest {
  Guest(Store& owner, ComponentInstance* parent) : store(owner), inst(owner.add_instance(parent)) {
    wasm::MemType type;
    type.limits = {1, 1};
    memory = wasm::mem_alloc(store.core(), type).value();
  }

  u32 load(u32 ptr) const {
    u32 x;
    std::memcpy(&x, memory->base() + ptr, sizeof x);
    return x;
  }
  u8& byte(u32 ptr) const { return memory->base()[ptr]; }
  void write(u32 ptr, const std::vector<u8>& bytes) const {
    std::copy(bytes.begin(), bytes.end(), memory->base() + ptr);
  }
  std::vector<u8> bytes(u32 ptr, u32 n) const { return {memory->base() + ptr, memory->base() + ptr + n}; }

  u32 realloc(u32 old, u32 old_size, u32 alignment, u32 size) {
    if (old != 0 && size < old_size) return old;
    const auto result = static_cast<u32>(align_to(last_alloc, alignment));
    last_alloc = result + size;
    std::memmove(memory->base() + result, memory->base() + old, old_size);
    return result;
  }

  /// A core function of this store's, for options and tables.
  wasm::FuncAddr func(u32 params, u32 results, std::function<Flat32(Flat32)> f) const {
    wasm::FuncType type;
    type.params.assign(params, wasm::ValKind::i32);
    type.results.assign(results, wasm::ValKind::i32);
    return wasm::func_alloc(store.core(), type, [call = core(std::move(f))](wasm::HostCall& h) {
      const auto out = call(h.args);
      std::copy(out.begin(), out.end(), h.results.begin());
    });
  }

  RuntimeOptionsPtr opts(bool async_ = false, wasm::FuncAddr callback = nullptr) {
    CanonOperands operands;
    operands.memory = memory;
    operands.realloc = func(4, 1, [this](Flat32 a) -> Flat32 { return {realloc(a[0], a[1], a[2], a[3])}; });
    CanonicalOptions options;
    options.async_ = async_;
    auto made = std::make_shared<RuntimeOptions>(*runtime_options(options, operands));
    made->callback = callback;
    return made;
  }

  FuncInstPtr lift(std::function<Flat32(Flat32)> f, closed::FuncTypePtr ft, RuntimeOptionsPtr options) const {
    return store.lift(core(std::move(f)), std::move(ft), std::move(options), inst);
  }
  /// Calls a function through `canon lower`; the result is the core result, 0 if there is none.
  u32 call(const FuncInstPtr& f, const RuntimeOptionsPtr& options, const Flat32& args) const {
    std::vector<wasm::Value> flat;
    for (const u32 x : args) flat.push_back(wasm::Value::of(x));
    const auto results = store.lower(f, f->type, options, inst)(flat);
    return results.empty() ? 0 : results[0].as<u32>();
  }

  /// waitable-set.wait, with the event at `ptr`.
  Event wait(u32 seti, u32 ptr, bool cancellable = true) const {
    const u32 code = canon_waitable_set_wait(cancellable, event_memory(), seti, ptr);
    return {static_cast<EventCode>(code), load(ptr), load(ptr + 4)};
  }
  Event poll(u32 seti, u32 ptr, bool cancellable = true) const {
    const u32 code = canon_waitable_set_poll(cancellable, event_memory(), seti, ptr);
    return {static_cast<EventCode>(code), load(ptr), load(ptr + 4)};
  }
  const LiftLowerOptions& event_memory() const {
    memory_only.memory = memory;
    return memory_only;
  }

  Store& store;
  ComponentInstance& inst;
  wasm::MemAddr memory;
  u32 last_alloc = 0;
  mutable LiftLowerOptions memory_only;
};

inline void expect_event(const Event& event, EventCode code, u32 index, u32 payload) {
  EXPECT_EQ(number(event.code), number(code));
  EXPECT_EQ(event.index, index);
  EXPECT_EQ(event.payload, payload);
}

/// A function of the host's that runs in a thread, so that it may wait.
class HostFunc final : public FuncInst {
 public:
  using Code = std::function<void(const OnStart&, const OnResolve&, const std::function<Cancelled(ReadyFunc)>&)>;
  HostFunc(Store& store, closed::FuncTypePtr ft, Code code)
      : FuncInst(std::move(ft), nullptr, Boundary::host), inst_(store.add_instance(nullptr)), code_(std::move(code)) {}

  OnCancel operator()(Call& call, ComponentInstance*) override {
    static const auto opts = std::make_shared<const RuntimeOptions>();
    const auto task = std::make_shared<Task>(type, opts, inst_, nullptr);
    const OnStart on_start = [&call] { return call.on_start().vals(); };
    const OnResolve on_resolve = [&call, kept = call.keep()](std::optional<std::vector<Val>> result) {
      if (!result) return call.on_resolve(nullptr);
      ValSource source(*std::move(result));
      call.on_resolve(&source);
    };
    const auto thread = Thread::make(task, [this, on_start, on_resolve] {
      code_(on_start, on_resolve, [](ReadyFunc ready) { return current_thread().wait_until(std::move(ready), true); });
    });
    thread->resume();
    return [thread](ComponentInstance*) { thread->resume(Cancelled::TRUE); };
  }

 private:
  ComponentInstance& inst_;
  Code code_;
};

class Definitions : public ::testing::Test {
 protected:
  Guest guest() { return Guest(store, &root); }

  FuncInstPtr host(closed::FuncTypePtr ft, HostFunc::Code code) {
    return std::make_shared<HostFunc>(store, std::move(ft), std::move(code));
  }

  /// Calls `f` for the host and ticks until nothing is ready; the result if there is one.
  std::optional<std::vector<Val>> run(const FuncInstPtr& f, std::vector<Val> args = {}) {
    std::optional<std::vector<Val>> got;
    store.invoke(
        *f, [args = std::move(args)] { return args; },
        [&got](std::optional<std::vector<Val>> result) { got = std::move(result); });
    while (store.tick()) {
    }
    EXPECT_TRUE(store.waiting.empty());
    return got;
  }

  static StoreConfig config() {
    StoreConfig config;
    config.check_waiting = true;
    return config;
  }

  Store store{config()};
  ComponentInstance& root = store.add_instance(nullptr);
};

}  // namespace touchstone::component
