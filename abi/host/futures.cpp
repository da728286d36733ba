// Futures of the host's: see futures.hpp.
#include "abi/host/futures.hpp"

#include "abi/host/copies.hpp"

namespace touchstone::component::host {

FutureWriter::~FutureWriter() {
  if (end_ != nullptr) end_->close();
}
FutureWriter& FutureWriter::operator=(FutureWriter&& other) noexcept {
  std::swap(end_, other.end_);
  return *this;
}

Operation<Copied> FutureWriter::write(Val value) {
  List list;
  list.push_back(std::move(value));
  return end_->write(std::move(list), 1, false);
}
Operation<Copied> FutureWriter::write() { return end_->write({}, 1, false); }
const RuntimeType& FutureWriter::element() const { return end_->element; }
bool FutureWriter::busy() const { return end_->busy(); }
void FutureWriter::cancel() { end_->cancel(); }
bool FutureWriter::written() const { return end_->over(); }
Done FutureWriter::drop() { return end_->drop(); }

FutureReader::~FutureReader() {
  if (end_ != nullptr) end_->close();
}
FutureReader& FutureReader::operator=(FutureReader&& other) noexcept {
  std::swap(end_, other.end_);
  return *this;
}

Outcome<FutureReader> FutureReader::take(Store& store, const Val& future) {
  return outcome_of([&] { return FutureReader(HostEnd::take(store, future, HostEnd::Kind::future).value()); });
}

Operation<Copied> FutureReader::read() { return end_->read(1, false); }
const RuntimeType& FutureReader::element() const { return end_->element; }
bool FutureReader::busy() const { return end_->busy(); }
void FutureReader::cancel() { end_->cancel(); }
Done FutureReader::drop() { return end_->drop(); }
Outcome<Val> FutureReader::release() { return end_->release(); }

/// [canon_future_new] For the host.
NewFuture make_future(Store& store, const ElementType& value) {
  const auto shared = std::make_shared<SharedFutureImpl>(value.type);
  shared->store = &store;
  return {Val(Future{shared}), FutureWriter(std::make_shared<HostEnd>(store, shared, HostEnd::Kind::future, true))};
}

}  // namespace touchstone::component::host
