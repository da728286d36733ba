// CanonicalABI.md "canonopt Validation": see canon.hpp.
//
// The document calls `lower(T)` what is read from this component's memory, and `lift(T)` what is put into it; here these
// are `reads` and `writes`. Choice: (X17) task.return reads, although the document says `lift`.
#include "abi/canonical/flatten.hpp"
#include "abi/validation/canon.hpp"

namespace touchstone::component::validation {

using wasm::AddrType;
using wasm::ValKind;

namespace {

constexpr std::string_view rule = "CanonicalABI.md#canonopt-validation";

using Kind = CanonOpt::Kind;

std::string_view option_name(Kind kind) {
  constexpr std::string_view names[] = {"utf8",    "utf16",       "latin1-utf16", "memory",
                                        "realloc", "post-return", "async",        "callback"};
  return names[static_cast<u32>(kind)];
}

[[noreturn]] void fail_option(Region at, std::string_view option, const std::string& why) {
  fail(at, phrase::canonical_option, rule, " `" + std::string(option) + "` " + why);
}

std::string built_in_name(const Canon& canon) { return "`" + std::string(info(canon.op).text) + "`"; }

/// Which options a definition accepts besides string-encoding and memory.
struct Accepts {
  bool realloc = false;
  bool post_return = false;
  bool async_ = false;
  bool callback = false;
};

/// Reads a list of options: each at most once, and only those accepted.
class OptionReader {
 public:
  OptionReader(const Scope& scope, const Canon& canon, Accepts accepts)
      : scope_(scope), canon_(canon), accepts_(accepts) {}

  CanonicalOptions read() {
    for (const CanonOpt& opt : canon_.options) take(opt);
    return options_;
  }

 private:
  void take(const CanonOpt& opt);
  void encoding(const CanonOpt& opt);
  void accept(bool accepted, const CanonOpt& opt) const;

  template <class T>
  static void once(std::optional<T>& place, const CanonOpt& opt) {
    if (place) fail_option(opt.at, option_name(opt.kind), "is specified more than once");
    place = T(opt.index);
  }

