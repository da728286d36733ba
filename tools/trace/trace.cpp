// A trace of components: see trace.hpp. Text and JSON of an event are made side by side, so that they say the same.
#include "tools/trace/trace.hpp"

#include <algorithm>
#include <array>
#include <ostream>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "abi/canonical/flatten.hpp"
#include "abi/host/wave.hpp"
#include "abi/linking/func_names.hpp"
#include "abi/linking/type_text.hpp"
#include "abi/runtime/store.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::trace {

using component::ComponentInstance;
using component::FuncInst;
using component::LiftLowerContext;
using component::Subtask;
using component::Task;
using component::Thread;
using component::Val;
namespace closed = component::closed;
using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t longest_text = 200;  // of a value or message in a line for people; records have it whole
constexpr u64 most_bytes = 64;             // shown of what lies in memory
constexpr std::size_t deepest_indent = 40;

constexpr auto task_states = std::to_array<std::string_view>(
    {"", "initial", "started", "pending-cancel", "cancel-delivered", "resolved"});  // Task::State begins with 1
constexpr auto subtask_states = std::to_array<std::string_view>(
    {"starting", "started", "returned", "cancelled-before-started", "cancelled-before-returned"});
constexpr auto thread_events =
    std::to_array<std::string_view>({"created", "resumed", "suspended", "waits", "yields", "ended"});
constexpr auto handle_events = std::to_array<std::string_view>({"added", "removed", "lent"});
constexpr auto event_codes = std::to_array<std::string_view>(
    {"none", "subtask", "stream-read", "stream-write", "future-read", "future-write", "task-cancelled"});

template <class E, std::size_t N>
std::string_view word(const std::array<std::string_view, N>& words, E e) {
  return words.at(static_cast<std::size_t>(e));
}

std::string shortened(std::string text) {
  if (text.size() <= longest_text) return text;
  std::size_t cut = longest_text;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return text.substr(0, cut) + "...";
}

u32 index_of(const ComponentInstance& inst) { return inst.index.value; }

/// Null is the host.
Json index_of(const ComponentInstance* inst) { return inst == nullptr ? Json() : Json(index_of(*inst)); }
std::string index_text(const ComponentInstance* inst) {
  return inst == nullptr ? "host" : fmt::format("[{}]", index_of(*inst));
}

const ComponentInstance* instance_of(const LiftLowerContext& cx) {
  return dynamic_cast<const ComponentInstance*>(&cx.inst);
}

/// Core values by their bits: what is told has no types for them.
u64 bits(const wasm::Value& value) { return value.low; }
Json bits(std::span<const wasm::Value> values) {
  Json all = Json::array();
  for (const wasm::Value& value : values) all.push_back(bits(value));
  return all;
}
std::string bits_text(std::span<const wasm::Value> values) {
  std::string all;
  for (const wasm::Value& value : values) all += fmt::format("{}{:#x}", all.empty() ? "" : ", ", bits(value));
  return all;
}

/// What a string or list in linear memory occupies.
u64 byte_length(const LiftLowerContext& cx, const closed::ValType& type, u64 length) {
  if (type->kind != closed::TypeKind::string) return length * component::elem_size(type->element(), cx.ptr_type());
  const u64 tag = u64{1} << (cx.ptr_size() * 8 - 1);
  switch (cx.opts.string_encoding) {
  case component::StringEncoding::utf8: return length;
  case component::StringEncoding::utf16: return length * 2;
  case component::StringEncoding::latin1_utf16: break;
  }
  return (length & tag) != 0 ? (length & ~tag) * 2 : length;
}

bool is_range(const closed::ValType& type) {
  return type->kind == closed::TypeKind::string || (type->kind == closed::TypeKind::list && !type->length);
}

/// The bytes there, as far as they are shown: `41 64 61`.
std::string bytes_text(const LiftLowerContext& cx, u64 ptr, u64 length) {
  const std::span<u8> memory = cx.memory();
  if (cx.out_of_bounds(ptr, length)) return {};
  std::string text;
  for (const u8 byte : memory.subspan(ptr, std::min(length, most_bytes))) {
    text += fmt::format("{}{:02x}", text.empty() ? "" : " ", byte);
  }
  return text;
}

}  // namespace

