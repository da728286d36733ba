// 3.3 Matching: the lattice of heap types, defined types, and external types.
#include <vector>

#include <gtest/gtest.h>

#include "interp/validation/matching.hpp"

namespace touchstone::wasm {
namespace {

/// struct A, B <: A (one more field), array C, function F: a group of open types.
const RecGroupPtr& group() {
  static const RecGroupPtr types = [] {
    const FieldType i32{false, {StorageType::Packed::no, ValKind::i32}};
    std::vector<SubType> rolled(4);
    for (SubType& st : rolled) st.final = false;
    rolled[0].comp = StructType{{i32}};
    rolled[1].comp = StructType{{i32, i32}};
    rolled[1].supers = {HeapType::rec(0)};
    rolled[2].comp = ArrayType{i32};
    rolled[3].comp = FuncType{};
    return intern_group(rolled);
  }();
  return types;
}
HeapType A() { return HeapType(&group()->types[0]); }
HeapType B() { return HeapType(&group()->types[1]); }
HeapType C() { return HeapType(&group()->types[2]); }
HeapType F() { return HeapType(&group()->types[3]); }
HeapType exact(HeapType ht) {
  ht.exact = true;
  return ht;
}

using enum HeapKind;

// Each heap type and all that lie directly above it: matching must be the closure of this.
const std::vector<std::pair<HeapType, std::vector<HeapType>>>& covers() {
  static const std::vector<std::pair<HeapType, std::vector<HeapType>>> table = {
      {any, {}},
      {eq, {any}},
      {i31, {eq}},
      {struct_, {eq}},
      {array, {eq}},
      {A(), {struct_}},
      {B(), {A()}},
      {C(), {array}},
      {exact(A()), {A()}},
      {exact(B()), {B()}},
      {func, {}},
      {F(), {func}},
      {none, {i31, exact(A()), exact(B()), C()}},
      {nofunc, {F()}},
      {exn, {}},
      {noexn, {exn}},
      {extern_, {}},
      {noextern, {extern_}},
      {cont, {}},
      {nocont, {cont}},
      {bot, {none, nofunc, noexn, noextern, nocont}},
  };
  return table;
}

bool reaches(const HeapType& from, const HeapType& to) {
  if (from == to) return true;
  for (const auto& [ht, above] : covers()) {
    if (ht != from) continue;
    for (const HeapType& next : above) {
      if (reaches(next, to)) return true;
    }
  }
  return false;
}

TEST(Matching, HeapTypesAreTheClosureOfTheRules) {
  for (const auto& [a, above_a] : covers()) {
    for (const auto& [b, above_b] : covers()) {
      EXPECT_EQ(match_heaptype(a, b), reaches(a, b)) << to_string(a) << " <: " << to_string(b);
    }
  }
}

TEST(Matching, TopAndBottom) {
  for (const auto& [ht, above] : covers()) {
    if (ht.kind == bot) continue;
    EXPECT_TRUE(match_heaptype(ht, top_of(ht))) << to_string(ht);
    EXPECT_TRUE(match_heaptype(bottom_of(ht), ht)) << to_string(ht);
  }
}

TEST(Matching, NullIsASupertype) {
  EXPECT_TRUE(match_valtype(RefType{false, B()}, RefType{true, A()}));
  EXPECT_FALSE(match_valtype(RefType{true, B()}, RefType{false, A()}));
  EXPECT_TRUE(match_valtype(ValKind::bot, ValKind::v128));
  EXPECT_FALSE(match_valtype(ValKind::i32, ValKind::i64));
}

TEST(Matching, FunctionsAreContravariant) {
  const FuncType takes_super{{RefType{true, A()}}, {RefType{false, B()}}};
  const FuncType takes_sub{{RefType{true, B()}}, {RefType{false, A()}}};
  EXPECT_TRUE(match_functype(takes_super, takes_sub));
  EXPECT_FALSE(match_functype(takes_sub, takes_super));
  EXPECT_FALSE(match_functype(takes_super, FuncType{}));
}

TEST(Matching, MutableFieldsAreInvariant) {
  const auto field = [](bool mutable_, const HeapType& ht) {
    return FieldType{mutable_, {StorageType::Packed::no, RefType{true, ht}}};
  };
  EXPECT_TRUE(match_fieldtype(field(false, B()), field(false, A())));
  EXPECT_FALSE(match_fieldtype(field(true, B()), field(true, A())));
  EXPECT_FALSE(match_fieldtype(field(true, A()), field(false, A())));
  EXPECT_TRUE(match_comptype(StructType{{field(false, B()), field(true, C())}}, StructType{{field(false, A())}}));
  EXPECT_FALSE(match_comptype(StructType{}, StructType{{field(false, A())}}));
}

TEST(Matching, LimitsMustBeWithin) {
  EXPECT_TRUE(match_limits({2, 3}, {1, 4}));
  EXPECT_TRUE(match_limits({2, {}}, {1, {}}));
  EXPECT_TRUE(match_limits({2, 3}, {1, {}}));
  EXPECT_FALSE(match_limits({2, {}}, {1, 4}));
  EXPECT_FALSE(match_limits({0, 3}, {1, 4}));
  EXPECT_FALSE(match_limits({2, 5}, {1, 4}));
}

TEST(Matching, ExternTypes) {
  const MemType plain{AddrType::i32, {1, 2}};
  MemType shared = plain;
  shared.shared = true;
  MemType wide = plain;
  wide.addr = AddrType::i64;
  EXPECT_TRUE(match_externtype(plain, plain));
  EXPECT_FALSE(match_externtype(shared, plain));
  EXPECT_FALSE(match_externtype(plain, shared));
  EXPECT_FALSE(match_externtype(wide, plain));
  EXPECT_FALSE(match_externtype(plain, GlobalType{}));
  EXPECT_TRUE(match_externtype(GlobalType{false, RefType{false, B()}}, GlobalType{false, RefType{true, A()}}));
  EXPECT_FALSE(match_externtype(GlobalType{true, RefType{false, B()}}, GlobalType{true, RefType{true, A()}}));
  EXPECT_FALSE(match_externtype(TableType{AddrType::i32, {}, {true, B()}}, TableType{AddrType::i32, {}, {true, A()}}));
  EXPECT_TRUE(match_externtype(FuncUse{F(), true}, FuncUse{F(), false}));
  EXPECT_FALSE(match_externtype(FuncUse{F(), false}, FuncUse{F(), true}));
}

}  // namespace
}  // namespace touchstone::wasm
