// Core WebAssembly for C++ programs: `#include <touchstone/wasm.hpp>`.
#pragma once

#include "interp/embedding/embedding.hpp"
#include "interp/support/version.hpp"
