// touchstone_error_t: see errors.hpp.
#include "interp/c_api/errors.hpp"

#include <array>

namespace touchstone::wasm::c_api {

namespace {

void set_place(touchstone_error_t& error, const SourcePtr& source, Region at) {
  if (source == nullptr) return;
  error.source = source->name();
  error.position = {error.source.c_str(), at.begin, at.end, 0, 0};
  if (source->kind() == Source::Kind::text) {
    const Position position = source->position(at.begin);
    error.position.line = position.line;
    error.position.column = position.column;
  }
  error.has_position = true;
}

std::unique_ptr<touchstone_error_t> failure(touchstone_error_kind_t kind, const Failure& failure, Wording wording) {
  auto error = std::make_unique<touchstone_error_t>();
  error->kind = kind;
  error->message = failure.message(wording);
  error->report = std::string(touchstone_error_kind_name(kind)) + ": " + error->message + "\n";
  for (const TracePoint& point : failure.backtrace) {
    const SourcePtr& source = point.module->module->source;
    if (source == nullptr) continue;
    if (!error->has_position) set_place(*error, source, point.at);
    error->report += "  at " + source->describe(point.at) + "\n";
  }
  return error;
}

}  // namespace

std::unique_ptr<touchstone_error_t> new_error(const Error& refused, Wording wording) {
  auto error = std::make_unique<touchstone_error_t>();
  constexpr std::array kinds{TOUCHSTONE_MALFORMED, TOUCHSTONE_INVALID, TOUCHSTONE_UNLINKABLE};
  error->kind = static_cast<touchstone_error_kind_t>(kinds.at(static_cast<std::size_t>(refused.phase)));
  error->message = refused.message(wording);
  error->rule = refused.rule;
  error->report = refused.report(wording);
  set_place(*error, refused.source, refused.at);
  return error;
}

std::unique_ptr<touchstone_error_t> new_error(const Trap& trap, Wording wording) {
  auto error = failure(TOUCHSTONE_TRAP, trap, wording);
  error->rule = trap.rule;
  error->site = trap.id;
  return error;
}

std::unique_ptr<touchstone_error_t> new_error(const Exhaustion& met, Wording wording) {
  return failure(TOUCHSTONE_EXHAUSTION, met, wording);
}

std::unique_ptr<touchstone_error_t> new_error(const HostError& failed, Wording wording) {
  return failure(TOUCHSTONE_HOST_ERROR, failed, wording);
}

std::unique_ptr<touchstone_error_t> new_error(const Exception& thrown, Wording) {
  auto error = std::make_unique<touchstone_error_t>();
  error->kind = TOUCHSTONE_EXCEPTION;
  error->message = thrown.what();
  error->report = "exception: " + error->message + "\n";
  return error;
}

std::unique_ptr<touchstone_error_t> new_error(std::string misuse) { return new_error(HostError(std::move(misuse))); }

}  // namespace touchstone::wasm::c_api

extern "C" {

void touchstone_error_delete(touchstone_error_t* error) {
  if (error != nullptr && !error->permanent) delete error;
}

touchstone_error_kind_t touchstone_error_kind(const touchstone_error_t* error) { return error->kind; }

const char* touchstone_error_kind_name(touchstone_error_kind_t kind) {
  constexpr std::array names{"malformed", "invalid", "unlinkable", "trap", "exception", "exhaustion", "host error"};
  return kind < names.size() ? names.at(kind) : "";
}

const char* touchstone_error_message(const touchstone_error_t* error) {
  return error->permanent ? "host error: out of memory" : error->message.c_str();
}
const char* touchstone_error_rule(const touchstone_error_t* error) { return error->rule.c_str(); }
const char* touchstone_error_site(const touchstone_error_t* error) { return error->site.c_str(); }
const char* touchstone_error_report(const touchstone_error_t* error) { return error->report.c_str(); }

bool touchstone_error_position(const touchstone_error_t* error, touchstone_position_t* out) {
  if (error->has_position) *out = error->position;
  return error->has_position;
}
}
