// CanonicalABI.md "Canonical Definitions": see canon.hpp.
//
// Each built-in is bound by one row: how the core values of a call become the parameters of its function, and its result a
// core value. The core type is validation's.
#include "abi/builtins/canon.hpp"

#include "abi/builtins/error_context.hpp"
#include "abi/builtins/lift.hpp"
#include "abi/builtins/lower.hpp"
#include "abi/builtins/realloc.hpp"
#include "abi/builtins/resource.hpp"
#include "abi/builtins/stream.hpp"
#include "abi/builtins/task.hpp"
#include "abi/builtins/thread.hpp"
#include "abi/builtins/waitable.hpp"
#include "abi/runtime/observer.hpp"
#include "abi/runtime/task.hpp"
#include "abi/validation/factory.hpp"

namespace touchstone::component {

namespace {

using wasm::HostCall;
using wasm::Value;

u32 i32(const HostCall& h, std::size_t i) { return h.args[i].as<u32>(); }
u64 i64(const HostCall& h, std::size_t i) { return h.args[i].as<u64>(); }
void give(HostCall& h, u32 x) { h.results[0] = Value::of(x); }
void give(HostCall& h, u64 x) { h.results[0] = Value::of(x); }

/// A built-in of one instance. An i32 argument is zero-extended, so `i64` reads addresses of both types.
class Builder {
 public:
  Builder(ComponentInstance& inst, const Canon& canon, const ValidCanon& valid, const CanonOperands& operands)
      : inst_(inst), canon_(canon), valid_(valid), operands_(operands) {}

  wasm::FuncAddr resource();
  wasm::FuncAddr task();
  wasm::FuncAddr waitable();
  wasm::FuncAddr stream();
  wasm::FuncAddr future();
  wasm::FuncAddr thread();
  wasm::FuncAddr error_context();
  wasm::FuncAddr lower();

 private:
  /// The core function that runs `f(call)`.
  template <class F>
  wasm::FuncAddr make(F f) {
    return wasm::func_alloc(inst_.store.core(), valid_.core,
                            [inst = &inst_, op = valid_.op, f = std::move(f)](HostCall& h) {
                              f(h);
                              if (Observer* observer = inst->store.observer; observer != nullptr)
                                observer->built_in(*inst, op, h.args, h.results);
                            });
  }

  RuntimeOptionsPtr options() const { return runtime_options(valid_.options, operands_); }
  bool is(CanonOp op) const { return valid_.op == op; }

