// Fuzz target: decode, validate and run (chapters 3 to 5).
//
// What is valid is instantiated, with functions, tables, memories, globals and tags made up for its imports, and each of
// its exported functions is called with zeros and then with other arguments. Fuel ends what would run on, and small
// limits keep an input cheap. Every run is made twice, with folded operands and without: both must end in the same.
#include <algorithm>
#include <optional>
#include <vector>

#include "interp/embedding/embedding.hpp"
#include "tools/fuzz/common.hpp"

namespace touchstone::fuzz {

namespace {

constexpr std::size_t most_calls = 12;  // exported functions of one module that are called

wasm::Config config(bool fold) {
  wasm::Config out;
  out.call_depth = 500;
  out.fuel = 20'000;
  out.memory_bytes = u64{8} << 20U;
  out.table_elements = 100'000;
  out.heap_bytes = u64{8} << 20U;
  out.fold = fold;
  return out;
}

bool all_have_defaults(const wasm::ResultType& types) {
  return std::all_of(types.begin(), types.end(), [](const wasm::ValType& t) { return !t.is_ref() || t.null; });
}

/// A function that returns zeros; one whose results cannot be zero traps.
wasm::FuncAddr zero_function(wasm::Store& store, const wasm::DefType* type) {
  return wasm::func_alloc(store, type, [type](wasm::HostCall& call) {
    if (!all_have_defaults(type->func().results)) throw wasm::Trap(wasm::TrapCode::unreachable);
    std::fill(call.results.begin(), call.results.end(), wasm::Value{});
  });
}

/// Something of the type that an import wants, or nothing if there is no default for it.
std::optional<wasm::ExternAddr> made_up(wasm::Store& store, const wasm::ExternType& wanted) {
  struct Make {
    wasm::Store& store;
    std::optional<wasm::ExternAddr> operator()(const wasm::FuncUse& type) const {
      if (!type.type.def->is_func()) return std::nullopt;
      return zero_function(store, type.type.def);
    }
    std::optional<wasm::ExternAddr> operator()(const wasm::TableType& type) const {
      if (!type.elem.null) return std::nullopt;
      const auto table = wasm::table_alloc(store, type, wasm::Ref::null());
      return table ? std::optional<wasm::ExternAddr>(*table) : std::nullopt;
    }
    std::optional<wasm::ExternAddr> operator()(const wasm::MemType& type) const {
      const auto memory = wasm::mem_alloc(store, type);
      return memory ? std::optional<wasm::ExternAddr>(*memory) : std::nullopt;
    }
    std::optional<wasm::ExternAddr> operator()(const wasm::GlobalType& type) const {
      const auto zero = wasm::val_default(type.type);
      return zero ? std::optional<wasm::ExternAddr>(wasm::global_alloc(store, type, *zero)) : std::nullopt;
    }
    std::optional<wasm::ExternAddr> operator()(const wasm::TagType& type) const {
      return wasm::tag_alloc(store, type.type.def);
    }
  };
  return std::visit(Make{store}, wanted);
}

/// Arguments of one round: 0, 7 or all ones in each number, null in each reference.
std::optional<std::vector<wasm::Val>> arguments(const wasm::ResultType& params, u64 number) {
  std::vector<wasm::Val> out;
  for (const wasm::ValType& type : params) {
    switch (type.kind) {
    case wasm::ValKind::i32: out.emplace_back(static_cast<u32>(number)); break;
    case wasm::ValKind::i64: out.emplace_back(number); break;
    case wasm::ValKind::f32: out.emplace_back(static_cast<float>(number)); break;
    case wasm::ValKind::f64: out.emplace_back(static_cast<double>(number)); break;
    default:
      const auto zero = wasm::val_default(type);
      if (!zero) return std::nullopt;
      out.push_back(*zero);
    }
  }
  return out;
}

/// What a run ended in, in words that do not depend on addresses.
class Story {
 public:
  void add(const std::string& line) { text_ += line + "\n"; }

  template <class T>
  void add_failure(const wasm::Outcome<T>& outcome) {
    const char* kind = outcome.trap() != nullptr         ? "trap "
                       : outcome.exception() != nullptr  ? "exception "
                       : outcome.exhaustion() != nullptr ? "exhaustion "
                                                         : "refused ";
    add(kind + outcome.message());
  }

  void add_values(const std::vector<wasm::Val>& values) {
    std::string line = "values";
    for (const wasm::Val& value : values) line += " " + word(value);
    add(line);
  }

  void add_state(const wasm::ModuleInst& instance) {
    for (const wasm::GlobalInst* global : instance.globals) {
      add("global " + word(wasm::global_read(instance.store, const_cast<wasm::GlobalInst*>(global))));
    }
    for (wasm::MemInst* memory : instance.mems) {
      const std::span<u8> bytes = wasm::mem_bytes(instance.store, memory);
      u64 hash = 14695981039346656037U;
      for (const u8 byte : bytes) hash = (hash ^ byte) * 1099511628211U;
      add("memory of " + std::to_string(bytes.size()) + " bytes, hash " + std::to_string(hash));
    }
  }

  const std::string& text() const { return text_; }

 private:
  static std::string word(const wasm::Val& value) {
    switch (value.type().kind) {
    case wasm::ValKind::i32:
    case wasm::ValKind::f32: return std::to_string(value.as<u32>());
    case wasm::ValKind::i64:
    case wasm::ValKind::f64: return std::to_string(value.as<u64>());
    case wasm::ValKind::ref: return value.ref() == wasm::Ref::null() ? "null" : "reference";
    default: return "vector";
    }
  }

  std::string text_;
};

Story run(const wasm::ValidModule& module, bool fold) {
  Story story;
  const auto store = wasm::store_init(config(fold));
  const auto instance = wasm::module_instantiate(
      *store, module, [&](const wasm::ImportType& wanted) { return made_up(*store, wanted.type); });
  if (!instance) {
    story.add_failure(instance);
    return story;
  }
  std::size_t calls = 0;
  for (const wasm::ExportInst& exported : (*instance)->exports) {
    const auto* func = std::get_if<wasm::FuncAddr>(&exported.addr);
    if (func == nullptr) continue;
    if (++calls > most_calls) break;
    for (const u64 number : {u64{0}, u64{7}, ~u64{0}}) {
      const auto args = arguments((*func)->type->func().params, number);
      if (!args) continue;
      const auto results = wasm::func_invoke(*store, *func, *args);
      if (results) {
        story.add_values(*results);
      } else {
        story.add_failure(results);
      }
    }
  }
  story.add_state(**instance);
  return story;
}

}  // namespace

}  // namespace touchstone::fuzz

extern "C" int LLVMFuzzerTestOneInput(const touchstone::u8* data, std::size_t size) {
  using namespace touchstone;
  const auto module = wasm::module_load(binary_source("input", fuzz::bytes_of(data, size)));
  if (!module) {
    static_cast<void>(module.error().report());
    return 0;
  }
  const fuzz::Story folded = fuzz::run(*module, true);
  const fuzz::Story plain = fuzz::run(*module, false);
  fuzz::require(folded.text() == plain.text(), "folding does not change what a module does",
                "folded:\n" + folded.text() + "plain:\n" + plain.text());
  return 0;
}
