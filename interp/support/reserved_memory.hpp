// Address space that is reserved first and touched later: linear memories, value slots, stacks.
//
// Not in the specification. Two ways to have much address space and little memory:
// ReservedMemory is one reservation of its own, inaccessible until its first bytes are committed. A linear memory (4.2.9)
// takes its maximum this way, so that it grows in place and never moves. `prefix` bytes in front of byte 0 are
// accessible from the start; the evaluator keeps the memory's size there.
// PooledMemory is readable and writable at once, costs what is touched, and comes from slabs that many regions share:
// the kernel limits the number of mappings (65,530 by default), and 100,000 fibers want a stack and slots each.
// A released region is used again; all but a small hot part of it is given back to the system first.
#pragma once

#include <optional>
#include <utility>

#include "interp/support/integers.hpp"

namespace touchstone {

/// The host's page size in bytes.
u64 host_page_size();

/// A reservation of address space whose first bytes are committed; freed by the destructor. Never moves.
class ReservedMemory {
 public:
  ReservedMemory() = default;
  ReservedMemory(ReservedMemory&& other) noexcept { swap(other); }
  ReservedMemory& operator=(ReservedMemory&& other) noexcept {
    ReservedMemory(std::move(other)).swap(*this);
    return *this;
  }
  ~ReservedMemory();

  /// Reserves `bytes`, behind at least `prefix` accessible bytes of zeros. Nothing if the host refuses.
  static std::optional<ReservedMemory> reserve(u64 bytes, u64 prefix = 0);

  /// Makes the first `bytes` readable and writable; new ones are zero. False, and nothing changed, if they are more
  /// than was reserved or the host refuses. Never takes anything back.
  [[nodiscard]] bool commit(u64 bytes);

  /// Gives the memory behind the whole pages of committed bytes [from, to) back to the system: they are zero again.
  void discard(u64 from, u64 to);

  /// Byte 0. The prefix lies before it.
  u8* base() const { return base_; }
  u64 reserved() const { return reserved_; }
  /// What can be accessed from byte 0 on: what was committed, rounded up to pages.
  u64 committed() const { return committed_; }

  void swap(ReservedMemory& other) noexcept {
    std::swap(base_, other.base_);
    std::swap(prefix_, other.prefix_);
    std::swap(reserved_, other.reserved_);
    std::swap(committed_, other.committed_);
  }

 private:
  u8* base_ = nullptr;
  u64 prefix_ = 0;
  u64 reserved_ = 0;
  u64 committed_ = 0;
};

/// At which end of a region its use begins. That end is kept warm; stacks (`down`) have an inaccessible page at the
/// other end, as long as not too many regions are in use.
enum class Grows : u8 { up, down };

/// A region of a slab, given back to the pool by the destructor. What it holds at first is unspecified. The pool is
/// shared by all threads.
class PooledMemory {
 public:
  PooledMemory() = default;
  PooledMemory(PooledMemory&& other) noexcept { swap(other); }
  PooledMemory& operator=(PooledMemory&& other) noexcept {
    PooledMemory(std::move(other)).swap(*this);
    return *this;
  }
  ~PooledMemory();

  /// A region of at least `bytes`; an empty one if the host refuses.
  static PooledMemory take(u64 bytes, Grows grows);

  explicit operator bool() const { return data_ != nullptr; }
  u8* data() const { return data_; }
  u8* end() const { return data_ + size_; }
  u64 size() const { return size_; }

  void swap(PooledMemory& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(slab_, other.slab_);
  }

 private:
  friend class Pool;
  u8* data_ = nullptr;
  u64 size_ = 0;
  struct Slab* slab_ = nullptr;
};

}  // namespace touchstone
