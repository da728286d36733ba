// Fuzz target: the binary format of components (Binary.md), and validation.
//
// What decodes is encoded, which gives bytes that decode to the same component. Validation says yes or no, and a narrow
// profile does not accept what a wider one refuses. What is valid is printed, and parses to the same component (names
// and custom sections do not count).
#include "abi/binary/decode.hpp"
#include "abi/binary/encode.hpp"
#include "abi/text/parse.hpp"
#include "abi/text/print.hpp"
#include "abi/validation/components.hpp"
#include "tools/fuzz/common.hpp"

namespace touchstone::fuzz {

namespace {

using component::Component;
using component::Profile;

const Profile& profile(std::string_view name) {
  static const Profile all{*component::Gates::profile("all"), Features::standard()};
  static const Profile first{*component::Gates::profile("0.2"), Features::standard()};
  return name == "all" ? all : first;
}

void check_text(const Component& component) {
  const std::string text = component::print_component(component);
  const auto parsed = component::parse_component(text_source("printed", text), profile("all"));
  require(parsed.has_value(), "what is printed parses", parsed ? "" : parsed.error().report());
  require(*parsed == component, "printing and parsing gives the same component", text);
}

bool valid(const std::shared_ptr<const Component>& component, std::string_view under) {
  const auto result = component::validate_component(component, profile(under));
  if (!result) static_cast<void>(result.error().report(Wording::component));
  return result.has_value();
}

void check(const std::string& content) {
  const auto decoded = component::decode_component(binary_source("input", content), profile("all"));
  if (!decoded) {
    static_cast<void>(decoded.error().report(Wording::component));
    return;
  }
  const std::string bytes = component::encode_component(*decoded);
  const auto again = component::decode_component(binary_source("encoded", bytes), profile("all"));
  require(again.has_value(), "what is encoded decodes", again ? "" : again.error().report());
  require(*again == *decoded, "decoding gives the same component");
  require(component::encode_component(*again) == bytes, "encoding it again gives the same bytes");

  const auto shared = std::make_shared<const Component>(*decoded);
  const bool narrow = valid(shared, "0.2");
  const bool wide = valid(shared, "all");
  require(!narrow || wide, "what is valid in profile 0.2 is valid in profile all");
  if (wide) check_text(*decoded);
}

}  // namespace

}  // namespace touchstone::fuzz

extern "C" int LLVMFuzzerTestOneInput(const touchstone::u8* data, std::size_t size) {
  touchstone::fuzz::check(touchstone::fuzz::bytes_of(data, size));
  return 0;
}
