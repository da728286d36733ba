// From syntax to the resolved tree: what the files of rules use to turn their instructions into nodes.
//
// The resolver walks a valid body once, when its function is first called. It keeps for each operand where it is: in the
// slot of a local, a constant, or in its own temporary slot; an InstructionValidator runs beside it, so that heights and
// types are stated in one place (Strategy). Nodes are resolved for one instance: they hold addresses, not indices.
//
// Each family of instructions binds, for each of its instructions, a function that emits the nodes:
//     void bind_aggregate(Bindings& b) { b[Op::array_len] = resolve_array_len; ... }
//     void resolve_array_len(Resolver& r, const Instr&) {
//       ArrayLen n{};
//       n.array = r.pop();             // operands are popped in reverse order
//       r.result(array_len, n);        // pushes; the result may end up in a local
//     }
// Adding a family is adding a file, a declaration at the end of this one, and a line in bind.cpp.
#pragma once

#include <array>
#include <cstring>
#include <memory>
#include <type_traits>
#include <vector>

#include "interp/execution/code.hpp"
#include "interp/execution/fold.hpp"
#include "interp/syntax/instructions.hpp"
#include "interp/validation/context.hpp"
#include "interp/validation/instructions.hpp"
#include "interp/validation/modules.hpp"

namespace touchstone::wasm {

class Resolver;

/// Emits the nodes of one instruction.
using Resolve = void (*)(Resolver& r, const Instr& instr);

/// For each instruction the function that emits its nodes.
class Bindings {
 public:
  Resolve& operator[](Op op) { return by_op_[static_cast<u32>(op)]; }
  Resolve operator[](Op op) const { return by_op_[static_cast<u32>(op)]; }

 private:
  std::array<Resolve, op_count> by_op_{};
};

/// The table for all families.
const Bindings& bindings();

/// An operand with its kind.
struct Located {
  Kind kind = Kind::slot;
  Operand at{};
};

/// What a `br_if` or `if` tests: a comparison of two operands, or without one, whether the slot `a` is not zero.
struct Condition {
  const Comparison* comparison = nullptr;
  Kinds kinds = Kinds::slot_slot;
  Operand a{}, b{};
};

class Resolver {
 public:
  /// For the body of a function of a module.
  explicit Resolver(FuncInst& func);
  /// For a constant expression of `instance` with one result of a closed type.
  Resolver(ModuleInst& instance, const ValType& type);

  /// Resolves the expression, which is valid. Once.
  std::shared_ptr<const Code> resolve(const Expr& expr);

  // ---- What nodes may refer to

  ModuleInst& instance() { return instance_; }
  Store& store() { return instance_.store; }
  const Context& context() const { return *instance_.context; }
  bool fold() const { return fold_; }
  /// An array of `count` T that lives as long as the code.
  template <class T>
  T* table(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    return static_cast<T*>(allocate_table(count * sizeof(T)));
  }

  // ---- Operands. Popping names where they lie; nothing is moved unless it says so.

  /// The type of the operand `depth` below the top, as it was before the current instruction.
  const ValType& type_before(u32 depth) const { return oracle_.operands()[oracle_.operands().size() - 1 - depth]; }
  /// How many operands there are now.
  u32 height() const { return static_cast<u32>(operands_.size()); }
  /// Pops an operand that is in a slot: a constant is put in its temporary first.
  SlotNo pop();
  /// Pops an operand, slot or constant.
  Located pop_located();
  /// Pops two operands, at most one of them a constant.
  Kinds pop_pair(Operand& a, Operand& b);
  /// Pops n operands and names the first: they lie side by side, put in their temporaries if they were not there. With
  /// n = 0 the slot of the next operand to be pushed.
  SlotNo pop_range(u32 n);
  /// Pops n operands that are not used.
  void drop(u32 n);
  /// Pushes n operands that lie in their temporaries; names the first.
  SlotNo push(u32 n = 1);
  /// Pushes an operand that lies in a local, or is a constant (its Value::low; not a v128).
  void push_local(u32 local);
  void push_constant(u64 value);
  /// `local.set` and `local.tee` (`keep`).
  void set_local(u32 local, bool keep);
  /// Puts the n topmost operands in their temporaries.
  void settle(u32 n);
  /// End of the slots in use when the current instruction began, its operands included: what a rule that allocates
  /// stores in `Machine::top` (as `slots_at(s, n.live)`).
  SlotNo live_end() const { return live_end_; }
  /// The slot of a local, and the temporary slot of the operand at a height.
  static SlotNo local_slot(u32 local) { return local * slot_size; }
  SlotNo temporary(u32 height) const { return (locals_ + height) * slot_size; }
  bool local_is_wide(u32 local) const { return oracle_.locals()[local].is_vec(); }

  // ---- Nodes

  /// Appends a node without a result, or with results that are pushed apart.
  template <class N>
  void emit(Rule rule, N node) {
    static_assert(std::is_trivially_copyable_v<N> && sizeof(N) % 8 == 0);
    node.rule = rule;
    node.size = sizeof(N);
    append(&node, sizeof(N));
  }
  /// Appends a node with one result in `Node::result`, which is pushed. A `local.set` that follows may direct it into the
  /// local, a branch or `end` to where it is carried.
  template <class N>
  void result(Rule rule, N node) {
    node.result = push();
    emit(rule, node);
    produced();
  }
  /// The same for a comparison, which a `br_if` or `if` that follows may be joined with.
  void comparison(Rule rule, Binary node, const Comparison& rules, Kinds kinds);
  /// Appends nodes that move the values of a branch.
  void emit_move(const Move& move);
  /// If the last node made the topmost operand, has it written to `to` instead; says whether it did.
  bool redirect(SlotNo to);
  /// Copies the value of an operand or local to a slot.
  void copy(const Located& from, SlotNo to, bool wide);

