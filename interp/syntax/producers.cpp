// The content of the custom section "producers": see producers.hpp.
#include "interp/syntax/producers.hpp"

#include <algorithm>
#include <array>

#include "interp/support/leb128.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::wasm {

namespace {

constexpr std::array<std::string_view, 3> known_fields = {"language", "processed-by", "sdk"};

void append_name(std::string& out, std::string_view name) {
  leb128::append_u(out, name.size());
  out += name;
}

/// Reads numbers and names as long as they are there.
class Content {
 public:
  explicit Content(std::string_view bytes) : bytes_(bytes) {}

  std::optional<u32> number() {
    u64 n = 0;
    if (leb128::read_u<32>(bytes_, at_, n) != leb128::Fault::none) return std::nullopt;
    return static_cast<u32>(n);
  }
  std::optional<Name> name() {
    const auto size = number();
    if (!size || *size > bytes_.size() - at_) return std::nullopt;
    const std::string_view taken = bytes_.substr(at_, *size);
    at_ += *size;
    if (!is_utf8(taken)) return std::nullopt;
    return Name(taken);
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

bool Producers::is_field(std::string_view word) {
  return std::find(known_fields.begin(), known_fields.end(), word) != known_fields.end();
}

bool Producers::add(std::string_view field, Name name, Name version) {
  auto found = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == field; });
  if (found == fields.end()) found = fields.insert(fields.end(), Field{Name(field), {}});
  auto& values = found->values;
  if (std::any_of(values.begin(), values.end(), [&](const auto& value) { return value.first == name; })) return false;
  values.emplace_back(std::move(name), std::move(version));
  return true;
}

std::string encode_producers(const Producers& producers) {
  std::string out;
  leb128::append_u(out, producers.fields.size());
  for (const Producers::Field& field : producers.fields) {
    append_name(out, field.name);
    leb128::append_u(out, field.values.size());
    for (const auto& [name, version] : field.values) {
      append_name(out, name);
      append_name(out, version);
    }
  }
  return out;
}

std::optional<Producers> decode_producers(std::string_view content) {
  Producers out;
  Content in(content);
  const auto fields = in.number();
  for (u32 i = 0; fields && i < *fields; ++i) {
    const auto field = in.name();
    const auto values = in.number();
    if (!field || !Producers::is_field(*field) || !values) return std::nullopt;
    for (u32 k = 0; k < *values; ++k) {
      auto name = in.name();
      auto version = in.name();
      if (!name || !version || !out.add(*field, *std::move(name), *std::move(version))) return std::nullopt;
    }
  }
  if (!fields || encode_producers(out) != content) return std::nullopt;
  return out;
}

}  // namespace touchstone::wasm
