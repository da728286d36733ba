// The module `spectest` of the official scripts (README of the core test suite's interpreter), with the shared memory of
// the threads proposal.
//
// Functions print a line for each argument: `1 : i32`. Globals hold 666, tables ten to twenty null functions, memories one
// to two pages.
#include <fmt/format.h>

#include "tools/wast/core_engine.hpp"

namespace touchstone::wast {

namespace {

using wasm::AddrType;
using wasm::ExternAddr;
using wasm::ValKind;

using Print = std::function<void(const std::string&)>;

wasm::FuncInst* printer(wasm::Store& store, const Print& print, const std::vector<wasm::ValType>& params) {
  return wasm::func_alloc(store, wasm::FuncType{params, {}}, [print, params](wasm::HostCall& call) {
    for (std::size_t i = 0; print && i < params.size(); ++i) {
      print(fmt::format("{} : {}", to_plain_string(describe(wasm::Val(call.store, params[i], call.args[i]))),
                        wasm::to_string(params[i])));
    }
  });
}

wasm::MemType memory_type(u64 min, u64 max, bool shared) {
  wasm::MemType out;
  out.limits = {min, max};
  out.shared = shared;
  return out;
}

}  // namespace

std::map<std::string, ExternAddr, std::less<>> spectest(wasm::Store& store, const Print& print) {
  std::map<std::string, ExternAddr, std::less<>> out;
  const auto func = [&](const char* name, const std::vector<wasm::ValType>& params) {
    out.emplace(name, printer(store, print, params));
  };
  func("print", {});
  func("print_i32", {ValKind::i32});
  func("print_i64", {ValKind::i64});
  func("print_f32", {ValKind::f32});
  func("print_f64", {ValKind::f64});
  func("print_i32_f32", {ValKind::i32, ValKind::f32});
  func("print_f64_f64", {ValKind::f64, ValKind::f64});

  const auto global = [&](const char* name, const wasm::Val& value) {
    out.emplace(name, wasm::global_alloc(store, wasm::GlobalType{false, value.type()}, value));
  };
  global("global_i32", u32{666});
  global("global_i64", u64{666});
  global("global_f32", 666.6F);
  global("global_f64", 666.6);

  const auto found = [](const auto& outcome) {
    if (!outcome)
      throw NoSpectest("no room for the module spectest, which is there to be imported: " + outcome.message());
    return *outcome;
  };
  const auto table = [&](const char* name, AddrType addr) {
    const wasm::TableType type{addr, {10, 20}, wasm::funcref};
    out.emplace(name, found(wasm::table_alloc(store, type, wasm::Ref::null())));
  };
  table("table", AddrType::i32);
  table("table64", AddrType::i64);

  out.emplace("memory", found(wasm::mem_alloc(store, memory_type(1, 2, false))));
  out.emplace("shared_memory", found(wasm::mem_alloc(store, memory_type(1, 2, true))));
  return out;
}

}  // namespace touchstone::wast
