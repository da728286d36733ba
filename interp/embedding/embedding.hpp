// Appendix 7.1 Embedding: the operations through which a host uses core WebAssembly, under their names there.
//
// Differences from the appendix. A store is an object that the operations change, where the appendix returns a new one.
// Addresses are pointers into it, and live as long as it does. Errors say what they are: front-end operations return
// Result (Malformed, Invalid), operations that run guest code return Outcome (Trap, Exception, Exhaustion, HostError,
// Unlinkable), and the few that can only fail in one way an optional or a bool.
// A Val carries its type, and keeps what it refers to alive; numbers are unsigned, as in the store.
// Not in the appendix: features, limits, linking by name, access to whole memories, functions from C++ functions.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "interp/execution/chooser.hpp"
#include "interp/execution/modules.hpp"
#include "interp/execution/outcome.hpp"
#include "interp/execution/runtime.hpp"
#include "interp/execution/store.hpp"
#include "interp/support/features.hpp"
#include "interp/support/result.hpp"
#include "interp/syntax/modules.hpp"
#include "interp/validation/context.hpp"
#include "interp/validation/matching.hpp"

namespace touchstone::wasm {

using FuncAddr = FuncInst*;
using TableAddr = TableInst*;
using MemAddr = MemInst*;
using GlobalAddr = GlobalInst*;
using TagAddr = TagInst*;

/// A value with its type: what passes between host and guest. A reference in it is a root of the heap.
class Val {
 public:
  /// `(i32.const 0)`.
  Val() = default;
  Val(u32 x) : Val(ValKind::i32, Value::of(x)) {}     // NOLINT: a number is a value
  Val(u64 x) : Val(ValKind::i64, Value::of(x)) {}     // NOLINT
  Val(float x) : Val(ValKind::f32, Value::of(x)) {}   // NOLINT
  Val(double x) : Val(ValKind::f64, Value::of(x)) {}  // NOLINT
  Val(V128 x) : Val(ValKind::v128, Value::of(x)) {}   // NOLINT
  Val(s32 x) : Val(static_cast<u32>(x)) {}            // NOLINT
  Val(s64 x) : Val(static_cast<u64>(x)) {}            // NOLINT
  /// `ref.null`, of a nullable type.
  static Val null(const RefType& type) { return Val(ValType(type), Value{}); }
  /// A reference of the store's, with a type that it has.
  Val(Store& s, Ref ref, const RefType& type);
  /// The value of a slot, global or argument of that type.
  Val(Store& s, const ValType& type, const Value& value);

  const ValType& type() const { return type_; }
  const Value& value() const { return value_; }
  /// T is u32, u64, float, double, V128 or Ref, as `type` says.
  template <class T>
  T as() const {
    return value_.as<T>();
  }
  Ref ref() const { return value_.as<Ref>(); }

