// Memory of the objects of a call, for the next call.
//
// Strategy: nothing here is in the sources. Tasks, threads and what they hold come and go with every call; their blocks are
// kept in lists by size, a list for each OS thread, so that a call in steady state asks the heap for nothing. Sanitized
// builds do without, so that they see every use of what is gone.
#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace touchstone::component {

void* take_recycled(std::size_t size);
void give_recycled(void* block, std::size_t size) noexcept;

/// An allocator of such memory.
template <class T>
struct Recycled {
  using value_type = T;
  Recycled() = default;
  template <class U>
  Recycled(const Recycled<U>&) noexcept {}  // NOLINT: allocators convert

  T* allocate(std::size_t n) { return static_cast<T*>(take_recycled(n * sizeof(T))); }
  void deallocate(T* at, std::size_t n) noexcept { give_recycled(at, n * sizeof(T)); }
  friend bool operator==(const Recycled&, const Recycled&) { return true; }
};

template <class T, class... Args>
std::shared_ptr<T> make_recycled(Args&&... args) {
  return std::allocate_shared<T>(Recycled<T>(), std::forward<Args>(args)...);
}

}  // namespace touchstone::component
