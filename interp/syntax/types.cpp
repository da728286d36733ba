// 2.3 Types: interning of closed recursive groups, and the text format's words for types.
//
// A group is rolled (3.1.3 [$rolldt]) when references to itself are positions and references to others are closed
// defined types. Two rolled groups that are equal by structure are the same type, so one table keeps a single object
// for each: equality of types, however large or deep, is equality of pointers, and interning a module's types takes
// time linear in their size. The table does not own; a group lives while somebody refers to it. Not in the
// specification, which compares structures.
#include "interp/syntax/types.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "interp/syntax/type_uses.hpp"

namespace touchstone::wasm {

namespace {

/// Structural hash of rolled groups; equal groups hash equal.
class Hash {
 public:
  u64 value() const { return state_; }

  void add(u64 x) {
    state_ = (state_ ^ x) * 0x9E37'79B9'7F4A'7C15U;
    state_ ^= state_ >> 29U;
  }
  void add(const HeapType& ht) {
    add(u64{static_cast<u8>(ht.kind)} | u64{ht.exact} << 8U | u64{ht.index} << 32U);
    if (ht.def != nullptr) add(static_cast<u64>(reinterpret_cast<std::uintptr_t>(ht.def)));
  }
  void add(const ValType& t) {
    add(u64{static_cast<u8>(t.kind)} | u64{t.null} << 8U);
    if (t.is_ref()) add(t.heap);
  }
  void add(const ResultType& ts) {
    add(ts.size());
    for (const ValType& t : ts) add(t);
  }
  void add(const FieldType& ft) {
    add(u64{ft.mutable_} | u64{static_cast<u8>(ft.storage.packed)} << 8U);
    add(ft.storage.type);
  }
  void add(const CompType& ct) {
    add(ct.index());
    if (const auto* func = std::get_if<FuncType>(&ct)) {
      add(func->params);
      add(func->results);
    } else if (const auto* structure = std::get_if<StructType>(&ct)) {
      for (const FieldType& ft : structure->fields) add(ft);
    } else if (const auto* array = std::get_if<ArrayType>(&ct)) {
      add(array->field);
    } else {
      add(std::get<ContType>(ct).func);
    }
  }
  void add(const SubType& st) {
    add(u64{st.final} | u64{st.supers.size()} << 8U);
    for (const TypeUse& use : st.supers) add(use);
    if (st.describes) add(*st.describes);
    if (st.descriptor) add(*st.descriptor);
    add(st.comp);
  }

 private:
  u64 state_ = 0x243F'6A88'85A3'08D3U;
};

/// The groups that a rolled group names, each once.
std::vector<RecGroupPtr> owners(const std::vector<SubType>& rolled) {
  std::vector<const RecGroup*> named;
  for (const SubType& st : rolled) {
    for_each_heaptype(st, [&named](const HeapType& ht) {
      if (ht.def != nullptr && (named.empty() || named.back() != ht.def->group)) named.push_back(ht.def->group);
    });
  }
  std::sort(named.begin(), named.end());
  named.erase(std::unique(named.begin(), named.end()), named.end());
  std::vector<RecGroupPtr> out;
  out.reserve(named.size());
  for (const RecGroup* group : named) out.push_back(group->shared_from_this());
  return out;
}

/// The interned groups, by hash.
class GroupTable {
 public:
  static GroupTable& instance() {
    static GroupTable& table = *new GroupTable;  // never destroyed: groups in static objects may outlive any order
    return table;
  }

  RecGroupPtr intern(std::vector<SubType> rolled);

 private:
  struct Entry {
    const RecGroup* group;
    std::weak_ptr<const RecGroup> alive;
  };

  RecGroupPtr find(const std::vector<SubType>& rolled, u64 hash, std::vector<RecGroupPtr>& looked_at);
  static RecGroupPtr make(std::vector<SubType> rolled, u64 hash);
  void release(RecGroup* group, u64 hash);

