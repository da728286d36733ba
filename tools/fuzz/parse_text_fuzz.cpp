// Fuzz target: the text format (chapter 6). What parses is encoded, and that decodes to the same bytes.
#include "interp/binary/decode.hpp"
#include "interp/binary/encode.hpp"
#include "interp/text/parse.hpp"
#include "tools/fuzz/common.hpp"

extern "C" int LLVMFuzzerTestOneInput(const touchstone::u8* data, std::size_t size) {
  using namespace touchstone;
  const auto module = wasm::parse_module(text_source("input", fuzz::bytes_of(data, size)), Features::standard());
  if (!module) {
    static_cast<void>(module.error().report());
    return 0;
  }
  const std::string bytes = wasm::encode_module(*module);
  const auto decoded = wasm::decode_module(binary_source("encoded", bytes), Features::standard());
  fuzz::require(decoded.has_value(), "what is encoded decodes", decoded ? "" : decoded.error().report());
  fuzz::require(wasm::encode_module(*decoded) == bytes, "decoding and encoding gives the same bytes");
  return 0;
}
