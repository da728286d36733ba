// CanonicalABI.md "Canonical Definitions", validation: lift, lower and the built-ins.
//
// The options come first (canon_options.cpp); then each definition has the type of the core function that it makes, or,
// for a lift, that it is given.
#include "abi/validation/canon.hpp"

#include "abi/canonical/flatten.hpp"
#include "abi/validation/rules.hpp"
#include "interp/validation/matching.hpp"

namespace touchstone::component::validation {

using closed::DefType;
using closed::TypeKind;
using wasm::AddrType;
using wasm::ValKind;

namespace {

ValKind kind_of(AddrType ptr_type) { return ptr_type == AddrType::i32 ? ValKind::i32 : ValKind::i64; }

/// `[I32, I64]`, as the reference suite writes core types.
std::string core_words(const wasm::ResultType& types) {
  std::string out = "[";
  for (const wasm::ValType& t : types) {
    std::string word = to_string(t);
    if (word.front() >= 'a' && word.front() <= 'z') word.front() = static_cast<char>(word.front() - 'a' + 'A');
    out += (out.size() > 1 ? ", " : "") + word;
  }
  return out + "]";
}

/// One canonical definition.
class CanonRules {
 public:
  CanonRules(Scope& scope, const Canon& canon, Region at) : scope_(scope), canon_(canon), at_(at) {
    valid_.op = canon.op;
  }

  ValidCanon check();

 private:
  void gate();
  void built_in();
  void lift();
  void lower();
  void resource();
  void task_return();
  void context();
  void copy();
  void error_context();
  void wait();
  void thread_from_table();
  void spawn();

  wasm::FuncType simple() const;
  void makes(std::vector<wasm::ValType> params, std::vector<wasm::ValType> results);
  const closed::ValType& async_type();
  const wasm::DefType* thread_func();
  std::string name() const { return "`" + std::string(info(canon_.op).text) + "`"; }
  std::string_view section() const { return info(canon_.op).section; }
  bool is(CanonOp op) const { return canon_.op == op; }
  FlattenOptions flatten_options() const {
    return {valid_.options.async_, valid_.options.callback.has_value(), valid_.options.ptr_type};
  }

