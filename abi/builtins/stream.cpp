// CanonicalABI.md "canon stream.new" to "canon future.drop-writable": see stream.hpp.
//
// What streams and futures, reading and writing have in common are templates here, over the kind of end. The closures that
// a copy leaves with the shared state do not own the end: a trap may take that away while a copy is pending.
#include "abi/builtins/stream.hpp"

#include "abi/builtins/waitable.hpp"
#include "abi/runtime/future.hpp"
#include "abi/runtime/observer.hpp"
#include "abi/runtime/store.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

namespace {

/// What belongs to a kind of end.
template <class EndT>
struct Of;
template <>
struct Of<ReadableStreamEnd> {
  using Buffer = WritableBufferGuestImpl;
  static constexpr EventCode event = EventCode::STREAM_READ;
  static constexpr Why done = Why::stream_read_done;
  static constexpr bool stream = true;
};
template <>
struct Of<WritableStreamEnd> {
  using Buffer = ReadableBufferGuestImpl;
  static constexpr EventCode event = EventCode::STREAM_WRITE;
  static constexpr Why done = Why::stream_write_done;
  static constexpr bool stream = true;
};
template <>
struct Of<ReadableFutureEnd> {
  using Buffer = WritableBufferGuestImpl;
  static constexpr EventCode event = EventCode::FUTURE_READ;
  static constexpr Why done = Why::future_read_done;
  static constexpr bool stream = false;
};
template <>
struct Of<WritableFutureEnd> {
  using Buffer = ReadableBufferGuestImpl;
  static constexpr EventCode event = EventCode::FUTURE_WRITE;
  static constexpr Why done = Why::future_write_done;
  static constexpr bool stream = false;
};

template <class EndT>
void check_type(EndT& e, const closed::ValType& t, const ComponentInstance& inst, u32 i, std::string_view rule) {
  if (e.shared->t == RuntimeType{t, &inst}) return;
  ComponentInstance::wrong_type(Why::wrong_handle_type, i, rule, Of<EndT>::stream ? "stream" : "future",
                                "one of a different type");
}

/// What the four copies begin with.
template <class EndT>
std::shared_ptr<EndT> end_to_copy(ComponentInstance& inst, const closed::ValType& t, const RuntimeOptions& opts, u32 i,
                                  std::string_view rule) {
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  auto e = get_to_wait_for<EndT>(inst, opts.async_, i, rule, handle_kind_name(EndT::its_kind));
  check_type(*e, t, inst, i, rule);
  trap_if(e->copying(), Why::copy_busy, rule);
  trap_if(e->state == CopyState::DONE, Of<EndT>::done, rule);
  trap_if(e->in_waitable_set() && !opts.async_, Why::waitable_in_set, rule);
  return e;
}

/// What they end with.
template <class EndT>
u32 copied(EndT& e, bool async_, u32 i) {
  if (!e.has_pending_event()) {
    if (async_) return BLOCKED;
    e.wait_for_pending_event();
  }
  const Event event = e.get_pending_event();
  assert_that(event.code == Of<EndT>::event && event.index == i && event.payload != BLOCKED,
              "the event of a copy is another's");
  return event.payload;
}

/// [stream_copy.stream_event]
template <class EndT>
Event stream_event(EndT& e, u32 i, CopyResult result, const BufferGuestImpl& buffer,
                   const ReclaimBuffer& reclaim_buffer) {
  if (reclaim_buffer) reclaim_buffer();
  assert_that(e.copying(), "a copy is over that was not under way");
  if (result == CopyResult::COMPLETED && e.state == CopyState::CANCELLING_COPY) result = CopyResult::CANCELLED;
  e.state = result == CopyResult::DROPPED ? CopyState::DONE : CopyState::IDLE;
  return {Of<EndT>::event, i, static_cast<u32>(result) | static_cast<u32>(buffer.progress) << 4};
}

/// [stream_copy] with [stream_copy.on_copy] and [stream_copy.on_copy_done].
template <class EndT>
u32 stream_copy(const closed::ValType& t, const RuntimeOptions& opts, u32 i, u64 ptr, u64 n) {
  ComponentInstance& inst = current_instance();
  const auto e = end_to_copy<EndT>(inst, t, opts, i, "stream_copy");
  const auto buffer =
      std::make_shared<typename Of<EndT>::Buffer>(RuntimeType{t, &inst}, LiftLowerContext{opts, inst}, ptr, n);
  const std::weak_ptr<EndT> weak = e;
  const OnCopy on_copy = [weak, i, buffer](const ReclaimBuffer& reclaim_buffer) {
    const auto end = weak.lock();
    if (end == nullptr) return;
    end->set_pending_event([end = end.get(), i, buffer, reclaim_buffer] {
      return stream_event(*end, i, CopyResult::COMPLETED, *buffer, reclaim_buffer);
    });
  };
  const OnCopyDone on_copy_done = [weak, i, buffer](CopyResult result) {
    const auto end = weak.lock();
    if (end == nullptr) return;
    end->set_pending_event(
        [end = end.get(), i, buffer, result] { return stream_event(*end, i, result, *buffer, nullptr); });
  };
  e->state = CopyState::COPYING;
  e->copy(&inst, buffer, on_copy, on_copy_done);
  return copied(*e, opts.async_, i);
}

/// [future_copy] with [future_copy.on_copy_done] and [future_copy.future_event].
template <class EndT>
u32 future_copy(const closed::ValType& t, const RuntimeOptions& opts, u32 i, u64 ptr) {
  ComponentInstance& inst = current_instance();
  const auto e = end_to_copy<EndT>(inst, t, opts, i, "future_copy");
  const auto buffer =
      std::make_shared<typename Of<EndT>::Buffer>(RuntimeType{t, &inst}, LiftLowerContext{opts, inst}, ptr, 1);
  const OnCopyDone on_copy_done = [weak = std::weak_ptr<EndT>(e), i, buffer](CopyResult result) {
    assert_that(result != CopyResult::DROPPED || Of<EndT>::event == EventCode::FUTURE_WRITE,
                "the writable end of a future was dropped unwritten");
    const auto held = weak.lock();
    if (held == nullptr) return;
    held->set_pending_event([end = held.get(), i, buffer, result]() -> Event {
      assert_that((buffer->remain() == 0) == (result == CopyResult::COMPLETED), "a future's value was not copied");
      assert_that(end->copying(), "a copy is over that was not under way");
      end->state = result == CopyResult::CANCELLED ? CopyState::IDLE : CopyState::DONE;
      return {Of<EndT>::event, i, static_cast<u32>(result)};
    });
  };
  e->state = CopyState::COPYING;
  e->copy(&inst, buffer, on_copy_done);
  return copied(*e, opts.async_, i);
}

/// [cancel_copy]
template <class EndT>
u32 cancel_copy(const closed::ValType& t, bool async_, u32 i) {
  constexpr auto rule = "cancel_copy";
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  const auto e = get_to_wait_for<EndT>(inst, async_, i, rule, handle_kind_name(EndT::its_kind));
  check_type(*e, t, inst, i, rule);
  trap_if(e->state != CopyState::COPYING || e->has_sync_waiter, Why::copy_not_busy, rule);
  trap_if(e->in_waitable_set() && !async_, Why::waitable_in_set, rule);
  e->state = CopyState::CANCELLING_COPY;
  if (!e->has_pending_event()) e->shared->cancel();
  const u32 payload = copied(*e, async_, i);
  assert_that(payload == BLOCKED || !e->copying(), "a copy goes on that was cancelled");
  return payload;
}

/// [drop]
template <class EndT>
void drop(const closed::ValType& t, u32 hi) {
  constexpr auto rule = "drop";
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  const auto e = inst.remove<EndT>(hi, rule, handle_kind_name(EndT::its_kind));
  check_type(*e, t, inst, hi, rule);
  e->drop();
}

template <class SharedT, class ReadableT, class WritableT>
u64 new_ends(const closed::ValType& t, std::string_view rule) {
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  const auto shared = std::make_shared<SharedT>(RuntimeType{t, &inst});
  shared->store = &inst.store;
  shared->readable_end_held = true;
  const u64 ri = inst.add(std::make_shared<ReadableT>(shared));
  const u64 wi = inst.add(std::make_shared<WritableT>(shared));
  return ri | wi << 32;
}

}  // namespace

