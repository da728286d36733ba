// 2.3 Types: number, vector, heap, reference, value, composite, recursive, defined and external types.
//
// Letters: t valtype, ht heaptype, rt reftype, ft fieldtype, ct comptype, st subtype, dt deftype.
// A type use (2.3.3) is a HeapType of kind `index` (into the module's types), `rec` (inside its own recursive group)
// or `def` (closed). Parser and decoder produce `index` only; validation closes types, and what it hands on holds
// `def` only. Closed recursive groups are interned: two groups that are equal by structure are one object, so
// equality of closed types is equality of pointers (3.1.3, rolling). Interning is not in the specification.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "interp/support/source.hpp"
#include "interp/syntax/indices.hpp"

namespace touchstone::wasm {

struct DefType;
struct RecGroup;

/// 2.3.4 heaptype: abstract, or a type use.
enum class HeapKind : u8 {
  any,
  eq,
  i31,
  struct_,
  array,
  none,  // values of the aggregate hierarchy
  func,
  nofunc,  // functions
  exn,
  noexn,  // exceptions
  extern_,
  noextern,  // host values
  cont,
  nocont,  // continuations (stack-switching)
  bot,     // below everything: only inside validation
  index,
  rec,
  def  // type uses
};

struct HeapType {
  HeapKind kind = HeapKind::any;
  bool exact = false;            ///< `(exact x)` of custom-descriptors; only with type uses
  u32 index = 0;                 ///< kind index: the module's type; kind rec: position in the group; else 0
  const DefType* def = nullptr;  ///< kind def

  constexpr HeapType() = default;
  constexpr HeapType(HeapKind abstract) : kind(abstract) {}  // NOLINT: `HeapKind::func` is a heap type
  constexpr explicit HeapType(TypeIdx x) : kind(HeapKind::index), index(x.value) {}
  constexpr explicit HeapType(const DefType* dt) : kind(HeapKind::def), def(dt) {}
  static constexpr HeapType rec(u32 i) {
    HeapType ht(HeapKind::rec);
    ht.index = i;
    return ht;
  }

  constexpr bool is_abstract() const { return kind < HeapKind::index; }
  friend bool operator==(const HeapType&, const HeapType&) = default;
};

/// 2.3.3 typeuse: a HeapType that is not abstract.
using TypeUse = HeapType;

/// 2.3.5 reftype.
struct RefType {
  bool null = true;
  HeapType heap;
  friend bool operator==(const RefType&, const RefType&) = default;
};

/// 2.3.6 valtype; `bot` exists inside validation only.
enum class ValKind : u8 { i32, i64, f32, f64, v128, ref, bot };

struct ValType {
  ValKind kind = ValKind::i32;
  bool null = false;  ///< kind ref: nullable
  HeapType heap;      ///< kind ref

  constexpr ValType() = default;
  constexpr ValType(ValKind k) : kind(k) {}  // NOLINT: `ValKind::i32` is a value type
  constexpr ValType(const RefType& rt) : kind(ValKind::ref), null(rt.null), heap(rt.heap) {}  // NOLINT: so is a reftype

  constexpr bool is_num() const { return kind <= ValKind::f64; }
  constexpr bool is_vec() const { return kind == ValKind::v128; }
  constexpr bool is_ref() const { return kind == ValKind::ref; }
  constexpr RefType ref() const { return {null, heap}; }
  friend bool operator==(const ValType&, const ValType&) = default;
};

inline constexpr RefType funcref{true, HeapKind::func};
inline constexpr RefType externref{true, HeapKind::extern_};

using ResultType = std::vector<ValType>;

/// 2.3.9 storagetype: a value type or a packed one.
struct StorageType {
  enum class Packed : u8 { no, i8, i16 };
  Packed packed = Packed::no;
  ValType type;  ///< when not packed
  friend bool operator==(const StorageType&, const StorageType&) = default;
};

struct FieldType {
  bool mutable_ = false;
  StorageType storage;
  friend bool operator==(const FieldType&, const FieldType&) = default;
};

struct StructType {
  std::vector<FieldType> fields;
  friend bool operator==(const StructType&, const StructType&) = default;
};
struct ArrayType {
  FieldType field;
  friend bool operator==(const ArrayType&, const ArrayType&) = default;
};
struct FuncType {
  ResultType params;
  ResultType results;
  friend bool operator==(const FuncType&, const FuncType&) = default;
};
/// `cont ft` of stack-switching.
struct ContType {
  TypeUse func;
  friend bool operator==(const ContType&, const ContType&) = default;
};

/// 2.3.9 comptype.
using CompType = std::variant<FuncType, StructType, ArrayType, ContType>;

/// 2.3.10 subtype; `describes` and `descriptor` belong to custom-descriptors.
struct SubType {
  bool final = true;
  std::vector<TypeUse> supers;
  std::optional<TypeUse> describes;
  std::optional<TypeUse> descriptor;
  CompType comp;
  Region at;