/// One line. `depth`: how many calls it stands in.
struct Trace::Record {
  std::size_t depth = 0;
  std::string text;
  Json fields;
};

void Trace::tell(const Record& record) {
  if (format_ == Format::text) {
    out_ << std::string(2 * std::min(record.depth, deepest_indent), ' ') << printable(record.text) << "\n";
    return;
  }
  Json line = record.fields;
  line["depth"] = record.depth;
  out_ << line.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
}

// ---- Names

void Trace::name(const component::InstanceItem& instance, const std::string& prefix) {
  for (const auto& e : instance.exports()) {
    if (const auto* func = std::get_if<component::FuncInstPtr>(&e.item)) {
      const auto* lifted = dynamic_cast<const component::LiftedFunc*>(func->get());
      const void* const key = lifted != nullptr ? static_cast<const void*>(lifted->opts.get()) : func->get();
      names_.try_emplace(key, prefix + e.name);
    } else if (const auto* inner = std::get_if<component::InstanceItemPtr>(&e.item)) {
      name(**inner, e.name + "#");
    }
  }
}

/// What the host or another component may call it, or else a word for any function.
std::string Trace::name_of(const ComponentInstance& inst, const component::RuntimeOptions& options,
                           const closed::FuncTypePtr& type) const {
  if (const auto found = names_.find(&options); found != names_.end()) return found->second;
  std::string name = component::func_name(inst, &closed::ComponentType::exports, type);
  return name.empty() ? "a function" : name;
}

std::string Trace::name_of(const ComponentInstance& caller, const FuncInst& callee) const {
  if (const auto* lifted = dynamic_cast<const component::LiftedFunc*>(&callee)) {
    return name_of(lifted->instance, *lifted->opts, lifted->type);
  }
  if (const auto found = names_.find(&callee); found != names_.end()) return found->second;
  // It may have been handed inwards from a component around the caller, which imported it.
  for (const ComponentInstance* inst = &caller; inst != nullptr; inst = inst->parent) {
    std::string name = component::func_name(*inst, &closed::ComponentType::imports, callee.type);
    if (!name.empty()) return name;
  }
  return "a function of the host";
}

u32 Trace::number(const Subtask& subtask) {
  KnownSubtask& known = subtasks_[&subtask];
  if (known.number == 0) known.number = ++subtasks_seen_;
  return known.number;
}

// ---- Calls

void Trace::call_entered(const ComponentInstance* caller, const Task& task) {
  if (caller == nullptr) calls_.clear();  // a limit that was met ended what is still there
  const std::string name = name_of(task.inst, *task.opts, task.ft);
  const std::string type = component::type_text(*task.ft);
  const u32 number = tasks_(task);
  tell({calls_.size(),
        fmt::format("-> [{}] {}: {} (task {}, called by {})", index_of(task.inst), name, type, number,
                    caller == nullptr ? "the host" : index_text(caller)),
        {{"event", "call-entered"},
         {"instance", index_of(task.inst)},
         {"caller", index_of(caller)},
         {"task", number},
         {"function", name},
         {"type", type}}});
  calls_.push_back(number);
}

void Trace::call_left(const ComponentInstance* caller, const Task& task) {
  const u32 number = tasks_(task);
  if (const auto at = std::find(calls_.begin(), calls_.end(), number); at != calls_.end()) {
    calls_.erase(at, calls_.end());
  }
  const std::string name = name_of(task.inst, *task.opts, task.ft);
  const std::string_view state = word(task_states, task.state());
  tell({calls_.size(),
        fmt::format("<- [{}] {} (task {}, {})", index_of(task.inst), name, number, state),
        {{"event", "call-left"},
         {"instance", index_of(task.inst)},
         {"caller", index_of(caller)},
         {"task", number},
         {"function", name},
         {"state", state}}});
  if (task.state() == Task::State::RESOLVED && task.threads.empty()) tasks_.forget(task);
}

void Trace::lowered_call_entered(const ComponentInstance& caller, const FuncInst& callee) {
  const std::string name = name_of(caller, callee);
  tell({calls_.size(),
        fmt::format("[{}] calls {}", index_of(caller), name),
        {{"event", "lowered-call-entered"},
         {"instance", index_of(caller)},
         {"function", name},
         {"type", component::type_text(*callee.type)},
         {"host", callee.boundary == component::Boundary::host}}});
}