  std::mutex mutex_;
  std::unordered_multimap<u64, Entry> entries_;
};

RecGroupPtr GroupTable::intern(std::vector<SubType> rolled) {
  Hash hash;
  for (const SubType& st : rolled) hash.add(st);
  // Groups are let go of after the lock: the release of a last owner takes it as well.
  std::vector<RecGroupPtr> looked_at;
  RecGroupPtr made;
  {
    const std::lock_guard lock(mutex_);
    if (RecGroupPtr group = find(rolled, hash.value(), looked_at)) return group;
  }
  made = make(std::move(rolled), hash.value());
  const std::lock_guard lock(mutex_);
  if (RecGroupPtr group = find(made->rolled, hash.value(), looked_at)) return group;  // another thread was faster
  entries_.emplace(hash.value(), Entry{made.get(), made});
  return made;
}

/// The living group that is equal to `rolled`, or null. Needs the lock.
RecGroupPtr GroupTable::find(const std::vector<SubType>& rolled, u64 hash, std::vector<RecGroupPtr>& looked_at) {
  const auto [begin, end] = entries_.equal_range(hash);
  for (auto entry = begin; entry != end; ++entry) {
    RecGroupPtr group = entry->second.alive.lock();
    if (group == nullptr) continue;
    if (group->rolled == rolled) return group;
    looked_at.push_back(std::move(group));
  }
  return nullptr;
}

/// [$unrollrt, $unrolldt] The group's types with references to itself closed as well.
RecGroupPtr GroupTable::make(std::vector<SubType> rolled, u64 hash) {
  std::shared_ptr<RecGroup> group(new RecGroup, [hash](RecGroup* dead) { instance().release(dead, hash); });
  group->rolled = std::move(rolled);
  group->references = owners(group->rolled);
  group->types.resize(group->rolled.size());
  for (u32 i = 0; i < group->types.size(); ++i) {
    DefType& dt = group->types[i];
    dt.group = group.get();
    dt.index = i;
    dt.sub = group->rolled[i];
    for_each_heaptype(dt.sub, [&group](HeapType& ht) {
      if (ht.kind != HeapKind::rec) return;
      const bool exact = ht.exact;
      ht = HeapType(&group->types.at(ht.index));
      ht.exact = exact;
    });
    // A supertype of the group itself stands before its subtypes, so its chain is complete.
    if (!dt.sub.supers.empty()) dt.supertypes = dt.sub.supers.front().def->supertypes;
    dt.supertypes.push_back(&dt);
  }
  return group;
}

/// Destroys a group and, without recursion, those that it alone kept alive: chains of groups can be long.
void GroupTable::release(RecGroup* group, u64 hash) {
  {
    const std::lock_guard lock(mutex_);
    const auto [begin, end] = entries_.equal_range(hash);
    for (auto entry = begin; entry != end; ++entry) {
      if (entry->second.group != group) continue;
      entries_.erase(entry);
      break;
    }
  }
  thread_local std::vector<RecGroupPtr>* pending = nullptr;
  if (pending != nullptr) {
    for (RecGroupPtr& reference : group->references) pending->push_back(std::move(reference));
    delete group;
    return;
  }
  std::vector<RecGroupPtr> mine = std::move(group->references);
  delete group;
  pending = &mine;
  while (!mine.empty()) {
    const RecGroupPtr next = std::move(mine.back());
    mine.pop_back();
  }
  pending = nullptr;
}

}  // namespace

RecGroupPtr intern_group(std::vector<SubType> rolled) { return GroupTable::instance().intern(std::move(rolled)); }

RecGroupPtr intern_func_type(FuncType ft) {
  std::vector<SubType> rolled(1);
  rolled.front().comp = std::move(ft);
  return intern_group(std::move(rolled));
}

// The words. A closed type is printed by structure one level deep, and what it refers to by its sort alone: types may
// be recursive, and even where they are not, spelling them out can take exponential room.

namespace {

constexpr std::array<std::string_view, 15> heap_words = {"any",    "eq",       "i31",    "struct", "array",
                                                         "none",   "func",     "nofunc", "exn",    "noexn",
                                                         "extern", "noextern", "cont",   "nocont", "bot"};
constexpr std::array<std::string_view, 15> ref_words = {
    "anyref", "eqref",      "i31ref",    "structref",     "arrayref", "nullref",     "funcref",       "nullfuncref",
    "exnref", "nullexnref", "externref", "nullexternref", "contref",  "nullcontref", "(ref null bot)"};
constexpr std::array<std::string_view, 7> val_words = {"i32", "i64", "f32", "f64", "v128", "ref", "bot"};
constexpr std::array<std::string_view, 4> sort_words = {"func", "struct", "array", "cont"};

std::string text(const CompType& ct, bool deep);

std::string text(const HeapType& ht, bool deep) {
  std::string word;
  switch (ht.kind) {
  case HeapKind::index: word = std::to_string(ht.index); break;
  case HeapKind::rec: word = "(rec " + std::to_string(ht.index) + ")"; break;
  case HeapKind::def:
    word = deep ? text(ht.def->sub.comp, false) : "(" + std::string(sort_words[ht.def->sub.comp.index()]) + " ...)";
    break;
  default: return std::string(heap_words[static_cast<u8>(ht.kind)]);
  }
  return ht.exact ? "(exact " + word + ")" : word;
}

std::string text(const RefType& rt, bool deep) {
  if (rt.null && rt.heap.is_abstract()) return std::string(ref_words[static_cast<u8>(rt.heap.kind)]);
  return (rt.null ? "(ref null " : "(ref ") + text(rt.heap, deep) + ")";
}

std::string text(const ValType& t, bool deep) {
  return t.is_ref() ? text(t.ref(), deep) : std::string(val_words[static_cast<u8>(t.kind)]);
}

std::string text(const StorageType& zt, bool deep) {
  switch (zt.packed) {
  case StorageType::Packed::i8: return "i8";
  case StorageType::Packed::i16: return "i16";
  case StorageType::Packed::no: break;
  }
  return text(zt.type, deep);
}

std::string text(const FieldType& ft, bool deep) {
  return ft.mutable_ ? "(mut " + text(ft.storage, deep) + ")" : text(ft.storage, deep);
}

std::string clause(std::string_view word, const ResultType& ts, bool deep) {
  if (ts.empty()) return {};
  std::string out = " (" + std::string(word);
  for (const ValType& t : ts) out += " " + text(t, deep);
  return out + ")";
}

std::string signature(const FuncType& ft, bool deep) {
  return clause("param", ft.params, deep) + clause("result", ft.results, deep);
}

std::string text(const CompType& ct, bool deep) {
  if (const auto* func = std::get_if<FuncType>(&ct)) return "(func" + signature(*func, deep) + ")";
  if (const auto* array = std::get_if<ArrayType>(&ct)) return "(array " + text(array->field, deep) + ")";
  if (const auto* cont = std::get_if<ContType>(&ct)) return "(cont " + text(cont->func, deep) + ")";
  std::string out = "(struct";
  for (const FieldType& ft : std::get<StructType>(ct).fields) out += " (field " + text(ft, deep) + ")";
  return out + ")";
}

/// `(func 3)` or, for a closed type, `(func (param i32))`.
std::string definition(std::string_view word, const TypeUse& use) {
  if (use.kind == HeapKind::def && use.def->is_func()) {
    return "(" + std::string(word) + signature(use.def->func(), true) + ")";
  }
  return "(" + std::string(word) + " (type " + text(use, true) + "))";
}

}  // namespace

std::string to_string(const HeapType& ht) { return text(ht, true); }
std::string to_string(const RefType& rt) { return text(rt, true); }
std::string to_string(const ValType& t) { return text(t, true); }
std::string to_string(const StorageType& zt) { return text(zt, true); }
std::string to_string(const FieldType& ft) { return text(ft, true); }
std::string to_string(const FuncType& ft) { return "(func" + signature(ft, true) + ")"; }
std::string to_string(const CompType& ct) { return text(ct, true); }

std::string to_string(const ResultType& ts) {
  std::string out = "[";
  for (const ValType& t : ts) out += (out.size() > 1 ? " " : "") + text(t, true);
  return out + "]";
}

std::string to_string(const SubType& st) {
  if (st.final && st.supers.empty()) return to_string(st.comp);
  std::string out = st.final ? "(sub final" : "(sub";
  for (const TypeUse& use : st.supers) out += " " + text(use, true);
  return out + " " + to_string(st.comp) + ")";
}

std::string to_string(const Limits& limits) {
  return std::to_string(limits.min) + (limits.max ? " " + std::to_string(*limits.max) : "");
}

std::string to_string(const MemType& mt) {
  return (mt.addr == AddrType::i64 ? "i64 " : "") + to_string(mt.limits) + (mt.shared ? " shared" : "") +
         (mt.page_size_log2 != 16 ? " (pagesize " + std::to_string(u64{1} << mt.page_size_log2) + ")" : "");
}

std::string to_string(const TableType& tt) {
  return (tt.addr == AddrType::i64 ? "i64 " : "") + to_string(tt.limits) + " " + to_string(tt.elem);
}

std::string to_string(const GlobalType& gt) {
  return gt.mutable_ ? "(mut " + to_string(gt.type) + ")" : to_string(gt.type);
}

std::string to_string(const ExternType& xt) {
  if (const auto* func = std::get_if<FuncUse>(&xt)) return definition("func", func->type);
  if (const auto* tag = std::get_if<TagType>(&xt)) return definition("tag", tag->type);
  if (const auto* table = std::get_if<TableType>(&xt)) return "(table " + to_string(*table) + ")";
  if (const auto* mem = std::get_if<MemType>(&xt)) return "(memory " + to_string(*mem) + ")";
  return "(global " + to_string(std::get<GlobalType>(xt)) + ")";
}

}  // namespace touchstone::wasm
