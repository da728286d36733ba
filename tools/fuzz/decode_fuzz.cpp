// Fuzz target: the binary format (chapter 5), and the way through the text format (chapter 6) and back.
//
// What decodes is encoded, which gives bytes that decode to themselves. Printed, it parses again, and that is the same
// module up to what text does not say: names and custom sections, and that a table has an initialiser of no instructions,
// which is never valid.
#include "interp/binary/decode.hpp"
#include "interp/binary/encode.hpp"
#include "interp/text/parse.hpp"
#include "interp/text/print.hpp"
#include "tools/fuzz/common.hpp"

namespace touchstone::fuzz {

namespace {

void without_what_text_does_not_say(wasm::Module& module) {
  module.names = {};
  module.customs.clear();
  for (wasm::Table& table : module.tables) {
    if (table.init && table.init->size() == 1) table.init.reset();  // only the `end`
  }
}

/// Printing writes every local by itself: a module that declares very many would make a very long text.
bool short_enough_to_print(const wasm::Module& module) {
  u64 locals = 0;
  for (const wasm::Func& func : module.funcs) {
    for (const wasm::Locals& run : func.locals) locals += run.count;
  }
  return locals < 10'000;
}

void check_text(wasm::Module module, bool folded) {
  without_what_text_does_not_say(module);
  wasm::PrintOptions options;
  options.folded = folded;
  const std::string text = wasm::print_module(module, options);
  auto parsed = wasm::parse_module(text_source("printed", text), Features::standard());
  require(parsed.has_value(), "what is printed parses", parsed ? "" : parsed.error().report());
  parsed->names = {};
  require(wasm::encode_module(*parsed) == wasm::encode_module(module), "printing and parsing gives the same module",
          text);
}

}  // namespace

}  // namespace touchstone::fuzz

extern "C" int LLVMFuzzerTestOneInput(const touchstone::u8* data, std::size_t size) {
  using namespace touchstone;
  const auto module = wasm::decode_module(binary_source("input", fuzz::bytes_of(data, size)), Features::standard());
  if (!module) {
    static_cast<void>(module.error().report());
    return 0;
  }
  const std::string bytes = wasm::encode_module(*module);
  const auto again = wasm::decode_module(binary_source("encoded", bytes), Features::standard());
  fuzz::require(again.has_value(), "what is encoded decodes", again ? "" : again.error().report());
  fuzz::require(wasm::encode_module(*again) == bytes, "decoding and encoding gives the same bytes");
  if (fuzz::short_enough_to_print(*module)) {
    for (const bool folded : {false, true}) fuzz::check_text(*module, folded);
  }
  return 0;
}
