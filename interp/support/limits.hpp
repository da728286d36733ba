// Implementation limits of syntax (appendix 7.3): counts and sizes, by default those of the JavaScript API's section
// "Implementation-defined limits", so that a module which runs on the web runs here.
//
// Every one is a `Limit:` of ours. Who exceeds one gets an error that names the limit; nothing is allocated by a number
// that the input merely claims. An embedder may pass other values. What bounds execution is in execution/.
// Validation checks them, so that text and binary accept the same modules and call what they refuse invalid. Those that
// protect who reads a module are checked at both doors as well: locals, which a binary may have by the billion in a few
// bytes; and as malformed, since validation would come too late, nesting and what compact imports repeat.
#pragma once

#include "interp/support/integers.hpp"

namespace touchstone {

struct ImplementationLimits {
  // 2.5 Modules
  u32 module_size = 1'073'741'824;  ///< bytes of a binary; more is malformed
  u32 types = 1'000'000;            ///< subtypes of all groups
  u32 rec_groups = 1'000'000;
  u32 rec_group_size = 1'000'000;
  u32 funcs = 1'000'000;
  u32 imports = 1'000'000;
  u32 exports = 1'000'000;
  u32 globals = 1'000'000;
  u32 tags = 1'000'000;
  u32 datas = 100'000;
  u32 elems = 10'000'000;
  u32 tables = 100'000;             ///< with imports
  u32 elem_size = 10'000'000;       ///< references in one segment
  u32 mems = 100;                   ///< with imports
  u32 repeated_names = 10'000'000;  ///< bytes of module names that compact imports repeat (not in the JavaScript API)

  // 2.3 Types
  u32 subtype_depth = 63;  ///< declared supertypes above a type
  u32 params = 1'000;      ///< of a function or block
  u32 results = 1'000;
  u32 fields = 10'000;

  // 2.4 Instructions
  u32 body_size = 7'654'321;  ///< bytes of a function's code, with its locals; of text, as we would encode it
  u32 locals = 50'000;        ///< of a function, with its parameters
  u32 array_new_fixed = 10'000;
  u32 nesting = 20'000;  ///< of structured instructions in a body (not in the JavaScript API)
};

inline constexpr ImplementationLimits implementation_limits;

}  // namespace touchstone
