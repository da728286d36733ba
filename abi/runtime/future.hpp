// CanonicalABI.md "Future State": futures, which are streams of one value that must be written.
//
// Choice: (X27) where one end goes while a copy is pending, definitions.py asserts that the pending buffer is a writable one.
// Only the readable end can go then, so the buffer is the writer's, a readable one.
#pragma once

#include "abi/runtime/stream.hpp"

namespace touchstone::component {

/// [ReadableFuture]
class ReadableFuture : public virtual SharedBase {
 public:
  virtual void read(ComponentInstance* inst, std::shared_ptr<WritableBuffer> dst, OnCopyDone on_copy_done) = 0;
};

/// [WritableFuture]
class WritableFuture : public virtual SharedBase {
 public:
  virtual void write(ComponentInstance* inst, std::shared_ptr<ReadableBuffer> src, OnCopyDone on_copy_done) = 0;
};

/// [SharedFutureImpl]
class SharedFutureImpl final : public ReadableFuture, public WritableFuture {
 public:
  explicit SharedFutureImpl(RuntimeType type) { t = std::move(type); }

  void cancel() override;  ///< [SharedFutureImpl.cancel]
  void drop() override;    ///< [SharedFutureImpl.drop]
  void read(ComponentInstance* inst, std::shared_ptr<WritableBuffer> dst,
            OnCopyDone on_copy_done) override;  ///< [SharedFutureImpl.read]
  void write(ComponentInstance* inst, std::shared_ptr<ReadableBuffer> src,
             OnCopyDone on_copy_done) override;  ///< [SharedFutureImpl.write]
  bool dropped() const { return dropped_; }

 private:
  struct Pending {
    ComponentInstance* inst = nullptr;
    std::shared_ptr<WritableBuffer> dst;
    std::shared_ptr<ReadableBuffer> src;
    OnCopyDone on_copy_done;
    explicit operator bool() const { return on_copy_done != nullptr; }
  };
  void reset_pending() { pending_ = Pending(); }
  void reset_and_notify_pending(CopyResult result);

  bool dropped_ = false;
  Pending pending_;
};

/// [ReadableFutureEnd]
class ReadableFutureEnd final : public CopyEnd {
 public:
  static constexpr HandleKind its_kind = HandleKind::readable_future_end;
  static constexpr bool is(HandleKind kind) { return kind == its_kind; }
  explicit ReadableFutureEnd(std::shared_ptr<ReadableFuture> of) : CopyEnd(its_kind), shared(std::move(of)) {}
  SharedBase& shared_base() override { return *shared; }
  void copy(ComponentInstance* inst, std::shared_ptr<WritableBuffer> dst, OnCopyDone on_copy_done) {
    shared->read(inst, std::move(dst), std::move(on_copy_done));
  }
  std::shared_ptr<ReadableFuture> shared;
};

/// [WritableFutureEnd]
class WritableFutureEnd final : public CopyEnd {
 public:
  static constexpr HandleKind its_kind = HandleKind::writable_future_end;
  static constexpr bool is(HandleKind kind) { return kind == its_kind; }
  explicit WritableFutureEnd(std::shared_ptr<WritableFuture> of) : CopyEnd(its_kind), shared(std::move(of)) {}
  SharedBase& shared_base() override { return *shared; }
  void drop() override;  ///< [WritableFutureEnd.drop]
  void copy(ComponentInstance* inst, std::shared_ptr<ReadableBuffer> src, OnCopyDone on_copy_done) {
    shared->write(inst, std::move(src), std::move(on_copy_done));
  }
  std::shared_ptr<WritableFuture> shared;
};

}  // namespace touchstone::component
