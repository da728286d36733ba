// 2.3 Types: interning, unrolling, lifetime and printing of closed types.
#include "interp/syntax/types.hpp"

#include <thread>

#include <gtest/gtest.h>

namespace touchstone::wasm {
namespace {

SubType func(ResultType params, ResultType results = {}) {
  SubType st;
  st.comp = FuncType{std::move(params), std::move(results)};
  return st;
}

SubType structure(std::vector<FieldType> fields) {
  SubType st;
  st.comp = StructType{std::move(fields)};
  return st;
}

FieldType field(const ValType& t) { return {false, {StorageType::Packed::no, t}}; }

TEST(Interning, EqualGroupsAreOneObject) {
  const RecGroupPtr a = intern_func_type({{ValKind::i32}, {ValKind::i64}});
  const RecGroupPtr b = intern_group({func({ValKind::i32}, {ValKind::i64})});
  EXPECT_EQ(a, b);
  EXPECT_NE(a, intern_func_type({{ValKind::i64}, {ValKind::i32}}));
  EXPECT_NE(a, intern_group({func({ValKind::i32}, {ValKind::i64}), func({})}));
}

TEST(Interning, RegionsDoNotCount) {
  SubType placed = func({});
  placed.at = {3, 9};
  EXPECT_EQ(intern_group({func({})}), intern_group({placed}));
}

TEST(Interning, FinalityCounts) {
  SubType open = func({});
  open.final = false;
  EXPECT_NE(intern_group({func({})}), intern_group({open}));
}

TEST(Interning, RecursiveTypesAreUnrolledToThemselves) {
  const RecGroupPtr list = intern_group({structure({field(RefType{true, HeapType::rec(0)})})});
  const DefType& dt = list->types[0];
  EXPECT_EQ(dt.struct_().fields[0].storage.type.heap, HeapType(&dt));
  EXPECT_EQ(list->rolled[0].comp, structure({field(RefType{true, HeapType::rec(0)})}).comp);
}

TEST(Interning, PositionInTheGroupDistinguishesTypes) {
  const RecGroupPtr group = intern_group({func({}), func({})});
  EXPECT_NE(&group->types[0], &group->types[1]);
  EXPECT_NE(&group->types[0], &intern_func_type({})->types[0]);
}

TEST(Interning, SupertypesAreAChain) {
  SubType top = structure({});
  top.final = false;
  SubType middle = top;
  middle.supers = {HeapType::rec(0)};
  SubType bottom = top;
  bottom.supers = {HeapType::rec(1)};
  const RecGroupPtr group = intern_group({top, middle, bottom});
  const std::vector<const DefType*> chain = {&group->types[0], &group->types[1], &group->types[2]};
  EXPECT_EQ(group->types[2].supertypes, chain);
  EXPECT_EQ(group->types[0].supertypes.size(), 1U);
}

TEST(Interning, AGroupKeepsWhatItNamesAlive) {
  std::weak_ptr<const RecGroup> inner;
  RecGroupPtr outer;
  {
    const RecGroupPtr group = intern_func_type({{ValKind::f32, ValKind::f32, ValKind::f64}, {}});
    inner = group;
    outer = intern_func_type({{RefType{false, HeapType(&group->types[0])}}, {}});
  }
  EXPECT_FALSE(inner.expired());
  EXPECT_EQ(owner(*outer->types[0].func().params[0].heap.def), inner.lock());
  outer.reset();
  EXPECT_TRUE(inner.expired());
}

TEST(Interning, TypesThatDiedCanComeBack) {
  for (int i = 0; i < 3; ++i) {
    const RecGroupPtr group = intern_func_type({{ValKind::v128, ValKind::f32}, {}});
    EXPECT_EQ(group, intern_func_type({{ValKind::v128, ValKind::f32}, {}}));
  }
}

// Destroying a group must not recurse into the groups that only it kept alive.
TEST(Interning, LongChainsOfGroupsDieQuietly) {
  RecGroupPtr last = intern_func_type({{ValKind::v128}, {ValKind::v128}});
  for (int i = 0; i < 50'000; ++i) last = intern_func_type({{RefType{true, HeapType(&last->types[0])}}, {}});
  last.reset();
}

// Each type names the one before twice: spelled out, the last would have 2^64 leaves.
TEST(Interning, DeepSharingIsCheap) {
  const auto tower = [] {
    std::vector<RecGroupPtr> floors = {intern_group({structure({field(ValKind::f64), field(ValKind::i64)})})};
    for (int i = 0; i < 64; ++i) {
      const ValType below = RefType{false, HeapType(&floors.back()->types[0])};
      floors.push_back(intern_group({structure({field(below), field(below)})}));
    }
    return floors;
  };
  const auto one = tower();
  EXPECT_EQ(one.back(), tower().back());
  EXPECT_LT(to_string(one.back()->types[0].sub.comp).size(), 200U);
}

TEST(Interning, IsThreadSafe) {
  const auto work = [] {
    for (u32 i = 0; i < 2'000; ++i) {
      const RecGroupPtr group = intern_func_type({ResultType(i % 50, ValKind::i64), {}});
      ASSERT_EQ(group->types[0].func().params.size(), i % 50);
    }
  };
  std::thread a(work);
  std::thread b(work);
  a.join();
  b.join();
}

TEST(Printing, ReferenceTypes) {
  EXPECT_EQ(to_string(funcref), "funcref");
  EXPECT_EQ(to_string(RefType{true, HeapKind::none}), "nullref");
  EXPECT_EQ(to_string(RefType{false, HeapKind::extern_}), "(ref extern)");
  EXPECT_EQ(to_string(RefType{true, HeapType(TypeIdx(3))}), "(ref null 3)");
  HeapType exact(TypeIdx(3));
  exact.exact = true;
  EXPECT_EQ(to_string(RefType{false, exact}), "(ref (exact 3))");
}

TEST(Printing, DefinedTypesOneLevelDeep) {
  const RecGroupPtr group = intern_func_type({{ValKind::i32}, {}});
  const RefType rt{true, HeapType(&group->types[0])};
  EXPECT_EQ(to_string(rt), "(ref null (func (param i32)))");
  const RecGroupPtr outer = intern_func_type({{rt}, {}});
  EXPECT_EQ(to_string(RefType{false, HeapType(&outer->types[0])}), "(ref (func (param (ref null (func ...)))))");
}

TEST(Printing, Definitions) {
  EXPECT_EQ(to_string(ResultType{ValKind::i32, ValKind::v128}), "[i32 v128]");
  EXPECT_EQ(to_string(FuncType{{ValKind::i32, ValKind::i64}, {ValKind::f32}}), "(func (param i32 i64) (result f32))");
  SubType st = structure({field(ValKind::i32), {true, {StorageType::Packed::i8, {}}}});
  EXPECT_EQ(to_string(st), "(struct (field i32) (field (mut i8)))");
  st.final = false;
  st.supers = {HeapType(TypeIdx(1))};
  EXPECT_EQ(to_string(st), "(sub 1 (struct (field i32) (field (mut i8))))");
}

TEST(Printing, ExternTypes) {
  EXPECT_EQ(to_string(ExternType(MemType{AddrType::i64, {1, 2}, true})), "(memory i64 1 2 shared)");
  EXPECT_EQ(to_string(ExternType(TableType{AddrType::i32, {0, {}}, funcref})), "(table 0 funcref)");
  EXPECT_EQ(to_string(ExternType(GlobalType{true, ValKind::i64})), "(global (mut i64))");
  EXPECT_EQ(to_string(ExternType(FuncUse{HeapType(TypeIdx(2)), false})), "(func (type 2))");
  const RecGroupPtr group = intern_func_type({{ValKind::i32}, {}});
  EXPECT_EQ(to_string(ExternType(TagType{HeapType(&group->types[0])})), "(tag (param i32))");
}

}  // namespace
}  // namespace touchstone::wasm