  /// By structure; the region does not count.
  friend bool operator==(const SubType& a, const SubType& b) {
    return a.final == b.final && a.supers == b.supers && a.describes == b.describes && a.descriptor == b.descriptor &&
           a.comp == b.comp;
  }
};

/// 2.3.10 rectype. A module's type indices count the subtypes of its groups in order.
struct RecType {
  std::vector<SubType> subtypes;
  bool explicit_ = true;  ///< written as `(rec ...)`; a single type that was not prints and encodes without
  Region at;
};

/// 3.1.2 deftype: one type of an interned group, unrolled: every type use in `sub` is closed (kind `def`).
struct DefType {
  const RecGroup* group = nullptr;
  u32 index = 0;
  SubType sub;
  /// The chain of declared supertypes, outermost first, ending with this type: makes subtyping one comparison.
  std::vector<const DefType*> supertypes;

  bool is_func() const { return std::holds_alternative<FuncType>(sub.comp); }
  bool is_struct() const { return std::holds_alternative<StructType>(sub.comp); }
  bool is_array() const { return std::holds_alternative<ArrayType>(sub.comp); }
  bool is_cont() const { return std::holds_alternative<ContType>(sub.comp); }
  const FuncType& func() const { return std::get<FuncType>(sub.comp); }
  const StructType& struct_() const { return std::get<StructType>(sub.comp); }
  const ArrayType& array() const { return std::get<ArrayType>(sub.comp); }
  const ContType& cont() const { return std::get<ContType>(sub.comp); }
};

/// A closed recursive group. Lives as long as a module, store object or other group refers to it.
struct RecGroup : std::enable_shared_from_this<RecGroup> {
  std::vector<SubType> rolled;  ///< references to itself are `rec`, to others `def`: the key of interning
  std::vector<DefType> types;
  std::vector<std::shared_ptr<const RecGroup>> references;  ///< keeps the groups it names alive
};
using RecGroupPtr = std::shared_ptr<const RecGroup>;

/// [$rolldt] Interns a group whose type uses are `rec` (itself) or `def` (others), and unrolls it. Thread-safe.
RecGroupPtr intern_group(std::vector<SubType> rolled);

/// The interned group `rec (sub final (func ft))` for a function type whose type uses are closed.
RecGroupPtr intern_func_type(FuncType ft);

/// The owner of a closed type: keeps it alive.
inline RecGroupPtr owner(const DefType& dt) { return dt.group->shared_from_this(); }

/// 2.3.11 addrtype.
enum class AddrType : u8 { i32, i64 };

/// 2.3.12 limits, in units of the thing they limit (pages, elements).
struct Limits {
  u64 min = 0;
  std::optional<u64> max;
  friend bool operator==(const Limits&, const Limits&) = default;
};

struct MemType {
  AddrType addr = AddrType::i32;
  Limits limits;  ///< in pages
  bool shared = false;
  u8 page_size_log2 = 16;  ///< 16, or 0 with custom-page-sizes
  bool page_size_explicit = false;
  friend bool operator==(const MemType&, const MemType&) = default;
};

struct TableType {
  AddrType addr = AddrType::i32;
  Limits limits;  ///< in elements
  RefType elem;
  friend bool operator==(const TableType&, const TableType&) = default;
};

struct GlobalType {
  bool mutable_ = false;
  ValType type;
  friend bool operator==(const GlobalType&, const GlobalType&) = default;
};

/// 2.3.13 tagtype: a function type without results (stack-switching allows results).
struct TagType {
  TypeUse type;
  friend bool operator==(const TagType&, const TagType&) = default;
};

/// A function in an extern type.
struct FuncUse {
  TypeUse type;
  bool exact = false;  ///< `(func exact x)` of custom-descriptors
  friend bool operator==(const FuncUse&, const FuncUse&) = default;
};

/// 2.3.19 externtype.
using ExternType = std::variant<FuncUse, TableType, MemType, GlobalType, TagType>;
enum class ExternKind : u8 { func, table, mem, global, tag };  // in the variant's order, and the binary format's
inline ExternKind extern_kind(const ExternType& xt) { return static_cast<ExternKind>(xt.index()); }

/// The text format's words for a type: `(ref null func)`, `i32`, `(mut i64)`, `(func (param i32) (result i32))`. Type
/// uses print as their index, closed types by structure. Abbreviations (`funcref`) are used where they exist.
std::string to_string(const HeapType&);
std::string to_string(const RefType&);
std::string to_string(const ValType&);
std::string to_string(const ResultType&);
std::string to_string(const StorageType&);
std::string to_string(const FieldType&);
std::string to_string(const FuncType&);
std::string to_string(const CompType&);
std::string to_string(const SubType&);
std::string to_string(const Limits&);
std::string to_string(const MemType&);
std::string to_string(const TableType&);
std::string to_string(const GlobalType&);
std::string to_string(const ExternType&);

}  // namespace touchstone::wasm
