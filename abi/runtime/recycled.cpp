// Memory of the objects of a call, for the next call: see recycled.hpp.
#include "abi/runtime/recycled.hpp"

#include <array>
#include <new>

#include "interp/support/sanitizers.hpp"

namespace touchstone::component {

#ifdef TOUCHSTONE_ASAN

void* take_recycled(std::size_t size) { return ::operator new(size); }
void give_recycled(void* block, std::size_t) noexcept { ::operator delete(block); }

#else

namespace {

constexpr std::size_t step = 64;      // blocks are of multiples of so many bytes
constexpr std::size_t classes = 32;   // up to 2 KiB
constexpr std::size_t enough = 1000;  // blocks of a size: as many as calls may nest

struct Block {
  Block* next;
};
struct Free {
  Block* first = nullptr;
  std::size_t count = 0;
};

/// What is given back when the OS thread has ended goes to the heap.
struct Lists {
  std::array<Free, classes> of;
  bool open = true;
};
constinit thread_local Lists lists;

struct Closer {
  ~Closer() {
    lists.open = false;
    for (Free& free : lists.of) {
      while (free.first != nullptr) ::operator delete(std::exchange(free.first, free.first->next));
      free.count = 0;
    }
  }
  void touch() {}
};
thread_local Closer closer;

}  // namespace

void* take_recycled(std::size_t size) {
  const std::size_t c = (size - 1) / step;
  if (c >= classes) return ::operator new(size);
  Free& free = lists.of[c];
  if (free.first == nullptr) return ::operator new((c + 1) * step);
  --free.count;
  return std::exchange(free.first, free.first->next);
}

void give_recycled(void* block, std::size_t size) noexcept {
  const std::size_t c = (size - 1) / step;
  if (c >= classes || !lists.open || lists.of[c].count >= enough) return ::operator delete(block);
  closer.touch();
  Free& free = lists.of[c];
  free.first = new (block) Block{free.first};
  ++free.count;
}

#endif

}  // namespace touchstone::component
