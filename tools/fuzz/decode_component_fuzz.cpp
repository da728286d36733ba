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

/// Printing writes every local by itself: modules that declare very many would make a very long text.
u64 locals_of(const Component& component) {
  u64 locals = 0;
  for (const component::Definition& definition : component.definitions) {
    if (const auto* nested = std::get_if<std::shared_ptr<const Component>>(&definition.is)) {
      locals += locals_of(**nested);
    } else if (const auto* module = std::get_if<std::shared_ptr<const wasm::Module>>(&definition.is)) {
      for (const wasm::Func& func : (*module)->funcs) {
        for (const wasm::Locals& run : func.locals) locals += run.count;
      }
    }
  }
  return locals;
}

void check_text(const Component& component, bool is_valid) {
  if (locals_of(component) > 10'000) return;
  const std::string text = component::print_component(component);
  if (!is_valid) return;  // which need not have a text
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
  check_text(*decoded, wide);
}

}  // namespace

}  // namespace touchstone::fuzz

extern "C" int LLVMFuzzerTestOneInput(const touchstone::u8* data, std::size_t size) {
  touchstone::fuzz::check(touchstone::fuzz::bytes_of(data, size));
  return 0;
}
