// 6.5 Instructions: the structure of plain, block and folded instructions. See instructions.hpp.
#include "interp/text/instructions.hpp"

#include <utility>

#include "interp/support/limits.hpp"
#include "interp/support/messages.hpp"

namespace touchstone::wasm {

namespace {

/// What only stands inside a block in plain form.
bool is_delimiter(Op op) {
  return op == Op::else_ || op == Op::end || op == Op::catch_ || op == Op::catch_all || op == Op::delegate;
}

}  // namespace

InstrParser::InstrParser(Cursor& in, Features on, const IdentifierContext& ids, TypeDefs& types,
                         ModuleAnnotations& annotations)
    : in_(in), on_(on), ids_(ids), types_(types), type_(in, on, ids.types), annotations_(annotations) {}

// [Tinstrs_/*]
void InstrParser::body(Expr& out, const Space& locals, NameMap& labels) {
  const Reading reading(in_, "Tinstrs_");
  locals_ = &locals;
  label_names_ = &labels;
  label_count_ = 0;
  branch_hints_.clear();
  run(out, false);
  locals_ = &no_locals_;
  label_names_ = nullptr;
}

Expr InstrParser::expr() {
  const Reading reading(in_, "Texpr_");
  Expr out;
  run(out, false);
  out.push_back({Op::end, in_.peek().at, {}});
  return out;
}

Expr InstrParser::folded_expr() {
  const Reading reading(in_, "Tfoldedinstr_");
  Expr out;
  if (!in_.at(TokenKind::lpar)) in_.unexpected("a folded instruction");
  run(out, true);
  out.push_back({Op::end, in_.previous(), {}});
  return out;
}

/// Reads instructions until the parenthesis around them closes, or just one folded instruction.
void InstrParser::run(Expr& out, bool one) {
  do {
    take_branch_hint();
    if (in_.at(TokenKind::lpar)) {
      open(out);
    } else if (in_.at(TokenKind::rpar)) {
      if (frames_.empty()) return;
      close(out);
    } else if (frames_.empty() && in_.at_eof()) {
      return;  // the caller misses its parenthesis
    } else {
      plain(out);
    }
  } while (!one || !frames_.empty());
}

/// An annotation before an instruction of a function is its hint; where there is none, it is left to be refused.
void InstrParser::take_branch_hint() {
  if (label_names_ == nullptr || in_.at(TokenKind::rpar)) return;
  branch_hint_ = annotations_.take_branch_hint(in_);
}

/// @param at  of the instruction's word
void InstrParser::place_branch_hint(Region at) {
  if (branch_hint_) branch_hints_.emplace(at.begin, *std::exchange(branch_hint_, std::nullopt));
}

Op InstrParser::expect_op() {
  const Reading reading(in_, "Tinstr_");
  if (!in_.at(TokenKind::keyword)) in_.unexpected("an instruction");
  const Op* op = op_with_text(in_.text(in_.peek()));
  if (op == nullptr) in_.unexpected("an instruction");
  // Words that 3.0 has elsewhere.
  if ((*op == Op::catch_ || *op == Op::catch_all) && !on_.has(Feature::legacy_exceptions))
    in_.unexpected("an instruction");
  require(on_, info(*op).feature, in_, in_.peek());
  return *op;
}

InstrParser::Frame& InstrParser::push(Frame::Kind kind, Region at, Op op) {
  Frame& frame = frames_.emplace_back();
  frame.kind = kind;
  frame.at = at;
  frame.op = op;
  return frame;
}

/// At `(`: a folded instruction, or a branch of a folded `if`.
void InstrParser::open(Expr& out) {
  const Region begin = in_.peek().at;
  Frame* top = frames_.empty() ? nullptr : &frames_.back();
  if (top != nullptr && top->kind == Frame::Kind::folded_if) {
    if (!top->seen_then && in_.accept_form("then")) {
      top->seen_then = true;
      enter(out, *std::exchange(top->pending, std::nullopt), std::exchange(top->label, {}));
      push(Frame::Kind::then_, begin);
      return;
    }
    if (top->seen_then) {
      const Reading reading(in_, "Tfoldedinstr_/block");
      if (top->seen_else || !in_.at_form("else")) in_.unexpected(top->seen_else ? "')'" : "'(else' or ')'");
      top->seen_else = true;
      in_.expect_form("else");
      out.push_back({Op::else_, in_.since(begin), {}});
      push(Frame::Kind::else_, begin);
      return;
    }
  }
  if (top != nullptr && top->kind == Frame::Kind::folded_try) {
    if (open_handler(out, begin)) return;
    in_.next();
    in_.unexpected(top->seen_then ? "a handler" : "'(do'");
  }
  in_.next();
  open_folded(out, begin);
}

/// Behind `(`. [Tfoldedinstr_/*]
void InstrParser::open_folded(Expr& out, Region begin) {
  const Reading reading(in_, "Tfoldedinstr_");
  Op op = expect_op();
  if (is_delimiter(op)) in_.unexpected("an instruction");
  const Region at = in_.next().at;
  place_branch_hint(at);
  if (!opens_block(op)) {
    Imm imm = immediates(op);
    push(Frame::Kind::folded_plain, begin, op).pending = Instr{op, in_.since(at), std::move(imm)};
    return;
  }
  Label label;
  Instr instr = block_head(op, at, label);
  if (op == Op::if_) {
    Frame& frame = push(Frame::Kind::folded_if, begin, op);
    frame.pending = std::move(instr);
    frame.label = std::move(label);
  } else {
    enter(out, std::move(instr), std::move(label));
    push(op == Op::try_ ? Frame::Kind::folded_try : Frame::Kind::folded_block, begin, op);
  }
}

/// At `)`, with something open.
void InstrParser::close(Expr& out) {
  Frame& top = frames_.back();
  const Reading reading(in_, top.kind == Frame::Kind::block ? "Tblockinstr_/plain" : "Tfoldedinstr_/block");
  if (top.kind == Frame::Kind::block) in_.unexpected("'end'");
  if (top.kind == Frame::Kind::folded_if && !top.seen_then) in_.unexpected("'(then'");
  if (top.kind == Frame::Kind::folded_try && !top.seen_then) in_.unexpected("'(do'");
  const Region at = in_.next().at;
  switch (top.kind) {
  case Frame::Kind::block:
  case Frame::Kind::then_:
  case Frame::Kind::else_:
  case Frame::Kind::do_: break;
  case Frame::Kind::folded_plain: out.push_back(*std::move(top.pending)); break;
  case Frame::Kind::folded_block:
  case Frame::Kind::folded_if: emit_end(out, at); break;
  case Frame::Kind::folded_try:
    if (top.op != Op::delegate) emit_end(out, at);
    break;
  }
  frames_.pop_back();
}

/// At anything but a parenthesis: a plain instruction, or a part of a block in plain form. [Tinstr_]
void InstrParser::plain(Expr& out) {
  if (!frames_.empty()) {
    const Frame::Kind kind = frames_.back().kind;
    if (kind == Frame::Kind::folded_plain || kind == Frame::Kind::folded_if || kind == Frame::Kind::folded_try) {
      const Reading reading(in_, kind != Frame::Kind::folded_plain ? "Tfoldedinstr_/block" : "Tfoldedinstr_/plain");
      in_.unexpected("a folded instruction or ')'");
    }
  }
  Op op = expect_op();
  if (op == Op::end) return end_of_block(out);
  if (op == Op::else_) return else_of_block(out);
  if (is_delimiter(op)) return handler_of_block(out, op);
  const Region at = in_.next().at;
  place_branch_hint(at);
  if (opens_block(op)) {
    Label label;
    Instr instr = block_head(op, at, label);
    enter(out, std::move(instr), std::move(label));
    push(Frame::Kind::block, at, op);
    return;
  }
  Imm imm = immediates(op);
  out.push_back({op, in_.since(at), std::move(imm)});
}

// [Tblockinstr_/*]
void InstrParser::end_of_block(Expr& out) {
  const Reading reading(in_, "Tblockinstr_");
  if (frames_.empty() || frames_.back().kind != Frame::Kind::block) in_.unexpected("an instruction");
  const Region at = in_.next().at;
  check_label(frames_.back());
  emit_end(out, in_.since(at));
  frames_.pop_back();
}

void InstrParser::else_of_block(Expr& out) {
  const Reading reading(in_, "Tblockinstr_");
  Frame* top = frames_.empty() ? nullptr : &frames_.back();
  if (top == nullptr || top->kind != Frame::Kind::block || top->op != Op::if_ || top->seen_else) {
    in_.unexpected("an instruction");
  }
  top->seen_else = true;
  const Region at = in_.next().at;
  check_label(*top);
  out.push_back({Op::else_, in_.since(at), {}});
}

/// The identifier that may follow `else` and `end` repeats that of the block.
void InstrParser::check_label(const Frame& frame) {
  const auto id = in_.accept_id();
  if (!id || labels_.back() == id->name) return;
  Malformed error(id->at, phrase::mismatching_label, "Tblockinstr_/plain");
  if (labels_.back()) error.notes.push_back("the block's label is $" + *labels_.back());
  error.notes.push_back("the block is the '" + std::string(info(frame.op).text) + "' at " +
                        in_.source()->describe(frame.at));
  throw error;
}

/// Label, block type and catch clauses: all that stands before the instructions inside.
Instr InstrParser::block_head(Op op, Region begin, Label& label) {
  const Reading reading(in_, "Tblockinstr_");
  if (auto id = in_.accept_id()) label.id = std::move(id->name);
  label.name = annotations_.take_name(in_);
  Imm imm;
  if (op == Op::try_table) {
    imm = try_table();
  } else {
    imm = blocktype();
  }
  return {op, in_.since(begin), std::move(imm)};
}

/// Appends the head of a block and brings its label into scope. [Tlabel_]
void InstrParser::enter(Expr& out, Instr instr, Label label) {
  if (labels_.size() >= implementation_limits.nesting) {
    throw Malformed(instr.at, phrase::nesting_too_deep, "#impl-syntax",
                    ": more than " + std::to_string(implementation_limits.nesting) + " blocks");
  }
  const std::optional<std::string>& name = label.name ? label.name : label.id;
  if (name && label_names_ != nullptr) label_names_->emplace_hint(label_names_->end(), label_count_, *name);
  ++label_count_;
  if (label.id) label_positions_[*label.id].push_back(static_cast<u32>(labels_.size()));
  labels_.push_back(std::move(label.id));
  out.push_back(std::move(instr));
}

void InstrParser::leave_label() {
  if (labels_.back()) label_positions_[*labels_.back()].pop_back();
  labels_.pop_back();
}

void InstrParser::emit_end(Expr& out, Region at) {
  leave_label();
  out.push_back({Op::end, at, {}});
}

// Legacy `try`: handlers, one after the other, `catch_all` last; or one `delegate`

bool InstrParser::may_have(const Frame& frame, Op handler) const {
  if (frame.op != Op::try_ || frame.seen_last) return false;
  return handler != Op::delegate || !frame.seen_catch;
}

/// Behind `catch` or `catch_all`.
void InstrParser::handler(Expr& out, Op op, Region at) {
  Imm imm = op == Op::catch_ ? Imm(TagIdx(parse_index(in_, ids_.tags))) : Imm();
  out.push_back({op, in_.since(at), std::move(imm)});
}

/// Behind `delegate`: its label is outside of the `try`, which it ends.
void InstrParser::delegate(Expr& out, Region at) {
  leave_label();
  const LabelIdx l = label();
  out.push_back({Op::delegate, in_.since(at), l});
}

/// At `catch`, `catch_all` or `delegate` in plain form.
void InstrParser::handler_of_block(Expr& out, Op op) {
  Frame* top = frames_.empty() ? nullptr : &frames_.back();
  if (top == nullptr || top->kind != Frame::Kind::block || !may_have(*top, op)) in_.unexpected("an instruction");
  const Region at = in_.next().at;
  if (op == Op::delegate) {
    delegate(out, at);
    frames_.pop_back();
    return;
  }
  top->seen_catch = true;
  top->seen_last = op == Op::catch_all;
  handler(out, op, at);
}

/// At `(` in a folded `try`: one of its parts. False if it is none that may stand here.
bool InstrParser::open_handler(Expr& out, Region begin) {
  Frame& top = frames_.back();
  if (!top.seen_then) {
    if (!in_.accept_form("do")) return false;
    top.seen_then = true;
    push(Frame::Kind::do_, begin);
    return true;
  }
  for (const Op op : {Op::catch_, Op::catch_all, Op::delegate}) {
    if (!in_.at_form(info(op).text)) continue;
    if (!may_have(top, op)) return false;
    in_.next();
    const Region at = in_.next().at;
    top.seen_catch = true;
    top.seen_last = op != Op::catch_;
    if (op == Op::delegate) {
      top.op = Op::delegate;
      delegate(out, at);
      in_.expect_rpar();
    } else {
      handler(out, op, at);
      push(Frame::Kind::do_, begin);
    }
    return true;
  }
  return false;
}

// [Tblocktype_]
BlockType InstrParser::blocktype() {
  const Reading reading(in_, "Tblocktype_");
  const TypeUseText use = type_.typeuse(false);
  BlockType out;
  if (!use.index && use.params.empty() && use.results.size() <= 1) {
    if (use.results.empty()) return out;
    out.kind = BlockType::Kind::value;
    out.value = use.results[0];
    return out;
  }
  if (!on_.has(Feature::multi_value)) {
    throw Malformed(use.at, phrase::unexpected_token, "Tblocktype_", ": feature multi-value is off");
  }
  out.kind = BlockType::Kind::type;
  out.type = types_.resolve(use);
  return out;
}

// [Tcatch_]
std::shared_ptr<const TryTable> InstrParser::try_table() {
  const Reading reading(in_, "Tcatch_");
  auto out = std::make_shared<TryTable>();
  out->type = blocktype();
  for (;;) {
    Catch clause;
    const Region begin = in_.peek().at;
    if (in_.accept_form("catch")) {
      clause.kind = Catch::Kind::catch_;
    } else if (in_.accept_form("catch_ref")) {
      clause.kind = Catch::Kind::catch_ref;
    } else if (in_.accept_form("catch_all")) {
      clause.kind = Catch::Kind::catch_all;
    } else if (in_.accept_form("catch_all_ref")) {
      clause.kind = Catch::Kind::catch_all_ref;
    } else {
      return out;
    }
    if (clause.kind == Catch::Kind::catch_ || clause.kind == Catch::Kind::catch_ref) {
      clause.tag = TagIdx(parse_index(in_, ids_.tags));
    }
    clause.label = label();
    in_.expect_rpar();
    clause.at = in_.since(begin);
    out->catches.push_back(clause);
  }
}

}  // namespace touchstone::wasm
