// CanonicalABI.md "Stream State": see stream.hpp.
#include "abi/runtime/stream.hpp"

#include <algorithm>

#include "abi/runtime/observer.hpp"
#include "abi/runtime/store.hpp"

namespace touchstone::component {

void observe_copy(const ComponentInstance* from, const ComponentInstance* to, u64 elements) {
  const ComponentInstance* either = from != nullptr ? from : to;
  if (either != nullptr && either->store.observer != nullptr) either->store.observer->copied(from, to, elements);
}

void copy_elements(ReadableBuffer& src, WritableBuffer& dst, u64 n, const ComponentInstance* copier,
                   ComponentInstance* other) {
  try {
    dst.write(src.read(n));
  } catch (...) {
    if (copier == nullptr && other != nullptr) other->poison_from_outside();
    throw;
  }
}

/// [SharedStreamImpl.reset_and_notify_pending]
void SharedStreamImpl::reset_and_notify_pending(CopyResult result) {
  const OnCopyDone pending_on_copy_done = std::move(pending_.on_copy_done);
  reset_pending();
  pending_on_copy_done(result);
}

/// Whoever is told may take the buffer back at once, and with it the function that is called here.
void SharedStreamImpl::notify_pending() {
  const OnCopy pending_on_copy = pending_.on_copy;
  pending_on_copy([this] { reset_pending(); });
}

/// [SharedStreamImpl.cancel]
void SharedStreamImpl::cancel() { reset_and_notify_pending(CopyResult::CANCELLED); }

/// [SharedStreamImpl.drop]
void SharedStreamImpl::drop() {
  if (dropped_) return;
  dropped_ = true;
  if (pending_) reset_and_notify_pending(CopyResult::DROPPED);
}

/// [SharedStreamImpl.read] Both ends are one component's: allowed for numbers only ("temporary").
void SharedStreamImpl::read(ComponentInstance* inst, std::shared_ptr<WritableBuffer> dst, OnCopy on_copy,
                            OnCopyDone on_copy_done) {
  if (dropped_) return on_copy_done(CopyResult::DROPPED);
  if (!pending_) {
    pending_ = {inst, std::move(dst), nullptr, std::move(on_copy), std::move(on_copy_done)};
    return;
  }
  trap_if(inst != nullptr && inst == pending_.inst && !none_or_number_type(t.type), Why::intra_component_stream,
          "SharedStreamImpl.read");
  const u64 remain = pending_.src->remain();
  if (remain > 0) {
    if (dst->remain() > 0) {
      const u64 n = std::min(dst->remain(), remain);
      copy_elements(*pending_.src, *dst, n, inst, pending_.inst);
      observe_copy(pending_.inst, inst, n);
      notify_pending();
    }
    return on_copy_done(CopyResult::COMPLETED);
  }
  reset_and_notify_pending(CopyResult::COMPLETED);
  pending_ = {inst, std::move(dst), nullptr, std::move(on_copy), std::move(on_copy_done)};
}

/// [SharedStreamImpl.write]
void SharedStreamImpl::write(ComponentInstance* inst, std::shared_ptr<ReadableBuffer> src, OnCopy on_copy,
                             OnCopyDone on_copy_done) {
  if (dropped_) return on_copy_done(CopyResult::DROPPED);
  if (!pending_) {
    pending_ = {inst, nullptr, std::move(src), std::move(on_copy), std::move(on_copy_done)};
    return;
  }
  trap_if(inst != nullptr && inst == pending_.inst && !none_or_number_type(t.type), Why::intra_component_stream,
          "SharedStreamImpl.write");
  const u64 remain = pending_.dst->remain();
  if (remain > 0) {
    if (src->remain() > 0) {
      const u64 n = std::min(src->remain(), remain);
      copy_elements(*src, *pending_.dst, n, inst, pending_.inst);
      observe_copy(inst, pending_.inst, n);
      notify_pending();
    }
    return on_copy_done(CopyResult::COMPLETED);
  }
  if (src->is_zero_length() && pending_.dst->is_zero_length()) return on_copy_done(CopyResult::COMPLETED);
  reset_and_notify_pending(CopyResult::COMPLETED);
  pending_ = {inst, nullptr, std::move(src), std::move(on_copy), std::move(on_copy_done)};
}

bool none_or_number_type(const closed::ValType& t) {
  return !t || (t->kind >= closed::TypeKind::s8 && t->kind <= closed::TypeKind::f64);
}

/// [CopyEnd.drop]
void CopyEnd::drop() {
  const Why why = kind == HandleKind::readable_stream_end   ? Why::stream_drop_readable_busy
                  : kind == HandleKind::writable_stream_end ? Why::stream_drop_busy
                                                            : Why::future_drop_busy;
  trap_if(copying(), why, "CopyEnd.drop");
  shared_base().drop();
  Waitable::drop();
}

}  // namespace touchstone::component
