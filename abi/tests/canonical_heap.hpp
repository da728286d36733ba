// What tests of the Canonical ABI share: types by their constructors, a heap with a realloc that only goes forward (as
// run_tests.py has it), and an instance whose handles are an array.
#pragma once

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "abi/canonical/lift_flat.hpp"
#include "abi/canonical/load.hpp"
#include "abi/canonical/lower_flat.hpp"
#include "abi/canonical/store.hpp"
#include "abi/canonical/values.hpp"
#include "abi/validation/factory.hpp"

namespace touchstone::component {

/// An object of the run time's that nobody looks into.
template <class T>
std::shared_ptr<T> opaque() {
  const auto owner = std::make_shared<u64>(0);
  return std::shared_ptr<T>(owner, reinterpret_cast<T*>(owner.get()));
}

namespace types {

using closed::Part;
using closed::TypeKind;
using closed::ValType;

inline Types& maker() {
  static Types types;
  return types;
}
inline ValType prim(TypeKind kind) { return maker().primitive(static_cast<PrimValType>(kind)); }
inline ValType of(TypeKind kind, std::vector<Part> parts, std::optional<u32> length = {}) {
  closed::DefValType t;
  t.kind = kind;
  t.parts = std::move(parts);
  t.length = length;
  return maker().make(std::move(t));
}
inline std::vector<Part> labelled(const std::vector<std::string>& labels) {
  std::vector<Part> parts;
  for (const auto& label : labels) parts.push_back({label, {}});
  return parts;
}
inline std::vector<Part> unlabelled(const std::vector<ValType>& ts) {
  std::vector<Part> parts;
  for (const auto& t : ts) parts.push_back({"", t});
  return parts;
}
inline ValType record(std::vector<Part> fields) { return of(TypeKind::record, std::move(fields)); }
inline ValType variant(std::vector<Part> cases) { return of(TypeKind::variant, std::move(cases)); }
inline ValType tuple(const std::vector<ValType>& ts) { return of(TypeKind::tuple, unlabelled(ts)); }
inline ValType list(ValType t, std::optional<u32> length = {}) {
  return of(TypeKind::list, {{"", std::move(t)}}, length);
}
inline ValType flags(const std::vector<std::string>& labels) { return of(TypeKind::flags, labelled(labels)); }
inline ValType enum_(const std::vector<std::string>& labels) { return of(TypeKind::enum_, labelled(labels)); }
inline ValType option(ValType t) { return of(TypeKind::option, {{"some", std::move(t)}}); }
inline ValType result(ValType ok, ValType error) {
  return of(TypeKind::result, {{"ok", std::move(ok)}, {"error", std::move(error)}});
}
inline ValType map(ValType key, ValType value) {
  return of(TypeKind::map, {{"", std::move(key)}, {"", std::move(value)}});
}
inline ValType handle(TypeKind kind, ResourceId id) {
  closed::DefValType t;
  t.kind = kind;
  t.resource.id = id;
  return maker().make(std::move(t));
}

inline ValType bool_() { return prim(TypeKind::bool_); }
inline ValType u8_() { return prim(TypeKind::u8); }
inline ValType u16_() { return prim(TypeKind::u16); }
inline ValType u32_() { return prim(TypeKind::u32); }
inline ValType u64_() { return prim(TypeKind::u64); }
inline ValType s8_() { return prim(TypeKind::s8); }
inline ValType s16_() { return prim(TypeKind::s16); }
inline ValType s32_() { return prim(TypeKind::s32); }
inline ValType s64_() { return prim(TypeKind::s64); }
inline ValType f32_() { return prim(TypeKind::f32); }
inline ValType f64_() { return prim(TypeKind::f64); }
inline ValType char_() { return prim(TypeKind::char_); }
inline ValType string() { return prim(TypeKind::string); }

}  // namespace types

/// A table of handles without rules: what is lowered gets the next index, what is lifted stays.
class TestInstance final : public LiftLowerInstance {
 public:
  explicit TestInstance(Chooser* chooser = nullptr) : chooser_(chooser) {}

  Chooser& chooser() override { return chooser_ != nullptr ? *chooser_ : deterministic_; }
  std::shared_ptr<RuntimeResourceType> resource_type(ResourceId) const override { return resource; }

