// CanonicalABI.md "Future State": see future.hpp.
#include "abi/runtime/future.hpp"

namespace touchstone::component {

/// [SharedFutureImpl.reset_and_notify_pending]
void SharedFutureImpl::reset_and_notify_pending(CopyResult result) {
  const OnCopyDone pending_on_copy_done = std::move(pending_.on_copy_done);
  reset_pending();
  pending_on_copy_done(result);
}

/// [SharedFutureImpl.cancel]
void SharedFutureImpl::cancel() { reset_and_notify_pending(CopyResult::CANCELLED); }

/// [SharedFutureImpl.drop]
void SharedFutureImpl::drop() {
  if (dropped_) return;
  dropped_ = true;
  if (pending_) {
    assert_that(pending_.src != nullptr, "a read is pending when the writable end of a future goes");
    reset_and_notify_pending(CopyResult::DROPPED);
  }
}

/// [SharedFutureImpl.read]
void SharedFutureImpl::read(ComponentInstance* inst, std::shared_ptr<WritableBuffer> dst, OnCopyDone on_copy_done) {
  assert_that(!dropped_ && dst->remain() == 1, "a future is read that cannot be");
  if (!pending_) {
    pending_ = {inst, std::move(dst), nullptr, std::move(on_copy_done)};
    return;
  }
  trap_if(inst != nullptr && inst == pending_.inst && !none_or_number_type(t.type), Why::intra_component_future,
          "SharedFutureImpl.read");
  copy_elements(*pending_.src, *dst, 1, inst, pending_.inst);
  observe_copy(pending_.inst, inst, 1);
  reset_and_notify_pending(CopyResult::COMPLETED);
  on_copy_done(CopyResult::COMPLETED);
}

/// [SharedFutureImpl.write]
void SharedFutureImpl::write(ComponentInstance* inst, std::shared_ptr<ReadableBuffer> src, OnCopyDone on_copy_done) {
  assert_that(src->remain() == 1, "a future is written that cannot be");
  if (dropped_) return on_copy_done(CopyResult::DROPPED);
  if (!pending_) {
    pending_ = {inst, nullptr, std::move(src), std::move(on_copy_done)};
    return;
  }
  trap_if(inst != nullptr && inst == pending_.inst && !none_or_number_type(t.type), Why::intra_component_future,
          "SharedFutureImpl.write");
  copy_elements(*src, *pending_.dst, 1, inst, pending_.inst);
  observe_copy(inst, pending_.inst, 1);
  reset_and_notify_pending(CopyResult::COMPLETED);
  on_copy_done(CopyResult::COMPLETED);
}

/// [WritableFutureEnd.drop]
void WritableFutureEnd::drop() {
  trap_if(state != CopyState::DONE, Why::future_unwritten, "WritableFutureEnd.drop");
  CopyEnd::drop();
}

}  // namespace touchstone::component
