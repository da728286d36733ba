// 4.2 Runtime structure: values, references, and the instances that a store holds.
//
// A value is 16 bytes without a tag: validation knows its type everywhere. The low 8 bytes hold a number or a reference,
// a v128 takes all. Writing a number fills the low 8 bytes (Strategy: a later read of 4 or 8 bytes then finds them in the
// processor's store buffer), so an i32 or f32 is zero-extended.
// Strategy: an address (4.2.4) is a pointer to the instance. The store owns its instances to the end, as the store of the
// specification does, except for structures, arrays and exceptions, which the heap collects.
// Legend: mm module instance, fi function, ti table, mi memory, gi global, ei element, di data, xi export.
#pragma once

#include <bit>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interp/support/integers.hpp"
#include "interp/support/reserved_memory.hpp"
#include "interp/support/v128.hpp"
#include "interp/syntax/modules.hpp"
#include "interp/syntax/types.hpp"

namespace touchstone::wasm {

class Store;
class Root;
struct Node;
struct Code;
struct Context;
struct Machine;
struct Stack;
struct ModuleInst;
struct FuncInst;

/// What a reference can point to. Functions are not collected: they die with the store.
enum class ObjectKind : u8 { func, struct_, array, exn, cont };

/// The common head of all that a reference can point to; at least 16-byte aligned.
struct alignas(16) Object {
  ObjectKind kind;
  bool holds_refs = false;        ///< the heap's: whether there is something to trace
  u32 size = 0;                   ///< array: its length; struct: which layout it has (heap.hpp); cont: arguments bound
  const DefType* type = nullptr;  ///< exn: null
};

/// 4.2.1 ref, as a kind.
enum class RefKind : u8 { null, i31, struct_, array, func, exn, cont, host, extern_ };

/// 4.2.1 ref: 8 bytes, compared by bits. Null is 0.
/// Strategy: an object is its address, whose low 4 bits are 0; i31 and host are unboxed, in the bits from 8 on; the
/// wrapper `ref.extern r` is one bit, so that the conversions between `any` and `extern` need no memory.
class Ref {
 public:
  constexpr Ref() = default;
  static constexpr Ref null() { return {}; }
  static constexpr Ref from_bits(u64 bits) {
    Ref r;
    r.bits_ = bits;
    return r;
  }
  /// `ref.i31 i`: the low 31 bits of i.
  static constexpr Ref i31(u32 i) { return from_bits(u64{i & 0x7fff'ffff} << 8 | i31_tag); }
  /// `ref.host a`; `a` has at most 56 bits.
  static constexpr Ref host(u64 a) { return from_bits(a << 8 | host_tag); }
  /// `ref.func`, `ref.struct`, `ref.array`, `ref.exn` or `ref.cont`, by the object's kind.
  static Ref to(const Object* object) { return from_bits(std::bit_cast<u64>(object)); }

  constexpr u64 bits() const { return bits_; }
  constexpr bool is_null() const { return bits_ == 0; }
  constexpr bool is_extern() const { return (bits_ & extern_bit) != 0; }
  constexpr bool is_i31() const { return (bits_ & tag_mask) == i31_tag; }
  constexpr bool is_host() const { return (bits_ & tag_mask) == host_tag; }
  /// Whether it points to an object, also through `ref.extern`.
  constexpr bool is_object() const { return bits_ != 0 && (bits_ & immediate_bit) == 0; }

  RefKind kind() const {
    if (is_null()) return RefKind::null;
    if (is_extern()) return RefKind::extern_;
    if (is_i31()) return RefKind::i31;
    if (is_host()) return RefKind::host;
    switch (object()->kind) {
    case ObjectKind::func: return RefKind::func;
    case ObjectKind::struct_: return RefKind::struct_;
    case ObjectKind::array: return RefKind::array;
    case ObjectKind::exn: return RefKind::exn;
    case ObjectKind::cont: return RefKind::cont;
    }
    return RefKind::null;
  }

  constexpr u32 i31_value() const { return static_cast<u32>(bits_ >> 8); }
  constexpr u64 host_value() const { return bits_ >> 8; }
  Object* object() const { return std::bit_cast<Object*>(bits_ & ~extern_bit); }
  inline FuncInst* func() const;

  /// `ref.extern r`, and null for null. [Step_pure/extern.convert_any-addr]
  constexpr Ref externalized() const { return is_null() ? *this : from_bits(bits_ | extern_bit); }
  /// The r of `ref.extern r`, and null for null. [Step_pure/any.convert_extern-addr]
  constexpr Ref internalized() const { return from_bits(bits_ & ~extern_bit); }

  friend constexpr bool operator==(Ref, Ref) = default;

 private:
  static constexpr u64 immediate_bit = 1;
  static constexpr u64 extern_bit = 4;
  static constexpr u64 tag_mask = 0xff;
  static constexpr u64 i31_tag = 1;
  static constexpr u64 host_tag = 3;
  u64 bits_ = 0;
};

/// 4.2.1 val: 16 bytes. T is u32, u64, float, double, V128 or Ref; i32 and i64 are unsigned, as everywhere.
struct alignas(16) Value {
  u64 low = 0;
  u64 high = 0;

  template <class T>
  constexpr T as() const {
    if constexpr (std::is_same_v<T, V128>) {
      return std::bit_cast<V128>(std::array<u64, 2>{low, high});
    } else if constexpr (std::is_same_v<T, Ref>) {
      return Ref::from_bits(low);
    } else if constexpr (std::is_same_v<T, float>) {
      return std::bit_cast<float>(static_cast<u32>(low));
    } else if constexpr (std::is_same_v<T, double>) {
      return std::bit_cast<double>(low);
    } else {
      static_assert(std::is_same_v<T, u32> || std::is_same_v<T, u64>);
      return static_cast<T>(low);
    }
  }

  template <class T>
  static constexpr Value of(T x) {
    if constexpr (std::is_same_v<T, V128>) {
      const auto halves = std::bit_cast<std::array<u64, 2>>(x);
      return {halves[0], halves[1]};
    } else if constexpr (std::is_same_v<T, Ref>) {
      return {x.bits(), 0};
    } else if constexpr (std::is_same_v<T, float>) {
      return {std::bit_cast<u32>(x), 0};
    } else if constexpr (std::is_same_v<T, double>) {
      return {std::bit_cast<u64>(x), 0};
    } else {
      static_assert(std::is_same_v<T, u32> || std::is_same_v<T, u64>);
      return {u64{x}, 0};
    }
  }
};

/// 4.2.11 tag instance.
struct TagInst {
  const DefType* type = nullptr;
};

/// 4.2.10 global instance.
struct GlobalInst {
  GlobalType type;
  Value value;
};

/// 4.2.9 memory instance. Byte 0 never moves; the size in bytes stands just before it, so that the evaluator keeps both in
/// one register. It counts whole pages of the memory's own page size.
struct MemInst {
  MemType type;  ///< limits.min is the current size in pages
  ReservedMemory bytes;

  u8* base() const { return bytes.base(); }
  inline u64 size() const;
  u64 page_size() const { return u64{1} << type.page_size_log2; }
  u64 pages() const { return size() >> type.page_size_log2; }
  std::span<u8> span() const { return {base(), size()}; }
};

/// The size in bytes of the memory whose byte 0 is `mem`.
inline u64 memory_size(const u8* mem) {
  u64 size;
  __builtin_memcpy(&size, mem - sizeof size, sizeof size);
  return size;
}
inline u64 MemInst::size() const { return memory_size(base()); }

/// 4.2.8 table instance.
struct TableInst {
  TableType type;  ///< limits.min is the current size
  std::vector<Ref> refs;
};

/// 4.2.12 element instance. Dropped: empty.
struct ElemInst {
  RefType type;
  std::vector<Ref> refs;
};

/// 4.2.13 data instance; the bytes are the module's. Dropped: empty.
struct DataInst {
  std::string_view bytes;
};

/// What a host function is called with. Arguments and results are values of the function's type, in order; results are
/// zero at first. To fail, throw a Trap, Exception or Exhaustion; any other std::exception becomes a HostError.
struct HostCall {
  Store& store;
  Machine& machine;
  const FuncInst& func;
  const ModuleInst* caller;  ///< the instance whose code called; null if the embedder did
  std::span<const Value> args;
  std::span<Value> results;
};
using HostFunc = std::function<void(HostCall&)>;

/// 4.2.7 function instance: `type` (in Object), `module` and code. The fields up to `memory` are what a call reads.
struct FuncInst : Object {
  const Node* body = nullptr;  ///< the resolved body; null before the first call, and for host functions
  u8* memory = nullptr;        ///< byte 0 of memory 0 of its module, or of an empty one
  u32 frame = 0;               ///< bytes of slots: parameters, locals, temporaries
  u32 params = 0;              ///< bytes of slots of the parameters
  u32 locals = 0;              ///< bytes of slots of parameters and locals
  u32 native = 0;              ///< bytes of native stack that its own nesting can take

  ModuleInst* module = nullptr;  ///< null: a host function
  u32 index = 0;                 ///< in `module`
  const Func* code = nullptr;    ///< null: a host function
  HostFunc host;
  std::shared_ptr<const Code> resolved;
};

inline FuncInst* Ref::func() const { return static_cast<FuncInst*>(object()); }

/// 4.2.5 externaddr, in the order of ExternKind.
using ExternAddr = std::variant<FuncInst*, TableInst*, MemInst*, GlobalInst*, TagInst*>;

/// 4.2.14 export instance.
struct ExportInst {
  Name name;
  ExternAddr addr;
};

/// 4.2.6 module instance, with the module it came from (regions, names) and its validation context (types).
struct ModuleInst {
  explicit ModuleInst(Store& owner) : store(owner) {}

  Store& store;
  std::shared_ptr<const Module> module;
  std::shared_ptr<const Context> context;
  std::vector<const DefType*> types;
  std::vector<FuncInst*> funcs;
  std::vector<TableInst*> tables;
  std::vector<MemInst*> mems;
  std::vector<GlobalInst*> globals;
  std::vector<TagInst*> tags;
  std::vector<ElemInst*> elems;
  std::vector<DataInst*> datas;
  std::vector<ExportInst> exports;
};

/// A reference of the host's that the heap must not collect while any copy of the Root lives.
class Root {
 public:
  Root() = default;
  Root(Store& store, Ref ref);

  Ref ref() const { return node_ ? node_->ref : Ref::null(); }

  /// An element of the store's list of roots.
  struct Link {
    Link* previous = this;
    Link* next = this;
    Ref ref;
    Link() = default;
    Link(const Link&) = delete;
    Link& operator=(const Link&) = delete;
    ~Link() {
      previous->next = next;
      next->previous = previous;
    }
  };

 private:
  std::shared_ptr<Link> node_;
};

}  // namespace touchstone::wasm
