// Our own core engine, as a script sees it.
//
// One engine has one store. Definitions are modules with what validation learnt of them; instances are module instances.
// `spectest` is what the official scripts import from: functions that print, globals of 666, tables and memories.
#pragma once

#include "interp/embedding/embedding.hpp"
#include "tools/wast/engine.hpp"

namespace touchstone::wast {

struct CoreEngineOptions {
  Features features;
  bool fold = true;
  /// Calls and rounds of loops: so many that no test of sense meets it, and one that hangs ends within minutes.
  u64 fuel = u64{1} << 34;
  std::optional<u64> max_memory;  ///< bytes: see Config::limit_space
  /// Of the store; null: the deterministic default. Must outlive the engine.
  Chooser* chooser = nullptr;
  /// Where `spectest.print*` goes, a line for each value; empty: nowhere.
  std::function<void(const std::string&)> print;
};

EnginePtr make_core_engine(const CoreEngineOptions& options);

/// A reference as a script tells it apart; `type` is where a null was returned.
RefValue describe(wasm::Ref ref, const wasm::RefType& type);

/// A value as a script tells it apart.
CoreValue describe(const wasm::Val& value);

/// Where a trap or exception came from, innermost call first, with the line of the first; empty if that is not known.
std::string tell(const std::vector<wasm::TracePoint>& backtrace);

/// The limits of a store leave no room for `spectest`.
struct NoSpectest : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What `spectest` exports, by name. Throws NoSpectest.
std::map<std::string, wasm::ExternAddr, std::less<>> spectest(wasm::Store& store,
                                                              const std::function<void(const std::string&)>& print);

}  // namespace touchstone::wast
