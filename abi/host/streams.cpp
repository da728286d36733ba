// Streams of the host's: see streams.hpp.
#include "abi/host/streams.hpp"

#include "abi/host/copies.hpp"
#include "abi/validation/factory.hpp"

namespace touchstone::component::host {

namespace {

ElementType element_of(const Func& func, const closed::ValType& type) {
  const bool fits = type && (type->kind == closed::TypeKind::stream || type->kind == closed::TypeKind::future);
  assert_that(fits, "an element type is asked of what is no stream or future");
  return {type->element(), func.inst()->inst};
}

}  // namespace

ElementType::ElementType(PrimValType primitive) : type{Types().primitive(primitive), nullptr} {}

ElementType ElementType::of_param(const Func& func, std::size_t i) {
  return element_of(func, func.type().params.at(i).type);
}

ElementType ElementType::of_result(const Func& func) { return element_of(func, func.type().result); }

// ---- Writing

StreamWriter::~StreamWriter() {
  if (end_ != nullptr) end_->close();
}
StreamWriter& StreamWriter::operator=(StreamWriter&& other) noexcept {
  std::swap(end_, other.end_);
  return *this;
}

Operation<Copied> StreamWriter::write(List elements) {
  const u64 count = elements.size();
  return end_->write(std::move(elements), count, false);
}
Operation<Copied> StreamWriter::write(u64 count) { return end_->write({}, count, false); }
Operation<Copied> StreamWriter::write_all(List elements) {
  const u64 count = elements.size();
  return end_->write(std::move(elements), count, true);
}
Operation<Copied> StreamWriter::write_all(u64 count) { return end_->write({}, count, true); }
const RuntimeType& StreamWriter::element() const { return end_->element; }
bool StreamWriter::busy() const { return end_->busy(); }
void StreamWriter::cancel() { end_->cancel(); }
bool StreamWriter::reader_gone() const { return end_->over(); }
Done StreamWriter::drop() { return end_->drop(); }

// ---- Reading

StreamReader::~StreamReader() {
  if (end_ != nullptr) end_->close();
}
StreamReader& StreamReader::operator=(StreamReader&& other) noexcept {
  std::swap(end_, other.end_);
  return *this;
}

Outcome<StreamReader> StreamReader::take(Store& store, const Val& stream) {
  return outcome_of([&] { return StreamReader(HostEnd::take(store, stream, HostEnd::Kind::stream).value()); });
}

Operation<Copied> StreamReader::read(u64 n) { return end_->read(n, false); }
Operation<Copied> StreamReader::read_all(u64 n) { return end_->read(n, true); }
const RuntimeType& StreamReader::element() const { return end_->element; }
bool StreamReader::busy() const { return end_->busy(); }
void StreamReader::cancel() { end_->cancel(); }
bool StreamReader::writer_gone() const { return end_->over(); }
Done StreamReader::drop() { return end_->drop(); }
Outcome<Val> StreamReader::release() { return end_->release(); }

/// [canon_stream_new] For the host.
NewStream make_stream(Store& store, const ElementType& element) {
  const auto shared = std::make_shared<SharedStreamImpl>(element.type);
  shared->store = &store;
  return {Val(Stream{shared}), StreamWriter(std::make_shared<HostEnd>(store, shared, HostEnd::Kind::stream, true))};
}

}  // namespace touchstone::component::host
