// Copies of streams and futures by the host: see copies.hpp.
#include "abi/host/copies.hpp"

#include <limits>

namespace touchstone::component::host {

// ---- Buffers

Elements HostSource::read(u64 n) {
  assert_that(n <= remain(), "more is read than there is");
  Elements vs{n, {}};
  if (t.type) vs.list = n == count_ ? std::move(elements_) : elements_.slice(progress, n);
  progress += n;
  return vs;
}

void HostSink::write(const Elements& vs) {
  assert_that(vs.count <= remain(), "more is written than there is room for");
  if (t.type) elements.append(vs.list);
  progress += vs.count;
}

// ---- A copy

/// [ReadableStream, WritableStream, ReadableFuture, WritableFuture] The host has no instance.
void HostCopy::start(OnCopy on_copy, OnCopyDone on_copy_done) {
  SharedBase* shared = shared_.get();
  if (auto* stream = dynamic_cast<ReadableStream*>(shared); stream != nullptr && sink_ != nullptr) {
    stream->read(nullptr, sink_, std::move(on_copy), std::move(on_copy_done));
  } else if (auto* writable = dynamic_cast<WritableStream*>(shared); writable != nullptr && source_ != nullptr) {
    writable->write(nullptr, source_, std::move(on_copy), std::move(on_copy_done));
  } else if (sink_ != nullptr) {
    dynamic_cast<ReadableFuture&>(*shared).read(nullptr, sink_, std::move(on_copy_done));
  } else {
    dynamic_cast<WritableFuture&>(*shared).write(nullptr, source_, std::move(on_copy_done));
  }
}

/// What is left with the shared state does not own the copy, which owns that.
void HostCopy::begin() {
  const auto self = std::static_pointer_cast<HostCopy>(shared_from_this());
  const std::weak_ptr<HostCopy> weak = self;
  beginning_ = true;
  try {
    do {
      over_.reset();
      start(
          [weak](ReclaimBuffer reclaim) {
            const auto copy = weak.lock();
            if (copy == nullptr) return;
            copy->reclaim_ = std::move(reclaim);
            copy->noted();
          },
          [weak](CopyResult result) {
            const auto copy = weak.lock();
            if (copy == nullptr) return;
            copy->over_ = result;
            copy->reclaim_ = nullptr;
            copy->noted();
          });
    } while (goes_on());
    beginning_ = false;
    if (done()) notify();
  } catch (...) {
    beginning_ = false;
    if (const auto held = loop()) held->failed();
    settle(failure_of_current_exception<Copied>());
  }
}

/// In the middle of the other side's copy.
void HostCopy::noted() {
  if (beginning_) return;
  if (done()) return notify();
  const auto held = loop();
  if (!goes_on() || held == nullptr) return;
  held->post([weak = weak_from_this()] {
    const auto copy = std::static_pointer_cast<HostCopy>(weak.lock());
    if (copy != nullptr && copy->goes_on()) copy->begin();
  });
}

bool HostCopy::done() const {
  return outcome.has_value() || (over_ && !goes_on()) || (reclaim_ != nullptr && (!all_ || remain() == 0));
}

/// [stream_copy.stream_event, future_copy.future_event] With (X24) a copy that was cancelled after progress.
Outcome<Copied>& HostCopy::get() {
  if (outcome) return *outcome;
  if (const ReclaimBuffer reclaim = std::exchange(reclaim_, nullptr)) reclaim();
  Copied copied;
  copied.how = over_.value_or(CopyResult::COMPLETED);
  if (copied.how == CopyResult::COMPLETED && cancelling_) copied.how = CopyResult::CANCELLED;
  copied.count = source_ != nullptr ? source_->progress : sink_->progress;
  if (sink_ != nullptr) copied.elements = std::move(sink_->elements);
  return outcome.emplace(std::move(copied));
}

/// [cancel_copy] What was copied already is told first.
void HostCopy::cancel() {
  if (done() || cancelling_ || loop() == nullptr) return;
  cancelling_ = true;
  if (over_) return notify();  // it was to go on
  if (const ReclaimBuffer reclaim = std::exchange(reclaim_, nullptr)) {
    reclaim();
    over_ = CopyResult::CANCELLED;
    return notify();
  }
  shared_->cancel();
}

// ---- An end

std::optional<std::string> HostEnd::misuse() {
  const std::string what(name());
  if (loop_.expired()) return "the store is gone";
  if (shared_ == nullptr) return "a " + what + " was dropped or handed over before";
  if (busy()) return "two operations at once on one end of a " + what;
  collect();
  if (kind_ == Kind::future && over_) return "a future was read or written before";
  return std::nullopt;
}

/// Takes up what the last copy came to, if it is done.
void HostEnd::collect() {
  if (copy_ == nullptr || !copy_->done()) return;
  const Outcome<Copied>& copied = copy_->get();
  over_ = !copied || copied->dropped() || (kind_ == Kind::future && !copied->cancelled());
}

Operation<Copied> HostEnd::failed(std::string why) const {
  const auto state = std::make_shared<ResultState<Copied>>(loop_);
  state->settle(wasm::HostError(std::move(why)));
  return Operation<Copied>(state);
}

Operation<Copied> HostEnd::begin(std::shared_ptr<HostSource> source, std::shared_ptr<HostSink> sink, bool all) {
  copy_ = std::make_shared<HostCopy>(loop_.lock()->store, shared_, std::move(source), std::move(sink), all);
  copy_->begin();
  return Operation<Copied>(copy_);
}

Operation<Copied> HostEnd::write(List elements, u64 count, bool all) {
  if (auto wrong = misuse()) return failed(*std::move(wrong));
  const RuntimeType& t = shared_->t;
  if (!t.type != elements.empty() && count > 0) {
    return failed("elements are written to a " + std::string(name()) + " that has none, or none to one that has");
  }
  const u64 checked =
      elements.packed() && !elements.empty() && elements.packed() != closed::TypeKind::char_ ? 1 : elements.size();
  for (u64 i = 0; i < checked; ++i) {
    const auto wrong = mismatch(
        elements[i], t.type, [&](ResourceId id) { return t.inst == nullptr ? nullptr : t.inst->resource_type(id); },
        &loop_.lock()->store);
    if (wrong) return failed("element " + std::to_string(i) + ": " + *wrong);
  }
  return begin(std::make_shared<HostSource>(t, std::move(elements), count), nullptr, all);
}

Operation<Copied> HostEnd::read(u64 n, bool all) {
  if (auto wrong = misuse()) return failed(*std::move(wrong));
  return begin(nullptr, std::make_shared<HostSink>(shared_->t, n), all);
}

void HostEnd::cancel() {
  if (copy_ != nullptr) copy_->cancel();
}

bool HostEnd::over() {
  collect();
  return over_;
}

/// [CopyEnd.drop, WritableFutureEnd.drop]
Done HostEnd::drop() {
  if (loop_.expired()) return wasm::HostError("the store is gone");
  const std::string what(name());
  if (shared_ == nullptr) return wasm::HostError("a " + what + " was dropped or handed over before");
  if (busy()) return wasm::HostError("an end of a " + what + " is dropped in the middle of an operation");
  collect();
  const auto* future = dynamic_cast<const SharedFutureImpl*>(shared_.get());
  if (kind_ == Kind::future && writable_ && !over_ && !(future != nullptr && future->dropped())) {
    return wasm::HostError("a future is dropped that was not written");
  }
  std::exchange(shared_, nullptr)->drop();
  return std::monostate{};
}

void HostEnd::close() noexcept {
  const auto loop = loop_.lock();
  if (shared_ == nullptr || loop == nullptr) return;
  cancel();
  collect();
  const auto dropped = drop();
  if (!dropped && kind_ == Kind::future) loop->post([error = *dropped.host_error()] { throw error; });
  shared_ = nullptr;
}

/// [lift_async_value]
Outcome<Val> HostEnd::release() {
  if (auto wrong = misuse()) return wasm::HostError(*std::move(wrong));
  if (over_) return wasm::HostError("a " + std::string(name()) + " is handed over whose other end is gone");
  shared_->readable_end_held = false;
  const auto shared = std::exchange(shared_, nullptr);
  if (kind_ == Kind::stream) return Val(Stream{std::dynamic_pointer_cast<ReadableStream>(shared)});
  return Val(Future{std::dynamic_pointer_cast<ReadableFuture>(shared)});
}

Outcome<std::shared_ptr<HostEnd>> HostEnd::take(Store& store, const Val& value, Kind kind) {
  std::shared_ptr<SharedBase> shared;
  const std::string what = kind == Kind::stream ? "stream" : "future";
  if (const auto* stream = value.get_if<Stream>(); stream != nullptr && kind == Kind::stream) shared = stream->shared;
  if (const auto* future = value.get_if<Future>(); future != nullptr && kind == Kind::future) shared = future->shared;
  if (shared == nullptr) return wasm::HostError("a value is no " + what);
  if (shared->store != nullptr && shared->store != &store) return wasm::HostError("a " + what + " of another store");
  if (shared->readable_end_held) return wasm::HostError("a " + what + " that was handed over before");
  shared->readable_end_held = true;
  return std::make_shared<HostEnd>(store, std::move(shared), kind, false);
}

}  // namespace touchstone::component::host
