// 6.5 Instructions: to text, plain and folded. See printer.hpp.
//
// Plain: one line for each instruction. Folded: a tree is made of the sequence, where each instruction takes the ones
// before it that leave its operands; then the tree is written, what fits on one line on one line. Both walk the sequence
// with a stack of their own, so that no depth of nesting costs native stack.
#include <algorithm>
#include <array>
#include <utility>

#include "interp/text/arity.hpp"
#include "interp/text/printer.hpp"
#include "interp/text/values.hpp"

namespace touchstone::wasm {

namespace {

/// The labels that are open at a point of a body.
class Labels {
 public:
  explicit Labels(const NameMap& names) : names_(names) {}

  /// Opens the next label; ` $name` or nothing.
  std::string enter() {
    const auto found = names_.find(next_++);
    const bool unnamed = found != names_.end() && found->second.empty();
    const std::string* name = found == names_.end() || unnamed ? nullptr : &found->second;
    if (name != nullptr) positions_[*name].push_back(static_cast<u32>(open_.size()));
    open_.push_back(name);
    if (unnamed) return name_annotation("");
    return name == nullptr ? std::string() : " " + print_id(*name);
  }

  void leave() {
    if (open_.empty()) return;
    if (open_.back() != nullptr) positions_[*open_.back()].pop_back();
    open_.pop_back();
  }

  /// `$name` where that means this label, else its number.
  std::string use(LabelIdx l) const {
    if (l.value < open_.size()) {
      const u32 position = static_cast<u32>(open_.size()) - 1 - l.value;
      const std::string* name = open_[position];
      if (name != nullptr && positions_.at(*name).back() == position) return print_id(*name);
    }
    return std::to_string(l.value);
  }

 private:
  const NameMap& names_;
  u32 next_ = 0;
  std::vector<const std::string*> open_;
  std::unordered_map<std::string, std::vector<u32>> positions_;
};

/// Writes instructions without regard to what is around them.
class InstrText {
 public:
  InstrText(const PrintContext& context, const Ids& locals, const NameMap& labels)
      : context_(context), locals_(locals), labels_(labels) {}

  /// `i32.load offset=8`; for a block its head, whose label is open from here on.
  std::string text(const Instr& instr);
  void leave() { labels_.leave(); }

 private:
  std::string block_head(const Instr& instr);
  std::string blocktype(const BlockType& type) const;
  std::string catches(const TryTable& table) const;
  std::string indices(const Instr& instr) const;
  std::string aggregate(const Instr& instr) const;
  std::string memarg(Op op, const MemArg& arg) const;
  std::string constant(const Instr& instr) const;
  std::string v128(const V128& value) const;
  std::string resume(const Instr& instr) const;

