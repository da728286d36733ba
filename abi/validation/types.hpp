// Explainer.md "Type Checking": closed types, the abstract syntax trees that validation compares and run time reads.
//
// Syntax has type indices (syntax/types.hpp); here they are resolved: a type is a tree whose leaves are primitive types
// and resource types. Resource types are compared by identity, all else by structure. Two things are not in the sources:
//  - Trees are shared, never changed, and know what others would compute again and again: size, depth, layout,
//    flattening, and a representative of all value types of the same structure, so that equality is one comparison.
//  - A type index that is imported, exported or defined gives the type a *name* ("External Visibility of Types"): a
//    number that takes no part in equality and decides only where the type may be used.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "abi/syntax/names.hpp"
#include "abi/syntax/types.hpp"
#include "interp/validation/context.hpp"

namespace touchstone::component {

/// What tells one generative thing from another: resource types, names of types, values. 0 is none. Never used twice in
/// a process, and later ones are greater, which substitution relies on.
using Identity = u64;
Identity fresh_identity();

/// [Explainer.md#type-checking] The identity of a resource type inside one component: a variable that each instance of
/// the component gives a run-time resource type of its own.
struct ResourceId {
  Identity value = 0;
  friend constexpr auto operator<=>(ResourceId, ResourceId) = default;
};

}  // namespace touchstone::component

template <>
struct std::hash<touchstone::component::ResourceId> {
  std::size_t operator()(touchstone::component::ResourceId id) const noexcept {
    return std::hash<touchstone::u64>{}(id.value);
  }
};

namespace touchstone::component::closed {

/// The type constructors of Binary.md's `defvaltype`; the primitive ones in the order of PrimValType.
enum class TypeKind : u8 {
  bool_,
  s8,
  u8,
  s16,
  u16,
  s32,
  u32,
  s64,
  u64,
  f32,
  f64,
  char_,
  string,
  error_context,
  record,
  variant,
  list,
  tuple,
  flags,
  enum_,
  option,
  result,
  own,
  borrow,
  stream,
  future,
  map
};

/// `u32`, `record`, `error-context`, ...
std::string_view kind_name(TypeKind kind);
constexpr bool is_primitive(TypeKind kind) { return kind <= TypeKind::error_context; }

/// [Explainer.md#external-visibility-of-types] The compound types that need a name where they are used by an import or
/// export.
constexpr bool is_nameable(TypeKind kind) {
  return kind == TypeKind::record || kind == TypeKind::variant || kind == TypeKind::flags || kind == TypeKind::enum_;
}

/// A resource type as a type index names it.
struct ResourceType {
  ResourceId id;
  Identity name = 0;  ///< which index introduced it: for visibility, not for equality
};

struct DefValType;

/// A value type: a shared tree, with the name of the index that it was reached by. Empty where there is none (a case or
/// stream without payload, a function without result).
struct ValType {
  std::shared_ptr<const DefValType> def;
  Identity name = 0;  ///< of nameable types only

  explicit operator bool() const { return def != nullptr; }
  const DefValType& operator*() const { return *def; }
  const DefValType* operator->() const { return def.get(); }
};

/// Equality of types that were closed by one validation: by structure and resource identity.
bool operator==(const ValType& a, const ValType& b);

/// A field, case, element or parameter: a label and a type, either of which may be empty.
struct Part {
  std::string label;
  ValType type;
};

/// How many core values a type takes, and which, if they are not too many. [CanonicalABI.md#flattening]
struct Flat {
  static constexpr u32 kept = 16;  // MAX_FLAT_PARAMS
  u64 count = 0;                   ///< saturates
  std::array<wasm::ValKind, kept> types{};
};

/// Alignment, size and flattening of a type in memories with addresses of one type.
struct Layout {
  u32 alignment = 1;
  u64 elem_size = 0;
  Flat flat;
};

/// Of a type whose values in memory are numbers, characters, flags and cases of enums side by side, without pointers or
/// handles: which kinds of those, a bit for each TypeKind, and whether there are bytes between them. For other types no
/// kinds. (canonical/fast_copy.hpp)
struct Block {
  u32 kinds = 0;
  bool padded = false;

  explicit operator bool() const { return kinds != 0; }
  static constexpr u32 bit(TypeKind kind) { return u32{1} << static_cast<u32>(kind); }
};

/// A constructor with its arguments. Made by Types (below) only.
struct DefValType {
  TypeKind kind = TypeKind::bool_;
  /// record: fields; variant, flags, enum: cases; tuple: types; option, list, stream, future: one part, its type empty if
  /// there is none; result: the parts `ok` and `error`; map: key and value. Else empty.
  std::vector<Part> parts;
  std::optional<u32> length;  ///< list of fixed length
  ResourceType resource;      ///< own, borrow

  const ValType& element() const { return parts.front().type; }

  /// The layout for memories with addresses of `ptr_type`.
  const Layout& layout(wasm::AddrType ptr_type) const { return layouts[static_cast<u32>(ptr_type)]; }

