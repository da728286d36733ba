// Collection (heap.hpp): mark what can be reached, sweep the rest.
//
// Marking uses a stack of its own with a fixed size, never the native one. An entry is an object and the first of its
// references that was not followed, so that a large array takes one entry. When the stack is full, an object is marked but
// not traced, and its block is noted; once the stack is empty, all marked objects of such blocks are traced again.
// Sweeping intersects two maps of bits for each block and touches no object. Free blocks beyond what the next
// collection is likely to find used are given back to the system.
#include <algorithm>

#include "interp/execution/continuation.hpp"
#include "interp/execution/heap.hpp"
#include "interp/execution/heap_block.hpp"
#include "interp/execution/machine.hpp"

namespace touchstone::wasm {

class Marking {
 public:
  explicit Marking(Heap& heap) : heap_(heap) { stack_.reserve(depth); }

  /// Marks what a root refers to, and all that can be reached from there.
  void root(Ref ref) {
    mark(ref);
    if (stack_.size() > depth / 2) drain();
  }
  /// The same for a word that may be a reference.
  void word(u64 bits) {
    const Ref ref = Ref::from_bits(bits);
    if (ref.is_object() && is_object(ref.object())) root(ref);
  }
  void finish() {
    drain();
    while (overflowed_) trace_overflowed();
  }
  static bool is_marked(const Object* object) {
    return HeapBlock::test(HeapBlock::of(object).marked, HeapBlock::bit_of(object));
  }

 private:
  struct Entry {
    Object* object;
    u32 from;
  };
  static constexpr std::size_t depth = std::size_t{1} << 18;
  static constexpr u32 at_once = 64;

  bool is_object(const Object* address) const {
    const u64 offset = std::bit_cast<u64>(address) - std::bit_cast<u64>(heap_.base_);
    const u64 number = offset / block_size;
    if (offset % granule_size != 0 || number >= heap_.blocks_.size()) return false;
    const Heap::BlockState state = heap_.blocks_[number];
    if (state != Heap::BlockState::cells && state != Heap::BlockState::large) return false;
    return HeapBlock::test(heap_.block_at(number)->allocated, HeapBlock::bit_of(address));
  }

  void mark(Ref ref) {
    if (!ref.is_object()) return;
    Object* object = ref.object();
    if (object->kind == ObjectKind::func) return;
    HeapBlock& block = HeapBlock::of(object);
    const u64 bit = HeapBlock::bit_of(object);
    if (HeapBlock::test(block.marked, bit)) return;
    HeapBlock::set(block.marked, bit);
    if (object->holds_refs) push(object, 0);
  }

  void push(Object* object, u32 from) {
    if (stack_.size() < depth) {
      stack_.push_back({object, from});
    } else {
      HeapBlock::of(object).overflowed = true;
      overflowed_ = true;
    }
  }

  void drain() {
    while (!stack_.empty()) {
      const Entry entry = stack_.back();
      stack_.pop_back();
      trace(entry);
    }
  }

  static Ref ref_at(const u8* at) {
    u64 bits;
    std::memcpy(&bits, at, sizeof bits);
    return Ref::from_bits(bits);
  }

  // Marks some of the references of an object, and notes that there are more.
  void trace(Entry entry) {
    switch (entry.object->kind) {
    case ObjectKind::struct_: {
      const auto& si = static_cast<const StructInst&>(*entry.object);
      const std::vector<u32>& refs = heap_.layout_of(si).refs;
      trace(entry, static_cast<u32>(refs.size()), [&](u32 i) { return ref_at(si.fields() + refs[i]); });
      break;
    }
    case ObjectKind::array: {
      const auto& ai = static_cast<const ArrayInst&>(*entry.object);
      trace(entry, ai.length(), [&](u32 i) { return ref_at(ai.elements() + u64{i} * sizeof(Ref)); });
      break;
    }
    case ObjectKind::exn: {
      const auto& exn = static_cast<const ExnInst&>(*entry.object);
      const ResultType& types = exn.tag->type->func().params;
      trace(entry, static_cast<u32>(types.size()),
            [&](u32 i) { return types[i].is_ref() ? exn.fields()[i].as<Ref>() : Ref::null(); });
      break;
    }
    case ObjectKind::cont: {
      const auto& ci = static_cast<const ContInst&>(*entry.object);
      if (ci.func == nullptr) break;
      const ResultType& types = ci.func->type->func().params;
      trace(entry, ci.size, [&](u32 i) { return types[i].is_ref() ? ci.args()[i].as<Ref>() : Ref::null(); });
      break;
    }
    case ObjectKind::func: break;
    }
  }
  template <class At>
  void trace(Entry entry, u32 count, At&& ref) {
    const u32 until = count - entry.from > at_once ? entry.from + at_once : count;
    if (until < count) push(entry.object, until);
    for (u32 i = entry.from; i < until; ++i) mark(ref(i));
  }

