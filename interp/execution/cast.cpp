// 4.6.9 Reference instructions: ref.test, ref.cast; 4.6.2: br_on_cast, br_on_cast_fail.
//
// All four ask whether a reference has a type [Ref_ok]. Validation knows that it has one of the same hierarchy, so what
// remains to be asked of a reference that is not null is one of a few tests, chosen when the code is resolved. For a
// defined type that is one comparison, since every type knows the chain of its supertypes.
#include "interp/execution/aggregate.hpp"
#include "interp/execution/control.hpp"
#include "interp/execution/resolve.hpp"
#include "interp/validation/matching.hpp"

namespace touchstone::wasm {

namespace {

enum class Test : u8 { all, none, eq, i31, struct_, array, def, exact };

struct Cast : Node {
  const DefType* type;
  SlotNo ref;
  u32 null;  ///< whether null has the type
};
struct BranchOnCast : Branch {
  const DefType* type;
  SlotNo ref;
  u32 null;
};

// [Ref_ok]
template <Test test>
inline bool has_type(Ref ref, const DefType* type, u32 null) {
  if (ref.is_null()) return null != 0;
  if constexpr (test == Test::all) return true;
  if constexpr (test == Test::none) return false;
  if constexpr (test == Test::i31) return ref.is_i31();
  if constexpr (test == Test::eq) return ref.is_i31() || ref.is_object();
  if (!ref.is_object()) return false;
  const Object* object = ref.object();
  if constexpr (test == Test::struct_) return object->kind == ObjectKind::struct_;
  if constexpr (test == Test::array) return object->kind == ObjectKind::array;
  if constexpr (test == Test::exact) return object->type == type;
  return match_deftype(object->type, type);
}

// [Step_read/ref.test-true] [Step_read/ref.test-false]
template <Test test>
Signal ref_test(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Cast>(node);
  write(s, n.result, u32{has_type<test>(read<Ref>(s, n.ref), n.type, n.null)});
  NEXT;
}

// [Step_read/ref.cast-succeed] [Step_read/ref.cast-fail]
template <Test test>
Signal ref_cast(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Cast>(node);
  const Ref ref = read<Ref>(s, n.ref);
  if (!has_type<test>(ref, n.type, n.null)) [[unlikely]]
    return trap(m, n, TrapCode::cast_failure, ref.bits());
  write(s, n.result, ref);
  NEXT;
}

// [Step_read/br_on_cast-succeed] [Step_read/br_on_cast-fail]
template <Test test>
Signal br_on_cast(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<BranchOnCast>(node);
  if (has_type<test>(read<Ref>(s, n.ref), n.type, n.null)) return take(n, s, m, mem);
  NEXT;
}

// [Step_read/br_on_cast_fail-succeed] [Step_read/br_on_cast_fail-fail]
template <Test test>
Signal br_on_cast_fail(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<BranchOnCast>(node);
  if (!has_type<test>(read<Ref>(s, n.ref), n.type, n.null)) return take(n, s, m, mem);
  NEXT;
}

// ---- Resolution

struct CastRules {
  Rule test, cast, br, br_fail;
};

template <Test test>
constexpr CastRules rules_of = {ref_test<test>, ref_cast<test>, br_on_cast<test>, br_on_cast_fail<test>};

const CastRules& rules_for(const HeapType& ht) {
  switch (ht.kind) {
  case HeapKind::eq: return rules_of<Test::eq>;
  case HeapKind::i31: return rules_of<Test::i31>;
  case HeapKind::struct_: return rules_of<Test::struct_>;
  case HeapKind::array: return rules_of<Test::array>;
  case HeapKind::any:
  case HeapKind::func:
  case HeapKind::exn:
  case HeapKind::extern_:
  case HeapKind::cont: return rules_of<Test::all>;
  case HeapKind::none:
  case HeapKind::nofunc:
  case HeapKind::noexn:
  case HeapKind::noextern:
  case HeapKind::nocont:
  case HeapKind::bot: return rules_of<Test::none>;
  case HeapKind::index:
  case HeapKind::rec:
  case HeapKind::def: break;
  }
  return ht.exact ? rules_of<Test::exact> : rules_of<Test::def>;
}

// The closed type that a type of the module stands for: [$inst_reftype]
const DefType* closed(Resolver& r, const HeapType& ht) {
  if (ht.kind == HeapKind::def) return ht.def;
  return ht.kind == HeapKind::index ? r.instance().types[ht.index] : nullptr;
}

void resolve_cast(Resolver& r, const Instr& instr) {
  const auto& to = instr.as<RefType>();
  const CastRules& rules = rules_for(to.heap);
  Cast n{};
  n.type = closed(r, to.heap);
  n.null = to.null;
  n.ref = r.pop();
  r.result(instr.op == Op::ref_test || instr.op == Op::ref_test_null ? rules.test : rules.cast, n);
}

void resolve_br_on_cast(Resolver& r, const Instr& instr) {
  const auto& imm = *instr.as<std::shared_ptr<const BrOnCast>>();
  const CastRules& rules = rules_for(imm.to.heap);
  BranchOnCast n{};
  n.type = closed(r, imm.to.heap);
  n.null = imm.to.null;
  r.settle(1);
  n.ref = r.temporary(r.height() - 1);
  n.target = r.target(imm.label);
  r.emit(instr.op == Op::br_on_cast ? rules.br : rules.br_fail, n);
}

}  // namespace

void bind_cast(Bindings& b) {
  b[Op::ref_test] = resolve_cast;
  b[Op::ref_test_null] = resolve_cast;
  b[Op::ref_cast] = resolve_cast;
  b[Op::ref_cast_null] = resolve_cast;
  b[Op::br_on_cast] = resolve_br_on_cast;
  b[Op::br_on_cast_fail] = resolve_br_on_cast;
}

}  // namespace touchstone::wasm