  Own lift_own(LiftLowerContext&, u32 i, const closed::DefValType&) override { return get<Own>(i); }
  Borrow lift_borrow(LiftLowerContext&, u32 i, const closed::DefValType&) override { return get<Borrow>(i); }
  Stream lift_stream(LiftLowerContext&, u32 i, const closed::DefValType&) override { return get<Stream>(i); }
  Future lift_future(LiftLowerContext&, u32 i, const closed::DefValType&) override { return get<Future>(i); }
  std::shared_ptr<ErrorContext> lift_error_context(LiftLowerContext&, u32 i) override {
    return get<std::shared_ptr<ErrorContext>>(i);
  }
  u32 lower_own(LiftLowerContext&, const Own& v, const closed::DefValType&) override { return add(v); }
  u32 lower_borrow(LiftLowerContext&, const Borrow& v, const closed::DefValType&) override { return add(v); }
  u32 lower_stream(LiftLowerContext&, const Stream& v, const closed::DefValType&) override { return add(v); }
  u32 lower_future(LiftLowerContext&, const Future& v, const closed::DefValType&) override { return add(v); }
  u32 lower_error_context(LiftLowerContext&, const std::shared_ptr<ErrorContext>& v) override { return add(v); }

  std::shared_ptr<RuntimeResourceType> resource = opaque<RuntimeResourceType>();

 private:
  u32 add(Val v) {
    handles_.push_back(std::move(v));
    return static_cast<u32>(handles_.size() - 1);
  }
  template <class T>
  T get(u32 i) {
    trap_if(i >= handles_.size(), Why::unknown_handle, "Table.get");
    return handles_[i].as<T>();
  }
  std::vector<Val> handles_{Val()};
  Chooser* chooser_;
  DeterministicChooser deterministic_;
};

/// A call of realloc, and what it returned.
struct ReallocCall {
  u64 old, old_size, alignment, size, result;
  friend bool operator==(const ReallocCall&, const ReallocCall&) = default;
};

/// A linear memory of just these bytes, an instance, and the options of a canonical definition.
class Heap {
 public:
  explicit Heap(u64 size, StringEncoding encoding = StringEncoding::utf8, wasm::AddrType addr = wasm::AddrType::i32,
                Chooser* chooser = nullptr)
      : inst(chooser) {
    memory.type.addr = addr;
    memory.type.page_size_log2 = 0;
    memory.bytes = *ReservedMemory::reserve(most, 16);
    grow(size);
    opts.string_encoding = encoding;
    opts.memory = &memory;
    opts.realloc = [this](LiftLowerContext&, u64 old, u64 old_size, u64 alignment, u64 new_size) {
      EXPECT_FALSE(inst.may_leave);
      const u64 result = realloc(old, old_size, alignment, new_size);
      calls.push_back({old, old_size, alignment, new_size, result});
      return result;
    };
  }
  Heap(const std::vector<u8>& bytes, StringEncoding encoding = StringEncoding::utf8,
       wasm::AddrType addr = wasm::AddrType::i32)
      : Heap(bytes.size(), encoding, addr) {
    std::copy(bytes.begin(), bytes.end(), memory.base());
  }

  void grow(u64 size) {
    if (!memory.bytes.commit(size)) throw Crash("test memory");
    std::memcpy(memory.base() - sizeof size, &size, sizeof size);
  }

  LiftLowerContext cx(Boundary boundary = Boundary::component) { return {opts, inst, nullptr, boundary}; }

  static constexpr u64 most = u64{1} << 24;
  wasm::MemInst memory;
  TestInstance inst;
  LiftLowerOptions opts;
  std::vector<ReallocCall> calls;
  u64 last_alloc = 0;
  bool grows = false;  ///< memory grows when realloc needs more, instead of a trap

 private:
  u64 realloc(u64 old, u64 old_size, u64 alignment, u64 size) {
    if (old != 0 && size < old_size) return align_to(old, alignment);
    const u64 result = align_to(last_alloc, alignment);
    last_alloc = result + size;
    if (last_alloc > memory.size()) {
      if (!grows) throw wasm::Trap(wasm::TrapCode::unreachable);
      grow(last_alloc);
    }
    std::memmove(memory.base() + result, memory.base() + old, old_size);
    return result;
  }
};

/// The id of the trap that `f` ends in, or nothing.
template <class F>
std::string trap_of(F&& f) {
  try {
    f();
  } catch (const wasm::Trap& trap) {
    return std::string(trap.id);
  }
  return "";
}

}  // namespace touchstone::component
