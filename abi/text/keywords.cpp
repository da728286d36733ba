// The words of the component text format: those that its grammar has somewhere, so that one in the wrong place is told
// from a word that is unknown.
#include <algorithm>
#include <iterator>

#include "abi/text/parse.hpp"

namespace touchstone::component {

namespace {

constexpr std::string_view words[] = {"alias",
                                      "async",
                                      "binary",
                                      "borrow",
                                      "callback",
                                      "canon",
                                      "cancellable",
                                      "case",
                                      "component",
                                      "core",
                                      "dtor",
                                      "enum",
                                      "eq",
                                      "error",
                                      "export",
                                      "external-id",
                                      "false",
                                      "field",
                                      "flags",
                                      "float32",
                                      "float64",
                                      "func",
                                      "future",
                                      "global",
                                      "implements",
                                      "import",
                                      "instance",
                                      "instantiate",
                                      "list",
                                      "map",
                                      "memory",
                                      "module",
                                      "nan",
                                      "none",
                                      "ok",
                                      "option",
                                      "outer",
                                      "own",
                                      "param",
                                      "post-return",
                                      "quote",
                                      "realloc",
                                      "rec",
                                      "record",
                                      "rep",
                                      "resource",
                                      "result",
                                      "shared",
                                      "some",
                                      "start",
                                      "stream",
                                      "string-encoding=latin1+utf16",
                                      "string-encoding=utf16",
                                      "string-encoding=utf8",
                                      "sub",
                                      "table",
                                      "tag",
                                      "true",
                                      "tuple",
                                      "type",
                                      "value",
                                      "variant",
                                      "versionsuffix",
                                      "with"};

}  // namespace

bool is_component_keyword(std::string_view word) {
  if (std::find(std::begin(words), std::end(words), word) != std::end(words) || canon_with_text(word)) return true;
  for (u32 i = 0; i <= static_cast<u32>(PrimValType::error_context); ++i) {
    if (prim_name(static_cast<PrimValType>(i)) == word) return true;
  }
  return wasm::is_core_keyword(word);
}

}  // namespace touchstone::component
