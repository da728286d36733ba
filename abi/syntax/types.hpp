// Explainer.md "Type Definitions": value, resource, function, component, instance and core module types, as written.
//
// What decoder and parser produce: type uses are indices, sugar is expanded, nothing is checked yet. Validation turns
// these into types of its own (validation/types.hpp). Opcodes and gates are those of Binary.md.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "abi/syntax/indices.hpp"
#include "abi/syntax/names.hpp"
#include "interp/support/source.hpp"
#include "interp/syntax/types.hpp"

namespace touchstone::component {

/// [Binary.md#type-definitions] primvaltype, in the order of their bytes from 0x7f down.
enum class PrimValType : u8 { bool_, s8, u8, s16, u16, s32, u32, s64, u64, f32, f64, char_, string, error_context };

/// The text format's keyword: `bool`, `s8`, ..., `error-context`.
std::string_view prim_name(PrimValType pvt);

/// valtype: a primitive, or the index of a type definition.
struct ValType {
  std::variant<PrimValType, TypeIdx> is = PrimValType::bool_;
  Region at;
  friend bool operator==(const ValType& a, const ValType& b) { return a.is == b.is; }
};

/// labelvaltype: a field or parameter.
struct LabelValType {
  std::string label;
  ValType type;
  Region at;
  friend bool operator==(const LabelValType& a, const LabelValType& b) {
    return a.label == b.label && a.type == b.type;
  }
};

struct Case {
  std::string label;
  std::optional<ValType> type;
  Region at;
  friend bool operator==(const Case& a, const Case& b) { return a.label == b.label && a.type == b.type; }
};

// defvaltype, one struct a constructor, in the order of Binary.md. All compare by structure.
struct RecordType {
  std::vector<LabelValType> fields;
  friend bool operator==(const RecordType&, const RecordType&) = default;
};
struct VariantType {
  std::vector<Case> cases;
  friend bool operator==(const VariantType&, const VariantType&) = default;
};
struct ListType {
  ValType element;
  std::optional<u32> length;  ///< fixed-length lists
  friend bool operator==(const ListType&, const ListType&) = default;
};
struct TupleType {
  std::vector<ValType> types;
  friend bool operator==(const TupleType&, const TupleType&) = default;
};
struct FlagsType {
  std::vector<std::string> labels;
  friend bool operator==(const FlagsType&, const FlagsType&) = default;
};
struct EnumType {
  std::vector<std::string> labels;
  friend bool operator==(const EnumType&, const EnumType&) = default;
};
struct OptionType {
  ValType type;
  friend bool operator==(const OptionType&, const OptionType&) = default;
};
struct ResultType {
  std::optional<ValType> ok;
  std::optional<ValType> error;
  friend bool operator==(const ResultType&, const ResultType&) = default;
};
struct OwnType {
  TypeIdx resource;
  friend bool operator==(const OwnType&, const OwnType&) = default;
};
struct BorrowType {
  TypeIdx resource;
  friend bool operator==(const BorrowType&, const BorrowType&) = default;
};
struct StreamType {
  std::optional<ValType> element;
  friend bool operator==(const StreamType&, const StreamType&) = default;
};
struct FutureType {
  std::optional<ValType> element;
  friend bool operator==(const FutureType&, const FutureType&) = default;
};
struct MapType {
  ValType key;
  ValType value;
  friend bool operator==(const MapType&, const MapType&) = default;
};

using DefValType = std::variant<PrimValType, RecordType, VariantType, ListType, TupleType, FlagsType, EnumType,
                                OptionType, ResultType, OwnType, BorrowType, StreamType, FutureType, MapType>;

/// functype; `async_` is the effect, opcode 0x43.
struct FuncType {
  bool async_ = false;
  std::vector<LabelValType> params;
  std::optional<ValType> result;
  friend bool operator==(const FuncType&, const FuncType&) = default;
};

/// resourcetype; `rep` is i32, or i64 with memory64.
struct ResourceType {
  wasm::ValType rep = wasm::ValKind::i32;
  std::optional<CoreFuncIdx> dtor;
  friend bool operator==(const ResourceType&, const ResourceType&) = default;
};

/// typebound: `(eq i)` or `(sub resource)`.
struct TypeBound {
  std::optional<TypeIdx> eq;  ///< absent: `(sub resource)`
  friend bool operator==(const TypeBound&, const TypeBound&) = default;
};

/// valuebound: `(eq i)` or a type.
struct ValueBound {
  std::variant<ValueIdx, ValType> is;
  friend bool operator==(const ValueBound&, const ValueBound&) = default;
};

// externtype, one struct a sort that can be imported and exported.
struct CoreModuleExtern {
  CoreTypeIdx type;
  friend bool operator==(const CoreModuleExtern&, const CoreModuleExtern&) = default;
};
struct FuncExtern {
  TypeIdx type;
  friend bool operator==(const FuncExtern&, const FuncExtern&) = default;
};
struct ValueExtern {
  ValueBound bound;
  friend bool operator==(const ValueExtern&, const ValueExtern&) = default;
};
struct TypeExtern {
  TypeBound bound;
  friend bool operator==(const TypeExtern&, const TypeExtern&) = default;
};
struct ComponentExtern {
  TypeIdx type;
  friend bool operator==(const ComponentExtern&, const ComponentExtern&) = default;
};
struct InstanceExtern {
  TypeIdx type;
  friend bool operator==(const InstanceExtern&, const InstanceExtern&) = default;
};

/// [Binary.md#type-definitions] externtype, in the order of its bytes.
using ExternType = std::variant<CoreModuleExtern, FuncExtern, ValueExtern, TypeExtern, ComponentExtern, InstanceExtern>;

/// The sort of what an extern type describes.
Sort extern_sort(const ExternType& et);

/// [Binary.md#alias-definitions] alias.
struct Alias {
  struct Export {
    InstanceIdx instance;
    std::string name;
    friend bool operator==(const Export&, const Export&) = default;
  };
  struct CoreExport {
    CoreInstanceIdx instance;
    std::string name;
    friend bool operator==(const CoreExport&, const CoreExport&) = default;
  };
  struct Outer {
    u32 count = 0;  ///< enclosing scopes outwards; 0 is the current one
    u32 index = 0;
    friend bool operator==(const Outer&, const Outer&) = default;
  };
  Sort sort = Sort::func;
  std::variant<Export, CoreExport, Outer> target;
  Region at;
  friend bool operator==(const Alias& a, const Alias& b) { return a.sort == b.sort && a.target == b.target; }
};

struct ModuleType;
struct TypeDef;

/// [Binary.md#type-definitions] core:type: a recursive group of the core language, or a core module type.
struct CoreTypeDef {
  std::variant<wasm::RecType, std::shared_ptr<const ModuleType>> is;
  Region at;
};
bool operator==(const CoreTypeDef& a, const CoreTypeDef& b);

struct ModuleImportDecl {
  std::string module;
  std::string name;
  wasm::ExternType type;  ///< type uses are indices into the module type's own types
  Region at;
  friend bool operator==(const ModuleImportDecl& a, const ModuleImportDecl& b) {
    return a.module == b.module && a.name == b.name && a.type == b.type;
  }
};
struct ModuleExportDecl {
  std::string name;
  wasm::ExternType type;
  Region at;
  friend bool operator==(const ModuleExportDecl& a, const ModuleExportDecl& b) {
    return a.name == b.name && a.type == b.type;
  }
};

/// core:moduledecl, in the order of its bytes: import, type, outer alias of a type, export.
using ModuleDecl = std::variant<ModuleImportDecl, CoreTypeDef, Alias, ModuleExportDecl>;

/// The names a scope gives to its definitions: the text format's identifiers, the component name section.
struct ComponentNames {
  std::optional<std::string> component;
  std::map<u32, std::string> sorts[sort_count];  ///< by Sort, then index

