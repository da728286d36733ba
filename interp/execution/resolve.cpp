// The resolver: from the flat syntax of a valid body to the resolved tree (code.hpp). Not in the specification.
//
// Walks the instructions once. The body that is being built and its label are on stacks of their own, so nesting needs no
// recursion. Code that cannot be reached is not resolved: it may lack operands.
#include "interp/execution/resolve.hpp"

#include <algorithm>

#include "interp/execution/control.hpp"

namespace touchstone::wasm {

namespace {

bool any_wide(TypeSpan types) {
  return std::any_of(types.begin(), types.end(), [](const ValType& t) { return t.is_vec(); });
}

}  // namespace

Resolver::Resolver(FuncInst& func)
    : instance_(*func.module),
      func_(&func),
      oracle_(func_validator(*func.module->context, *func.code)),
      locals_(oracle_.locals().size()),
      fold_(func.module->store.config.fold),
      code_(std::make_shared<Code>()) {
  const FuncType& type = func.type->func();
  code_->params = static_cast<SlotNo>(type.params.size()) * slot_size;
  code_->locals = locals_ * slot_size;
  result_count_ = static_cast<u32>(type.results.size());
  wide_results_ = any_wide(type.results);
}

Resolver::Resolver(ModuleInst& instance, const ValType& type)
    : instance_(instance),
      oracle_(const_validator(*instance.context, type)),
      locals_(0),
      fold_(instance.store.config.fold),
      code_(std::make_shared<Code>()) {
  result_count_ = 1;
  wide_results_ = type.is_vec();
}

std::shared_ptr<const Code> Resolver::resolve(const Expr& expr) {
  Label body;
  body.results = body.arity = result_count_;
  body.wide = wide_results_;
  labels_.push_back(body);
  begin_body();
  for (instr_ = 0; instr_ < expr.size(); ++instr_) step(expr[instr_]);
  oracle_.finish(expr.empty() ? Region{} : expr.back().at);
  if (delegates_out_) add_delegate_boundary(*this);
  code_->frame = std::max(temporary(highest_), result_count_ * slot_size);
  return std::move(code_);
}

// Resolves one instruction, and keeps the validator in step.
void Resolver::step(const Instr& instr) {
  if (labels_.back().dead) {
    skip(instr);
    oracle_.step(instr);
    return;
  }
  live_end_ = temporary(height());
  const Resolve rule = bindings()[instr.op];
  if (rule == nullptr) throw Crash("no rule for " + std::string(info(instr.op).text));
  rule(*this, instr);
  oracle_.step(instr);
}

// Code that is not reached: only the end of its block matters.
void Resolver::skip(const Instr& instr) {
  if (opens_block(instr.op)) {
    ++skipped_;
  } else if (closes_block(instr.op) && skipped_ > 0) {
    --skipped_;
  } else if (skipped_ == 0 &&
             (closes_block(instr.op) || instr.op == Op::else_ || instr.op == Op::catch_ || instr.op == Op::catch_all)) {
    bindings()[instr.op](*this, instr);
  }
}

// ---- Bodies

void Resolver::begin_body() {
  bodies_.emplace_back();
  code_->nesting = std::max(code_->nesting, static_cast<u32>(bodies_.size()));
}

// Completes the innermost body; its nodes do not move any more.
const Node* Resolver::end_body() {
  End n{};
  n.module = &instance_;
  n.func = func_;
  n.body = code_->bodies.size();
  emit(end, n);
  const Building& building = bodies_.back();
  Body body;
  body.size = static_cast<u32>(building.words.size() * sizeof(u64));
  body.nodes = std::make_unique<u64[]>(building.words.size());
  std::copy(building.words.begin(), building.words.end(), body.nodes.get());
  body.positions = building.positions;
  bodies_.pop_back();
  code_->bodies.push_back(std::move(body));
  return code_->entry();
}

const Node* Code::entry() const {
  return static_cast<const Node*>(static_cast<const void*>(bodies.back().nodes.get()));
}

void Resolver::append(const void* node, u32 size) {
  Building& building = bodies_.back();
  const std::size_t at = building.words.size();
  building.positions.push_back({static_cast<u32>(at * sizeof(u64)), instr_});
  building.words.resize(at + size / sizeof(u64));
  std::memcpy(building.words.data() + at, node, size);
  building.producer = none;
  building.comparison = nullptr;
}

void Resolver::produced() {
  if (fold_) bodies_.back().producer = bodies_.back().positions.back().offset;
}

Node& Resolver::node_at(u32 offset) {
  return *static_cast<Node*>(static_cast<void*>(bodies_.back().words.data() + offset / sizeof(u64)));
}

void* Resolver::allocate_table(std::size_t bytes) {
  code_->tables.push_back(std::make_unique<std::byte[]>(bytes));
  return code_->tables.back().get();
}

// ---- Blocks

Resolver::Label& Resolver::open(const Instr& instr, Close closing) {
  const BlockType& bt =
      instr.op == Op::try_table ? instr.as<std::shared_ptr<const TryTable>>()->type : instr.as<BlockType>();
  Label label;
  label.instr = &instr;
  label.close = closing;
  bool wide_params = false;
  bool wide_results = false;
  if (bt.kind == BlockType::Kind::type) {
    const FuncType& type = instance_.types[bt.type.value]->func();
    label.params = static_cast<u32>(type.params.size());
    label.results = static_cast<u32>(type.results.size());
    wide_params = any_wide(type.params);
    wide_results = any_wide(type.results);
  } else if (bt.kind == BlockType::Kind::value) {
    label.results = 1;
    wide_results = bt.value.is_vec();
  }
  // A local that changes in the block, or after a branch out of it, must not change an operand below.
  settle_locals();
  settle(label.params);
  label.height = height() - label.params;
  label.target = temporary(label.height);
  label.arity = instr.op == Op::loop ? label.params : label.results;
  label.wide = instr.op == Op::loop ? wide_params : wide_results;
  highest_ = std::max(highest_, label.height + label.results);
  labels_.push_back(label);
  begin_body();
  return labels_.back();
}

// Puts the results of a body that is about to end where its label wants them.
void Resolver::leave_values(Label& label) {
  if (label.dead) return;
  if (label.instr != nullptr && !label.catching) {
    settle(label.results);
    return;
  }
  // The function's own body: [Step_pure/frame-vals]. In a handler of a legacy `try`, the exception is below the results.
  if (label.results == 1 && redirect(label.target)) return;
  const Target carried = target(LabelIdx(0));
  if (carried.move.count == 0) return;
  emit_move(carried.move);
}

void Resolver::open_else() {
  Label& label = labels_.back();
  leave_values(label);
  label.body = end_body();
  label.has_else = true;
  label.dead = false;
  operands_.resize(label.height);
  pending_.clear();
  push(label.params);
  begin_body();
}

// Ends the innermost body and puts it where its label has it.
void Resolver::end_part() {
  leave_values(labels_.back());
  const Node* body = end_body();
  Label& label = labels_.back();
  if (label.catching) {
    label.handlers.back().body = body;
  } else {
    (label.has_else ? label.else_ : label.body) = body;
  }
}

void Resolver::wrap_body(void (*emit_around)(Resolver& r, const Node* body)) {
  const Node* body = code_->entry();
  begin_body();
  emit_around(*this, body);
  end_body();
  ++code_->nesting;
}

void Resolver::open_handler(const TagInst* tag) {
  end_part();
  Label& label = labels_.back();
  label.handlers.push_back({tag, nullptr});
  label.catching = true;
  label.dead = false;
  operands_.resize(label.height);
  pending_.clear();
  push();
  if (tag != nullptr) push(static_cast<u32>(tag->type->func().params.size()));
  begin_body();
}

void Resolver::close_as(const Instr& instr, Close closing) {
  labels_.back().instr = &instr;
  labels_.back().close = closing;
  close();
}

// To the nearest that handles exceptions, from `l` on outwards; if none does, out of the function.
u32 Resolver::delegate_distance(LabelIdx l) {
  for (u32 i = l.value;; ++i) {
    const Label& to = label(LabelIdx(i));
    if (to.instr == nullptr) {
      delegates_out_ = true;
      return i;
    }
    if (to.instr->op == Op::try_table || (to.instr->op == Op::try_ && !to.catching)) return i;
  }
}

void Resolver::close() {
  end_part();
  Label label = labels_.back();
  labels_.pop_back();
  if (label.instr == nullptr) return;
  operands_.resize(label.height);
  pending_.clear();
  label.close(*this, label);
  push(label.results);
}

Target Resolver::target(LabelIdx l) {
  const Label& to = label(l);
  Target target;
  target.label = l.value;
  if (to.arity == 0) return target;
  const u32 first = height() - to.arity;
  SlotNo from = temporary(first);
  if (to.arity == 1 && operands_.back().kind == Place::Kind::local) {
    from = local_slot(static_cast<u32>(operands_.back().value));
  } else {
    settle(to.arity);
  }
  if (from != to.target) target.move = {from, to.target, to.arity, to.wide};
  return target;
}

// ---- Functions

void resolve_func(FuncInst& fi) {
  Resolver resolver(fi);
  std::shared_ptr<const Code> code = resolver.resolve(fi.code->body);
  fi.frame = code->frame;
  fi.params = code->params;
  fi.locals = code->locals;
  fi.native = native_need(code->nesting);
  fi.body = code->entry();
  fi.resolved = std::move(code);
}

}  // namespace touchstone::wasm
