// CanonicalABI.md "Buffer State": what a stream or future copies from and into.
//
// A buffer of a guest's is a range of its memory, lifted and lowered as elements are copied; a host has its own kinds.
// Elements travel as a List, which is packed for numbers; without an element type they are only counted.
#pragma once

#include <memory>

#include "abi/canonical/context.hpp"
#include "abi/canonical/runtime_types.hpp"

namespace touchstone::component {

/// [Buffer]
class Buffer {
 public:
  static constexpr u64 MAX_LENGTH = (u64{1} << 28) - 1;
  virtual ~Buffer() = default;

  RuntimeType t;                   ///< of an element; empty: none
  virtual u64 remain() const = 0;  ///< elements that can still be copied
  virtual bool is_zero_length() const = 0;
};

/// Elements on their way: `list` has `count` of them, or none if there is no element type.
struct Elements {
  u64 count = 0;
  List list;
};

/// [ReadableBuffer]
class ReadableBuffer : public virtual Buffer {
 public:
  virtual Elements read(u64 n) = 0;
};

/// [WritableBuffer]
class WritableBuffer : public virtual Buffer {
 public:
  virtual void write(const Elements& vs) = 0;
};

/// [BufferGuestImpl]
class BufferGuestImpl : public virtual Buffer {
 public:
  u64 progress = 0;  ///< elements copied

  u64 remain() const override { return length_ - progress; }
  bool is_zero_length() const override { return length_ == 0; }

 protected:
  BufferGuestImpl(RuntimeType type, const LiftLowerContext& cx, u64 ptr, u64 length);
  u64 size() const;  // of an element

  LiftLowerContext cx_;
  u64 ptr_;
  u64 length_;
};

/// [ReadableBufferGuestImpl]
class ReadableBufferGuestImpl final : public BufferGuestImpl, public ReadableBuffer {
 public:
  ReadableBufferGuestImpl(RuntimeType type, const LiftLowerContext& cx, u64 ptr, u64 length)
      : BufferGuestImpl(std::move(type), cx, ptr, length) {}
  Elements read(u64 n) override;
};

/// [WritableBufferGuestImpl]
class WritableBufferGuestImpl final : public BufferGuestImpl, public WritableBuffer {
 public:
  WritableBufferGuestImpl(RuntimeType type, const LiftLowerContext& cx, u64 ptr, u64 length)
      : BufferGuestImpl(std::move(type), cx, ptr, length) {}
  void write(const Elements& vs) override;
};

}  // namespace touchstone::component