  const std::map<u32, std::string>& of(Sort sort) const { return sorts[static_cast<u32>(sort)]; }
  std::map<u32, std::string>& of(Sort sort) { return sorts[static_cast<u32>(sort)]; }
  bool empty() const;
  friend bool operator==(const ComponentNames&, const ComponentNames&) = default;
};

/// core:moduletype.
struct ModuleType {
  std::vector<ModuleDecl> decls;
  ComponentNames names;  ///< of its types only; text format only, no section carries them
};

struct ImportDecl {
  ExternName name;
  ExternType type;
  Region at;
  friend bool operator==(const ImportDecl& a, const ImportDecl& b) { return a.name == b.name && a.type == b.type; }
};
struct ExportDecl {
  ExternName name;
  ExternType type;
  Region at;
  friend bool operator==(const ExportDecl& a, const ExportDecl& b) { return a.name == b.name && a.type == b.type; }
};

/// componentdecl and instancedecl (which has no imports).
using Decl = std::variant<CoreTypeDef, std::shared_ptr<const TypeDef>, Alias, ImportDecl, ExportDecl>;

struct ComponentType {
  std::vector<Decl> decls;
  ComponentNames names;
};
struct InstanceType {
  std::vector<Decl> decls;
  ComponentNames names;
};

/// [Binary.md#type-definitions] deftype.
struct TypeDef {
  std::variant<DefValType, FuncType, ComponentType, InstanceType, ResourceType> is;
  Region at;
};

/// By structure; regions and names do not count.
bool operator==(const ModuleType& a, const ModuleType& b);
bool operator==(const ComponentType& a, const ComponentType& b);
bool operator==(const InstanceType& a, const InstanceType& b);
bool operator==(const TypeDef& a, const TypeDef& b);

}  // namespace touchstone::component
