// 6.5 Instructions: from text.
//
// One loop reads plain and folded instructions in any mixture and appends them to a flat sequence. What is open stands on
// a stack of frames, so that no depth of parentheses or blocks costs native stack.
// A folded instruction `(op operand*)` is kept in its frame until its parenthesis closes: its operands come first in the
// sequence ([Tfoldedinstr_/plain]). `(if cond* (then ...) (else ...)?)` likewise waits for `(then`.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "interp/support/features.hpp"
#include "interp/syntax/modules.hpp"
#include "interp/text/annotations.hpp"
#include "interp/text/context.hpp"
#include "interp/text/lexer.hpp"
#include "interp/text/types.hpp"

namespace touchstone::wasm {

class InstrParser {
 public:
  InstrParser(Cursor& in, Features on, const IdentifierContext& ids, TypeDefs& types, ModuleAnnotations& annotations);

  /// The body of a function with these locals, without its final `end`: up to a parenthesis that closes what is around.
  /// Names of labels go to `labels`. [Tinstrs_]
  void body(Expr& out, const Space& locals, NameMap& labels);

  /// A constant expression up to the closing parenthesis, with its final `end`. [Texpr_]
  Expr expr();
  /// A constant expression of one folded instruction, with its final `end`. [Toffsetexpr_/abbrev]
  Expr folded_expr();

  /// Has any instruction so far named a data segment? Then the binary format needs their number ahead of the code.
  bool names_data() const { return names_data_; }

  /// Branch hints of the last body, by where the instruction begins.
  const std::map<u32, bool>& branch_hints() const { return branch_hints_; }

 private:
  /// What a block is called: by its identifier, and by an annotation.
  struct Label {
    std::optional<std::string> id;
    std::optional<Name> name;
  };
  struct Frame {
    enum class Kind : u8 {
      block,         // `block` ... `end`
      folded_plain,  // `(op` operand* `)`
      folded_block,  // `(block` ... `)`
      folded_if,     // `(if` operand* then else? `)`
      then_,         // `(then` ... `)`
      else_,         // `(else` ... `)`
      folded_try,    // `(try (do ...) (catch x ...)* (catch_all ...)? )`, `(try (do ...) (delegate l))`
      do_            // `(do` ... `)` and the handlers
    };
    Kind kind = Kind::block;
    Region at;
    Op op = Op::nop;
    bool seen_then = false;        // folded_if; folded_try: `do`
    bool seen_else = false;        // block, folded_if
    bool seen_catch = false;       // block, folded_try
    bool seen_last = false;        // block, folded_try: `catch_all` or `delegate`
    Label label;                   // folded_if, until `then`
    std::optional<Instr> pending;  // folded_plain, folded_if until `then`
  };

  void run(Expr& out, bool one);
  void open(Expr& out);
  void open_folded(Expr& out, Region begin);
  void close(Expr& out);
  void plain(Expr& out);
  void end_of_block(Expr& out);
  void else_of_block(Expr& out);
  bool may_have(const Frame& frame, Op handler) const;
  void handler(Expr& out, Op op, Region at);
  void delegate(Expr& out, Region at);
  void handler_of_block(Expr& out, Op op);
  bool open_handler(Expr& out, Region begin);
  void take_branch_hint();
  void place_branch_hint(Region at);
  Instr block_head(Op op, Region begin, Label& label);
  void enter(Expr& out, Instr instr, Label label);
  void check_label(const Frame& frame);
  void emit_end(Expr& out, Region at);
  void leave_label();
  Frame& push(Frame::Kind kind, Region at, Op op = Op::nop);
  Op expect_op();

  BlockType blocktype();
  std::shared_ptr<const TryTable> try_table();

  // immediates.cpp
  Imm immediates(Op& op);
  Imm index_immediates(ImmKind kind);
  Imm aggregate_immediates(ImmKind kind);
  LabelIdx label();
  u32 optional_index(const Space& ids, Feature feature);
  MemArg memarg(Op op, MemIdx mem);
  MemArgLane memarg_lane(Op op);
  u32 align(u32 natural);
  std::optional<u64> assigned(std::string_view key);
  LaneIdx lane();
  V128 shuffle();
  V128 v128_const();
  Imm number(ImmKind kind);
  BrTable br_table();
  Imm select_types(Op& op);
  TypeField type_field();
  std::shared_ptr<const Resume> resume(Op op);

  Cursor& in_;
  Features on_;
  const IdentifierContext& ids_;
  TypeDefs& types_;
  TypeParser type_;
  ModuleAnnotations& annotations_;
  Space no_locals_{"local"};
  const Space* locals_ = &no_locals_;
  NameMap* label_names_ = nullptr;
  u32 label_count_ = 0;
  bool names_data_ = false;
  std::vector<std::optional<std::string>> labels_;                     // innermost last
  std::unordered_map<std::string, std::vector<u32>> label_positions_;  // in labels_, by name
  std::vector<Frame> frames_;
  std::optional<bool> branch_hint_;  // before the instruction that is being read
  std::map<u32, bool> branch_hints_;
};

}  // namespace touchstone::wasm