  const PrintContext& context_;
  const Ids& locals_;
  Labels labels_;
};

/// ` x`, or nothing for index 0, which may be left out.
std::string optional(const Ids& ids, u32 x) { return x == 0 ? std::string() : " " + ids.use(x); }

std::string InstrText::text(const Instr& instr) {
  if (opens_block(instr.op)) return block_head(instr);
  std::string out(info(instr.op).text);
  switch (info(instr.op).immediates) {
  case ImmKind::none:
  case ImmKind::fence: return out;
  case ImmKind::label: return out + " " + labels_.use(instr.as<LabelIdx>());
  case ImmKind::label_table: {
    const auto& table = instr.as<BrTable>();
    for (const LabelIdx l : table.labels) out += " " + labels_.use(l);
    return out + " " + labels_.use(table.default_);
  }
  case ImmKind::memarg: return out + memarg(instr.op, instr.as<MemArg>());
  case ImmKind::memarg_lane: {
    const auto& arg = instr.as<MemArgLane>();
    return out + memarg(instr.op, arg.memarg) + " " + std::to_string(arg.lane.value);
  }
  case ImmKind::lane: return out + " " + std::to_string(instr.as<LaneIdx>().value);
  case ImmKind::shuffle:
    for (const u8 lane : instr.as<V128>().bytes) out += " " + std::to_string(lane);
    return out;
  case ImmKind::i32_const:
  case ImmKind::i64_const:
  case ImmKind::f32_const:
  case ImmKind::f64_const:
  case ImmKind::v128_const: return out + " " + constant(instr);
  case ImmKind::select_types:
    out += " (result";
    for (const ValType& t : instr.as<SelectTypes>().types) out += " " + context_.valtype(t);
    return out + ")";
  case ImmKind::heaptype: return out + " " + context_.heaptype(instr.as<HeapType>());
  case ImmKind::reftype: return out + " " + context_.reftype(instr.as<RefType>());
  case ImmKind::br_on_cast:
  case ImmKind::type_field:
  case ImmKind::type_n:
  case ImmKind::type_data:
  case ImmKind::type_elem:
  case ImmKind::type_type:
  case ImmKind::type_tag: return out + aggregate(instr);
  case ImmKind::resume: return out + resume(instr);
  default: return out + indices(instr);
  }
}

std::string InstrText::indices(const Instr& instr) const {
  switch (info(instr.op).immediates) {
  case ImmKind::func: return " " + context_.funcs.use(instr.as<FuncIdx>().value);
  case ImmKind::type: return " " + context_.types.use(instr.as<TypeIdx>().value);
  case ImmKind::elem: return " " + context_.elems.use(instr.as<ElemIdx>().value);
  case ImmKind::data: return " " + context_.datas.use(instr.as<DataIdx>().value);
  case ImmKind::local: return " " + locals_.use(instr.as<LocalIdx>().value);
  case ImmKind::global: return " " + context_.globals.use(instr.as<GlobalIdx>().value);
  case ImmKind::tag: return " " + context_.tags.use(instr.as<TagIdx>().value);
  case ImmKind::table: return optional(context_.tables, instr.as<TableIdx>().value);
  case ImmKind::mem: return optional(context_.mems, instr.as<MemIdx>().value);
  case ImmKind::table_table: {
    const auto& x = instr.as<TableTable>();
    if (x == TableTable{}) return {};
    return " " + context_.tables.use(x.dst.value) + " " + context_.tables.use(x.src.value);
  }
  case ImmKind::mem_mem: {
    const auto& x = instr.as<MemMem>();
    if (x == MemMem{}) return {};
    return " " + context_.mems.use(x.dst.value) + " " + context_.mems.use(x.src.value);
  }
  case ImmKind::elem_table: {
    const auto& x = instr.as<ElemTable>();
    return optional(context_.tables, x.table.value) + " " + context_.elems.use(x.elem.value);
  }
  case ImmKind::data_mem: {
    const auto& x = instr.as<DataMem>();
    return optional(context_.mems, x.mem.value) + " " + context_.datas.use(x.data.value);
  }
  case ImmKind::call_indirect: {
    const auto& x = instr.as<CallIndirect>();
    return optional(context_.tables, x.table.value) + " " + context_.typeuse(TypeUse(x.type));
  }
  default: throw Crash("these immediates are no indices");
  }
}

std::string InstrText::aggregate(const Instr& instr) const {
  const auto type = [this](TypeIdx x) { return " " + context_.types.use(x.value); };
  switch (info(instr.op).immediates) {
  case ImmKind::br_on_cast: {
    const BrOnCast& cast = *instr.as<std::shared_ptr<const BrOnCast>>();
    return " " + labels_.use(cast.label) + " " + context_.reftype(cast.from) + " " + context_.reftype(cast.to);
  }
  case ImmKind::type_field: {
    const auto& x = instr.as<TypeField>();
    const bool known = x.type.value < context_.fields.size();
    return type(x.type) + " " + (known ? context_.fields[x.type.value] : Ids()).use(x.field.value);
  }
  case ImmKind::type_n: return type(instr.as<TypeN>().type) + " " + std::to_string(instr.as<TypeN>().n);
  case ImmKind::type_data: {
    const auto& x = instr.as<TypeData>();
    return type(x.type) + " " + context_.datas.use(x.data.value);
  }
  case ImmKind::type_elem: {
    const auto& x = instr.as<TypeElem>();
    return type(x.type) + " " + context_.elems.use(x.elem.value);
  }
  case ImmKind::type_type: return type(instr.as<TypeType>().first) + type(instr.as<TypeType>().second);
  case ImmKind::type_tag: {
    const auto& x = instr.as<TypeTag>();
    return type(x.type) + " " + context_.tags.use(x.tag.value);
  }
  default: throw Crash("these immediates do not begin with a type");
  }
}

std::string InstrText::resume(const Instr& instr) const {
  const Resume& resume = *instr.as<std::shared_ptr<const Resume>>();
  std::string out = " " + context_.types.use(resume.type.value);
  if (instr.op == Op::resume_throw) out += " " + context_.tags.use(resume.tag.value);
  for (const OnClause& clause : resume.clauses) {
    out += " (on " + context_.tags.use(clause.tag.value) + " ";
    out += clause.switch_ ? std::string("switch") : labels_.use(clause.label);
    out += ")";
  }
  return out;
}

/// Memory 0, offset 0 and natural alignment are left out.
std::string InstrText::memarg(Op op, const MemArg& arg) const {
  std::string out = optional(context_.mems, arg.mem.value);
  if (arg.offset != 0) out += " offset=" + std::to_string(arg.offset);
  if (arg.align != info(op).align) out += " align=" + std::to_string(u64{1} << std::min(arg.align, 63U));
  return out;
}

std::string InstrText::constant(const Instr& instr) const {
  switch (info(instr.op).immediates) {
  case ImmKind::i32_const: return std::to_string(static_cast<s32>(instr.as<u32>()));
  case ImmKind::i64_const: return std::to_string(static_cast<s64>(instr.as<u64>()));
  case ImmKind::f32_const: return print_f32(instr.as<F32Bits>().bits);
  case ImmKind::f64_const: return print_f64(instr.as<F64Bits>().bits);
  default: return v128(instr.as<V128>());
  }
}

std::string InstrText::v128(const V128& value) const {
  std::string out = "i32x4";
  for (const u32 lane : value.lanes<u32>()) {
    static constexpr std::string_view digits = "0123456789abcdef";
    out += " 0x";
    for (u32 shift = 32; shift > 0; shift -= 4) out += digits[lane >> (shift - 4) & 15U];
  }
  return out;
}

std::string InstrText::blocktype(const BlockType& type) const {
  switch (type.kind) {
  case BlockType::Kind::none: return {};
  case BlockType::Kind::value: return " (result " + context_.valtype(type.value) + ")";
  case BlockType::Kind::type: break;
  }
  const FuncType* ft = context_.functype_at(type.type.value);
  return " " + context_.typeuse(TypeUse(type.type)) + (ft == nullptr ? std::string() : context_.functype(*ft));
}

std::string InstrText::catches(const TryTable& table) const {
  static constexpr std::array<std::string_view, 4> words = {"catch", "catch_ref", "catch_all", "catch_all_ref"};
  std::string out;
  for (const Catch& clause : table.catches) {
    out += " (" + std::string(words[static_cast<u32>(clause.kind)]);
    if (clause.kind == Catch::Kind::catch_ || clause.kind == Catch::Kind::catch_ref) {
      out += " " + context_.tags.use(clause.tag.value);
    }
    out += " " + labels_.use(clause.label) + ")";
  }
  return out;
}

/// Catch clauses are outside of the block that they belong to, so their labels come before its own.
std::string InstrText::block_head(const Instr& instr) {
  std::string rest = blocktype(block_type(instr));
  if (instr.op == Op::try_table) rest += catches(*instr.as<std::shared_ptr<const TryTable>>());
  return std::string(info(instr.op).text) + labels_.enter() + rest;
}

/// The instructions of a sequence as a forest of folded instructions.
class Folder {
 public:
  Folder(const PrintContext& context, InstrText& text, u32 results)
      : context_(context), text_(text), label_arities_{results} {
    sequences_.emplace_back();
  }

