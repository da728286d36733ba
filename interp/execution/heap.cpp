// The heap (heap.hpp): layouts of types, blocks and cells, allocation.
//
// Allocation takes the next cell of a run of free cells. A run is at most 4 KiB or one cell: it is zeroed when it is
// begun, just before its cells are used. Their bits in the map are set then; collection clears those of the cells that
// were not taken (retire_runs), so that the map is exact when it is read.
// A collection is due when as much was allocated as was alive at the end of the last one, or 8 MiB. What is alive may not
// exceed the limit. Close to it, a collection is due after every sixteenth of the limit, so that the heap stays below
// 17/16 of the limit and collections cost a constant share.
#include "interp/execution/heap.hpp"

#include <algorithm>
#include <new>

#include "interp/execution/heap_block.hpp"

namespace touchstone::wasm {

namespace {

constexpr u64 run_bytes = 4096;
constexpr u64 blocks_in_step = 16;  // of committing

// 16 to 256 by 16, then eight to each doubling, then what halves, thirds, ... of a block allow.
template <std::size_t n>
constexpr std::array<u32, n> cell_sizes() {
  std::array<u32, n> sizes{};
  std::size_t i = 0;
  u32 size = 0;
  while (size < 8192) {
    const u32 step = size < 256 ? 16 : std::bit_floor(size) / 8;
    sizes[i++] = size += step;
  }
  for (u64 parts = block_room / size; parts >= 2; --parts) {
    const u32 part = static_cast<u32>(block_room / parts / granule_size * granule_size);
    if (part > size) sizes[i++] = part;
  }
  if (i != n) throw "size_classes is wrong";
  return sizes;
}

}  // namespace

Storage storage_of(const StorageType& type) {
  switch (type.packed) {
  case StorageType::Packed::i8: return Storage::i8;
  case StorageType::Packed::i16: return Storage::i16;
  case StorageType::Packed::no: break;
  }
  switch (type.type.kind) {
  case ValKind::i32:
  case ValKind::f32: return Storage::i32;
  case ValKind::i64:
  case ValKind::f64: return Storage::i64;
  case ValKind::v128: return Storage::v128;
  case ValKind::ref:
  case ValKind::bot: break;
  }
  return Storage::ref;
}

// ---- Layouts

const StructLayout& Heap::struct_layout(const DefType* type) {
  const StructLayout*& known = struct_layout_of_[type];
  if (known != nullptr) return *known;
  auto layout = std::make_unique<StructLayout>();
  layout->type = type;
  layout->owner = owner(*type);
  layout->number = static_cast<u32>(struct_layouts_.size());
  u32 end = 0;
  for (const FieldType& field : type->struct_().fields) {
    const Storage storage = storage_of(field.storage);
    const u32 size = 1U << storage_log2(storage);
    end = (end + size - 1) & ~(size - 1);
    layout->fields.push_back({end, storage});
    if (storage == Storage::ref) layout->refs.push_back(end);
    end += size;
  }
  // Behind the fields, so that those of a supertype without a descriptor are where it has them.
  if (type->sub.descriptor) {
    layout->descriptor = (end + 7) & ~7U;
    layout->refs.push_back(layout->descriptor);
    end = layout->descriptor + sizeof(Ref);
  }
  layout->size = static_cast<u32>(sizeof(StructInst)) + end;
  if (layout->size <= largest_cell) layout->cells = &cells_for(layout->size);
  struct_layouts_.push_back(std::move(layout));
  known = struct_layouts_.back().get();
  return *known;
}

const ArrayLayout& Heap::array_layout(const DefType* type) {
  std::unique_ptr<ArrayLayout>& known = array_layout_of_[type];
  if (known == nullptr) {
    known = std::make_unique<ArrayLayout>();
    known->type = type;
    known->owner = owner(*type);
    known->element = storage_of(type->array().field.storage);
  }
  return *known;
}

// ---- The heap

const std::array<u8, Heap::largest_cell / Heap::granule + 1>& Heap::class_of_granules() {
  static constexpr auto table = [] {
    constexpr auto sizes = cell_sizes<size_classes>();
    static_assert(sizes.back() == largest_cell);
    std::array<u8, largest_cell / granule + 1> classes{};
    u8 c = 0;
    for (std::size_t granules = 0; granules < classes.size(); ++granules) {
      if (granules * granule > sizes[c]) ++c;
      classes[granules] = c;
    }
    return classes;
  }();
  return table;
}

Heap::Heap(Store& store) : store_(store), limit_(store.config.heap_bytes), class_of_granules_(class_of_granules()) {
  static constexpr auto sizes = cell_sizes<size_classes>();
  for (std::size_t i = 0; i < size_classes; ++i) cells_[i].size = sizes[i];
  budget_ = std::min(least_budget, limit_);
}

Heap::~Heap() = default;

ExnInst* Heap::add_exninst(const TagInst& tag) {
  const ResultType& fields = tag.type->func().params;
  void* at = take(sizeof(ExnInst) + fields.size() * sizeof(Value));
  if (at == nullptr) [[unlikely]]
    return nullptr;
  auto* exn = ::new (at) ExnInst{};
  exn->kind = ObjectKind::exn;
  exn->holds_refs = std::any_of(fields.begin(), fields.end(), [](const ValType& t) { return t.is_ref(); });
  exn->tag = &tag;
  return exn;
}

ContInst* Heap::add_continst(const DefType* type, u32 args, u32 bound) {
  void* at = take(sizeof(ContInst) + args * sizeof(Value));
  if (at == nullptr) [[unlikely]]
    return nullptr;
  auto* ci = ::new (at) ContInst{};
  ci->kind = ObjectKind::cont;
  ci->holds_refs = args > 0;
  ci->size = bound;
  ci->type = type;
  return ci;
}

Heap::Statistics Heap::statistics() const {
  Statistics s;
  s.collections = collections_;
  s.live_bytes = live_;
  s.fresh_bytes = fresh_;
  for (const BlockState state : blocks_) {
    if (state == BlockState::dirty) s.dirty_bytes += block_size;
    if (state > BlockState::dirty) s.block_bytes += block_size;
  }
  return s;
}

// Whether so much more may be taken; collects if it is time.
bool Heap::afford(u64 bytes) {
  if (bytes > limit_) return false;
  if (fresh_ + bytes > budget_) {
    collect();
    if (live_ + bytes > limit_) return false;
  }
  fresh_ += bytes;
  return true;
}

// ---- Cells

bool Heap::refill(Cells& cells) {
  if (!afford(cells.size)) return false;
  for (bool collected = false;;) {
    if (next_run(cells)) return true;
    if (const std::optional<u64> block = find_blocks(1)) {
      cells.block = open_blocks(*block, 1, cells.size);
      cells.position = 0;
    } else {
      if (collected) return false;
      collect();
      collected = true;
    }
  }
}

// Finds the next free cells in the blocks that have some.
bool Heap::next_run(Cells& cells) {
  for (;;) {
    if (cells.block == nullptr) {
      if (cells.partial == nullptr) return false;
      cells.block = cells.partial;
      cells.partial = cells.block->next;
      cells.position = 0;
    }
    HeapBlock& block = *cells.block;
    u32 first = cells.position;
    while (first < block.cells && HeapBlock::test(block.allocated, HeapBlock::bit_of(block.cell_at(first)))) ++first;
    if (first == block.cells) {
      cells.block = nullptr;
      continue;
    }
    const u32 most = std::max(1U, static_cast<u32>(run_bytes) / cells.size);
    u32 end = first;
    while (end < block.cells && end - first < most) {
      const u64 bit = HeapBlock::bit_of(block.cell_at(end));
      if (HeapBlock::test(block.allocated, bit)) break;
      HeapBlock::set(block.allocated, bit);
      ++end;
    }
    cells.next = block.cell_at(first);
    cells.end = block.cell_at(end);
    cells.position = end;
    fresh_ += static_cast<u64>(cells.end - cells.next) - cells.size;  // one is paid for
    if (!block.clean) std::memset(cells.next, 0, static_cast<std::size_t>(cells.end - cells.next));
    return true;
  }
}

// ---- Blocks

HeapBlock* Heap::block_at(u64 number) const {
  return static_cast<HeapBlock*>(static_cast<void*>(base_ + number * block_size));
}

// Addresses for twice the limit, since holes may not fit; less if the host refuses.
bool Heap::reserve() {
  constexpr u64 most = u64{1} << 44;
  u64 bytes = std::min(std::min(limit_, most) * 2 + size_classes * block_size, most);
  for (;;) {
    if (std::optional<ReservedMemory> memory = ReservedMemory::reserve(bytes + block_size)) {
      memory_ = std::move(*memory);
      break;
    }
    bytes /= 2;
    if (bytes < blocks_in_step * block_size) return false;
  }
  const u64 at = std::bit_cast<u64>(memory_.base());
  base_ = memory_.base() + ((0 - at) & (block_size - 1));
  return true;
}

// The first of `count` free blocks side by side; makes more accessible if there are none.
std::optional<u64> Heap::find_blocks(u64 count) {
  if (base_ == nullptr && !reserve()) return std::nullopt;
  const auto is_free = [](BlockState state) { return state <= BlockState::dirty; };
  while (first_free_ < blocks_.size() && !is_free(blocks_[first_free_])) ++first_free_;
  u64 first = first_free_;
  for (u64 at = first; at < blocks_.size() && at - first < count; ++at) {
    if (!is_free(blocks_[at])) first = at + 1;
  }
  const u64 needed = first + count;
  if (needed <= blocks_.size()) return first;
  const u64 offset = static_cast<u64>(base_ - memory_.base());
  const u64 room = (memory_.reserved() - offset) / block_size;
  if (needed > room) return std::nullopt;
  const u64 step = std::max({needed - blocks_.size(), blocks_in_step, blocks_.size() / 8});
  const u64 wanted = std::min(room, blocks_.size() + step);
  if (memory_.commit(offset + wanted * block_size)) {
    blocks_.resize(wanted, BlockState::clean);
    return first;
  }
  if (!memory_.commit(offset + needed * block_size)) return std::nullopt;
  blocks_.resize(needed, BlockState::clean);
  return first;
}

// Puts free blocks to use: for cells of a size, or for one large object.
HeapBlock* Heap::open_blocks(u64 first, u64 count, u64 cell) {
  const bool large = cell > largest_cell;
  const auto states = blocks_.begin() + static_cast<std::ptrdiff_t>(first);
  const bool clean = std::all_of(states, states + static_cast<std::ptrdiff_t>(count),
                                 [](BlockState state) { return state == BlockState::clean; });
  auto* block = ::new (block_at(first)) HeapBlock{};
  block->cell = cell;
  block->cells = large ? 1 : static_cast<u32>(block_room / cell);
  block->blocks = static_cast<u32>(count);
  block->clean = clean;
  std::fill_n(states, count, BlockState::tail);
  *states = large ? BlockState::large : BlockState::cells;
  return block;
}

void* Heap::take_large(u64 bytes) {
  const u64 pages = (bytes + run_bytes - 1) / run_bytes * run_bytes;
  if (!afford(pages)) return nullptr;
  const u64 count = (block_head + bytes + block_size - 1) / block_size;
  std::optional<u64> first = find_blocks(count);
  if (!first) {
    collect();
    fresh_ += pages;
    first = find_blocks(count);
  }
  if (!first) return nullptr;
  HeapBlock* block = open_blocks(*first, count, pages);
  u8* at = block->cell_at(0);
  HeapBlock::set(block->allocated, HeapBlock::bit_of(at));
  if (!block->clean) {
    // What the system zeroes is touched when it is used; small ones are cheaper to zero here.
    constexpr u64 few = 16;
    if (count > few) {
      const u64 offset = static_cast<u64>(base_ - memory_.base()) + *first * block_size;
      memory_.discard(offset + block_size, offset + count * block_size);
      std::memset(at, 0, block_room);
    } else {
      std::memset(at, 0, bytes);
    }
  }
  return at;
}

}  // namespace touchstone::wasm
