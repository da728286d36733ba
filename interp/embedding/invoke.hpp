// Appendix 7.1 Embedding: the door to `invoke_into`, which is func_invoke without types, allocation and Outcome.
#pragma once

#include "interp/execution/invoke.hpp"  // IWYU pragma: export