  /// @param before  an annotation
  void add(const Instr& instr, std::string before = {}) {
    if (opens_block(instr.op)) return open(instr, std::move(before));
    if (instr.op == Op::else_) return else_();
    if (instr.op == Op::end) return end();
    if (instr.op == Op::catch_ || instr.op == Op::catch_all) return handler(text_.text(instr));
    if (instr.op == Op::delegate) return delegate(instr);
    const Arity counts = arity(context_, instr, label_arities_);
    const u32 node = make(text_.text(instr), counts.out);
    nodes_[node].at = instr.at.begin;
    nodes_[node].operands = take(counts.in);
    nodes_[node].before = std::move(before);
    finish(node);
  }

  /// Writes all that was added: on lines of its own, or behind a space each.
  void write(std::string& out, u32 level, bool one_line) {
    push_all(sequences_.front(), level, one_line);
    run(out);
  }

  std::size_t count() const { return sequences_.front().size(); }

 private:
  struct Part {
    std::string head;
    std::vector<u32> body;
  };
  struct Node {
    std::string head;
    std::string before;  ///< an annotation
    u32 at = 0;          ///< where it was read from
    u32 results = 0;
    u32 width = 0;  ///< of the whole on one line
    bool is_block = false, is_if = false, has_else = false;
    std::vector<u32> operands;     // of an `if`: its condition
    std::vector<u32> body, other;  // of a block; `other` is the else branch
    std::vector<Part> parts;       // of a legacy `try`: `do` and its handlers
  };

  struct Task {
    enum class Kind : u8 { node, then_, else_, part, close };
    Kind kind;
    u32 node;
    u32 level;
    bool one_line;
    u32 part = 0;
  };