  // ---- Control

  struct Label;
  /// Emits the node of a block. Called at its `end`, when its label is gone and its bodies are complete; results are
  /// pushed afterwards.
  using Close = void (*)(Resolver& r, const Label& label);

  struct Label {
    const Instr* instr = nullptr;  ///< null: the body of the function
    Close close = nullptr;
    u32 height = 0;  ///< of the operands below its parameters
    u32 params = 0;
    u32 results = 0;
    u32 arity = 0;      ///< how many values a branch carries
    bool wide = false;  ///< one of them is a v128
    SlotNo target = 0;  ///< where a branch puts the first
    bool dead = false;  ///< what follows in it is not reached
    bool has_else = false;
    const Node* body = nullptr;  ///< complete bodies
    const Node* else_ = nullptr;
    Condition condition;  ///< of an `if`
    // Of a legacy `try`:
    struct Handler {
      const TagInst* tag;  ///< null: `catch_all`
      const Node* body;
    };
    std::vector<Handler> handlers;
    bool catching = false;  ///< in a handler; the exception is the operand at `height`, below all others
  };

  /// Opens a structured instruction: puts its parameters in their temporaries, begins its body.
  Label& open(const Instr& instr, Close closing);
  /// Ends the `then` of an `if`, begins its `else`.
  void open_else();
  /// Ends the innermost part of a legacy `try`, begins a handler.
  void open_handler(const TagInst* tag);
  /// Ends the innermost body.
  void close();
  /// The same, with other nodes for the instruction: `instr` says which.
  void close_as(const Instr& instr, Close closing);
  /// Puts the complete body into one of the nodes that `emit_around` emits.
  void wrap_body(void (*emit_around)(Resolver& r, const Node* body));
  /// How many labels an exception passes that the legacy `delegate l` throws outside of its `try`.
  u32 delegate_distance(LabelIdx l);
  /// The label that `l` branches to.
  const Label& label(LabelIdx l) const { return labels_[labels_.size() - 1 - l.value]; }
  /// The types that a branch to `l` carries.
  TypeSpan label_types(LabelIdx l) const { return oracle_.label(l).label_types(); }
  u32 label_count() const { return static_cast<u32>(labels_.size()); }
  /// For a branch to `l` with the topmost operands, which stay: where they are and where they go. Put in their
  /// temporaries first where that is needed.
  Target target(LabelIdx l);
  /// What follows, up to the next `else` or `end`, is not reached.
  void unreachable() { labels_.back().dead = true; }
  /// Pops an operand that is to be tested. If the last node is a comparison that made it, the node is taken away.
  Condition pop_condition();

 private:
  /// Where an operand is.
  struct Place {
    enum class Kind : u8 { temporary, local, constant };
    Kind kind = Kind::temporary;
    u64 value = 0;  ///< number of the local, or the constant
  };
  /// A body that is being built.
  struct Building {
    std::vector<u64> words;
    std::vector<Body::Position> positions;
    u32 producer = none;  ///< offset of the last node, if it has a result that may be directed elsewhere
    const Comparison* comparison = nullptr;  ///< of the last node
    Kinds kinds = Kinds::slot_slot;
  };
  static constexpr u32 none = 0xffff'ffff;

  void step(const Instr& instr);
  void skip(const Instr& instr);
  void append(const void* node, u32 size);
  void produced();
  void begin_body();
  const Node* end_body();
  void leave_values(Label& label);
  void settle_at(u32 height);
  void settle_local(u32 local);
  void settle_locals();
  void note_height();
  void end_part();
  Node& node_at(u32 offset);
  void* allocate_table(std::size_t bytes);

  ModuleInst& instance_;
  const FuncInst* func_ = nullptr;
  InstructionValidator oracle_;
  u32 locals_;
  bool fold_;
  std::shared_ptr<Code> code_;
  bool wide_results_ = false;
  u32 result_count_ = 0;
  bool delegates_out_ = false;  ///< a legacy `delegate` names the label of the function
  std::vector<Place> operands_;
  std::vector<u32> pending_;  ///< heights of the operands that are locals, ascending; few, see push_local
  std::vector<Label> labels_;
  std::vector<Building> bodies_;
  u32 instr_ = 0;    ///< index of the current instruction
  u32 skipped_ = 0;  ///< open blocks inside code that is not reached
  u32 highest_ = 0;  ///< the greatest height
  SlotNo live_end_ = 0;
};

/// Resolves the body of a function of a module, and makes it callable.
void resolve_func(FuncInst& fi);

// The families.
void bind_parametric(Bindings& b);
void bind_control(Bindings& b);
void bind_call(Bindings& b);
void bind_variable(Bindings& b);
void bind_table(Bindings& b);
void bind_memory(Bindings& b);
void bind_memory_bulk(Bindings& b);
void bind_reference(Bindings& b);
void bind_aggregate(Bindings& b);
void bind_exception(Bindings& b);
void bind_legacy_exceptions(Bindings& b);
void bind_continuation(Bindings& b);
void bind_wide_arithmetic(Bindings& b);
void bind_descriptor(Bindings& b);
void bind_numeric(Bindings& b);
void bind_numeric_binary(Bindings& b);
void bind_numeric_relation(Bindings& b);
void bind_vector(Bindings& b);
void bind_atomic(Bindings& b);

}  // namespace touchstone::wasm
