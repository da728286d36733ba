// 4.2.15, 4.2.16 Structure, array and exception instances, in a collected heap that does not move them.
//
// Not in the specification, whose store only grows (Strategy). Objects lie in blocks of 64 KiB, each cut into cells of one
// size; larger ones take whole blocks. All blocks come from one reservation of address space, aligned to their size, so
// that an address tells its block, and two bits for each 16 bytes tell where objects begin and which are marked.
// Collection is mark and sweep (heap_collect.cpp). Globals, tables, segments, exceptions in flight, the host's roots and
// the objects themselves are traced by type. Value slots have no types, so a word in a slot that is the address of an
// object keeps it: a number that looks like a reference merely delays a collection, and rules need no maps.
// What must hold in a rule: `Machine::top` covers the slots in use before it allocates, and no reference is kept across an
// allocation but in a slot.
// Fields are packed: an i8 takes a byte. The offset of a field depends on those before it only, so a subtype's structures
// begin as its supertype's do.
#pragma once

#include <array>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <vector>

#include "interp/execution/store.hpp"

namespace touchstone::wasm {

/// How a field is stored; f32 is as i32, f64 as i64.
enum class Storage : u8 { i8, i16, i32, i64, v128, ref };

Storage storage_of(const StorageType& type);

/// [$zsize] in bytes, as an exponent.
constexpr u32 storage_log2(Storage storage) {
  constexpr u32 sizes[] = {0, 1, 2, 3, 4, 3};
  return sizes[static_cast<u8>(storage)];
}

/// [$packfield_] Stores a value; what does not fit is cut off.
inline void packfield(u8* at, Storage storage, const Value& value) {
  std::memcpy(at, &value, std::size_t{1} << storage_log2(storage));
}
/// [$unpackfield_] without sign extension.
inline Value unpackfield(const u8* at, Storage storage) {
  Value value;
  std::memcpy(&value, at, std::size_t{1} << storage_log2(storage));
  return value;
}

/// 4.2.15 structure instance: its fields lie behind it, as the StructLayout of its type says.
struct StructInst : Object {
  u8* fields() { return static_cast<u8*>(static_cast<void*>(this + 1)); }
  const u8* fields() const { return static_cast<const u8*>(static_cast<const void*>(this + 1)); }
};

/// 4.2.15 array instance: its elements lie behind it.
struct ArrayInst : Object {
  u32 length() const { return size; }
  u8* elements() { return static_cast<u8*>(static_cast<void*>(this + 1)); }
  const u8* elements() const { return static_cast<const u8*>(static_cast<const void*>(this + 1)); }
};

/// 4.2.16 exception instance: its fields lie behind it, one for each parameter of the tag.
struct ExnInst : Object {
  const TagInst* tag = nullptr;
  Value* fields() { return static_cast<Value*>(static_cast<void*>(this + 1)); }
  const Value* fields() const { return static_cast<const Value*>(static_cast<const void*>(this + 1)); }
};

/// A continuation that has not begun (`func`), is suspended (`stack`), or was consumed (neither); stack-switching. Behind
/// it lie the arguments bound so far (Object::size) of one that has not begun.
struct ContInst : Object {
  FuncInst* func = nullptr;
  Stack* stack = nullptr;
  Value* args() { return static_cast<Value*>(static_cast<void*>(this + 1)); }
  const Value* args() const { return static_cast<const Value*>(static_cast<const void*>(this + 1)); }
};

struct HeapBlock;

/// Cells of one size, and the run of free ones that allocation takes from.
struct Cells {
  u8* next = nullptr;
  u8* end = nullptr;
  u32 size = 0;
  u32 position = 0;              ///< cells of `block` before it were looked at
  HeapBlock* block = nullptr;    ///< where the run lies
  HeapBlock* partial = nullptr;  ///< blocks with free cells, not looked at since the last collection
};

/// Where the fields of a structure type are.
struct StructLayout {
  struct Field {
    u32 offset;  ///< from StructInst::fields
    Storage storage;
  };
  const DefType* type = nullptr;
  RecGroupPtr owner;       ///< keeps `type` alive
  u32 number = 0;          ///< Object::size of its structures
  u32 size = 0;            ///< in bytes, with the head
  Cells* cells = nullptr;  ///< null: too large for cells
  std::vector<Field> fields;
  std::vector<u32> refs;  ///< offsets of the references among them, the descriptor too
  u32 descriptor = none;  ///< offset of the descriptor, if the type has one (custom-descriptors)
  static constexpr u32 none = 0xffff'ffff;
};

struct ArrayLayout {
  const DefType* type = nullptr;
  RecGroupPtr owner;
  Storage element = Storage::i8;
};

class Heap {
 public:
  explicit Heap(Store& store);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  /// [$add_structinst] [$add_arrayinst] [$add_exninst] A new object whose fields are all zeros, or null: the limit
  /// (Config::heap_bytes) is met, or the host has no memory. May collect.
  StructInst* add_structinst(const StructLayout& layout);
  ArrayInst* add_arrayinst(const ArrayLayout& layout, u32 length);
  ExnInst* add_exninst(const TagInst& tag);
  /// A continuation with a continuation type, and room for `args` arguments, the first `bound` of which are set.
  ContInst* add_continst(const DefType* type, u32 args, u32 bound);

