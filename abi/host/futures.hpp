// Futures of the host's: both ends, over the state that guests share (runtime/future.hpp).
//
// As streams (streams.hpp), but one value is copied, which the writer owes unless the reader goes.
// Not in the sources: a FutureWriter that goes unwritten while somebody may read is reported as a HostError by whatever runs
// the store next; a guest would have trapped.
#pragma once

#include <memory>

#include "abi/host/streams.hpp"

namespace touchstone::component::host {

/// The writable end of a future.
class FutureWriter {
 public:
  explicit FutureWriter(std::shared_ptr<HostEnd> end) : end_(std::move(end)) {}
  ~FutureWriter();
  FutureWriter(FutureWriter&&) noexcept = default;
  FutureWriter& operator=(FutureWriter&&) noexcept;

  /// Offers the value: done once it was read, or the reader is gone (DROPPED).
  Operation<Copied> write(Val value);
  /// For a future without value.
  Operation<Copied> write();
  const RuntimeType& element() const;
  bool busy() const;
  void cancel();  ///< cancels the write under way, if there is one; the value may be written again then
  bool written() const;
  /// HostError if it was neither written nor is the reader gone, or it is busy, or was dropped.
  Done drop();

 private:
  std::shared_ptr<HostEnd> end_;
};

/// The readable end of a future.
class FutureReader {
 public:
  explicit FutureReader(std::shared_ptr<HostEnd> end) : end_(std::move(end)) {}
  ~FutureReader();
  FutureReader(FutureReader&&) noexcept = default;
  FutureReader& operator=(FutureReader&&) noexcept;

  /// Takes the readable end that a value is. HostError if it is no future, one of another store, or handed over before.
  static Outcome<FutureReader> take(Store& store, const Val& future);

  /// The value is `elements[0]` of what it comes to, if futures of its type have one.
  Operation<Copied> read();
  const RuntimeType& element() const;
  bool busy() const;
  void cancel();
  Done drop();
  /// Gives the end out of hand, to be passed on. HostError if it is busy or was read.
  Outcome<Val> release();

 private:
  std::shared_ptr<HostEnd> end_;
};

/// A new future: a value to pass to a guest, and the end to write.
struct NewFuture {
  Val readable;
  FutureWriter writer;
};
NewFuture make_future(Store& store, const ElementType& value);

}  // namespace touchstone::component::host
