// What is thrown inside, as an Outcome: how each door of the embedding API ends.
#pragma once

#include "interp/embedding/embedding.hpp"
#include "interp/support/error.hpp"

namespace touchstone::component::host {

using wasm::Done;
using wasm::Outcome;

/// The exception being handled, as what an Outcome<T> holds instead of a value. A Crash goes on.
template <class T>
Outcome<T> failure_of_current_exception() {
  try {
    throw;
  } catch (const wasm::Trap& trap) {
    return trap;
  } catch (const wasm::Exhaustion& met) {
    return met;
  } catch (const wasm::HostError& failed) {
    return failed;
  } catch (const wasm::Exception& thrown) {
    return thrown;
  } catch (const Unlinkable& refused) {
    return refused;
  } catch (const Crash&) {
    throw;
  } catch (const std::exception& thrown) {
    return wasm::HostError(thrown.what(), std::current_exception());
  } catch (...) {
    return wasm::HostError("an exception of unknown type", std::current_exception());
  }
}

/// The same of what a coroutine or function of the host's threw, where a Crash is a mistake of the host's: all that it throws
/// is a HostError, as in a function that a guest calls.
template <class T>
Outcome<T> failure_of_host_code() {
  try {
    throw;
  } catch (const Crash& broken) {
    return wasm::HostError(broken.what(), std::current_exception());
  } catch (...) {
    return failure_of_current_exception<T>();
  }
}

/// What `f` returns or throws.
template <class F>
auto outcome_of(F&& f) -> Outcome<decltype(f())> {
  try {
    return f();
  } catch (...) {
    return failure_of_current_exception<decltype(f())>();
  }
}

/// The same where nothing is returned.
template <class F>
Done done_of(F&& f) {
  return outcome_of([&] {
    f();
    return std::monostate{};
  });
}

}  // namespace touchstone::component::host
