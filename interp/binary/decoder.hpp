// 5.3 to 5.5, decoding: a method for each grammar, named as the grammar is (less its B).
//
// Methods are defined by section: types in decode_types.cpp, instructions in decode_instructions.cpp, modules in
// decode_modules.cpp. The decoder of components reads core types and modules through the same methods.
#pragma once

#include <map>
#include <optional>
#include <string_view>

#include "interp/binary/reader.hpp"
#include "interp/support/features.hpp"
#include "interp/support/limits.hpp"
#include "interp/syntax/modules.hpp"

namespace touchstone::wasm {

class Decoder {
 public:
  Decoder(Reader& reader, Features on, const ImplementationLimits& bounds = implementation_limits)
      : in(reader), features(on), limits(bounds) {}

  // 5.3 Types
  HeapType heaptype();
  RefType reftype();
  ValType valtype();
  ResultType resulttype();
  StorageType storagetype();
  FieldType fieldtype();
  CompType comptype();
  SubType subtype();
  RecType rectype();
  TagType tagtype();
  GlobalType globaltype();
  MemType memtype();
  TableType tabletype();
  ExternType externtype();

  // 5.4 Instructions
  /// Instructions up to and with the `end` that closes the sequence.
  /// @param expected  about how many there will be; no more than the bytes at hand can hold
  Expr expr(u32 expected = 0);
  BlockType blocktype();
  MemArg memarg();

  // 5.5 Modules
  std::vector<Import> imports();  ///< [Bimport], more than one in a compact entry
  Table table();
  Mem mem();
  Global global();
  Export export_();
  Elem elem();
  Data data();
  Tag tag();
  /// Locals and body of a function, about `size` bytes.
  Func func(u32 size = 0);
  /// The whole, preamble included.
  Module module();

  /// ": `gc` is off", for details, if it is.
  std::string if_off(Feature feature) const;

  /// `Limit:` throws Malformed if `n` exceeds `most`.
  void limit(u64 n, u64 most, Region at, std::string_view what) const;

  Reader& in;
  Features features;
  const ImplementationLimits& limits;

 private:
  struct LimitsType;
  struct Sections;

  bool on(Feature feature) const { return features.has(feature); }
  /// Hands on a type that was read from `begin`, and tells who looks on.
  template <class T>
  T told(u32 begin, T type) const;
  bool mut();
  TypeUse typeuse();
  std::optional<HeapKind> absheaptype(s32 code) const;
  LimitsType limits_type(u8 allowed);
  Instr instr();
  Imm immediate(ImmKind kind, Op op);
  Op opcode();
  Imm control_immediate(ImmKind kind, Op op);
  Imm cast_immediate();
  Imm resume_immediate(Op op);
  Imm aggregate_immediate(ImmKind kind);
  DataIdx dataidx();
  u32 zero_or_index(Feature feature);
  void zero(std::string_view rule, Feature feature = Feature::mvp);
  RefType elemkind();
  std::vector<Expr> elem_indices();
  Catch catch_();
  template <class F>
  bool entries(std::string_view what, u32 first, F&& entry);
  void preamble();
  void section(u8 id, Module& m, Sections& sections);
  bool contents(u8 id, Module& m, Sections& sections);
  void custom(Module& m, const Sections& sections, Region at);
  bool custom_with_meaning(Module& m, const Sections& sections, const Custom& cu, Reader content);
  void place_branch_hints(Module& m);
  bool type_section(Module& m);
  bool import_section(Module& m);
  bool func_section(const Module& m, Sections& sections);
  bool code_section(Module& m, const Sections& sections);
  void check_lengths(const Module& m, const Sections& sections) const;

  std::optional<Region> data_index_;  ///< first instruction of the code section that names a data segment
  /// A section of branch hints: what it says, and the section itself until it is known whether that fits the code.
  struct HintSection {
    std::map<u32, std::map<u32, bool>> hints;  ///< by function, by the offset of the instruction
    Custom section;
    std::size_t place = 0;  ///< in Module::customs
  };
  std::optional<HintSection> hint_section_;
  u64 repeated_names_ = 0;  ///< bytes of module names that compact imports have repeated
};

}  // namespace touchstone::wasm
