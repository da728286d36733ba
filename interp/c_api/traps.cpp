// The C interface's traps and frames.
//
// All ways in which a computation can fail are traps there. What a callback returns travels through the guest as the
// failure that it was, and comes out as the same object again, with the frames of those who called the callback.
#include "interp/c_api/objects.hpp"
#include "interp/c_api/vectors.hpp"

struct wasm_frame_t {
  touchstone::wasm::c_api::FrameObject frame;
  wasm_instance_t instance;
};

namespace touchstone::wasm::c_api {

namespace {

void add_frames(TrapObject& trap, std::span<const TracePoint> backtrace) {
  for (const TracePoint& point : backtrace) {
    FrameObject frame{point.module, point.func, 0, point.at.begin};
    const Module& module = *point.module->module;
    const u64 defined = u64{point.func} - module.import_count(ExternKind::func);
    if (point.func != TracePoint::no_func && defined < module.funcs.size()) {
      frame.func_offset = point.at.begin - module.funcs[defined].at.begin;
    }
    trap.frames.push_back(frame);
  }
}

const Failure* failure_of(const Done& failed) {
  if (const Trap* trap = failed.trap()) return trap;
  if (const Exhaustion* met = failed.exhaustion()) return met;
  return failed.host_error();
}

std::shared_ptr<TrapObject> new_object(const Done& failed) {
  return std::make_shared<TrapObject>(failed, failed.message());
}

wasm_frame_t* new_frame(const StorePtr& store, const FrameObject& frame) {
  return new wasm_frame_t{frame, wasm_instance_t(store, frame.instance)};
}

}  // namespace

wasm_trap_t* new_trap(const StorePtr& store, const Done& failed) {
  std::shared_ptr<TrapObject> object;
  if (failed.trap() != nullptr && failed.trap()->id == callback_trap) object = std::exchange(store->in_flight, nullptr);
  if (object == nullptr) object = new_object(failed);
  if (const Failure* failure = failure_of(failed)) add_frames(*object, failure->backtrace);
  return new wasm_trap_t(store, std::move(object));
}

wasm_trap_t* new_trap(const StorePtr& store, std::string misuse) {
  return new_trap(store, Done(HostError(std::move(misuse))));
}

void throw_trap(StoreState& store, const wasm_trap_t& trap) {
  if (trap.store.get() != &store) throw Trap("", "", "", trap.object->message);
  if (const Exception* thrown = trap.object->failed.exception()) throw *thrown;
  if (const Exhaustion* met = trap.object->failed.exhaustion()) throw *met;
  store.in_flight = trap.object;
  throw Trap(callback_trap, "", "", trap.object->message);
}

}  // namespace touchstone::wasm::c_api

using namespace touchstone::wasm;         // NOLINT: all below is C
using namespace touchstone::wasm::c_api;  // NOLINT

extern "C" {

// ---- Traps

wasm_trap_t* wasm_trap_new(wasm_store_t* store, const wasm_message_t* message) {
  return guarded<wasm_trap_t*>(nullptr, [&]() -> wasm_trap_t* {
    if (store == nullptr) return nullptr;
    std::string_view words = view_of(message);
    if (words.ends_with('\0')) words.remove_suffix(1);
    return new_trap(store->state, Done(Trap("", "", "", std::string(words))));
  });
}

void wasm_trap_message(const wasm_trap_t* trap, wasm_message_t* out) { copy_bytes(trap->object->message, out, true); }

wasm_frame_t* wasm_trap_origin(const wasm_trap_t* trap) {
  return guarded<wasm_frame_t*>(nullptr, [&] {
    return trap->object->frames.empty() ? nullptr : new_frame(trap->store, trap->object->frames.front());
  });
}

void wasm_trap_trace(const wasm_trap_t* trap, wasm_frame_vec_t* out) {
  make_room(out, trap->object->frames.size());
  guarded([&] {
    for (std::size_t i = 0; i < out->size; ++i) out->data[i] = new_frame(trap->store, trap->object->frames[i]);
  });
}

touchstone_error_kind_t touchstone_trap_kind(const wasm_trap_t* trap) {
  return guarded<touchstone_error_kind_t>(TOUCHSTONE_HOST_ERROR, [&] { return new_error(trap->object->failed)->kind; });
}

touchstone_error_t* touchstone_trap_error(const wasm_trap_t* trap) {
  return as_error([&] { return new_error(trap->object->failed).release(); });
}

// ---- Frames

void wasm_frame_delete(wasm_frame_t* frame) { delete frame; }
wasm_frame_t* wasm_frame_copy(const wasm_frame_t* frame) {
  return guarded<wasm_frame_t*>(nullptr, [&] { return frame == nullptr ? nullptr : new wasm_frame_t(*frame); });
}
wasm_instance_t* wasm_frame_instance(const wasm_frame_t* frame) {
  // The interface lends it as something that can be changed, though the frame cannot.
  return const_cast<wasm_instance_t*>(&frame->instance);
}
uint32_t wasm_frame_func_index(const wasm_frame_t* frame) { return frame->frame.func; }
size_t wasm_frame_func_offset(const wasm_frame_t* frame) { return frame->frame.func_offset; }
size_t wasm_frame_module_offset(const wasm_frame_t* frame) { return frame->frame.module_offset; }
}
