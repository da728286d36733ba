// Appendix 7.7.3 Custom annotations: `(@custom "name" place? "bytes"*)`, one custom section each. Internal.
#pragma once

#include <map>
#include <vector>

#include "interp/syntax/modules.hpp"
#include "interp/text/lexer.hpp"

namespace touchstone::wasm {

/// Collects the annotations of one module while its fields are read.
class CustomAnnotations {
 public:
  /// Between fields: the annotations here become custom sections.
  void take(const Cursor& in);

  /// The sections, in the order of the binary format. Throws Malformed if the tokens from `first` to the cursor hold one
  /// that stands inside a field.
  std::vector<Custom> finish(const Cursor& in, u32 first);

 private:
  std::multimap<u32, Custom> placed_;  // by rank: the place among the sections, both sides of each apart
  std::vector<u32> tokens_;            // what the annotations taken stand before
};

}  // namespace touchstone::wasm
