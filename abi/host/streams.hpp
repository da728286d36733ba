// Streams of the host's: both ends, over the state that guests share (runtime/stream.hpp), which has all rules of copying.
//
// CanonicalABI.md "Stream State" lets a host be on either side. A StreamWriter is the writable end of a stream that the host
// made and a guest (or the host) reads; a StreamReader has the readable end of one that came from a guest or was made here.
// A copy is an Operation: it is done once something was copied, as for a guest, or with `_all` when all was or the other
// side is gone. Elements travel as a List, so bytes and numbers as blocks.
// Not in the sources: an end that goes while it copies cancels the copy. What a guest must not do either is a HostError:
// two copies at once on one end, a copy after the end was dropped, elements of another type.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "abi/canonical/runtime_types.hpp"
#include "abi/host/engine.hpp"
#include "abi/host/operation.hpp"
#include "abi/runtime/stream.hpp"

namespace touchstone::component::host {

using component::CopyResult;
using component::PrimValType;

/// What the elements of a stream are, or the value of a future.
struct ElementType {
  RuntimeType type;  ///< empty: there are none, they are only counted

  ElementType() = default;             ///< none
  ElementType(PrimValType primitive);  // NOLINT: a type is a type
  ElementType(closed::ValType t, const LiftLowerInstance* inst = nullptr) : type{std::move(t), inst} {}  // NOLINT
  /// Of the stream or future that a parameter of `func` is; Crash if it is none.
  static ElementType of_param(const Func& func, std::size_t i);
  /// Of the stream or future that `func` returns; Crash if it is none.
  static ElementType of_result(const Func& func);
};

/// What a copy came to.
struct Copied {
  /// COMPLETED; DROPPED: the other end is gone, this was the last; CANCELLED: it was given up.
  CopyResult how = CopyResult::COMPLETED;
  u64 count = 0;  ///< elements copied, however it ended
  List elements;  ///< that were read, if there is an element type

  bool dropped() const { return how == CopyResult::DROPPED; }
  bool cancelled() const { return how == CopyResult::CANCELLED; }
};

class HostEnd;  // copies.hpp

/// The writable end of a stream. Movable; drops the end when it goes.
class StreamWriter {
 public:
  explicit StreamWriter(std::shared_ptr<HostEnd> end) : end_(std::move(end)) {}
  ~StreamWriter();
  StreamWriter(StreamWriter&&) noexcept = default;
  StreamWriter& operator=(StreamWriter&&) noexcept;

  /// Offers elements: done once some were read, or the reader is gone.
  Operation<Copied> write(List elements);
  Operation<Copied> write(std::vector<u8> bytes) { return write(List::of_bytes(std::move(bytes))); }
  /// For a stream without element type.
  Operation<Copied> write(u64 count);
  /// The same, but done when all of them were read.
  Operation<Copied> write_all(List elements);
  Operation<Copied> write_all(u64 count);
  Operation<Copied> write_all(std::vector<u8> bytes) { return write_all(List::of_bytes(std::move(bytes))); }

  const RuntimeType& element() const;
  bool busy() const;         ///< a copy has not been told the end of
  void cancel();             ///< cancels the copy under way, if there is one
  bool reader_gone() const;  ///< a copy was told so
  /// The reader finds the end. HostError if it is busy or was dropped.
  Done drop();

 private:
  std::shared_ptr<HostEnd> end_;
};

/// The readable end of a stream. Movable; drops the end when it goes.
class StreamReader {
 public:
  explicit StreamReader(std::shared_ptr<HostEnd> end) : end_(std::move(end)) {}
  ~StreamReader();
  StreamReader(StreamReader&&) noexcept = default;
  StreamReader& operator=(StreamReader&&) noexcept;

  /// Takes the readable end that a value is. HostError if it is no stream, one of another store, or handed over before.
  static Outcome<StreamReader> take(Store& store, const Val& stream);

  /// Reads up to `n` elements: done once there were some, or the writer is gone. With `n` 0 it is done when the writer is
  /// there to write.
  Operation<Copied> read(u64 n);
  /// Reads until there are `n` or the writer is gone.
  Operation<Copied> read_all(u64 n = ~u64{0});

  const RuntimeType& element() const;
  bool busy() const;
  void cancel();
  bool writer_gone() const;
  /// The writer finds nobody. HostError if it is busy or was dropped.
  Done drop();
  /// Gives the end out of hand, to be passed on. HostError if it is busy or the writer is gone, as for a guest that lifts it.
  Outcome<Val> release();

 private:
  std::shared_ptr<HostEnd> end_;
};

/// A new stream: a value to pass to a guest, and the end to write. A type with resources needs the instance that gives them
/// a meaning.
struct NewStream {
  Val readable;
  StreamWriter writer;
};
NewStream make_stream(Store& store, const ElementType& element);

}  // namespace touchstone::component::host
