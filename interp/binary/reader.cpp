// 5.1 Conventions and 5.2 Values, reading: see reader.hpp.
#include "interp/binary/reader.hpp"

#include "interp/support/utf8.hpp"

namespace touchstone {

void Reader::unexpected_end() const { fail({end(), end()}, phrase::unexpected_end, "Bbyte"); }

void Reader::bad_integer(std::size_t begin, leb128::Fault fault, std::string_view rule) const {
  if (fault == leb128::Fault::unexpected_end) unexpected_end();
  const u32 last = std::min(position() + 1, end());
  fail({static_cast<u32>(begin), last},
       fault == leb128::Fault::too_long ? phrase::integer_representation_too_long : phrase::integer_too_large, rule);
}

u32 Reader::count() {
  const u32 begin = position();
  const u32 most = remaining();  // counted from before the length, as the official messages are
  const u32 n = read_u32();
  if (n > most) {
    fail(since(begin), phrase::length_out_of_bounds, "Blist",
         ": " + std::to_string(n) + " announced, " + std::to_string(remaining()) + " bytes left");
  }
  tell(begin, [&] { return "length " + std::to_string(n); });
  return n;
}

std::string Reader::name() {
  const u32 begin = position();
  const std::string_view text = byte_list();
  if (!is_utf8(text)) fail(since(begin), phrase::malformed_utf8, "Bname");
  if (watch_ != nullptr) watch_->name(since(begin), text);
  return std::string(text);
}

/// A size that goes beyond the end is refused when the contents are not refused for something else.
Reader::Size Reader::size() {
  const u32 begin = position();
  const u32 n = read_u32();
  tell(begin, [&] { return "size " + std::to_string(n); });
  return {n, {position(), static_cast<u32>(std::min<u64>(u64{position()} + n, ~u32{0}))}};
}

void Reader::check_size(const Size& size, std::string_view rule) const {
  const Region at = size.at;
  if (goes_beyond(size)) length_out_of_bounds(size, rule);
  if (position() < at.end) {
    fail({position(), std::min(at.end, end())}, phrase::section_size_mismatch, rule,
         ": bytes left over: " + std::to_string(at.end - position()));
  }
  if (position() > at.end) {
    fail({at.end, position()}, phrase::section_too_short, rule,
         ": bytes missing: " + std::to_string(position() - at.end));
  }
}

void Reader::length_out_of_bounds(const Size& size, std::string_view rule) const {
  const u32 begin = size.at.begin;
  fail({begin, end()}, phrase::length_out_of_bounds, rule,
       ": " + std::to_string(size.given) + " announced, " + std::to_string(end() - begin) + " bytes left");
}

void Reader::explain_size(Error& error, const Size& size, std::string_view rule) const {
  const Region at = size.at;
  if (goes_beyond(size) && error.phrase.core == phrase::unexpected_end.core) length_out_of_bounds(size, rule);
  if (error.at.end <= at.end || !error.notes.empty() || error.phrase.core == phrase::section_too_short.core) return;
  error.notes.push_back("the size " + std::to_string(size.given) + " that was given ends at offset " +
                        std::to_string(at.end) + ", before this");
}

void add_path(Error& error, std::string_view where) {
  error.path = error.path.empty() ? std::string(where) : std::string(where) + " > " + error.path;
}

void add_path(Error& error, std::string_view what, u32 index) {
  add_path(error, std::string(what) + " " + std::to_string(index));
}

}  // namespace touchstone