  // Known since the type was made:
  bool contains_borrow = false;
  bool contains_async_value = false;  ///< a stream or future
  bool contains_pointer = false;      ///< a string, or list of variable length, outside of streams and futures
  u32 depth = 1;                      ///< of the tree
  u32 size = 1;                       ///< of the tree, written out
  Identity greatest = 0;              ///< of the identities inside; 0 if there are none
  Identity least_resource = 0;        ///< of the resource types inside; 0 if there are none
  const DefValType* shape = nullptr;  ///< the representative of all types equal to this one; kept alive by `kept`
  std::shared_ptr<const DefValType> kept;
  std::array<Layout, 2> layouts;  ///< by AddrType
  Block block;
};

struct FuncType;
struct InstanceType;
struct ComponentType;
struct ModuleType;
using FuncTypePtr = std::shared_ptr<const FuncType>;
using InstanceTypePtr = std::shared_ptr<const InstanceType>;
using ComponentTypePtr = std::shared_ptr<const ComponentType>;
using ModuleTypePtr = std::shared_ptr<const ModuleType>;

/// What every type but a module's knows about itself.
struct Facts {
  u32 depth = 1;
  u32 size = 1;
  Identity greatest = 0;
  Identity least_resource = 0;  ///< of those that are free; 0 if there are none
};

struct FuncType : Facts {
  bool async_ = false;
  std::vector<Part> params;
  ValType result;  ///< empty: none

  // Known since the type was made:
  bool params_contain_pointer = false;
  std::array<Flat, 2> flat_params;  ///< by AddrType

  std::vector<ValType> param_types() const;
  std::vector<ValType> result_type() const;  ///< of length 0 or 1
};

/// What a type index names: deftype.
using DefType = std::variant<ResourceType, ValType, FuncTypePtr, ComponentTypePtr, InstanceTypePtr>;

/// The type of a value (gated), and which value it is: `(value (eq i))` has the identity of value i.
struct ValueType {
  ValType type;
  Identity id = 0;
};

/// externtype, in the order of syntax; DefType stands for a type import or export.
using ExternType = std::variant<ModuleTypePtr, FuncTypePtr, ValueType, DefType, ComponentTypePtr, InstanceTypePtr>;
Sort extern_sort(const ExternType& et);

/// An import or export. Attributes stand in the name and take no part in type checking.
struct Extern {
  std::shared_ptr<const ExternName> name;
  ExternType type;
};

/// Imports or exports: in order, and by name.
struct Externs {
  std::vector<Extern> list;
  std::shared_ptr<const std::unordered_map<std::string_view, u32>> by_name;

  const ExternType* find(std::string_view name) const;
};

/// instancetype. As a type (behind a type index) it binds the resource types that its exports introduce; as the type of
/// an instance that exists it binds none.
struct InstanceType : Facts {
  Externs exports;
  std::vector<ResourceId> bound;  ///< in order of age
};

/// componenttype. [Explainer.md#type-checking] `imported` are bound universally, `defined` existentially.
struct ComponentType : Facts {
  Externs imports;
  Externs exports;
  std::vector<ResourceId> imported;  ///< in order of age, like `defined`
  std::vector<ResourceId> defined;
};

/// core:moduletype, closed. Core imports have two names.
struct ModuleType {
  struct Import {
    std::string module;
    std::string name;
    wasm::ExternType type;
  };
  struct Export {
    std::string name;
    wasm::ExternType type;
  };
  std::vector<Import> imports;
  std::vector<Export> exports;
  std::map<std::pair<std::string_view, std::string_view>, u32> import_by_name;
  std::unordered_map<std::string_view, u32> export_by_name;
  std::shared_ptr<const wasm::Context> context;  ///< owns what the types point to

  const wasm::ExternType* find_import(std::string_view module, std::string_view name) const;
  const wasm::ExternType* find_export(std::string_view name) const;
  void index();  ///< fills the tables when the lists are complete
};

/// The type of a core instance.
struct CoreInstanceType {
  std::vector<ModuleType::Export> exports;
  std::unordered_map<std::string_view, u32> by_name;
  ModuleTypePtr module;  ///< of which it is an instance; null for inline exports

  const wasm::ExternType* find(std::string_view name) const;
};
using CoreInstanceTypePtr = std::shared_ptr<const CoreInstanceType>;

/// Walks a type and what it describes side by side: `found(id, thing)` for each resource type that `type` is or, as an
/// instance, exports, where `child(thing, name)` is what the instance `thing` exports by that name.
template <class Thing, class Child, class Found>
void each_resource(const ExternType& type, const Thing& thing, Child&& child, Found&& found) {
  if (const auto* deftype = std::get_if<DefType>(&type)) {
    if (const auto* resource = std::get_if<ResourceType>(deftype)) found(resource->id, thing);
  } else if (const auto* instance = std::get_if<InstanceTypePtr>(&type)) {
    if ((*instance)->least_resource == 0) return;
    for (const Extern& e : (*instance)->exports.list) {
      const bool leads = std::holds_alternative<DefType>(e.type) || std::holds_alternative<InstanceTypePtr>(e.type);
      if (leads) each_resource(e.type, child(thing, e.name->name), child, found);
    }
  }
}

/// Equality of types from different validations or of different instances: by structure, and `same` for resource types.
bool equal(const ValType& a, const ValType& b, const std::function<bool(ResourceId, ResourceId)>& same);

/// Short words for a type in a message: `u32`, `record`, `own`.
std::string to_string(const ValType& type);
std::string_view describe(const DefType& type);

// Limits on types: ours, see Types.
inline constexpr u32 depth_limit = 100;
inline constexpr u32 size_limit = 1'000'000;

}  // namespace touchstone::component::closed
