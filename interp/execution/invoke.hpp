// 4.7.3 Invocation, for those who call again and again and have room for the results.
#pragma once

#include <span>

#include "interp/execution/runtime.hpp"

namespace touchstone::wasm {

/// [$invoke] Calls a function with values of its parameter types; `results` has room for as many as it has. Throws what it
/// ends in.
void invoke_into(Store& s, FuncInst& fi, std::span<const Value> args, std::span<Value> results);

}  // namespace touchstone::wasm
