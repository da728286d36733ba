// 3.4.4 Table instructions.
#include "interp/support/messages.hpp"
#include "interp/validation/matching.hpp"
#include "interp/validation/rules.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {

const RefType& InstrRules::elem(const V& v, ElemIdx x) {
  return v.at(v.context_.elems, x.value, phrase::unknown_elem, "elem segment");
}

// [Instr_ok/table.get]
void InstrRules::table_get(V& v, const Instr& instr) {
  const TableType& tt = v.table_at(instr.as<TableIdx>());
  v.pop({address(tt.addr)});
  v.push(tt.elem);
}

// [Instr_ok/table.set]
void InstrRules::table_set(V& v, const Instr& instr) {
  const TableType& tt = v.table_at(instr.as<TableIdx>());
  v.pop({address(tt.addr), tt.elem});
}

// [Instr_ok/table.size]
void InstrRules::table_size(V& v, const Instr& instr) { v.push(address(v.table_at(instr.as<TableIdx>()).addr)); }

// [Instr_ok/table.grow]
void InstrRules::table_grow(V& v, const Instr& instr) {
  const TableType& tt = v.table_at(instr.as<TableIdx>());
  v.pop({tt.elem, address(tt.addr)});
  v.push(address(tt.addr));
}

// [Instr_ok/table.fill]
void InstrRules::table_fill(V& v, const Instr& instr) {
  const TableType& tt = v.table_at(instr.as<TableIdx>());
  v.pop({address(tt.addr), tt.elem, address(tt.addr)});
}

// [Instr_ok/table.copy]
void InstrRules::table_copy(V& v, const Instr& instr) {
  const auto& imm = instr.as<TableTable>();
  const TableType& dst = v.table_at(imm.dst);
  const TableType& src = v.table_at(imm.src);
  if (!match_reftype(src.elem, dst.elem)) {
    v.fail(phrase::type_mismatch, ": source element type " + v.describe(ValType(src.elem)) +
                                      " does not match destination element type " + v.describe(ValType(dst.elem)) +
                                      v.at_instr());
  }
  v.pop({address(dst.addr), address(src.addr), address(min_address(dst.addr, src.addr))});
}

// [Instr_ok/table.init]
void InstrRules::table_init(V& v, const Instr& instr) {
  const auto& imm = instr.as<ElemTable>();
  const TableType& tt = v.table_at(imm.table);
  const RefType& rt = elem(v, imm.elem);
  if (!match_reftype(rt, tt.elem)) {
    v.fail(phrase::type_mismatch, ": element segment's type " + v.describe(ValType(rt)) +
                                      " does not match table's element type " + v.describe(ValType(tt.elem)) +
                                      v.at_instr());
  }
  v.pop({address(tt.addr), ValKind::i32, ValKind::i32});
}

// [Instr_ok/elem.drop]
void InstrRules::elem_drop(V& v, const Instr& instr) { elem(v, instr.as<ElemIdx>()); }

}  // namespace touchstone::wasm
