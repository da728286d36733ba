// Address space that is reserved first and touched later, over mmap. See the header.
//
// A slab is one mapping with up to 64 regions of one size. The first slab of a size holds one region, each further one
// as many as there are already, so that small programs reserve little. Slabs in which nothing is used are unmapped
// once more than enough regions are free: only that gives their page tables back.
#include "interp/support/reserved_memory.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <memory>
#include <mutex>
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
  u64 free;                  // a bit for each region
  std::size_t position = 0;  // in shelf.open, while a bit of `free` is set

  bool unused() const { return static_cast<u32>(std::popcount(free)) == count; }
};

/// All slabs for one size and direction.
struct Shelf {
  u64 region_size;
  Grows grows;
  std::vector<std::unique_ptr<Slab>> open;  // slabs with a free region; the others are known to their regions alone
  std::vector<std::pair<Slab*, u32>> warm;  // released lately, not marked free in their slabs
  u64 total = 0;                            // regions in all slabs
  u64 free = 0;                             // regions marked free
};

class Pool {
 public:
  static Pool& instance() {
    // Never destroyed: regions may outlive every other object.
    static Pool& pool = *new Pool;
    return pool;
  }

  PooledMemory take(u64 bytes, Grows grows);
  void release(PooledMemory& region);

 private:
  static constexpr u64 regions_in_slab = 64;
  static constexpr u64 slab_limit = u64{1} << 30;  // in bytes, unless a single region is larger
  static constexpr u64 warm_limit = 16;            // regions that keep their hot part
  static constexpr u64 hot_bytes = 64 * 1024;
  static constexpr u64 free_limit = 64;            // free regions beyond these are unmapped, a slab at a time
  static constexpr u64 guard_limit = 1024;         // Limit: two mappings each, of the 65,530 the kernel grants

  Shelf& shelf_for(u64 region_size, Grows grows);
  bool add_slab(Shelf& shelf);
  void mark_free(Slab* slab, u32 index);
  static PooledMemory region(Slab* slab, u32 index);

  std::mutex mutex_;
  std::vector<std::unique_ptr<Shelf>> shelves_;
  std::vector<std::unique_ptr<Slab>> full_;  // keeps slots for owners while a slab has no free region
  u64 guards_ = 0;
};

Shelf& Pool::shelf_for(u64 region_size, Grows grows) {
  for (auto& shelf : shelves_)
    if (shelf->region_size == region_size && shelf->grows == grows) return *shelf;
  shelves_.push_back(std::make_unique<Shelf>(Shelf{region_size, grows, {}, {}}));
  return *shelves_.back();
}

