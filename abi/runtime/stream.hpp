// CanonicalABI.md "Stream State": streams, and the two ends that components hold.
//
// The state that both ends share is a rendezvous: the first of two copies leaves its buffer there, the second copies as much
// as both allow. ReadableStream and WritableStream are what a host implements to be on one side itself.
// Choice: (X28) "temporary", that one instance does not copy to itself what is no number, is not asked of a host.
#pragma once

#include <functional>
#include <memory>

#include "abi/runtime/buffer.hpp"
#include "abi/runtime/waitable.hpp"

namespace touchstone::component {

class ComponentInstance;

/// [CopyResult]
enum class CopyResult : u8 { COMPLETED = 0, DROPPED = 1, CANCELLED = 2 };

/// [ReclaimBuffer] Takes back a buffer of which a part was copied.
using ReclaimBuffer = std::function<void()>;
/// [OnCopy] Something was copied, and the buffer is still there.
using OnCopy = std::function<void(ReclaimBuffer)>;
/// [OnCopyDone] The copy is over.
using OnCopyDone = std::function<void(CopyResult)>;

/// [SharedBase]
class SharedBase {
 public:
  virtual ~SharedBase() = default;
  RuntimeType t;  ///< of an element; empty: none
  virtual void cancel() = 0;
  virtual void drop() = 0;

  // Not in the source, which trusts the host to be the owner of what it lowers:
  Store* store = nullptr;          ///< whose it is; null: unknown
  bool readable_end_held = false;  ///< a guest or a reader of the host's has the readable end: nobody else may
};

/// Copies `n` elements for `copier`, null for the host. A trap of it then finds no instance that runs, so the instance whose
/// buffer it is, `other`, is poisoned.
void copy_elements(ReadableBuffer& src, WritableBuffer& dst, u64 n, const ComponentInstance* copier,
                   ComponentInstance* other);

/// [ReadableStream] `inst` is the instance that reads, null for the host.
class ReadableStream : public virtual SharedBase {
 public:
  virtual void read(ComponentInstance* inst, std::shared_ptr<WritableBuffer> dst, OnCopy on_copy,
                    OnCopyDone on_copy_done) = 0;
};

/// [WritableStream]
class WritableStream : public virtual SharedBase {
 public:
  virtual void write(ComponentInstance* inst, std::shared_ptr<ReadableBuffer> src, OnCopy on_copy,
                     OnCopyDone on_copy_done) = 0;
};

/// [SharedStreamImpl]
class SharedStreamImpl final : public ReadableStream, public WritableStream {
 public:
  explicit SharedStreamImpl(RuntimeType type) { t = std::move(type); }

  void cancel() override;  ///< [SharedStreamImpl.cancel]
  void drop() override;    ///< [SharedStreamImpl.drop]
  void read(ComponentInstance* inst, std::shared_ptr<WritableBuffer> dst, OnCopy on_copy,
            OnCopyDone on_copy_done) override;  ///< [SharedStreamImpl.read]
  void write(ComponentInstance* inst, std::shared_ptr<ReadableBuffer> src, OnCopy on_copy,
             OnCopyDone on_copy_done) override;  ///< [SharedStreamImpl.write]

 private:
  struct Pending {
    ComponentInstance* inst = nullptr;
    std::shared_ptr<WritableBuffer> dst;  // of a pending read
    std::shared_ptr<ReadableBuffer> src;  // of a pending write
    OnCopy on_copy;
    OnCopyDone on_copy_done;
    explicit operator bool() const { return on_copy_done != nullptr; }
  };
  void reset_pending() { pending_ = Pending(); }
  void reset_and_notify_pending(CopyResult result);
  void notify_pending();

  bool dropped_ = false;
  Pending pending_;
};

/// Tells the observer of a copy; null is the host.
void observe_copy(const ComponentInstance* from, const ComponentInstance* to, u64 elements);

/// [none_or_number_type]
bool none_or_number_type(const closed::ValType& t);

/// [CopyState]
enum class CopyState : u8 { IDLE = 1, COPYING, CANCELLING_COPY, DONE };

/// [CopyEnd] An end of a stream or future.
class CopyEnd : public Waitable {
 public:
  CopyState state = CopyState::IDLE;

  virtual SharedBase& shared_base() = 0;
  bool copying() const { return state == CopyState::COPYING || state == CopyState::CANCELLING_COPY; }
  virtual void drop();  ///< [CopyEnd.drop]

 protected:
  using Waitable::Waitable;
};

/// [ReadableStreamEnd]
class ReadableStreamEnd final : public CopyEnd {
 public:
  static constexpr HandleKind its_kind = HandleKind::readable_stream_end;
  static constexpr bool is(HandleKind kind) { return kind == its_kind; }
  explicit ReadableStreamEnd(std::shared_ptr<ReadableStream> of) : CopyEnd(its_kind), shared(std::move(of)) {}
  SharedBase& shared_base() override { return *shared; }
  void copy(ComponentInstance* inst, std::shared_ptr<WritableBuffer> dst, OnCopy on_copy, OnCopyDone on_copy_done) {
    shared->read(inst, std::move(dst), std::move(on_copy), std::move(on_copy_done));
  }
  std::shared_ptr<ReadableStream> shared;
};

/// [WritableStreamEnd]
class WritableStreamEnd final : public CopyEnd {
 public:
  static constexpr HandleKind its_kind = HandleKind::writable_stream_end;
  static constexpr bool is(HandleKind kind) { return kind == its_kind; }
  explicit WritableStreamEnd(std::shared_ptr<WritableStream> of) : CopyEnd(its_kind), shared(std::move(of)) {}
  SharedBase& shared_base() override { return *shared; }
  void copy(ComponentInstance* inst, std::shared_ptr<ReadableBuffer> src, OnCopy on_copy, OnCopyDone on_copy_done) {
    shared->write(inst, std::move(src), std::move(on_copy), std::move(on_copy_done));
  }
  std::shared_ptr<WritableStream> shared;
};

}  // namespace touchstone::component
