// Folding (fold.hpp): where operands are, and which node made the topmost one.
#include "interp/execution/fold.hpp"

#include <algorithm>

#include "interp/execution/resolve.hpp"
#include "interp/execution/variable.hpp"

namespace touchstone::wasm {

// ---- Operands

SlotNo Resolver::push(u32 n) {
  const SlotNo first = temporary(height());
  operands_.insert(operands_.end(), n, Place{});
  highest_ = std::max(highest_, height());
  return first;
}

// Only a few operands are left in their locals, so that no body is slow to resolve: `local.set` looks at all of them.
void Resolver::push_local(u32 local) {
  constexpr std::size_t most = 32;
  if (fold_) {
    if (pending_.size() == most) settle_at(pending_.front());
    pending_.push_back(height());
    operands_.push_back({Place::Kind::local, local});
    highest_ = std::max(highest_, height());
  } else {
    Copy n{};
    n.from = local_slot(local);
    result(local_is_wide(local) ? copy_wide : copy_value, n);
  }
}

void Resolver::push_constant(u64 value) {
  if (fold_) {
    operands_.push_back({Place::Kind::constant, value});
    highest_ = std::max(highest_, height());
  } else {
    Const n{};
    n.value = value;
    result(const_value, n);
  }
}

void Resolver::drop(u32 n) {
  operands_.resize(operands_.size() - n);
  while (!pending_.empty() && pending_.back() >= height()) pending_.pop_back();
}

Located Resolver::pop_located() {
  const Place place = operands_.back();
  drop(1);
  Located located;
  switch (place.kind) {
  case Place::Kind::temporary: located.at.slot = temporary(height()); break;
  case Place::Kind::local: located.at.slot = local_slot(static_cast<u32>(place.value)); break;
  case Place::Kind::constant:
    located.kind = Kind::constant;
    located.at.value = place.value;
    break;
  }
  return located;
}

SlotNo Resolver::pop() {
  if (operands_.back().kind == Place::Kind::constant) settle(1);
  return pop_located().at.slot;
}

Kinds Resolver::pop_pair(Operand& a, Operand& b) {
  const auto constant = [this](u32 depth) { return operands_[height() - depth].kind == Place::Kind::constant; };
  if (constant(1) && constant(2)) settle_at(height() - 2);
  const Located second = pop_located();
  const Located first = pop_located();
  a = first.at;
  b = second.at;
  if (first.kind == Kind::constant) return Kinds::constant_slot;
  return second.kind == Kind::constant ? Kinds::slot_constant : Kinds::slot_slot;
}

SlotNo Resolver::pop_range(u32 n) {
  settle(n);
  drop(n);
  return temporary(height());
}

void Resolver::settle(u32 n) {
  for (u32 at = height() - n; at < height(); ++at) settle_at(at);
}

// Puts the operand at a height in its temporary.
void Resolver::settle_at(u32 at) {
  Place& place = operands_[at];
  if (place.kind == Place::Kind::temporary) return;
  Located from;
  if (place.kind == Place::Kind::constant) {
    from.kind = Kind::constant;
    from.at.value = place.value;
  } else {
    from.at.slot = local_slot(static_cast<u32>(place.value));
    pending_.erase(std::find(pending_.begin(), pending_.end(), at));
  }
  const bool wide = place.kind == Place::Kind::local && local_is_wide(static_cast<u32>(place.value));
  place = {};
  copy(from, temporary(at), wide);
}

// Before a local is overwritten: operands that are its old value.
void Resolver::settle_local(u32 local) {
  for (std::size_t i = 0; i < pending_.size();) {
    if (operands_[pending_[i]].value == local)
      settle_at(pending_[i]);
    else
      ++i;
  }
}

void Resolver::settle_locals() {
  while (!pending_.empty()) settle_at(pending_.front());
}

void Resolver::copy(const Located& from, SlotNo to, bool wide) {
  if (from.kind == Kind::constant) {
    Const n{};
    n.result = to;
    n.value = from.at.value;
    emit(const_value, n);
  } else if (from.at.slot != to) {
    Copy n{};
    n.result = to;
    n.from = from.at.slot;
    emit(wide ? copy_wide : copy_value, n);
  }
}

void Resolver::emit_move(const Move& move) {
  if (move.count == 1) {
    Located from;
    from.at.slot = move.from;
    copy(from, move.to, move.wide != 0);
  } else {
    Moved n{};
    n.move = move;
    emit(copy_values, n);
  }
}

// ---- Producers

bool Resolver::redirect(SlotNo to) {
  Building& building = bodies_.back();
  if (building.producer == none || operands_.back().kind != Place::Kind::temporary) return false;
  Node& node = node_at(building.producer);
  if (node.result != temporary(height() - 1)) return false;
  node.result = to;
  building.producer = none;
  building.comparison = nullptr;
  return true;
}

void Resolver::comparison(Rule rule, Binary node, const Comparison& rules, Kinds kinds) {
  result(rule, node);
  if (!fold_) return;
  bodies_.back().comparison = &rules;
  bodies_.back().kinds = kinds;
}

void Resolver::set_local(u32 local, bool keep) {
  const Place top = operands_.back();
  if (top.kind == Place::Kind::local && top.value == local) {
    if (!keep) drop(1);
    return;
  }
  settle_local(local);
  if (redirect(local_slot(local))) {
    drop(1);
    if (keep) push_local(local);
    return;
  }
  copy(pop_located(), local_slot(local), local_is_wide(local));
  if (!keep) return;
  switch (top.kind) {
  case Place::Kind::temporary: push(); break;
  case Place::Kind::local: push_local(static_cast<u32>(top.value)); break;
  case Place::Kind::constant: push_constant(top.value); break;
  }
}

Condition Resolver::pop_condition() {
  Condition condition;
  Building& building = bodies_.back();
  if (building.comparison != nullptr && operands_.back().kind == Place::Kind::temporary) {
    const auto& node = static_cast<const Binary&>(node_at(building.producer));
    if (node.result == temporary(height() - 1)) {
      condition = {building.comparison, building.kinds, node.a, node.b};
      building.words.resize(building.producer / sizeof(u64));
      building.positions.pop_back();
      building.producer = none;
      building.comparison = nullptr;
      drop(1);
      return condition;
    }
  }
  condition.a.slot = pop();
  return condition;
}

}  // namespace touchstone::wasm