/// [canon_stream_new]
u64 canon_stream_new(const closed::ValType& t) {
  return new_ends<SharedStreamImpl, ReadableStreamEnd, WritableStreamEnd>(t, "canon_stream_new");
}
/// [canon_future_new]
u64 canon_future_new(const closed::ValType& t) {
  return new_ends<SharedFutureImpl, ReadableFutureEnd, WritableFutureEnd>(t, "canon_future_new");
}

/// [canon_stream_read]
u32 canon_stream_read(const closed::ValType& t, const RuntimeOptions& opts, u32 i, u64 ptr, u64 n) {
  return stream_copy<ReadableStreamEnd>(t, opts, i, ptr, n);
}
/// [canon_stream_write]
u32 canon_stream_write(const closed::ValType& t, const RuntimeOptions& opts, u32 i, u64 ptr, u64 n) {
  return stream_copy<WritableStreamEnd>(t, opts, i, ptr, n);
}
/// [canon_future_read]
u32 canon_future_read(const closed::ValType& t, const RuntimeOptions& opts, u32 i, u64 ptr) {
  return future_copy<ReadableFutureEnd>(t, opts, i, ptr);
}
/// [canon_future_write]
u32 canon_future_write(const closed::ValType& t, const RuntimeOptions& opts, u32 i, u64 ptr) {
  return future_copy<WritableFutureEnd>(t, opts, i, ptr);
}

/// [canon_stream_cancel_read]
u32 canon_stream_cancel_read(const closed::ValType& t, bool async_, u32 i) {
  return cancel_copy<ReadableStreamEnd>(t, async_, i);
}
/// [canon_stream_cancel_write]
u32 canon_stream_cancel_write(const closed::ValType& t, bool async_, u32 i) {
  return cancel_copy<WritableStreamEnd>(t, async_, i);
}
/// [canon_future_cancel_read]
u32 canon_future_cancel_read(const closed::ValType& t, bool async_, u32 i) {
  return cancel_copy<ReadableFutureEnd>(t, async_, i);
}
/// [canon_future_cancel_write]
u32 canon_future_cancel_write(const closed::ValType& t, bool async_, u32 i) {
  return cancel_copy<WritableFutureEnd>(t, async_, i);
}

/// [canon_stream_drop_readable]
void canon_stream_drop_readable(const closed::ValType& t, u32 i) { drop<ReadableStreamEnd>(t, i); }
/// [canon_stream_drop_writable]
void canon_stream_drop_writable(const closed::ValType& t, u32 i) { drop<WritableStreamEnd>(t, i); }
/// [canon_future_drop_readable]
void canon_future_drop_readable(const closed::ValType& t, u32 i) { drop<ReadableFutureEnd>(t, i); }
/// [canon_future_drop_writable]
void canon_future_drop_writable(const closed::ValType& t, u32 i) { drop<WritableFutureEnd>(t, i); }

}  // namespace touchstone::component