void Trace::lowered_call_left(const ComponentInstance& caller, const FuncInst& callee, const Subtask& subtask) {
  const u32 which = number(subtask);
  const std::string name = name_of(caller, callee);
  const std::string_view state = word(subtask_states, subtask.state);
  tell({calls_.size(),
        fmt::format("[{}] is back from {} (subtask {}, {})", index_of(caller), name, which, state),
        {{"event", "lowered-call-left"},
         {"instance", index_of(caller)},
         {"function", name},
         {"subtask", which},
         {"state", state}}});
  if (subtask.resolved()) {
    subtasks_.erase(&subtask);
  } else {
    subtasks_[&subtask].left = true;
  }
}

// ---- Values

void Trace::values(std::string_view event, const LiftLowerContext& cx, std::span<const closed::Part> types,
                   std::span<const Val> values, std::span<const wasm::Value> flat) {
  const ComponentInstance* const inst = instance_of(cx);
  const bool through_memory = component::flatten_types(types, cx.ptr_type()).count != flat.size();
  for (std::size_t i = 0; i < std::min(types.size(), values.size()); ++i) {
    const closed::Part& part = types[i];
    const std::string type = component::type_text(part.type);
    std::string value = component::print_value(values[i]);
    Json fields{{"event", event}, {"instance", index_of(inst)}, {"name", part.label}, {"type", type}, {"value", value}};
    std::string text = fmt::format("{} {} {}: {} = {}", index_text(inst), event,
                                   part.label.empty() ? "result" : part.label, type, shortened(std::move(value)));
    if (!through_memory && !flat.empty()) {
      const auto count = component::flatten_types(types.subspan(i, 1), cx.ptr_type()).count;
      const auto own = flat.first(count);
      flat = flat.subspan(count);
      fields["flat"] = bits(own);
      text += fmt::format(" as {}", bits_text(own));
      if (is_range(part.type)) {
        const u64 length = byte_length(cx, part.type, bits(own[1]));
        const std::string bytes = bytes_text(cx, bits(own[0]), length);
        fields["address"] = bits(own[0]);
        fields["byte-length"] = length;
        fields["bytes"] = bytes;
        if (!bytes.empty()) text += fmt::format(", bytes {}{}", bytes, length > most_bytes ? " ..." : "");
      }
    } else if (through_memory && flat.size() == 1) {
      fields["tuple-address"] = bits(flat[0]);
      text += fmt::format(" in the tuple at {:#x}", bits(flat[0]));
    }
    tell({calls_.size(), std::move(text), std::move(fields)});
  }
}

void Trace::lifted(const LiftLowerContext& cx, std::span<const closed::Part> types, std::span<const Val> vs) {
  values("lift", cx, types, vs, {});
}

void Trace::lowered(const LiftLowerContext& cx, std::span<const closed::Part> types, std::span<const Val> vs,
                    std::span<const wasm::Value> flat) {
  values("lower", cx, types, vs, flat);
}

void Trace::reallocated(const LiftLowerContext& cx, u64 old, u64 old_byte_length, u64 alignment, u64 new_byte_length,
                        u64 ptr) {
  const ComponentInstance* const inst = instance_of(cx);
  tell({calls_.size(),
        fmt::format("{} realloc(old {:#x}, old length {}, alignment {}, new length {}) = {:#x}", index_text(inst), old,
                    old_byte_length, alignment, new_byte_length, ptr),
        {{"event", "realloc"},
         {"instance", index_of(inst)},
         {"old", old},
         {"old-byte-length", old_byte_length},
         {"alignment", alignment},
         {"new-byte-length", new_byte_length},
         {"result", ptr}}});
}

// ---- Handles

void Trace::handle(const ComponentInstance& inst, component::HandleEvent event, u32 i,
                   const component::TableElement& e) {
  const std::string_view what = word(handle_events, event);
  Json fields{{"event", "handle"}, {"instance", index_of(inst)}, {"change", what}, {"handle", i}};
  std::string kind(component::handle_kind_name(e.kind));
  std::string more;
  if (const auto* resource = dynamic_cast<const component::ResourceHandle*>(&e)) {
    kind = resource->own ? "own" : "borrow";
    more = fmt::format(" of {:#x}{}", resource->rep, resource->num_lends > 0 ? ", which is lent" : "");
    fields["representation"] = resource->rep;
    fields["lends"] = resource->num_lends;
  }
  fields["kind"] = kind;
  tell({calls_.size(), fmt::format("[{}] handle {} {}: {}{}", index_of(inst), i, what, kind, more), std::move(fields)});
}

