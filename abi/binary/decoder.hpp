// Binary.md, decoding: a method for each grammar, named as the grammar is (less its `core:`, which becomes `core_`).
//
// Methods are defined by chapter: components, instances, aliases, imports and exports in decode_components.cpp, types in
// decode_types.cpp, canonical definitions in decode_canon.cpp.
#pragma once

#include "abi/syntax/components.hpp"
#include "interp/binary/decoder.hpp"

namespace touchstone::component {

// How each index space is called by who looks on. [Explainer.md#index-spaces]
constexpr IndexSpace index_space(CoreFuncIdx) { return {"core func"}; }
constexpr IndexSpace index_space(CoreTableIdx) { return {"core table"}; }
constexpr IndexSpace index_space(CoreMemoryIdx) { return {"core memory"}; }
constexpr IndexSpace index_space(CoreTypeIdx) { return {"core type"}; }
constexpr IndexSpace index_space(CoreModuleIdx) { return {"core module"}; }
constexpr IndexSpace index_space(CoreInstanceIdx) { return {"core instance"}; }
constexpr IndexSpace index_space(FuncIdx) { return {"func"}; }
constexpr IndexSpace index_space(ValueIdx) { return {"value"}; }
constexpr IndexSpace index_space(TypeIdx) { return {"type"}; }
constexpr IndexSpace index_space(ComponentIdx) { return {"component"}; }
constexpr IndexSpace index_space(InstanceIdx) { return {"instance"}; }
inline IndexSpace index_space(Sort sort) { return {sort_name(sort)}; }

class Decoder {
 public:
  /// @param depth  how many components and types enclose what is read
  Decoder(Reader& reader, const Profile& on, u32 enclosing = 0)
      : in(reader), core(reader, on.features), profile(on), depth(enclosing) {}

  // Component Definitions
  Component component();

  // Instance Definitions
  CoreInstance core_instance();
  Instance instance();
  SortIdx core_sortidx();
  SortIdx sortidx();

  // Alias Definitions
  Alias alias();

  // Type Definitions
  CoreTypeDef core_type();
  std::shared_ptr<const TypeDef> type();
  ValType valtype();
  std::optional<ValType> resultlist();
  ExternType externtype();

  // Canonical Definitions
  Canon canon();

  // Start Definitions
  Start start();

  // Import and Export Definitions
  Import import();
  Export export_();
  ExternName nameattributes();

  // Value Definitions
  ValueDef value();

  Reader& in;
  wasm::Decoder core;
  const Profile& profile;
  u32 depth;

 private:
  void preamble();
  void section(u8 id, Component& c);
  void contents(u8 id, Component& c, Reader& part, u32 begin);
  void custom(Component& c, u32 begin);
  SortIdx core_inline_sort();
  Sort core_sort(std::string_view where);
  Sort sort(std::string_view where);
  void attribute(ExternName& name);

  std::optional<PrimValType> primvaltype(u8 code) const;
  DefValType defvaltype(u8 code, u32 begin);
  std::optional<ValType> optional_valtype();
  std::vector<std::string> labels();
  FuncType functype(bool async_);
  ResourceType resourcetype();
  std::vector<Decl> decls(bool imports);
  Decl decl(bool imports);
  std::shared_ptr<const ModuleType> moduletype();
  ModuleDecl moduledecl();
  Alias core_alias();
  Alias::Outer outer(Sort sort);
  wasm::ExternType core_externtype();
  TypeBound typebound();
  ValueBound valuebound();

  void immediates(Canon& canon);
  std::vector<CanonOpt> opts();
  CanonOpt canonopt();
  bool flag();
  void enter(Region at) const;
  void tell_defines(const Definition& definition) const;
  void tell_defines(Sort sort) const;

  template <class F>
  auto list(F&& element) {
    return in.list(std::forward<F>(element));
  }
};

/// The content of a component name section, behind its own name; throws Malformed. [Binary.md#name-section]
ComponentNames decode_component_names(Reader& in);

/// "invalid leading byte (0x2) for WHAT"
[[noreturn]] void invalid_leading_byte(Region at, u8 byte, std::string_view what, std::string_view rule);

/// `Limit:` nesting of components and types.
inline constexpr u32 nesting_limit = 100;

}  // namespace touchstone::component
