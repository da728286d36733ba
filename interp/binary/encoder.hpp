// 5.3 to 5.5, encoding: a method for each grammar, the counterpart of decoder.hpp.
#pragma once

#include "interp/binary/writer.hpp"
#include "interp/syntax/modules.hpp"

namespace touchstone::wasm {

class Encoder {
 public:
  explicit Encoder(Writer& writer) : out(writer) {}

  // 5.3 Types
  void heaptype(const HeapType& ht);
  void reftype(const RefType& rt);
  void valtype(const ValType& t);
  void resulttype(const ResultType& ts);
  void storagetype(const StorageType& zt);
  void fieldtype(const FieldType& ft);
  void comptype(const CompType& ct);
  void subtype(const SubType& st);
  void rectype(const RecType& qt);
  void tagtype(const TagType& jt);
  void globaltype(const GlobalType& gt);
  void memtype(const MemType& mt);
  void tabletype(const TableType& tt);
  void externtype(const ExternType& xt);

  // 5.4 Instructions
  void expr(const Expr& e);
  void instr(const Instr& in);
  void blocktype(const BlockType& bt);
  void memarg(const MemArg& ao);

  // 5.5 Modules
  void import(const Import& im);
  void table(const Table& tab);
  void global(const Global& glob);
  void export_(const Export& ex);
  void elem(const Elem& el);
  void data(const Data& da);
  void code(const Func& fn);
  void custom(const Custom& cu);
  void module(const Module& m);

  Writer& out;

 private:
  void mut(bool mutable_);
  void limits(const Limits& lim, u32 flags);
  void section(u8 id, const Module& m);
};

}  // namespace touchstone::wasm
