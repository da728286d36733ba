// touchstone_error_t: any refusal or failure, as strings that C can read.
//
// Made from an Error of a front end (chapters 3, 5, 6), or from what an Outcome holds. The words are those of the official
// scripts, of the core suite or the components'.
#pragma once

#include <memory>
#include <string>

#include "interp/c_api/touchstone_wasm.h"
#include "interp/embedding/embedding.hpp"

struct touchstone_error_t {
  touchstone_error_kind_t kind = TOUCHSTONE_HOST_ERROR;
  std::string message;
  std::string rule;
  std::string site;
  std::string report;
  std::string source;  // its name
  touchstone_position_t position{"", 0, 0, 0, 0};
  bool has_position = false;
  bool permanent = false;  ///< nobody's: deleting it does nothing
};

namespace touchstone::wasm::c_api {

std::unique_ptr<touchstone_error_t> new_error(const Error& error, Wording wording = Wording::core);
std::unique_ptr<touchstone_error_t> new_error(const Trap& trap, Wording wording = Wording::core);
std::unique_ptr<touchstone_error_t> new_error(const Exhaustion& met, Wording wording = Wording::core);
std::unique_ptr<touchstone_error_t> new_error(const HostError& failed, Wording wording = Wording::core);
std::unique_ptr<touchstone_error_t> new_error(const Exception& thrown, Wording wording = Wording::core);
/// A fault of the host's in plain words.
std::unique_ptr<touchstone_error_t> new_error(std::string misuse);

/// Of an Outcome that holds no value.
template <class T>
std::unique_ptr<touchstone_error_t> new_error(const Outcome<T>& outcome, Wording wording = Wording::core) {
  if (const auto* trap = outcome.trap()) return new_error(*trap, wording);
  if (const auto* thrown = outcome.exception()) return new_error(*thrown, wording);
  if (const auto* met = outcome.exhaustion()) return new_error(*met, wording);
  if (const auto* failed = outcome.host_error()) return new_error(*failed, wording);
  return new_error(static_cast<const Error&>(*outcome.unlinkable()), wording);
}

/// What `f` returns, an owned error or null for success; what it throws becomes an error: no C++ exception gets out.
template <class F>
touchstone_error_t* as_error(F&& f) {
  try {
    try {
      return std::forward<F>(f)();
    } catch (const Error& error) {
      return new_error(error).release();
    } catch (const std::exception& thrown) {
      return new_error(std::string(thrown.what())).release();
    }
  } catch (const std::exception&) {
    // No memory even to say so.
    static touchstone_error_t out_of_memory;
    out_of_memory.permanent = true;
    return &out_of_memory;
  }
}

}  // namespace touchstone::wasm::c_api
