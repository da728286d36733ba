// 4.2.3 Store: all instances that exist, and what an embedder can set; allocation (4.7.1) of those a module defines.
//
// Not in the specification: limits, fuel, the Chooser, the roots of the heap. A Store is used by one thread at a time.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "interp/execution/outcome.hpp"
#include "interp/execution/runtime.hpp"

namespace touchstone {
class Chooser;
}

namespace touchstone::wasm {

class Heap;
class Threads;
class Stacks;

/// What an embedder can set. Every limit ends in a defined Exhaustion, or in a `grow` that fails.
struct Config {
  u32 call_depth = 20'000;               ///< nested calls of one fiber
  u32 slots = 1U << 20;                  ///< value slots of one fiber, 16 bytes each
  std::optional<u64> fuel;               ///< calls and rounds of loops, of the whole store; nothing: no limit
  u64 memory_bytes = u64{16} << 30;      ///< the largest memory
  u64 all_memory_bytes = u64{64} << 30;  ///< all memories of the store together
  u64 table_elements = 10'000'000;       ///< the largest table
  u64 all_table_elements = 50'000'000;   ///< all tables of the store together
  u64 heap_bytes = u64{4} << 30;         ///< structures, arrays and exceptions that are alive
  u32 fibers = 100'000;                  ///< threads and continuations that have begun and not ended
  bool fold = true;                      ///< fold operands (fold.cpp); off: each instruction is a node of its own
  Chooser* chooser = nullptr;            ///< null: the deterministic default. Must outlive the store

  /// No more than so many bytes for memories, as many for tables, as many for the heap.
  void limit_space(u64 bytes) {
    memory_bytes = all_memory_bytes = heap_bytes = bytes;
    table_elements = all_table_elements = bytes / sizeof(Ref);
  }
};

/// 4.2.3 store.
class Store {
 public:
  explicit Store(Config settings = {});
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  const Config config;
  Chooser& chooser;
  s64 fuel;  ///< what is left; the machine that runs guest code holds it meanwhile

  /// The parameters of relaxed instructions (4.3.6), by numerics::Relaxed: 0 until one is used, then its value + 1.
  std::array<u8, 9> relaxed{};

  std::deque<FuncInst> funcs;
  std::deque<TableInst> tables;
  std::deque<MemInst> mems;
  std::deque<GlobalInst> globals;
  std::deque<TagInst> tags;
  std::deque<ElemInst> elems;
  std::deque<DataInst> datas;
  std::deque<ModuleInst> modules;
  std::unique_ptr<Heap> heap;             ///< structures, arrays, exceptions
  std::vector<RecGroupPtr> types;         ///< owners of types that no module owns
  std::vector<Machine*> machines;         ///< of all stacks with guest code on them, each at its place
  std::vector<PooledMemory> spare_slots;  ///< for the next machines
  u64 memory_bytes = 0;                   ///< of all memories, of Config::all_memory_bytes
  u64 table_elements = 0;                 ///< of all tables, of Config::all_table_elements
  Root::Link roots;                       ///< the host's; the list's head is no root
  u32 fibers = 0;                         ///< how many there are, of Config::fibers

  std::unique_ptr<Stacks> stacks;    ///< of suspended continuations (continuation.hpp)
  std::unique_ptr<Threads> threads;  ///< null until one is made (threads.hpp)

  /// Calls `visit(Ref)` for every root but the slots: globals, tables, element segments, exceptions in flight, the
  /// host's roots. Slots are scanned conservatively, from `Machine::slots` to `Machine::top`.
  template <class Visit>
  void for_each_root(Visit&& visit);

  /// Calls `visit(u64 word)` for the low half of every slot in use, of running and suspended fibers.
  template <class Visit>
  void for_each_slot(Visit&& visit);
};

/// [$alloctag] and its kin. Where memory or table cannot be had they throw Exhaustion.
TagInst* alloctag(Store& s, const DefType* type);
GlobalInst* allocglobal(Store& s, const GlobalType& type, Value value);
MemInst* allocmem(Store& s, const MemType& type);
TableInst* alloctable(Store& s, const TableType& type, Ref init);
ElemInst* allocelem(Store& s, const RefType& type, std::vector<Ref> refs);
DataInst* allocdata(Store& s, std::string_view bytes);
FuncInst* allocfunc(Store& s, const DefType* type, const Func* code, ModuleInst* module, u32 index);
/// [$allocfunc] of a host function.
FuncInst* allochostfunc(Store& s, const DefType* type, HostFunc host);

/// [$growmem] The memory grown by n pages; false, and nothing changed, if that is too much.
bool growmem(Store& s, MemInst& mi, u64 n);
/// [$growtable]
bool growtable(Store& s, TableInst& ti, u64 n, Ref init);

/// [Step_read/table.init-succ] Copies n references from `ei` at j to `ti` at i; false, and nothing done, out of bounds.
bool table_init(TableInst& ti, u64 i, const ElemInst& ei, u64 j, u64 n);
/// [Step_read/memory.init-succ] Likewise for bytes.
bool memory_init(MemInst& mi, u64 i, const DataInst& di, u64 j, u64 n);

/// Whether n things from `at` on lie within `size` things.
constexpr bool in_bounds(u64 at, u64 n, u64 size) { return n <= size && at <= size - n; }

/// [$default_] of a defaultable type: all zeros.
inline Value default_value() { return {}; }

/// [#embed-ref-type] The most specific type of a reference.
RefType ref_type(Ref ref);

/// [Ref_ok] Whether a reference is valid with a closed type.
bool ref_ok(Ref ref, const RefType& type);

}  // namespace touchstone::wasm
