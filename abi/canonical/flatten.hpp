// CanonicalABI.md "Flattening": which core values stand for a value, and the core type of a component function.
//
// A type keeps how many core values it flattens to and, up to Flat::kept, which they are: longer lists always go through
// memory, so nobody asks for them. That keeps a fixed-length list of many elements as cheap as a short one.
#pragma once

#include <span>

#include "abi/validation/types.hpp"

namespace touchstone::component {

inline constexpr u32 MAX_FLAT_PARAMS = 16;
inline constexpr u32 MAX_FLAT_ASYNC_PARAMS = 4;
inline constexpr u32 MAX_FLAT_RESULTS = 1;

/// What flattening needs to know of the canonical options.
struct FlattenOptions {
  bool async_ = false;
  bool callback = false;
  wasm::AddrType ptr_type = wasm::AddrType::i32;  ///< of the memory option; i32 without
};

enum class FlattenContext : u8 { lift, lower };

/// [flatten_types] The flattening of several types side by side.
closed::Flat flatten_types(std::span<const closed::ValType> ts, wasm::AddrType ptr_type);
closed::Flat flatten_types(std::span<const closed::Part> ts, wasm::AddrType ptr_type);

/// [flatten_type]
inline const closed::Flat& flatten_type(const closed::ValType& t, wasm::AddrType ptr_type) {
  return t->layout(ptr_type).flat;
}

/// [flatten_functype]
wasm::FuncType flatten_functype(const FlattenOptions& opts, const closed::FuncType& ft, FlattenContext context);

/// [join] The core type that can hold values of either.
wasm::ValKind join(wasm::ValKind a, wasm::ValKind b);

/// The flattening of a type whose parts have theirs.
closed::Flat flat_of(const closed::DefValType& t, wasm::AddrType ptr_type);

}  // namespace touchstone::component
