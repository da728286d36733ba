// Address space that is reserved first and touched later, over mmap. See the header.
//
// A slab is one mapping with up to 64 regions of one size. The first slab of a size holds one region, each further one
// as many as there are already, so that small programs reserve little. Slabs in which nothing is used are unmapped
// once more than enough regions are free: only that gives their page tables back.
#include "interp/support/reserved_memory.hpp"

#include <algorithm>
#include <bit>
#include <list>
#include <mutex>
#include <sys/mman.h>
#include <tuple>
#include <unistd.h>
#include <vector>

#include "interp/support/sanitizers.hpp"

namespace touchstone {

namespace {

u64 whole_pages(u64 bytes) {
  u64 mask = host_page_size() - 1;
  return (bytes + mask) & ~mask;
}

u8* map(u64 bytes, int protection, int flags) {
  void* at = mmap(nullptr, bytes, protection, MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
  return at == MAP_FAILED ? nullptr : static_cast<u8*>(at);
}

/// Gives the memory behind [from, to) back to the system; the addresses stay usable.
void give_back(u8* from, u8* to) {
#ifdef __linux__
  if (from < to) madvise(from, static_cast<std::size_t>(to - from), MADV_DONTNEED);
#else
  if (from < to) madvise(from, static_cast<std::size_t>(to - from), MADV_FREE);
#endif
}

constexpr u64 largest_request = u64{1} << 46;  // keeps sums of sizes away from overflow

}  // namespace

u64 host_page_size() {
  static const u64 size = static_cast<u64>(sysconf(_SC_PAGESIZE));
  return size;
}

// ---- ReservedMemory

std::optional<ReservedMemory> ReservedMemory::reserve(u64 bytes, u64 prefix) {
  if (bytes > largest_request || prefix > largest_request) return std::nullopt;
  ReservedMemory result;
  result.prefix_ = whole_pages(prefix);
  result.reserved_ = whole_pages(bytes);
  u64 total = std::max(result.prefix_ + result.reserved_, host_page_size());
  u8* at = map(total, PROT_NONE, 0);
  if (at == nullptr) return std::nullopt;
  result.base_ = at + result.prefix_;
  result.reserved_ = total - result.prefix_;
  if (result.prefix_ != 0 && mprotect(at, result.prefix_, PROT_READ | PROT_WRITE) != 0) return std::nullopt;
  return result;
}

bool ReservedMemory::commit(u64 bytes) {
  if (bytes > reserved_) return false;
  u64 wanted = whole_pages(bytes);
  if (wanted <= committed_) return true;
  if (mprotect(base_ + committed_, wanted - committed_, PROT_READ | PROT_WRITE) != 0) return false;
  committed_ = wanted;
  return true;
}

void ReservedMemory::discard(u64 from, u64 to) {
  if (from >= to) return;
#ifdef __linux__
  madvise(base_ + from, to - from, MADV_DONTNEED);
#else
  // Elsewhere that does not zero: a fresh mapping does.
  mmap(base_ + from, to - from, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
#endif
}

ReservedMemory::~ReservedMemory() {
  if (base_ != nullptr) munmap(base_ - prefix_, prefix_ + reserved_);
}

// ---- PooledMemory

struct Shelf;

/// One mapping, cut into regions of one size.
struct Slab {
  Shelf& shelf;
  u8* memory;
  u32 count;
  bool guarded;
  u64 free;                          // a bit for each region
  std::list<Slab>::iterator self{};  // in shelf.open or, while no bit of `free` is set, in shelf.full

  bool unused() const { return static_cast<u32>(std::popcount(free)) == count; }
};

/// All slabs for one size and direction.
struct Shelf {
  u64 stride;  // from one region to the next
  Grows grows;
  std::list<Slab> open{};
  std::list<Slab> full{};
  std::vector<std::pair<Slab*, u32>> warm{};  // released lately, not marked free in their slabs
  u64 total = 0;                              // regions in all slabs
  u64 free = 0;                               // regions marked free
};

class Pool {
 public:
  static Pool& instance() {
    // Never destroyed: regions may outlive every other object.
    static Pool& pool = *new Pool;
    return pool;
  }

  PooledMemory take(u64 bytes, Grows grows);
  void release(const PooledMemory& region);

 private:
  static constexpr u64 regions_in_slab = 64;
  static constexpr u64 slab_limit = u64{1} << 30;  // in bytes, unless a single region is larger
  static constexpr u64 warm_limit = 16;            // regions that keep their hot part
  static constexpr u64 hot_bytes = u64{64} * 1024;
  static constexpr u64 free_limit = 64;     // free regions beyond these are unmapped, a slab at a time
  static constexpr u64 guard_limit = 1024;  // Limit: guard pages, two mappings each of the 65,530 the kernel grants

  Shelf& shelf_for(u64 stride, Grows grows);
  bool add_slab(Shelf& shelf);
  void mark_free(Slab& slab, u32 index);
  static u64 guard_size(const Shelf& shelf) { return shelf.grows == Grows::down ? host_page_size() : 0; }

  std::mutex mutex_;
  std::list<Shelf> shelves_;
  u64 guards_ = 0;
};

Shelf& Pool::shelf_for(u64 stride, Grows grows) {
  for (Shelf& shelf : shelves_)
    if (shelf.stride == stride && shelf.grows == grows) return shelf;
  return shelves_.emplace_back(Shelf{stride, grows});
}

bool Pool::add_slab(Shelf& shelf) {
  u64 count = std::clamp<u64>(std::min(shelf.total, slab_limit / shelf.stride), 1, regions_in_slab);
  u8* memory = nullptr;
  while ((memory = map(count * shelf.stride, PROT_READ | PROT_WRITE, MAP_NORESERVE)) == nullptr) {
    if (count == 1) return false;
    count /= 2;
  }
#ifdef __linux__
  // A huge page would make a stack of a few kilobytes cost two megabytes.
  madvise(memory, count * shelf.stride, MADV_NOHUGEPAGE);
#endif
  u64 mask = count == regions_in_slab ? ~u64{0} : (u64{1} << count) - 1;
  bool guarded = shelf.grows == Grows::down && guards_ + count <= guard_limit;
  if (guarded) {
    guards_ += count;
    for (u64 i = 0; i < count; ++i) mprotect(memory + i * shelf.stride, host_page_size(), PROT_NONE);
  }
  Slab& slab = shelf.open.emplace_front(Slab{shelf, memory, static_cast<u32>(count), guarded, mask});
  slab.self = shelf.open.begin();
  shelf.total += count;
  shelf.free += count;
  return true;
}

PooledMemory Pool::take(u64 bytes, Grows grows) {
  PooledMemory region;
  if (bytes > largest_request) return region;
  std::lock_guard lock(mutex_);
  u64 stride = whole_pages(std::max<u64>(bytes, 1)) + (grows == Grows::down ? host_page_size() : 0);
  Shelf& shelf = shelf_for(stride, grows);
  u32 index = 0;
  if (!shelf.warm.empty()) {
    std::tie(region.slab_, index) = shelf.warm.back();
    shelf.warm.pop_back();
  } else {
    if (shelf.open.empty() && !add_slab(shelf)) return region;
    Slab& slab = shelf.open.front();
    index = static_cast<u32>(std::countr_zero(slab.free));
    slab.free &= slab.free - 1;
    shelf.free--;
    if (slab.free == 0) shelf.full.splice(shelf.full.begin(), shelf.open, slab.self);
    region.slab_ = &slab;
  }
  region.data_ = region.slab_->memory + index * stride + guard_size(shelf);
  region.size_ = stride - guard_size(shelf);
  return region;
}

void Pool::release(const PooledMemory& region) {
  Slab& slab = *region.slab_;
  Shelf& shelf = slab.shelf;
  u64 hot = std::min(hot_bytes, region.size_);
  if (shelf.grows == Grows::down) {
    unpoison(region.end() - hot, hot);
    give_back(region.data_, region.end() - hot);
  } else {
    give_back(region.data_ + hot, region.end());
  }

  std::lock_guard lock(mutex_);
  u32 index = static_cast<u32>(static_cast<u64>(region.data_ - slab.memory) / shelf.stride);
  if (shelf.warm.size() < warm_limit) {
    shelf.warm.emplace_back(&slab, index);
  } else {
    give_back(region.data_, region.end());
    mark_free(slab, index);
  }
}

void Pool::mark_free(Slab& slab, u32 index) {
  Shelf& shelf = slab.shelf;
  if (slab.free == 0) shelf.open.splice(shelf.open.begin(), shelf.full, slab.self);
  slab.free |= u64{1} << index;
  shelf.free++;
  if (!slab.unused() || shelf.free < free_limit + slab.count) return;
  if (slab.guarded) guards_ -= slab.count;
  munmap(slab.memory, slab.count * shelf.stride);
  shelf.total -= slab.count;
  shelf.free -= slab.count;
  shelf.open.erase(slab.self);
}

PooledMemory PooledMemory::take(u64 bytes, Grows grows) { return Pool::instance().take(bytes, grows); }

PooledMemory::~PooledMemory() {
  if (data_ != nullptr) Pool::instance().release(*this);
}

}  // namespace touchstone
