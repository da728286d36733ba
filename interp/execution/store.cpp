// 4.2.3 Store and 4.7.1 Allocation, growing; 4.5 typing of references.
#include "interp/execution/store.hpp"

#include <algorithm>
#include <limits>

#include "interp/execution/chooser.hpp"
#include "interp/execution/continuation.hpp"
#include "interp/execution/heap.hpp"
#include "interp/execution/machine.hpp"
#include "interp/execution/threads.hpp"
#include "interp/validation/matching.hpp"

namespace touchstone::wasm {

namespace {

DeterministicChooser& default_chooser() {
  static thread_local DeterministicChooser chooser;
  return chooser;
}

constexpr s64 unlimited = std::numeric_limits<s64>::max();

// The size of a memory stands in front of its byte 0.
void set_size(MemInst& mi, u64 bytes) { __builtin_memcpy(mi.base() - sizeof bytes, &bytes, sizeof bytes); }

// The most pages that the address type allows: [$growmem]
u64 most_pages(const MemType& type) {
  const u32 bits = type.addr == AddrType::i32 ? 32 : 64;
  return bits - type.page_size_log2 >= 64 ? ~u64{0} : u64{1} << (bits - type.page_size_log2);
}

// Bytes that a memory may ever have; saturating.
u64 pages_to_bytes(u64 pages, const MemType& type) {
  return pages > ~u64{0} >> type.page_size_log2 ? ~u64{0} : pages << type.page_size_log2;
}

}  // namespace

Store::Store(Config settings)
    : config(settings),
      chooser(settings.chooser != nullptr ? *settings.chooser : default_chooser()),
      fuel(settings.fuel ? static_cast<s64>(std::min(*settings.fuel, static_cast<u64>(unlimited))) : unlimited),
      heap(std::make_unique<Heap>(*this)),
      stacks(std::make_unique<Stacks>(*this)) {
  constexpr std::size_t enough = 4;
  spare_slots.reserve(enough);
}

// Suspended computations unwind while all that they refer to is there. Roots that the host still holds must not touch the
// list any more.
Store::~Store() {
  threads.reset();
  stacks.reset();
  for (Root::Link* root = roots.next; root != &roots;) {
    Root::Link* next = root->next;
    root->previous = root->next = root;
    root->ref = Ref::null();
    root = next;
  }
  roots.previous = roots.next = &roots;
}

Root::Root(Store& store, Ref ref) : node_(std::make_shared<Link>()) {
  node_->ref = ref;
  node_->next = &store.roots;
  node_->previous = store.roots.previous;
  node_->previous->next = node_.get();
  store.roots.previous = node_.get();
}

// ---- Allocation

// [$alloctag]
TagInst* alloctag(Store& s, const DefType* type) { return &s.tags.emplace_back(TagInst{type}); }

// [$allocglobal]
GlobalInst* allocglobal(Store& s, const GlobalType& type, Value value) {
  return &s.globals.emplace_back(GlobalInst{type, value});
}

// [$allocmem] Strategy: address space for as much as the memory may grow to is reserved now, so that it never moves.
MemInst* allocmem(Store& s, const MemType& type) {
  const u64 least = pages_to_bytes(type.limits.min, type);
  if (least > s.config.memory_bytes || !in_bounds(s.memory_bytes, least, s.config.all_memory_bytes)) {
    throw Exhaustion(Resource::memory, ": more than the embedder allows");
  }
  u64 reserve = std::min(pages_to_bytes(std::min(type.limits.max.value_or(~u64{0}), most_pages(type)), type),
                         s.config.memory_bytes);
  std::optional<ReservedMemory> bytes;
  // Limit: where the host refuses, the memory gets less room to grow.
  while (!(bytes = ReservedMemory::reserve(reserve, sizeof(u64))) && reserve > least)
    reserve = std::max(reserve / 2, least);
  if (!bytes || !bytes->commit(least)) throw Exhaustion(Resource::memory, ": the host refuses");
  MemInst& mi = s.mems.emplace_back();
  mi.type = type;
  mi.bytes = std::move(*bytes);
  set_size(mi, least);
  s.memory_bytes += least;
  return &mi;
}

// [$alloctable]
TableInst* alloctable(Store& s, const TableType& type, Ref init) {
  const u64 least = type.limits.min;
  if (least > s.config.table_elements || !in_bounds(s.table_elements, least, s.config.all_table_elements)) {
    throw Exhaustion(Resource::table, ": more than the embedder allows");
  }
  TableInst& ti = s.tables.emplace_back();
  ti.type = type;
  try {
    ti.refs.resize(least, init);
  } catch (const std::bad_alloc&) {
    throw Exhaustion(Resource::table, ": the host refuses");
  }
  s.table_elements += least;
  return &ti;
}

// [$allocelem]
ElemInst* allocelem(Store& s, const RefType& type, std::vector<Ref> refs) {
  return &s.elems.emplace_back(ElemInst{type, std::move(refs)});
}

// [$allocdata]
DataInst* allocdata(Store& s, std::string_view bytes) { return &s.datas.emplace_back(DataInst{bytes}); }

// [$allocfunc]
FuncInst* allocfunc(Store& s, const DefType* type, const Func* code, ModuleInst* module, u32 index) {
  constexpr u32 native_for_resolving = 64U << 10;
  FuncInst& fi = s.funcs.emplace_back();
  fi.kind = ObjectKind::func;
  fi.type = type;
  fi.native = native_for_resolving;
  fi.module = module;
  fi.index = index;
  fi.code = code;
  return &fi;
}

// [$allocfunc]
FuncInst* allochostfunc(Store& s, const DefType* type, HostFunc host) {
  constexpr u32 native_for_host = 128U << 10;
  FuncInst& fi = s.funcs.emplace_back();
  fi.kind = ObjectKind::func;
  fi.type = type;
  fi.host = std::move(host);
  fi.frame = static_cast<u32>(type->func().params.size() + type->func().results.size()) * slot_size;
  fi.native = native_for_host;
  return &fi;
}

// ---- Growing and initialising

// [$growmem]
bool growmem(Store& s, MemInst& mi, u64 n) {
  const u64 pages = mi.pages();
  const u64 most = std::min(most_pages(mi.type), mi.type.limits.max.value_or(~u64{0}));
  if (n > most || pages > most - n) return false;
  const u64 bytes = pages_to_bytes(pages + n, mi.type);
  if (bytes > s.config.memory_bytes || bytes > mi.bytes.reserved()) return false;
  const u64 more = bytes - mi.size();
  if (!in_bounds(s.memory_bytes, more, s.config.all_memory_bytes)) return false;
  if (n > 0 && s.chooser.open(Choice::grow) && s.chooser.choose(Choice::grow, 2) != 0) return false;
  if (!mi.bytes.commit(bytes)) return false;
  set_size(mi, bytes);
  s.memory_bytes += more;
  mi.type.limits.min = pages + n;
  return true;
}

// [$growtable]
bool growtable(Store& s, TableInst& ti, u64 n, Ref init) {
  const u64 size = ti.refs.size();
  const u64 addressable = ti.type.addr == AddrType::i32 ? 0xffff'ffff : ~u64{0};
  const u64 most = std::min({addressable, ti.type.limits.max.value_or(~u64{0}), s.config.table_elements});
  if (n > most || size > most - n) return false;
  if (!in_bounds(s.table_elements, n, s.config.all_table_elements)) return false;
  if (n > 0 && s.chooser.open(Choice::grow) && s.chooser.choose(Choice::grow, 2) != 0) return false;
  try {
    ti.refs.resize(size + n, init);
  } catch (const std::bad_alloc&) {
    return false;
  }
  s.table_elements += n;
  ti.type.limits.min = size + n;
  return true;
}

bool table_init(TableInst& ti, u64 i, const ElemInst& ei, u64 j, u64 n) {
  if (!in_bounds(i, n, ti.refs.size()) || !in_bounds(j, n, ei.refs.size())) return false;
  std::copy_n(ei.refs.begin() + static_cast<std::ptrdiff_t>(j), n, ti.refs.begin() + static_cast<std::ptrdiff_t>(i));
  return true;
}

bool memory_init(MemInst& mi, u64 i, const DataInst& di, u64 j, u64 n) {
  if (!in_bounds(i, n, mi.size()) || !in_bounds(j, n, di.bytes.size())) return false;
  if (n > 0) __builtin_memcpy(mi.base() + i, di.bytes.data() + j, n);
  return true;
}

// ---- References

// What has a type has it exactly (custom-descriptors); without that feature, nothing asks.
static HeapType exact_type(const DefType* type) {
  HeapType ht(type);
  ht.exact = true;
  return ht;
}

RefType ref_type(Ref ref) {
  switch (ref.kind()) {
  case RefKind::null: return {true, HeapKind::bot};                       // [Ref_ok/null]
  case RefKind::i31: return {false, HeapKind::i31};                       // [Ref_ok/i31]
  case RefKind::struct_: return {false, exact_type(ref.object()->type)};  // [Ref_ok/struct]
  case RefKind::array: return {false, exact_type(ref.object()->type)};    // [Ref_ok/array]
  case RefKind::func: return {false, exact_type(ref.object()->type)};     // [Ref_ok/func]
  case RefKind::exn: return {false, HeapKind::exn};                       // [Ref_ok/exn]
  case RefKind::cont: return {false, exact_type(ref.object()->type)};     // stack-switching
  case RefKind::host: return {false, HeapKind::any};                      // [Ref_ok/host]
  case RefKind::extern_: return {false, HeapKind::extern_};               // [Ref_ok/extern]
  }
  throw Crash("ref_type");
}

// [Ref_ok/sub]
bool ref_ok(Ref ref, const RefType& type) { return match_reftype(ref_type(ref), type); }

}  // namespace touchstone::wasm
