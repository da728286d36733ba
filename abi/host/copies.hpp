// What streams and futures of the host's share: its buffers, and a copy as an operation. Not for embedders.
//
// A copy that is begun and not done has left its buffer with the shared state. Progress is told in the middle of the other
// side's copy, where nothing else may be done with the stream: it is noted, and taken up when somebody asks.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "abi/host/operation.hpp"
#include "abi/host/streams.hpp"
#include "abi/runtime/future.hpp"

namespace touchstone::component::host {

/// Elements of the host's to be read. Mutable in its progress only.
class HostSource final : public ReadableBuffer {
 public:
  HostSource(RuntimeType type, List elements, u64 count) : elements_(std::move(elements)), count_(count) {
    t = std::move(type);
  }
  u64 remain() const override { return count_ - progress; }
  bool is_zero_length() const override { return count_ == 0; }
  Elements read(u64 n) override;
  u64 progress = 0;

 private:
  List elements_;
  u64 count_;
};

/// Room for elements of a guest's.
class HostSink final : public WritableBuffer {
 public:
  HostSink(RuntimeType type, u64 room) : room_(room) { t = std::move(type); }
  u64 remain() const override { return room_ - progress; }
  bool is_zero_length() const override { return room_ == 0; }
  void write(const Elements& vs) override;
  u64 progress = 0;
  List elements;

 private:
  u64 room_;
};

/// One copy, from its beginning until its end is told.
class HostCopy final : public ResultState<Copied> {
 public:
  using Start = std::function<void(OnCopy, OnCopyDone)>;

  /// One of the buffers is null. `all`: progress is not enough.
  HostCopy(Store& store, std::shared_ptr<SharedBase> shared, std::shared_ptr<HostSource> source,
           std::shared_ptr<HostSink> sink, bool all)
      : ResultState(store), shared_(std::move(shared)), source_(std::move(source)), sink_(std::move(sink)), all_(all) {}

  void begin();
  bool done() const override;
  Outcome<Copied>& get() override;
  void cancel() override;

 private:
  u64 remain() const { return source_ != nullptr ? source_->remain() : sink_->remain(); }
  void start(OnCopy on_copy, OnCopyDone on_copy_done);
  void noted();
  bool goes_on() const { return over_ == CopyResult::COMPLETED && all_ && remain() > 0; }

  const std::shared_ptr<SharedBase> shared_;
  const std::shared_ptr<HostSource> source_;
  const std::shared_ptr<HostSink> sink_;
  const bool all_;
  std::optional<CopyResult> over_;  // the shared state has no buffer of ours
  ReclaimBuffer reclaim_;           // there was progress
  bool beginning_ = false;
  bool cancelling_ = false;
};

/// An end of a stream or future that the host has.
class HostEnd {
 public:
  /// What it is, in words: `stream`, `future`.
  enum class Kind : u8 { stream, future };
  HostEnd(Store& store, std::shared_ptr<SharedBase> shared, Kind kind, bool writable)
      : element(shared->t), kind_(kind), writable_(writable), shared_(std::move(shared)), loop_(EventLoop::of(store)) {}

  const RuntimeType element;  ///< empty: none

  Operation<Copied> write(List elements, u64 count, bool all);
  Operation<Copied> read(u64 n, bool all);
  bool busy() const { return copy_ != nullptr && !copy_->done(); }
  void cancel();
  /// Whether the other side is gone; of a future, whether its value was copied.
  bool over();
  Done drop();
  /// Drops it whatever it does; nothing if it was dropped.
  void close() noexcept;
  /// The readable end, given out of hand.
  Outcome<Val> release();

  static Outcome<std::shared_ptr<HostEnd>> take(Store& store, const Val& value, Kind kind);

 private:
  std::optional<std::string> misuse();
  Operation<Copied> failed(std::string why) const;
  Operation<Copied> begin(std::shared_ptr<HostSource> source, std::shared_ptr<HostSink> sink, bool all);
  std::string_view name() const { return kind_ == Kind::stream ? "stream" : "future"; }
  void collect();

  const Kind kind_;
  const bool writable_;
  std::shared_ptr<SharedBase> shared_;  // null: dropped, or given out of hand
  const std::weak_ptr<EventLoop> loop_;
  std::shared_ptr<HostCopy> copy_;  // the last
  bool over_ = false;
};

}  // namespace touchstone::component::host