  Scope& scope_;
  const Canon& canon_;
  Region at_;
  ValidCanon valid_;
};

/// [Explainer.md#gated-features] The built-in, and the `async` of those that may go without.
void CanonRules::gate() {
  const CanonInfo& row = info(canon_.op);
  require_gate(scope_, row.gate, at_, "the built-in " + name());
  if (canon_.flag && (row.immediates == CanonImm::async || row.immediates == CanonImm::type_async)) {
    require_gate(scope_, Gate::more_async_builtins, at_, "`async` on " + name());
  }
}

void CanonRules::makes(std::vector<wasm::ValType> params, std::vector<wasm::ValType> results) {
  valid_.core = scope_.shared.core_func({std::move(params), std::move(results)});
}

/// [CanonicalABI.md#canon-lift]
void CanonRules::lift() {
  const wasm::DefType* callee = lookup(scope_.core_funcs, canon_.core_func.value, at_, "function");
  const DefType& type = lookup(scope_.types, canon_.type.value, at_, "type");
  const auto* func = std::get_if<closed::FuncTypePtr>(&type);
  if (func == nullptr) {
    fail(at_, phrase::type_index, section(),
         " " + std::to_string(canon_.type.value) + " is not a function type: it is a " + std::string(describe(type)));
  }
  valid_.func = *func;
  valid_.options = lift_options_ok(scope_, canon_, **func, at_);
  const wasm::FuncType flat = flatten_functype(flatten_options(), **func, FlattenContext::lift);
  const wasm::FuncType& found = callee->func();
  if (flat.params != found.params) {
    fail(at_, phrase::lowered_parameters, section(),
         " `" + core_words(flat.params) + "` do not match parameter types `" + core_words(found.params) +
             "` of core function " + scope_.describe(Sort::core_func, canon_.core_func.value));
  }
  if (flat.results != found.results) {
    fail(at_, phrase::lowered_results, section(),
         " `" + core_words(flat.results) + "` do not match result types `" + core_words(found.results) +
             "` of core function " + scope_.describe(Sort::core_func, canon_.core_func.value));
  }
  post_return_ok(scope_, valid_.options, flat, at_);
  valid_.core = callee;
  scope_.funcs.push_back(*func);
}

/// [CanonicalABI.md#canon-lower]
void CanonRules::lower() {
  valid_.func = lookup(scope_.funcs, canon_.func.value, at_, "function");
  valid_.options = lower_options_ok(scope_, canon_, *valid_.func, at_);
  valid_.core = scope_.shared.core_func(flatten_functype(flatten_options(), *valid_.func, FlattenContext::lower));
}

/// [CanonicalABI.md#canon-resourcenew, CanonicalABI.md#canon-resourcedrop, CanonicalABI.md#canon-resourcerep]
void CanonRules::resource() {
  const DefType& type = lookup(scope_.types, canon_.type.value, at_, "type");
  const auto* resource = std::get_if<closed::ResourceType>(&type);
  const std::string index = " " + std::to_string(canon_.type.value);
  if (resource == nullptr) {
    fail(at_, phrase::type_index, section(), index + " is not a resource type: it is a " + std::string(describe(type)));
  }
  valid_.resource = resource->id;
  if (is(CanonOp::resource_drop)) return makes({ValKind::i32}, {});
  const auto local = scope_.local_resources.find(resource->id.value);
  if (local == scope_.local_resources.end()) {
    fail(at_, phrase::type_index, section(),
         index + " is not a local resource: " + name() + " needs one that this component defines");
  }
  if (is(CanonOp::resource_new)) return makes({local->second}, {ValKind::i32});
  makes({ValKind::i32}, {local->second});
}

/// [CanonicalABI.md#-canon-taskreturn]
void CanonRules::task_return() {
  closed::FuncType func;
  if (canon_.result) {
    valid_.type = valtype_ok(scope_, *canon_.result);
    func.params.push_back({"", valid_.type});
  }
  valid_.options = task_return_options_ok(scope_, canon_, valid_.type, at_);
  valid_.core = scope_.shared.core_func(
      flatten_functype(flatten_options(), *scope_.maker().make(std::move(func)), FlattenContext::lower));
}

/// [CanonicalABI.md#-canon-contextget, CanonicalABI.md#-canon-contextset]
void CanonRules::context() {
  const wasm::ValType t = canon_.context_type;
  if (t == ValKind::i64) {
    require_gate(scope_, Gate::memory64, at_, name() + " of type `i64`");
  } else if (t != ValKind::i32) {
    fail(at_, phrase::context_type, section(), " must have type `i32`, found `" + to_string(t) + "`");
  }
  if (canon_.context_index >= 2) {
    fail(at_, phrase::context_type, section(),
         " have the indices 0 and 1, found " + std::to_string(canon_.context_index));
  }
  if (scope_.context_type && *scope_.context_type != t) {
    fail(at_, phrase::context_type, section(),
         " must have the same type throughout a component: expected `" + to_string(*scope_.context_type) +
             "`, found `" + to_string(t) + "`");
  }
  scope_.context_type = t;
  if (is(CanonOp::context_get)) return makes({}, {t});
  makes({t}, {});
}

/// "must be a type of the form (stream $t?)/(future $t?)"
const closed::ValType& CanonRules::async_type() {
  const bool stream = info(canon_.op).text.starts_with("stream");
  const DefType& type = lookup(scope_.types, canon_.type.value, at_, "type");
  const auto* value = std::get_if<closed::ValType>(&type);
  if (value == nullptr || (*value)->kind != (stream ? TypeKind::stream : TypeKind::future)) {
    fail(at_, phrase::type_index, section(),
         " " + std::to_string(canon_.type.value) + " is not a " + (stream ? "stream" : "future") + " type: it is a " +
             (value != nullptr ? to_string(*value) : std::string(describe(type))));
  }
  return valid_.type = *value;
}

/// [CanonicalABI.md#-canon-streamreadwrite, CanonicalABI.md#-canon-futurereadwrite]
void CanonRules::copy() {
  const bool stream = is(CanonOp::stream_read) || is(CanonOp::stream_write);
  const bool read = is(CanonOp::stream_read) || is(CanonOp::future_read);
  const closed::ValType& element = async_type()->element();
  valid_.options = copy_options_ok(scope_, canon_, element, read, at_);
  const ValKind t = kind_of(valid_.options.ptr_type);
  if (stream) return makes({ValKind::i32, t, t}, {t});
  makes({ValKind::i32, t}, {ValKind::i32});
}

/// [CanonicalABI.md#-canon-error-contextnew, CanonicalABI.md#-canon-error-contextdebug-message]
void CanonRules::error_context() {
  const bool made = is(CanonOp::error_context_new);
  valid_.options = error_context_options_ok(scope_, canon_, !made, at_);
  const ValKind t = kind_of(valid_.options.ptr_type);
  if (made) return makes({t, t}, {ValKind::i32});
  makes({ValKind::i32, t}, {});
}

/// [CanonicalABI.md#-canon-waitable-setwait, CanonicalABI.md#-canon-waitable-setpoll]
void CanonRules::wait() {
  valid_.ptr_type = memory_ok(scope_, canon_.memory, at_);
  valid_.options.memory = canon_.memory;
  valid_.options.ptr_type = valid_.ptr_type;
  makes({ValKind::i32, kind_of(valid_.ptr_type)}, {ValKind::i32});
}

/// "$ft must refer to the type (func (param $c T))"
const wasm::DefType* CanonRules::thread_func() {
  const wasm::DefType* def = lookup(scope_.core.types, canon_.core_type.value, at_, "type");
  const bool one_param =
      def != nullptr && def->is_func() && def->func().params.size() == 1 && def->func().results.empty();
  const bool fits = one_param && (def->func().params[0] == ValKind::i32 || def->func().params[0] == ValKind::i64);
  if (!fits) {
    fail(at_, phrase::built_in, section(),
         " " + name() + ": expected a core type (func (param i32)), found " +
             (def == nullptr ? std::string("a module type") : to_string(def->sub.comp)));
  }
  if (def->func().params[0] == ValKind::i64) {
    require_gate(scope_, Gate::memory64, at_, name() + " of a function with an `i64` parameter");
  }
  return valid_.thread_func = def;
}

/// [CanonicalABI.md#-canon-threadnew-indirect] "$ftbl must refer to a table whose element type matches funcref"
/// [CanonicalABI.md#-canon-threadspawn-indirect] Limit: functions and tables that are not `shared` will do, as in `spawn`.
void CanonRules::thread_from_table() {
  const wasm::DefType* func = thread_func();
  const wasm::TableType& table = lookup(scope_.core_tables, canon_.core_table.value, at_, "table");
  if (!wasm::match_reftype(table.elem, wasm::funcref)) {
    fail(at_, phrase::built_in, section(),
         " " + name() + ": expected a table of funcref, found one of " + to_string(table.elem));
  }
  if (table.addr == AddrType::i64) {
    require_gate(scope_, Gate::memory64, at_, name() + " with a table that has `i64` indices");
  }
  valid_.ptr_type = table.addr;
  makes({kind_of(table.addr), func->func().params[0]}, {ValKind::i32});
}

/// [CanonicalABI.md#-canon-threadspawn-ref] Limit: core types know no `shared` functions, so that is not asked for.
void CanonRules::spawn() {
  const wasm::DefType* func = thread_func();
  makes({wasm::RefType{true, wasm::HeapType(func)}, func->func().params[0]}, {ValKind::i32});
}

/// Core types of the built-ins that take handles, indices and flags only.
wasm::FuncType CanonRules::simple() const {
  constexpr ValKind i32 = ValKind::i32;
  switch (canon_.op) {
  case CanonOp::subtask_cancel:
  case CanonOp::stream_cancel_read:
  case CanonOp::stream_cancel_write:
  case CanonOp::future_cancel_read:
  case CanonOp::future_cancel_write:
  case CanonOp::thread_suspend_then_resume:
  case CanonOp::thread_yield_then_resume:
  case CanonOp::thread_suspend_then_promote:
  case CanonOp::thread_yield_then_promote: return {{i32}, {i32}};
  case CanonOp::subtask_drop:
  case CanonOp::stream_drop_readable:
  case CanonOp::stream_drop_writable:
  case CanonOp::future_drop_readable:
  case CanonOp::future_drop_writable:
  case CanonOp::error_context_drop:
  case CanonOp::waitable_set_drop:
  case CanonOp::thread_resume_later: return {{i32}, {}};
  case CanonOp::stream_new:
  case CanonOp::future_new: return {{}, {ValKind::i64}};
  case CanonOp::waitable_set_new:
  case CanonOp::thread_index:
  case CanonOp::thread_suspend:
  case CanonOp::thread_yield:
  case CanonOp::thread_available_parallelism: return {{}, {i32}};
  case CanonOp::waitable_join: return {{i32, i32}, {}};
  default: return {{}, {}};  // backpressure.inc, backpressure.dec, task.cancel
  }
}

/// [CanonicalABI.md#canonical-definitions]
void CanonRules::built_in() {
  switch (info(canon_.op).immediates) {
  case CanonImm::resource: return resource();
  case CanonImm::result_options: return task_return();
  case CanonImm::context: return context();
  case CanonImm::type_options: return copy();
  case CanonImm::options: return error_context();
  case CanonImm::memory_cancel: return wait();
  case CanonImm::type_table:
  case CanonImm::shared_type_table: return thread_from_table();
  case CanonImm::shared_type: return spawn();
  case CanonImm::type:
  case CanonImm::type_async: async_type(); break;
  default: break;
  }
  valid_.core = scope_.shared.core_func(simple());
}

ValidCanon CanonRules::check() {
  gate();
  if (is(CanonOp::lift)) {
    lift();
    return std::move(valid_);
  }
  if (is(CanonOp::lower)) {
    lower();
  } else {
    built_in();
  }
  scope_.core_funcs.push_back(valid_.core);
  return std::move(valid_);
}

}  // namespace

ValidCanon canon_ok(Scope& scope, const Canon& canon, Region at) {
  scope.maker().at = at;
  return CanonRules(scope, canon, at).check();
}

}  // namespace touchstone::component::validation