// ---- Tasks, threads, events

void Trace::task(const Task& task) {
  const u32 number = tasks_(task);
  const std::string_view state = word(task_states, task.state());
  tell({calls_.size(),
        fmt::format("[{}] task {} {}", index_of(task.inst), number, state),
        {{"event", "task"}, {"instance", index_of(task.inst)}, {"task", number}, {"state", state}}});
}

void Trace::subtask(const Subtask& subtask) {
  const u32 which = number(subtask);
  const std::string_view state = word(subtask_states, subtask.state);
  tell({calls_.size(),
        fmt::format("subtask {} {}", which, state),
        {{"event", "subtask"}, {"subtask", which}, {"state", state}}});
  if (subtask.resolved() && subtasks_[&subtask].left) subtasks_.erase(&subtask);
}

void Trace::thread(const Thread& thread, component::ThreadEvent event) {
  const u32 number = threads_(thread);
  const u32 task = tasks_(*thread.task);
  const u32 inst = index_of(thread.task->inst);
  const std::string_view what = word(thread_events, event);
  tell({calls_.size(),
        fmt::format("[{}] thread {} of task {} {}", inst, number, task, what),
        {{"event", "thread"}, {"instance", inst}, {"thread", number}, {"task", task}, {"change", what}}});
  if (event == component::ThreadEvent::ended) threads_.forget(thread);
}

void Trace::event(const ComponentInstance& inst, const component::Event& event) {
  const std::string_view code = word(event_codes, event.code);
  tell({calls_.size(),
        fmt::format("[{}] event {}, index {}, payload {:#x}", index_of(inst), code, event.index, event.payload),
        {{"event", "event"},
         {"instance", index_of(inst)},
         {"code", code},
         {"index", event.index},
         {"payload", event.payload}}});
}

void Trace::copied(const ComponentInstance* from, const ComponentInstance* to, u64 elements) {
  tell({calls_.size(),
        fmt::format("copied from {} to {}: {} element{}", index_text(from), index_text(to), elements,
                    elements == 1 ? "" : "s"),
        {{"event", "copy"}, {"from", index_of(from)}, {"to", index_of(to)}, {"elements", elements}}});
}

void Trace::built_in(const ComponentInstance& inst, component::CanonOp op, std::span<const wasm::Value> args,
                     std::span<const wasm::Value> results) {
  if (op == component::CanonOp::lower) return;  // the call has been told of
  const std::string_view name = component::info(op).text;
  tell({calls_.size(),
        fmt::format("[{}] {}({}){}{}", index_of(inst), name, bits_text(args), results.empty() ? "" : " = ",
                    bits_text(results)),
        {{"event", "built-in"},
         {"instance", index_of(inst)},
         {"name", name},
         {"arguments", bits(args)},
         {"results", bits(results)}}});
}

/// Whatever was running has ended without a word.
void Trace::calls_ended() {
  calls_.clear();
  std::erase_if(subtasks_, [](const auto& known) { return !known.second.left; });
}

void Trace::failed(std::string_view how, const wasm::Failure& failure) {
  calls_ended();
  std::string message = failure.message(Wording::component);
  Json fields{{"event", how}, {"message", message}};
  tell({0, fmt::format("{}: {}", how, shortened(std::move(message))), std::move(fields)});
}

void Trace::trapped(const wasm::Trap& trap) {
  calls_ended();
  std::string message = trap.message(Wording::component);
  Json fields{{"event", "trap"}, {"message", message}};
  std::string text = "trap";
  if (!trap.id.empty()) {
    fields["id"] = trap.id;
    fields["rule"] = trap.rule;
    text += fmt::format(" {} [{}]", trap.id, trap.rule);
  }
  tell({0, fmt::format("{}: {}", text, shortened(std::move(message))), std::move(fields)});
}

}  // namespace touchstone::trace