  /// The layout of a closed structure or array type; lives as long as the heap.
  const StructLayout& struct_layout(const DefType* type);
  const ArrayLayout& array_layout(const DefType* type);
  const StructLayout& layout_of(const StructInst& si) const { return *struct_layouts_[si.size]; }

  /// Frees every object that cannot be reached.
  void collect();

  struct Statistics {
    u64 collections = 0;
    u64 live_bytes = 0;   ///< at the end of the last collection
    u64 fresh_bytes = 0;  ///< taken since then
    u64 block_bytes = 0;  ///< of all blocks in use
    u64 dirty_bytes = 0;  ///< of free blocks that have not been given back to the system
  };
  Statistics statistics() const;

 private:
  friend class Marking;

  static constexpr u64 granule = 16;
  static constexpr u64 largest_cell = 32240;  // two to a block
  static constexpr std::size_t size_classes = 62;
  static constexpr u64 least_budget = u64{8} << 20;

  enum class BlockState : u8 { clean, dirty, cells, large, tail };  // the first two are free

  static const std::array<u8, largest_cell / granule + 1>& class_of_granules();
  Cells& cells_for(u64 bytes) { return cells_[class_of_granules_[(bytes + granule - 1) / granule]]; }
  void* take(Cells& cells) {
    if (cells.next == cells.end) [[unlikely]] {
      if (!refill(cells)) return nullptr;
    }
    u8* at = cells.next;
    cells.next += cells.size;
    return at;
  }
  void* take(u64 bytes) { return bytes <= largest_cell ? take(cells_for(bytes)) : take_large(bytes); }
  [[gnu::noinline]] bool refill(Cells& cells);
  [[gnu::noinline]] void* take_large(u64 bytes);
  bool next_run(Cells& cells);
  bool afford(u64 bytes);
  bool reserve();
  std::optional<u64> find_blocks(u64 count);
  HeapBlock* open_blocks(u64 first, u64 count, u64 cell);
  HeapBlock* block_at(u64 number) const;
  void retire_runs();
  void sweep();
  void sweep_cells(HeapBlock& block, u64 number);
  void give_back();

  Store& store_;
  u64 limit_;
  const std::array<u8, largest_cell / granule + 1>& class_of_granules_;
  std::array<Cells, size_classes> cells_;
  ReservedMemory memory_;
  u8* base_ = nullptr;              // of block 0
  std::vector<BlockState> blocks_;  // of those that are committed
  u64 first_free_ = 0;              // no block before it is free
  u64 live_ = 0;
  u64 fresh_ = 0;
  u64 budget_ = 0;  // when fresh_ exceeds it, it is time to collect
  u64 collections_ = 0;
  std::vector<std::unique_ptr<StructLayout>> struct_layouts_;
  std::unordered_map<const DefType*, const StructLayout*> struct_layout_of_;
  std::unordered_map<const DefType*, std::unique_ptr<ArrayLayout>> array_layout_of_;
};

inline StructInst* Heap::add_structinst(const StructLayout& layout) {
  void* at = layout.cells != nullptr ? take(*layout.cells) : take_large(layout.size);
  if (at == nullptr) [[unlikely]]
    return nullptr;
  auto* si = ::new (at) StructInst{};
  si->kind = ObjectKind::struct_;
  si->holds_refs = !layout.refs.empty();
  si->size = layout.number;
  si->type = layout.type;
  return si;
}

inline ArrayInst* Heap::add_arrayinst(const ArrayLayout& layout, u32 length) {
  void* at = take(sizeof(ArrayInst) + (u64{length} << storage_log2(layout.element)));
  if (at == nullptr) [[unlikely]]
    return nullptr;
  auto* ai = ::new (at) ArrayInst{};
  ai->kind = ObjectKind::array;
  ai->holds_refs = layout.element == Storage::ref;
  ai->size = length;
  ai->type = layout.type;
  return ai;
}

}  // namespace touchstone::wasm