  u32 make(std::string head, u32 results) {
    Node& node = nodes_.emplace_back();
    node.head = std::move(head);
    node.results = results;
    return static_cast<u32>(nodes_.size()) - 1;
  }

  /// Takes instructions off the end of the sequence while they leave no more values than are needed.
  std::vector<u32> take(u32 needed) {
    std::vector<u32>& sequence = sequences_.back();
    std::size_t first = sequence.size();
    while (needed > 0 && first > 0) {
      const u32 results = nodes_[sequence[first - 1]].results;
      if (results == 0 || results > needed) break;
      needed -= results;
      --first;
    }
    const auto begin = sequence.begin() + static_cast<std::ptrdiff_t>(first);
    std::vector<u32> out(begin, sequence.end());
    sequence.erase(begin, sequence.end());
    return out;
  }

  /// Puts a node without blocks into the sequence, its width known.
  void finish(u32 index) {
    Node& node = nodes_[index];
    u64 width = node.head.size() + 2;
    for (const u32 operand : node.operands) width += nodes_[operand].width + 1;
    node.width = static_cast<u32>(std::min<u64>(width, too_wide));
    sequences_.back().push_back(index);
  }

  void open(const Instr& instr, std::string before) {
    const Arity counts = block_arity(context_, block_type(instr));
    std::vector<u32> condition;
    if (instr.op == Op::if_) condition = take(counts.in + 1);
    const u32 index = make(text_.text(instr), counts.out);
    Node& node = nodes_[index];
    node.is_block = true;
    node.at = instr.at.begin;
    node.before = std::move(before);
    if (instr.op == Op::try_) node.parts.push_back({"do", {}});
    node.is_if = instr.op == Op::if_;
    node.operands = std::move(condition);
    node.width = too_wide;
    label_arities_.push_back(instr.op == Op::loop ? counts.in : counts.out);
    open_.push_back(index);
    sequences_.emplace_back();
  }

  void else_() {
    if (open_.empty()) return;
    Node& node = nodes_[open_.back()];
    node.has_else = true;
    node.body = std::exchange(sequences_.back(), {});
  }

  /// Ends the part of a legacy `try` before, begins the next.
  void handler(std::string head) {
    if (open_.empty() || nodes_[open_.back()].parts.empty()) return;
    Node& node = nodes_[open_.back()];
    node.parts.back().body = std::exchange(sequences_.back(), {});
    node.parts.push_back({std::move(head), {}});
  }

  /// The label is outside of the `try`.
  void delegate(const Instr& instr) {
    if (open_.empty() || nodes_[open_.back()].parts.empty()) return;
    handler({});
    const u32 index = open_.back();
    end();
    nodes_[index].parts.back().head = text_.text(instr);
  }

  void end() {
    if (open_.empty()) return;
    const u32 index = open_.back();
    Node& node = nodes_[index];
    if (node.parts.empty()) {
      (node.has_else ? node.other : node.body) = std::move(sequences_.back());
    } else {
      node.parts.back().body = std::move(sequences_.back());
    }
    sequences_.pop_back();
    open_.pop_back();
    label_arities_.pop_back();
    text_.leave();
    sequences_.back().push_back(index);
  }

  void push_all(const std::vector<u32>& sequence, u32 level, bool one_line) {
    for (auto node = sequence.rbegin(); node != sequence.rend(); ++node) {
      tasks_.push_back({Task::Kind::node, *node, level, one_line});
    }
  }

  void run(std::string& out) {
    while (!tasks_.empty()) {
      const Task task = tasks_.back();
      tasks_.pop_back();
      if (task.kind == Task::Kind::close) {
        out += ')';
        continue;
      }
      const Node& node = nodes_[task.node];
      if (task.one_line) {
        out += ' ';
      } else if (task.kind == Task::Kind::node) {
        new_line(out, context_.options, task.level, node.at);
      } else {
        new_line(out, context_.options, task.level);
      }
      if (task.kind == Task::Kind::node) {
        out += node.before;
        out += '(';
        out += node.head;
        write_node(node, task);
      } else if (task.kind == Task::Kind::part) {
        const Part& part = node.parts[task.part];
        out += '(' + part.head;
        tasks_.push_back({Task::Kind::close, 0, 0, true});
        push_all(part.body, task.level + 1, task.one_line);
      } else {
        const bool then = task.kind == Task::Kind::then_;
        out += then ? "(then" : "(else";
        tasks_.push_back({Task::Kind::close, 0, 0, true});
        push_all(then ? node.body : node.other, task.level + 1, task.one_line);
      }
    }
  }

