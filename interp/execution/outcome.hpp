// What a computation ends in, other than values (4.2.2 Results; appendix 7.1.3, exceptions and errors).
//
// Trap and Exception are the specification's. Exhaustion is what 7.3 allows an implementation: a limit of ours (call
// depth, slots, native stack, fuel, memory) was met. HostError is an error of a host function that is none of these.
// All four are C++ exceptions for those who call the evaluator or are called by it: a host function throws one, an
// Outcome holds one. Inside the evaluator they travel as Signals (machine.hpp), without C++ exceptions.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "interp/execution/runtime.hpp"
#include "interp/support/error.hpp"

namespace touchstone::wasm {

/// Why a core instruction trapped. The specification says TRAP and no more; the messages are the official scripts'.
enum class TrapCode : u8 {
  unreachable,
  integer_divide_by_zero,
  integer_overflow,
  invalid_conversion_to_integer,
  out_of_bounds_memory_access,
  out_of_bounds_table_access,
  out_of_bounds_array_access,
  undefined_element,
  uninitialized_element,
  indirect_call_type_mismatch,
  null_reference,
  null_function_reference,
  null_exception_reference,
  null_structure_reference,
  null_array_reference,
  null_i31_reference,
  cast_failure,
  unaligned_atomic,
  expected_shared_memory,
  array_too_large,
  null_descriptor_reference,
  descriptor_cast_failure,
  null_continuation_reference,
  continuation_consumed,
  unhandled_tag,
  other,  ///< raised outside core instructions, with a phrase of its own
};

/// The phrase of a core trap.
Phrase trap_phrase(TrapCode code);

/// One level of a backtrace: an instruction of a function of an instance.
struct TracePoint {
  static constexpr u32 no_func = 0xffff'ffff;
  const ModuleInst* module = nullptr;
  u32 func = no_func;  ///< function index in the module; no_func: not in a function
  Region at;           ///< in the module's source
};

/// What traps, exhaustions and host errors have in common: words and where it happened.
struct Failure : std::exception {
  Failure(Phrase words, std::string more) : phrase(words), detail(std::move(more)) {}

  /// Phrase and detail, without place.
  std::string message(Wording wording = Wording::core) const;
  const char* what() const noexcept override;

  Phrase phrase;
  std::string detail;
  std::vector<TracePoint> backtrace;  ///< innermost first; at most `longest_backtrace` points

 private:
  mutable std::string text_;
};
inline constexpr u32 longest_backtrace = 64;

/// 4.2.2 TRAP.
struct Trap : Failure {
  explicit Trap(TrapCode which, std::string more = {}) : Failure(trap_phrase(which), std::move(more)), code(which) {}
  /// A trap of another layer: `which` names the trap site, `violated` the rule.
  Trap(std::string_view which, Phrase words, std::string_view violated, std::string more = {})
      : Failure(words, std::move(more)), code(TrapCode::other), id(which), rule(violated) {}

  TrapCode code;
  std::string_view id;    ///< code other: the trap site
  std::string_view rule;  ///< the rule that trapped, without brackets
};

/// Which limit was met.
enum class Resource : u8 { call_stack, fuel, memory, table, heap, fibers, nesting, definitions };

/// A limit of ours. (assert_exhaustion)
struct Exhaustion : Failure {
  explicit Exhaustion(Resource which, std::string more = {});
  Resource resource;
};

/// A host function failed by a C++ exception that is none of ours; `cause` is it.
struct HostError : Failure {
  explicit HostError(std::string words, std::exception_ptr what = {})
      : Failure("host error", ": " + std::move(words)), cause(std::move(what)) {}
  std::exception_ptr cause;
};

/// 4.2.2 `(ref.exn a) throw_ref`: an exception that nobody caught. (assert_exception)
struct Exception : std::exception {
  explicit Exception(Root thrown, std::string_view detail = {}, std::vector<TracePoint> from = {})
      : exn(std::move(thrown)), backtrace(std::move(from)), text_("uncaught exception" + std::string(detail)) {}
  /// `uncaught exception: tag $e (i32 7)`: tag and fields, if guest code threw it.
  const char* what() const noexcept override { return text_.c_str(); }

  Root exn;                           ///< a reference to the exception, kept alive
  std::vector<TracePoint> backtrace;  ///< where it was thrown and which calls it left, innermost first

 private:
  std::string text_;
};

/// A value, or what prevented it. Unlinkable comes from instantiation only.
template <class T>
class [[nodiscard]] Outcome {
 public:
  Outcome(T value) : held_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: returning a value is the point
  Outcome(Trap trap) : held_(std::move(trap)) {}                         // NOLINT: likewise the others
  Outcome(Exception thrown) : held_(std::move(thrown)) {}                // NOLINT
  Outcome(Exhaustion met) : held_(std::move(met)) {}                     // NOLINT
  Outcome(HostError failed) : held_(std::move(failed)) {}                // NOLINT
  Outcome(Unlinkable refused) : held_(std::move(refused)) {}             // NOLINT

  explicit operator bool() const { return held_.index() == 0; }
  bool has_value() const { return held_.index() == 0; }

  /// The value; throws what is held instead of it.
  T& value() & {
    if (held_.index() != 0) rethrow();
    return *std::get_if<0>(&held_);
  }
  const T& value() const& {
    if (held_.index() != 0) rethrow();
    return *std::get_if<0>(&held_);
  }
  T&& value() && {
    if (held_.index() != 0) rethrow();
    return std::move(*std::get_if<0>(&held_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Trap* trap() const { return std::get_if<Trap>(&held_); }
  const Exception* exception() const { return std::get_if<Exception>(&held_); }
  const Exhaustion* exhaustion() const { return std::get_if<Exhaustion>(&held_); }
  const HostError* host_error() const { return std::get_if<HostError>(&held_); }
  const Unlinkable* unlinkable() const { return std::get_if<Unlinkable>(&held_); }

  /// The same failure where a U was expected. Crash if there is a value.
  template <class U>
  Outcome<U> failed() const {
    return std::visit(
        []<class H>(const H& held) -> Outcome<U> {
          if constexpr (std::is_same_v<H, T>)
            throw Crash("Outcome::failed of a value");
          else
            return held;
        },
        held_);
  }

  /// The failure's words, or none for a value.
  std::string message(Wording wording = Wording::core) const {
    return std::visit(
        [wording]<class H>(const H& held) -> std::string {
          if constexpr (std::is_base_of_v<Failure, H> || std::is_base_of_v<Error, H>) return held.message(wording);
          if constexpr (std::is_same_v<H, Exception>) return held.what();
          return {};
        },
        held_);
  }

 private:
  [[noreturn]] void rethrow() const {
    std::visit(
        []<class H>(const H& held) {
          if constexpr (std::is_base_of_v<std::exception, H>) throw held;
        },
        held_);
    throw Crash("Outcome holds a value");
  }

  std::variant<T, Trap, Exception, Exhaustion, HostError, Unlinkable> held_;
};

/// An Outcome without a value.
using Done = Outcome<std::monostate>;

}  // namespace touchstone::wasm
