// Binary.md, encoding: a method for each grammar, the counterpart of decoder.hpp.
#pragma once

#include "abi/syntax/components.hpp"
#include "interp/binary/encoder.hpp"

namespace touchstone::component {

class Encoder {
 public:
  explicit Encoder(Writer& writer) : out(writer), core(writer) {}

  void component(const Component& c);

  Writer& out;
  wasm::Encoder core;

 private:
  void definition(const Definition& d);

  void sort(Sort s);
  void sortidx(SortIdx x);
  void core_instance(const CoreInstance& instance);
  void instance(const Instance& instance);
  void alias(const Alias& a);

  void core_type(const CoreTypeDef& def);
  void moduledecl(const ModuleDecl& d);
  void type(const TypeDef& def);
  void valtype(const ValType& t);
  void optional_valtype(const std::optional<ValType>& t);
  void defvaltype(const DefValType& t);
  void labels(const std::vector<std::string>& ls);
  void functype(const FuncType& t);
  void resultlist(const std::optional<ValType>& t);
  void resourcetype(const ResourceType& t);
  void decls(u8 code, const std::vector<Decl>& ds);
  void externtype(const ExternType& et);
  void nameattributes(const ExternName& name);

  void canon(const Canon& c);
  void opts(const std::vector<CanonOpt>& list);

  void names(const ComponentNames& n);
};

}  // namespace touchstone::component