  ComponentInstance& inst_;
  const Canon& canon_;
  const ValidCanon& valid_;
  const CanonOperands& operands_;
};

wasm::FuncAddr Builder::resource() {
  RuntimeResourceTypePtr rt = inst_.resource_type(*valid_.resource);
  const bool wide = rt->rep == wasm::ValKind::i64;
  switch (valid_.op) {
  case CanonOp::resource_new: return make([rt](HostCall& h) { give(h, canon_resource_new(rt, i64(h, 0))); });
  case CanonOp::resource_drop: return make([rt](HostCall& h) { canon_resource_drop(rt, i32(h, 0)); });
  default:
    if (wide) return make([rt](HostCall& h) { give(h, canon_resource_rep(rt, i32(h, 0))); });
    return make([rt](HostCall& h) { give(h, static_cast<u32>(canon_resource_rep(rt, i32(h, 0)))); });
  }
}

wasm::FuncAddr Builder::task() {
  const u32 i = canon_.context_index;
  const bool wide = canon_.context_type == wasm::ValKind::i64;
  switch (valid_.op) {
  case CanonOp::context_get:
    if (wide) return make([i](HostCall& h) { give(h, canon_context_get(i)); });
    return make([i](HostCall& h) { give(h, static_cast<u32>(canon_context_get(i))); });
  case CanonOp::context_set: return make([i](HostCall& h) { canon_context_set(i, i64(h, 0)); });
  case CanonOp::backpressure_inc: return make([](HostCall&) { canon_backpressure_inc(); });
  case CanonOp::backpressure_dec: return make([](HostCall&) { canon_backpressure_dec(); });
  case CanonOp::task_cancel: return make([](HostCall&) { canon_task_cancel(); });
  default:
    return make([result = valid_.type, opts = options()](HostCall& h) { canon_task_return(result, *opts, h.args); });
  }
}

wasm::FuncAddr Builder::waitable() {
  const bool flag = canon_.flag;
  LiftLowerOptions mem;
  mem.memory = operands_.memory;
  switch (valid_.op) {
  case CanonOp::waitable_set_new: return make([](HostCall& h) { give(h, canon_waitable_set_new()); });
  case CanonOp::waitable_set_wait:
    return make([=](HostCall& h) { give(h, canon_waitable_set_wait(flag, mem, i32(h, 0), i64(h, 1))); });
  case CanonOp::waitable_set_poll:
    return make([=](HostCall& h) { give(h, canon_waitable_set_poll(flag, mem, i32(h, 0), i64(h, 1))); });
  case CanonOp::waitable_set_drop: return make([](HostCall& h) { canon_waitable_set_drop(i32(h, 0)); });
  case CanonOp::waitable_join: return make([](HostCall& h) { canon_waitable_join(i32(h, 0), i32(h, 1)); });
  case CanonOp::subtask_cancel: return make([=](HostCall& h) { give(h, canon_subtask_cancel(flag, i32(h, 0))); });
  default: return make([](HostCall& h) { canon_subtask_drop(i32(h, 0)); });
  }
}

/// Choice: (X14) with 64-bit addresses the result of a copy is zero-extended, BLOCKED too.
wasm::FuncAddr Builder::stream() {
  const closed::ValType t = valid_.type->element();
  const bool flag = canon_.flag;
  const RuntimeOptionsPtr opts = options();
  const auto copy = [&](auto canon_copy) {
    return make([=](HostCall& h) {
      const u32 copied = canon_copy(t, *opts, i32(h, 0), i64(h, 1), i64(h, 2));
      give(h, u64{copied});
    });
  };
  switch (valid_.op) {
  case CanonOp::stream_new: return make([=](HostCall& h) { give(h, canon_stream_new(t)); });
  case CanonOp::stream_read: return copy(canon_stream_read);
  case CanonOp::stream_write: return copy(canon_stream_write);
  case CanonOp::stream_cancel_read:
    return make([=](HostCall& h) { give(h, canon_stream_cancel_read(t, flag, i32(h, 0))); });
  case CanonOp::stream_cancel_write:
    return make([=](HostCall& h) { give(h, canon_stream_cancel_write(t, flag, i32(h, 0))); });
  case CanonOp::stream_drop_readable: return make([=](HostCall& h) { canon_stream_drop_readable(t, i32(h, 0)); });
  default: return make([=](HostCall& h) { canon_stream_drop_writable(t, i32(h, 0)); });
  }
}

wasm::FuncAddr Builder::future() {
  const closed::ValType t = valid_.type->element();
  const bool flag = canon_.flag;
  const RuntimeOptionsPtr opts = options();
  switch (valid_.op) {
  case CanonOp::future_new: return make([=](HostCall& h) { give(h, canon_future_new(t)); });
  case CanonOp::future_read:
    return make([=](HostCall& h) { give(h, canon_future_read(t, *opts, i32(h, 0), i64(h, 1))); });
  case CanonOp::future_write:
    return make([=](HostCall& h) { give(h, canon_future_write(t, *opts, i32(h, 0), i64(h, 1))); });
  case CanonOp::future_cancel_read:
    return make([=](HostCall& h) { give(h, canon_future_cancel_read(t, flag, i32(h, 0))); });
  case CanonOp::future_cancel_write:
    return make([=](HostCall& h) { give(h, canon_future_cancel_write(t, flag, i32(h, 0))); });
  case CanonOp::future_drop_readable: return make([=](HostCall& h) { canon_future_drop_readable(t, i32(h, 0)); });
  default: return make([=](HostCall& h) { canon_future_drop_writable(t, i32(h, 0)); });
  }
}

wasm::FuncAddr Builder::thread() {
  const bool flag = canon_.flag;
  const auto with_other = [&](u32 (*switch_)(bool, u32)) {
    return make([=](HostCall& h) { give(h, switch_(flag, i32(h, 0))); });
  };
  switch (valid_.op) {
  case CanonOp::thread_index: return make([](HostCall& h) { give(h, canon_thread_index()); });
  case CanonOp::thread_new_indirect:
    return make([ft = valid_.thread_func, ftbl = operands_.table](HostCall& h) {
      give(h, canon_thread_new_indirect(ft, ftbl, i64(h, 0), h.args[1]));
    });
  case CanonOp::thread_resume_later: return make([](HostCall& h) { canon_thread_resume_later(i32(h, 0)); });
  case CanonOp::thread_suspend: return make([=](HostCall& h) { give(h, canon_thread_suspend(flag)); });
  case CanonOp::thread_yield: return make([=](HostCall& h) { give(h, canon_thread_yield(flag)); });
  case CanonOp::thread_suspend_then_resume: return with_other(canon_thread_suspend_then_resume);
  case CanonOp::thread_yield_then_resume: return with_other(canon_thread_yield_then_resume);
  case CanonOp::thread_suspend_then_promote: return with_other(canon_thread_suspend_then_promote);
  case CanonOp::thread_yield_then_promote: return with_other(canon_thread_yield_then_promote);
  case CanonOp::thread_spawn_ref: return make([](HostCall& h) { give(h, canon_thread_spawn_ref()); });
  case CanonOp::thread_spawn_indirect: return make([](HostCall& h) { give(h, canon_thread_spawn_indirect()); });
  default: return make([](HostCall& h) { give(h, canon_thread_available_parallelism()); });
  }
}

wasm::FuncAddr Builder::error_context() {
  const RuntimeOptionsPtr opts = options();
  switch (valid_.op) {
  case CanonOp::error_context_new:
    return make([=](HostCall& h) { give(h, canon_error_context_new(*opts, i64(h, 0), i64(h, 1))); });
  case CanonOp::error_context_debug_message:
    return make([=](HostCall& h) { canon_error_context_debug_message(*opts, i32(h, 0), i64(h, 1)); });
  default: return make([](HostCall& h) { canon_error_context_drop(i32(h, 0)); });
  }
}

wasm::FuncAddr Builder::lower() {
  return make([callee = inst_.store.lower(operands_.func, valid_.func, options(), inst_)](HostCall& h) {
    const FlatValues results = callee(h.args);
    std::copy(results.begin(), results.end(), h.results.begin());
  });
}

}  // namespace

RuntimeOptionsPtr runtime_options(const CanonicalOptions& options, const CanonOperands& operands) {
  auto opts = std::make_shared<RuntimeOptions>();
  opts->string_encoding = options.string_encoding;
  opts->memory = operands.memory;
  if (operands.realloc != nullptr) opts->realloc = make_realloc(operands.realloc, options.ptr_type);
  opts->post_return = operands.post_return;
  opts->async_ = options.async_;
  opts->callback = operands.callback;
  return opts;
}

FuncInstPtr make_lifted_func(ComponentInstance& inst, const ValidCanon& valid, const CanonOperands& operands) {
  Store& store = inst.store;
  return store.lift(store.core_func(operands.core_func), valid.func, runtime_options(valid.options, operands), inst);
}

/// [CanonicalABI.md#canonical-definitions] By family.
wasm::FuncAddr make_core_func(ComponentInstance& inst, const Canon& canon, const ValidCanon& valid,
                              const CanonOperands& operands) {
  Builder builder(inst, canon, valid, operands);
  const std::string_view name = info(valid.op).text;
  if (valid.op == CanonOp::lower) return builder.lower();
  if (name.starts_with("resource.")) return builder.resource();
  if (name.starts_with("waitable") || name.starts_with("subtask.")) return builder.waitable();
  if (name.starts_with("stream.")) return builder.stream();
  if (name.starts_with("future.")) return builder.future();
  if (name.starts_with("thread.")) return builder.thread();
  if (name.starts_with("error-context.")) return builder.error_context();
  assert_that(valid.op != CanonOp::lift, "a lift makes no core function");
  return builder.task();
}

}  // namespace touchstone::component
