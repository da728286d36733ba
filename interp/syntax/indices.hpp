// 2.5.1 Indices: each index space has an index type of its own, so that one cannot stand for another.
#pragma once

#include <compare>
#include <functional>

#include "interp/support/integers.hpp"

namespace touchstone::wasm {

/// A position in the index space that `Space` names.
template <class Space>
struct Index {
  u32 value = 0;
  constexpr Index() = default;
  constexpr explicit Index(u32 at) : value(at) {}
  friend constexpr auto operator<=>(Index, Index) = default;
};

using TypeIdx = Index<struct TypeSpace>;
using FuncIdx = Index<struct FuncSpace>;
using TableIdx = Index<struct TableSpace>;
using MemIdx = Index<struct MemSpace>;
using GlobalIdx = Index<struct GlobalSpace>;
using TagIdx = Index<struct TagSpace>;
using ElemIdx = Index<struct ElemSpace>;
using DataIdx = Index<struct DataSpace>;
using LocalIdx = Index<struct LocalSpace>;
using LabelIdx = Index<struct LabelSpace>;
using FieldIdx = Index<struct FieldSpace>;
using LaneIdx = Index<struct LaneSpace>;

}  // namespace touchstone::wasm

template <class Space>
struct std::hash<touchstone::wasm::Index<Space>> {
  std::size_t operator()(touchstone::wasm::Index<Space> i) const noexcept {
    return std::hash<touchstone::u32>{}(i.value);
  }
};