  /// Plans what is inside the parentheses of a node.
  void write_node(const Node& node, const Task& task) {
    const bool one_line = task.one_line || (!node.is_block && node.width <= widest);
    const u32 inner = task.level + 1;
    tasks_.push_back({Task::Kind::close, 0, 0, true});
    if (node.is_if) {
      if (node.has_else) tasks_.push_back({Task::Kind::else_, task.node, inner, one_line});
      tasks_.push_back({Task::Kind::then_, task.node, inner, one_line});
    } else if (!node.parts.empty()) {
      for (auto part = static_cast<u32>(node.parts.size()); part-- > 0;) {
        tasks_.push_back({Task::Kind::part, task.node, inner, one_line, part});
      }
    } else if (node.is_block) {
      push_all(node.body, inner, one_line);
    }
    push_all(node.operands, inner, one_line);
  }

  static constexpr u32 widest = 80;
  static constexpr u32 too_wide = 1'000'000;

  const PrintContext& context_;
  InstrText& text_;
  std::vector<Node> nodes_;
  std::vector<std::vector<u32>> sequences_;  // of the open blocks, outermost first
  std::vector<u32> open_;
  std::vector<u32> label_arities_;
  std::vector<Task> tasks_;
};

std::string branch_hint(bool likely) {
  return std::string("(@metadata.code.branch_hint \"") + (likely ? "\\01" : "\\00") + "\") ";
}

/// All but the final `end`.
std::size_t length(const Expr& expr) { return expr.empty() ? 0 : expr.size() - 1; }

}  // namespace

void print_body(std::string& out, const PrintContext& context, const Expr& body, const Ids& locals,
                const NameMap& labels, const BranchHints& hints, const FuncType* type, u32 level) {
  InstrText text(context, locals, labels);
  if (context.options.folded) {
    Folder folder(context, text, type == nullptr ? 0 : static_cast<u32>(type->results.size()));
    for (u32 i = 0; i < length(body); ++i) {
      const auto hint = hints.find(i);
      folder.add(body[i], hint == hints.end() ? std::string() : branch_hint(hint->second));
    }
    return folder.write(out, level, false);
  }
  u32 depth = level;
  for (u32 i = 0; i < length(body); ++i) {
    const Instr& instr = body[i];
    const bool closes = closes_block(instr.op);
    const bool delimiter = closes || instr.op == Op::else_ || instr.op == Op::catch_ || instr.op == Op::catch_all;
    if (closes) text.leave();  // the label of `delegate` is outside
    new_line(out, context.options, delimiter ? depth - 1 : depth, instr.at.begin);
    if (const auto hint = hints.find(i); hint != hints.end()) out += branch_hint(hint->second);
    out += text.text(instr);
    if (opens_block(instr.op)) ++depth;
    if (closes) --depth;
  }
}

void print_expr(std::string& out, const PrintContext& context, const Expr& expr, std::string_view wrapper) {
  static const Ids no_locals;
  static const NameMap no_labels;
  InstrText text(context, no_locals, no_labels);
  Folder folder(context, text, 0);
  for (std::size_t i = 0; i < length(expr); ++i) folder.add(expr[i]);
  const bool wrapped = !wrapper.empty() && folder.count() != 1;
  if (wrapped) out += " (" + std::string(wrapper);
  folder.write(out, 0, true);
  if (wrapped) out += ')';
}

struct InstrPrinter::State {
  explicit State(const Module& module) : context(module, options) {}
  PrintOptions options;
  PrintContext context;
  NameMap labels;
  Ids locals;
  std::optional<InstrText> instr_text;
};

InstrPrinter::InstrPrinter(const Module& module) : state_(std::make_unique<State>(module)) { begin({}); }

InstrPrinter::~InstrPrinter() = default;

void InstrPrinter::begin(std::optional<u32> func) {
  const Names& names = state_->context.module.names;
  const auto labels = func ? names.labels.find(*func) : names.labels.end();
  const auto locals = func ? names.locals.find(*func) : names.locals.end();
  state_->labels = labels == names.labels.end() ? NameMap() : labels->second;
  state_->locals = locals == names.locals.end() ? Ids() : Ids(locals->second, ~u32{0});
  state_->instr_text.emplace(state_->context, state_->locals, state_->labels);
}

std::string InstrPrinter::text(const Instr& instr) {
  std::string out = state_->instr_text->text(instr);
  if (instr.op == Op::end) state_->instr_text->leave();
  return out;
}

}  // namespace touchstone::wasm
