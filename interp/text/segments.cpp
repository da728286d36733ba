// 6.6 Modules: data and element segments, with those written inside memories and tables. See module_parser.hpp.
#include "interp/text/module_parser.hpp"

namespace touchstone::wasm {

namespace {

/// `(i32.const 0)` or `(i64.const 0)`
Expr zero(AddrType addr, Region at) {
  const Instr end{Op::end, at, {}};
  if (addr == AddrType::i64) return {{Op::i64_const, at, u64{0}}, end};
  return {{Op::i32_const, at, u32{0}}, end};
}

/// The index of the next segment.
template <class T>
u32 segment(const std::vector<T>& segments) {
  return static_cast<u32>(segments.size());
}

}  // namespace

/// `(data "...")` inside a memory: a segment at its address 0.
void ModuleParser::active_data(u32 memory, AddrType addr, Region begin) {
  const Reading reading(in_, "Tdatamem_/abbrev");
  in_.expect_form("data");
  Data data;
  data.init = in_.strings();
  in_.expect_rpar();
  data.at = in_.since(begin);
  data.mode = Data::Mode::active;
  data.mem = MemIdx(memory);
  data.offset = zero(addr, data.at);
  module_.datas.push_back(std::move(data));
}

/// `(elem ...)` inside a table: a segment at its index 0.
void ModuleParser::active_elem(u32 table, AddrType addr, const RefType& type, Region begin) {
  const Reading reading(in_, "Telemtable_/abbrev");
  in_.expect_form("elem");
  Elem elem;
  // Before reference types, a segment was a list of functions and nothing else.
  elem.type = on_.has(Feature::reference_types) ? type : RefType{false, HeapKind::func};
  elem.init = in_.at(TokenKind::lpar) ? elemexprs() : elemidxs();
  in_.expect_rpar();
  elem.at = in_.since(begin);
  elem.mode = Elem::Mode::active;
  elem.table = TableIdx(table);
  elem.offset = zero(addr, elem.at);
  module_.elems.push_back(std::move(elem));
}

// [Toffsetexpr_/*]
Expr ModuleParser::offset() {
  const Reading reading(in_, "Toffsetexpr_");
  if (!in_.accept_form("offset")) return instr_.folded_expr();
  Expr out = instr_.expr();
  in_.expect_rpar();
  return out;
}

// [Tdata_] [Tmemuse_/*]
void ModuleParser::data() {
  const Reading reading(in_, "Tdata_");
  const Region begin = in_.peek().at;
  in_.expect_form("data");
  in_.accept_id();
  if (auto name = annotations_.take_name(in_)) ids_.datas.annotate(segment(module_.datas), *std::move(name));
  Data out;
  if (in_.at(TokenKind::lpar)) {
    out.mode = Data::Mode::active;
    if (in_.accept_form("memory")) {
      out.mem = MemIdx(parse_index(in_, ids_.mems));
      in_.expect_rpar();
    }
    out.offset = offset();
  } else if (at_bare_index()) {
    out.mode = Data::Mode::active;
    out.mem = MemIdx(parse_index(in_, ids_.mems));
    out.offset = offset();
  } else {
    require(on_, Feature::bulk_memory, in_, in_.peek());
  }
  out.init = in_.strings();
  in_.expect_rpar();
  out.at = in_.since(begin);
  module_.datas.push_back(std::move(out));
}

// [Telemexpr_/*]
std::vector<Expr> ModuleParser::elemexprs() {
  const Reading reading(in_, "Telemexpr_");
  std::vector<Expr> out;
  while (in_.at(TokenKind::lpar)) {
    if (in_.accept_form("item")) {
      out.push_back(instr_.expr());
      in_.expect_rpar();
    } else {
      out.push_back(instr_.folded_expr());
    }
  }
  return out;
}

/// Functions by index, each for `(ref.func x)`. [Telemlist_/abbrev]
std::vector<Expr> ModuleParser::elemidxs() {
  std::vector<Expr> out;
  while (at_index(in_)) {
    const Region at = in_.peek().at;
    out.push_back({{Op::ref_func, at, FuncIdx(parse_index(in_, ids_.funcs))}, {Op::end, at, {}}});
  }
  return out;
}

// [Telemlist_/*]
void ModuleParser::elemlist(Elem& out) {
  const Reading reading(in_, "Telemlist_");
  if (in_.accept_keyword("func")) {
    out.type = {false, HeapKind::func};
    out.init = elemidxs();
  } else {
    out.type = type_.table_reftype();
    out.init = elemexprs();
  }
}

/// 1.0 wrote the memory or table of a segment as a mere index.
bool ModuleParser::at_bare_index() const { return !on_.has(Feature::reference_types) && at_index(in_); }

// [Telem_/*] [Ttableuse_/*]
void ModuleParser::elem() {
  const Reading reading(in_, "Telem_");
  const Region begin = in_.peek().at;
  in_.expect_form("elem");
  in_.accept_id();
  if (auto name = annotations_.take_name(in_)) ids_.elems.annotate(segment(module_.elems), *std::move(name));
  Elem out;
  if (in_.at_keyword("declare")) {
    require(on_, Feature::reference_types, in_, in_.next());
    out.mode = Elem::Mode::declarative;
    elemlist(out);
  } else if (in_.at(TokenKind::lpar) && !type_.at_reftype()) {
    out.mode = Elem::Mode::active;
    const bool table = in_.accept_form("table");
    if (table) {
      out.table = TableIdx(parse_index(in_, ids_.tables));
      in_.expect_rpar();
    }
    out.offset = offset();
    if (!table && (at_index(in_) || in_.at(TokenKind::rpar))) {  // [Telem_/abbrev]
      out.type = {false, HeapKind::func};
      out.init = elemidxs();
    } else {
      elemlist(out);
    }
  } else if (at_bare_index()) {
    out.mode = Elem::Mode::active;
    out.table = TableIdx(parse_index(in_, ids_.tables));
    out.offset = offset();
    out.type = {false, HeapKind::func};
    out.init = elemidxs();
  } else {
    require(on_, Feature::bulk_memory, in_, in_.peek());
    elemlist(out);
  }
  in_.expect_rpar();
  out.at = in_.since(begin);
  module_.elems.push_back(std::move(out));
}

}  // namespace touchstone::wasm
