// Fuzz target: the text format of components (Explainer.md). What parses is encoded and decodes to the same component;
// what is printed parses to it too. Validation says yes or no.
#include "abi/binary/decode.hpp"
#include "abi/binary/encode.hpp"
#include "abi/text/parse.hpp"
#include "abi/text/print.hpp"
#include "abi/validation/components.hpp"
#include "tools/fuzz/common.hpp"

extern "C" int LLVMFuzzerTestOneInput(const touchstone::u8* data, std::size_t size) {
  using namespace touchstone;
  static const component::Profile profile{*component::Gates::profile("all"), Features::standard()};
  const auto parsed = component::parse_quoted_component(text_source("input", fuzz::bytes_of(data, size)), profile);
  if (!parsed) {
    static_cast<void>(parsed.error().report());
    return 0;
  }
  const std::string bytes = component::encode_component(*parsed);
  const auto decoded = component::decode_component(binary_source("encoded", bytes), profile);
  fuzz::require(decoded.has_value(), "what is encoded decodes", decoded ? "" : decoded.error().report());
  fuzz::require(*decoded == *parsed, "decoding gives the same component");
  const auto valid = component::validate_component(*parsed, profile);
  if (!valid) static_cast<void>(valid.error().report(Wording::component));
  const std::string text = component::print_component(*decoded);
  if (fuzz::bytes_of(data, size).find("binary") != std::string::npos) return 0;  // such modules may be beyond text
  const auto reread = component::parse_component(text_source("printed", text), profile);
  fuzz::require(reread.has_value(), "what is printed parses", reread ? "" : reread.error().report());
  fuzz::require(*reread == *parsed, "printing and parsing gives the same component");
  return 0;
}