  const Scope& scope_;
  const Canon& canon_;
  Accepts accepts_;
  CanonicalOptions options_;
  std::optional<Kind> encoding_;
};

void OptionReader::accept(bool accepted, const CanonOpt& opt) const {
  if (accepted) return;
  const std::string where = canon_.op == CanonOp::lower ? "for lowerings" : "for " + built_in_name(canon_);
  fail_option(opt.at, option_name(opt.kind), "cannot be specified " + where);
}

/// "can be passed at most once, regardless of N"
void OptionReader::encoding(const CanonOpt& opt) {
  if (encoding_) {
    fail(opt.at, phrase::canonical_encoding, rule,
         " `" + std::string(option_name(*encoding_)) + "` conflicts with option `" +
             std::string(option_name(opt.kind)) + "`");
  }
  encoding_ = opt.kind;
  options_.string_encoding = static_cast<StringEncoding>(opt.kind);
}

void OptionReader::take(const CanonOpt& opt) {
  switch (opt.kind) {
  case Kind::memory:
    once(options_.memory, opt);
    options_.ptr_type = memory_ok(scope_, *options_.memory, opt.at);
    return;
  case Kind::realloc: accept(accepts_.realloc, opt); return once(options_.realloc, opt);
  case Kind::post_return: accept(accepts_.post_return, opt); return once(options_.post_return, opt);
  case Kind::callback:
    require_gate(scope_, Gate::async, opt.at, "the canonical option `callback`");
    accept(accepts_.callback, opt);
    return once(options_.callback, opt);
  case Kind::async:
    require_gate(scope_, Gate::async, opt.at, "the canonical option `async`");
    accept(accepts_.async_, opt);
    if (options_.async_) fail_option(opt.at, "async", "is specified more than once");
    options_.async_ = true;
    return;
  default: encoding(opt);
  }
}

void signature_ok(const Scope& scope, CoreFuncIdx func, std::string_view option, const wasm::FuncType& expected,
                  Region at) {
  const wasm::FuncType& found = lookup(scope.core_funcs, func.value, at, "function")->func();
  if (found == expected) return;
  fail_option(at, option,
              "uses a core function with an incorrect signature: expected " + to_string(expected) + ", found " +
                  to_string(found));
}

/// "realloc has type (func (param addr addr addr addr) (result addr))"; "if realloc is present then memory must be
/// present"
void realloc_ok(const Scope& scope, const CanonicalOptions& options, Region at) {
  if (!options.realloc) return;
  if (!options.memory) fail_option(at, "realloc", "requires `memory` to also be specified");
  const wasm::ValType addr = options.ptr_type == AddrType::i32 ? ValKind::i32 : ValKind::i64;
  signature_ok(scope, *options.realloc, "realloc", {{addr, addr, addr, addr}, {addr}}, at);
}

void require_memory(const CanonicalOptions& options, bool needed, const std::string& why, Region at) {
  if (needed && !options.memory) fail_option(at, "memory", "is required: " + why);
}

void require_realloc(const CanonicalOptions& options, bool needed, const std::string& why, Region at) {
  if (!needed) return;
  require_memory(options, true, why, at);
  if (!options.realloc) fail_option(at, "realloc", "is required: " + why);
}

bool has_pointer(const closed::ValType& type) { return type && type->contains_pointer; }

u64 flat_count(const closed::ValType& type, AddrType ptr_type) { return type ? flatten_type(type, ptr_type).count : 0; }

/// What `async` and `callback` demand of a lift.
void async_lift_ok(const Scope& scope, const CanonicalOptions& options, const closed::FuncType& ft, Region at) {
  if (options.async_ && !ft.async_) fail(at, phrase::async_needs_async, rule);
  if (options.async_ && options.post_return) {
    fail_option(at, "post-return", "cannot be specified together with `async`");
  }
  if (options.async_ && !options.callback) {
    require_gate(scope, Gate::async_stackful, at, "`async` without `callback` in a `lift`");
  }
  if (!options.callback) return;
  if (!options.async_) fail_option(at, "callback", "requires `async` to also be specified");
  signature_ok(scope, *options.callback, "callback", {{ValKind::i32, ValKind::i32, ValKind::i32}, {ValKind::i32}}, at);
}

}  // namespace

// [CanonicalABI.md#canonopt-validation] "memory is a subtype of (memory 0)", or with its gate of (memory i64 0)
AddrType memory_ok(const Scope& scope, CoreMemoryIdx memory, Region at) {
  const wasm::MemType& type = lookup(scope.core_memories, memory.value, at, "memory");
  if (type.shared) {
    fail_option(at, "memory", "must be a subtype of (memory 0): found a shared memory");
  }
  if (type.page_size_log2 != 16) {
    fail_option(at, "memory", "must be a subtype of (memory 0): found a memory with another page size");
  }
  if (type.addr == AddrType::i64) {
    require_gate(scope, Gate::memory64, at, "a memory with `i64` addresses in a canonical definition");
  }
  return type.addr;
}

// [CanonicalABI.md#canonopt-validation, CanonicalABI.md#canon-lift] Parameters are put into this component's memory, the
// result is read from it.
CanonicalOptions lift_options_ok(const Scope& scope, const Canon& canon, const closed::FuncType& ft, Region at) {
  const CanonicalOptions options = OptionReader(scope, canon, {true, true, true, true}).read();
  realloc_ok(scope, options, at);
  async_lift_ok(scope, options, ft, at);
  require_realloc(options, ft.params_contain_pointer, "a parameter contains a list or string", at);
  require_memory(options, has_pointer(ft.result), "the result contains a list or string", at);
  const u64 params = ft.flat_params[static_cast<u32>(options.ptr_type)].count;
  require_realloc(options, params > MAX_FLAT_PARAMS,
                  "more than " + std::to_string(MAX_FLAT_PARAMS) + " flat parameters", at);
  const u32 most = options.async_ ? MAX_FLAT_PARAMS : MAX_FLAT_RESULTS;
  require_memory(options, flat_count(ft.result, options.ptr_type) > most,
                 "more than " + std::to_string(most) + " flat results", at);
  return options;
}

// [CanonicalABI.md#canonopt-validation, CanonicalABI.md#canon-lower] Parameters are read from this component's memory, the
// result is put into it. Choice: (X5) `async` by itself does not require `memory`, as the reference suite has it.
CanonicalOptions lower_options_ok(const Scope& scope, const Canon& canon, const closed::FuncType& ft, Region at) {
  const CanonicalOptions options = OptionReader(scope, canon, {true, false, true, false}).read();
  realloc_ok(scope, options, at);
  if (options.async_ && !ft.async_) fail(at, phrase::async_needs_async, rule);
  require_memory(options, ft.params_contain_pointer, "a parameter contains a list or string", at);
  require_realloc(options, has_pointer(ft.result), "the result contains a list or string", at);
  const u32 max_params = options.async_ ? MAX_FLAT_ASYNC_PARAMS : MAX_FLAT_PARAMS;
  require_memory(options, ft.flat_params[static_cast<u32>(options.ptr_type)].count > max_params,
                 "more than " + std::to_string(max_params) + " flat parameters", at);
  const u32 max_results = options.async_ ? 0 : MAX_FLAT_RESULTS;
  require_memory(
      options, flat_count(ft.result, options.ptr_type) > max_results,
      options.async_ ? "an async function with a result" : "more than " + std::to_string(max_results) + " flat results",
      at);
  return options;
}

// [CanonicalABI.md#-canon-taskreturn] "$opts may only contain memory and string-encoding"
CanonicalOptions task_return_options_ok(const Scope& scope, const Canon& canon, const closed::ValType& result,
                                        Region at) {
  const CanonicalOptions options = OptionReader(scope, canon, {}).read();
  require_memory(options, has_pointer(result), "the result contains a list or string", at);
  require_memory(options, flat_count(result, options.ptr_type) > MAX_FLAT_PARAMS,
                 "more than " + std::to_string(MAX_FLAT_PARAMS) + " flat results", at);
  return options;
}

// [CanonicalABI.md#-canon-streamreadwrite, CanonicalABI.md#-canon-futurereadwrite]
CanonicalOptions copy_options_ok(const Scope& scope, const Canon& canon, const closed::ValType& element, bool read,
                                 Region at) {
  const CanonicalOptions options = OptionReader(scope, canon, {true, false, true, false}).read();
  realloc_ok(scope, options, at);
  if (!options.async_) {
    require_gate(scope, Gate::more_async_builtins, at, built_in_name(canon) + " without `async`");
  }
  require_memory(options, static_cast<bool>(element), "there are elements to copy", at);
  require_realloc(options, read && has_pointer(element), "the elements contain a list or string", at);
  return options;
}

// [CanonicalABI.md#-canon-error-contextnew, CanonicalABI.md#-canon-error-contextdebug-message]
CanonicalOptions error_context_options_ok(const Scope& scope, const Canon& canon, bool needs_realloc, Region at) {
  const CanonicalOptions options = OptionReader(scope, canon, {true, false, false, false}).read();
  realloc_ok(scope, options, at);
  require_memory(options, true, "a message is passed", at);
  require_realloc(options, needs_realloc, "a message is returned", at);
  return options;
}

// [CanonicalABI.md#canon-lift] "it has type (func (param flatten_functype($opts, $ft, 'lift').results))"
void post_return_ok(const Scope& scope, const CanonicalOptions& options, const wasm::FuncType& flat, Region at) {
  if (options.post_return) signature_ok(scope, *options.post_return, "post-return", {flat.results, {}}, at);
}

}  // namespace touchstone::component::validation