 private:
  Val(ValType type, Value value) : type_(type), value_(value) {}
  ValType type_;
  Value value_;
  Root root_;
};

// ---- Store

/// [#embed-store-init]
std::unique_ptr<Store> store_init(const Config& config = {});

// ---- Modules

/// A module together with the proof that it is valid. Copies share both.
struct ValidModule {
  std::shared_ptr<const Module> module;
  std::shared_ptr<const Context> context;
};

/// [#embed-module-decode] From the binary format. `name` is what errors call the source.
Result<Module> module_decode(std::span<const u8> bytes, Features on = Features::standard(),
                             std::string name = "<binary>");
Result<Module> module_decode(const SourcePtr& source, Features on = Features::standard());

/// [#embed-module-parse] From the text format.
Result<Module> module_parse(std::string_view text, Features on = Features::standard(), std::string name = "<text>");
Result<Module> module_parse(const SourcePtr& source, Features on = Features::standard());

/// [#embed-module-validate]
Result<ValidModule> module_validate(Module module, Features on = Features::standard());
Result<ValidModule> module_validate(std::shared_ptr<const Module> module, Features on = Features::standard());

/// Reads text or binary, told apart by content, and validates it.
Result<ValidModule> module_load(const SourcePtr& source, Features on = Features::standard());

/// [#embed-module-instantiate] Imports are given in the order of the module's; start function and active segments run.
/// The instance belongs to the store. Unlinkable if an import does not match.
Outcome<ModuleInst*> module_instantiate(Store& s, const ValidModule& module, std::span<const ExternAddr> imports = {});

struct ImportType {
  std::string_view module;
  std::string_view name;
  ExternType type;
};
struct ExportType {
  std::string_view name;
  ExternType type;
};

/// [#embed-module-imports] Views into the module.
std::vector<ImportType> module_imports(const ValidModule& module);
/// [#embed-module-exports] Views into the module.
std::vector<ExportType> module_exports(const ValidModule& module);

/// Finds what a module imports, or nothing.
using Lookup = std::function<std::optional<ExternAddr>(const ImportType& wanted)>;

/// Instantiates with imports found by name; one that `lookup` does not know is Unlinkable ("unknown import").
Outcome<ModuleInst*> module_instantiate(Store& s, const ValidModule& module, const Lookup& lookup);

// ---- Module instances

/// [#embed-instance-export]
std::optional<ExternAddr> instance_export(const ModuleInst& mm, std::string_view name);

/// The export of that name if it is a T: FuncAddr, TableAddr, MemAddr, GlobalAddr or TagAddr; else null.
template <class T>
T instance_export_as(const ModuleInst& mm, std::string_view name) {
  const std::optional<ExternAddr> found = instance_export(mm, name);
  const T* held = found ? std::get_if<T>(&*found) : nullptr;
  return held == nullptr ? nullptr : *held;
}

// ---- Functions

/// [#embed-func-alloc] A host function of a closed function type.
FuncAddr func_alloc(Store& s, const DefType* type, HostFunc code);
/// The same for a function type, whose type uses are closed.
FuncAddr func_alloc(Store& s, FuncType type, HostFunc code);

/// [#embed-func-type]
inline const DefType* func_type(const Store&, FuncAddr a) { return a->type; }

/// [#embed-func-invoke] Arguments that do not match the parameters are a HostError.
Outcome<std::vector<Val>> func_invoke(Store& s, FuncAddr a, std::span<const Val> args = {});
inline Outcome<std::vector<Val>> func_invoke(Store& s, FuncAddr a, std::initializer_list<Val> args) {
  return func_invoke(s, a, std::span(args.begin(), args.size()));
}

// ---- Threads that share memories (not in the appendix; execution/threads.hpp)

/// A thread that will call `body`; returns its number. Threads run while one waits or is joined.
u32 thread_spawn(Store& s, std::function<void()> body);
/// Runs threads until this one has ended. A Trap if it never can: a deadlock. Throws what `body` threw.
Done thread_join(Store& s, u32 thread);

// ---- Tables

/// [#embed-table-alloc] Exhaustion if there is no room.
Outcome<TableAddr> table_alloc(Store& s, const TableType& type, Ref init);
/// [#embed-table-type] Limits are from the current size.
inline const TableType& table_type(const Store&, TableAddr a) { return a->type; }
/// [#embed-table-read]
std::optional<Val> table_read(Store& s, TableAddr a, u64 i);
/// [#embed-table-write] False if i is out of bounds or the reference does not have the element type.
[[nodiscard]] bool table_write(Store& s, TableAddr a, u64 i, Ref ref);
/// [#embed-table-size]
inline u64 table_size(const Store&, TableAddr a) { return a->refs.size(); }
/// [#embed-table-grow]
[[nodiscard]] bool table_grow(Store& s, TableAddr a, u64 n, Ref init);

// ---- Memories

/// [#embed-mem-alloc] Exhaustion if there is no room.
Outcome<MemAddr> mem_alloc(Store& s, const MemType& type);
/// [#embed-mem-type] Limits are from the current size.
inline const MemType& mem_type(const Store&, MemAddr a) { return a->type; }
/// [#embed-mem-read]
inline std::optional<u8> mem_read(const Store&, MemAddr a, u64 i) {
  return i < a->size() ? std::optional(a->base()[i]) : std::nullopt;
}
/// [#embed-mem-write]
[[nodiscard]] inline bool mem_write(Store&, MemAddr a, u64 i, u8 byte) {
  if (i >= a->size()) return false;
  a->base()[i] = byte;
  return true;
}
/// [#embed-mem-size] In pages.
inline u64 mem_size(const Store&, MemAddr a) { return a->pages(); }
/// [#embed-mem-grow]
[[nodiscard]] bool mem_grow(Store& s, MemAddr a, u64 n);
/// All bytes. The memory never moves; growing it makes a larger span valid and leaves this one so.
inline std::span<u8> mem_bytes(Store&, MemAddr a) { return a->span(); }

// ---- Tags and exceptions

/// [#embedd-tag-alloc] A tag of a closed function type without results.
TagAddr tag_alloc(Store& s, const DefType* type);
TagAddr tag_alloc(Store& s, FuncType type);
/// [#embed-tag-type]
inline const DefType* tag_type(const Store&, TagAddr a) { return a->type; }

/// [#embed-exn-alloc] A reference to a new exception; throw Exception(Root) to throw it from a host function. HostError if
/// the arguments do not match the tag's parameters.
Outcome<Val> exn_alloc(Store& s, TagAddr tag, std::span<const Val> args);
/// [#embed-exn-tag] The reference is one to an exception.
TagAddr exn_tag(Store& s, Ref exn);
/// [#embed-exn-read]
std::vector<Val> exn_read(Store& s, Ref exn);

// ---- Globals

/// [#embed-global-alloc] The value has the global's type.
GlobalAddr global_alloc(Store& s, const GlobalType& type, const Val& value);
/// [#embed-global-type]
inline const GlobalType& global_type(const Store&, GlobalAddr a) { return a->type; }
/// [#embed-global-read]
Val global_read(Store& s, GlobalAddr a);
/// [#embed-global-write] False if the global is immutable or the value does not have its type.
[[nodiscard]] bool global_write(Store& s, GlobalAddr a, const Val& value);

// ---- Values. In other headers: ref_type [#embed-ref-type] in execution/store.hpp, match_valtype [#embed-match-valtype]
// and match_externtype [#embed-match-externtype] in validation/matching.hpp.

/// [#embed-val-default] Nothing if the type has no default.
std::optional<Val> val_default(const ValType& type);

/// [Val_ok] Whether a value has a type.
bool val_ok(const Val& value, const ValType& type);

// ---- Functions from C++ functions

namespace embedding {

template <class T>
struct Number;
template <>
struct Number<u32> {
  static constexpr ValKind kind = ValKind::i32;
  using Stored = u32;
};
template <>
struct Number<s32> : Number<u32> {};
template <>
struct Number<u64> {
  static constexpr ValKind kind = ValKind::i64;
  using Stored = u64;
};
template <>
struct Number<s64> : Number<u64> {};
template <>
struct Number<float> {
  static constexpr ValKind kind = ValKind::f32;
  using Stored = float;
};
template <>
struct Number<double> {
  static constexpr ValKind kind = ValKind::f64;
  using Stored = double;
};

template <class R, class... A>
struct Typed {
  static FuncType type() {
    FuncType ft;
    (ft.params.push_back(Number<A>::kind), ...);
    if constexpr (!std::is_void_v<R>) ft.results.push_back(Number<R>::kind);
    return ft;
  }
  template <class F, std::size_t... i>
  static void call(F& f, HostCall& host, std::index_sequence<i...>) {
    if constexpr (std::is_void_v<R>) {
      f(static_cast<A>(host.args[i].template as<typename Number<A>::Stored>())...);
    } else {
      const R result = f(static_cast<A>(host.args[i].template as<typename Number<A>::Stored>())...);
      host.results[0] = Value::of(static_cast<typename Number<R>::Stored>(result));
    }
  }
};

}  // namespace embedding

/// A host function from a C++ function of numbers: `func_wrap<u32(u32, u32)>(store, [](u32 x, u32 y) { return x + y; })`.
template <class Signature, class F>
FuncAddr func_wrap(Store& s, F f) {
  return [&]<class R, class... A>(std::type_identity<R(A...)>) {
    using Typed = embedding::Typed<R, A...>;
    return func_alloc(s, Typed::type(), [f = std::move(f)](HostCall& host) mutable {
      Typed::call(f, host, std::index_sequence_for<A...>{});
    });
  }(std::type_identity<Signature>{});
}

}  // namespace touchstone::wasm