  void trace_overflowed() {
    overflowed_ = false;
    for (u64 number = 0; number < heap_.blocks_.size(); ++number) {
      const Heap::BlockState state = heap_.blocks_[number];
      if (state != Heap::BlockState::cells && state != Heap::BlockState::large) continue;
      HeapBlock& block = *heap_.block_at(number);
      if (!block.overflowed) continue;
      block.overflowed = false;
      block.for_each_marked([this](Object* object) {
        if (!object->holds_refs) return;
        push(object, 0);
        drain();
      });
    }
  }

  Heap& heap_;
  std::vector<Entry> stack_;
  bool overflowed_ = false;
};

void Heap::collect() {
  ++collections_;
  retire_runs();
  Marking marking(*this);
  store_.for_each_root([&](Ref ref) { marking.root(ref); });
  store_.for_each_slot([&](u64 word) { marking.word(word); });
  marking.finish();
  const auto lost = store_.stacks->take_lost(Marking::is_marked);
  sweep();
  budget_ = std::max(live_, least_budget);
  if (live_ + budget_ > limit_) budget_ = std::max(limit_ - std::min(live_, limit_), limit_ / 16);
  give_back();
}

// Takes the cells of the current runs that were not used out of the map.
void Heap::retire_runs() {
  for (Cells& cells : cells_) {
    for (u8* at = cells.next; at != cells.end; at += cells.size) {
      HeapBlock::clear(HeapBlock::of(at).allocated, HeapBlock::bit_of(at));
    }
    cells.next = cells.end = nullptr;
    cells.block = cells.partial = nullptr;
  }
}

void Heap::sweep() {
  live_ = fresh_ = 0;
  // Backwards, so that the lists of blocks with free cells begin with the lowest.
  for (u64 number = blocks_.size(); number-- > 0;) {
    if (blocks_[number] == BlockState::cells) {
      sweep_cells(*block_at(number), number);
    } else if (blocks_[number] == BlockState::large) {
      HeapBlock& block = *block_at(number);
      if (HeapBlock::test(block.marked, HeapBlock::bit_of(block.cell_at(0)))) {
        block.marked = {};
        live_ += block.cell;
      } else {
        std::fill_n(blocks_.begin() + static_cast<std::ptrdiff_t>(number), block.blocks, BlockState::dirty);
      }
    }
  }
  first_free_ = 0;
}

void Heap::sweep_cells(HeapBlock& block, u64 number) {
  u64 alive = 0;
  for (std::size_t i = 0; i < block.marked.size(); ++i) {
    alive += static_cast<u64>(std::popcount(block.marked[i]));
    block.allocated[i] = block.marked[i];  // only what was allocated was marked
  }
  block.marked = {};
  block.clean = false;
  live_ += alive * block.cell;
  if (alive == 0) {
    blocks_[number] = BlockState::dirty;
  } else if (alive < block.cells) {
    Cells& cells = cells_for(block.cell);
    block.next = cells.partial;
    cells.partial = &block;
  }
}

// Keeps as many dirty blocks as can be used until the next collection, the lowest.
void Heap::give_back() {
  u64 kept = budget_ / block_size + 1;
  const u64 offset = static_cast<u64>(base_ - memory_.base());
  for (u64 number = 0; number < blocks_.size(); ++number) {
    if (blocks_[number] != BlockState::dirty) continue;
    if (kept > 0) {
      --kept;
      continue;
    }
    u64 end = number;
    while (end < blocks_.size() && blocks_[end] == BlockState::dirty) blocks_[end++] = BlockState::clean;
    memory_.discard(offset + number * block_size, offset + end * block_size);
    number = end - 1;
  }
}

}  // namespace touchstone::wasm
