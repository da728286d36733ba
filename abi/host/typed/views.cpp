// Views of guest memory: see views.hpp.
#include "abi/host/typed/views.hpp"

namespace touchstone::component::host {

ViewOfCall::ViewOfCall(const LiftContext& cx) {
  assert_that(cx.scope != nullptr && *cx.scope != nullptr, "a view that belongs to no call");
  scope_ = *cx.scope;
}

LiftLowerContext& ViewOfCall::cx() const {
  if (!open()) throw wasm::HostError("a view of guest memory is used after its call has ended");
  return *scope_->cx;
}

WasmStr::WasmStr(const LiftContext& cx, const Range& range)
    : ViewOfCall(cx),
      range_(range),
      code_units_(load_string_from_range(cx.cx, range.begin, range.length, false).code_units) {}

std::string WasmStr::to_string() const { return load_string_from_range(cx(), range_.begin, range_.length).text; }

std::optional<std::string_view> WasmStr::as_utf8() const {
  LiftLowerContext& guest = cx();
  if (guest.opts.string_encoding != StringEncoding::utf8) return std::nullopt;
  load_string_from_range(guest, range_.begin, range_.length);
  const std::span<const u8> bytes = guest.memory().subspan(range_.begin, code_units_);
  return std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

}  // namespace touchstone::component::host
