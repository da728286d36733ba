// 3.5 Modules: what validation hands on, what its errors carry, and bounds that no script can show.
#include <gtest/gtest.h>

#include "interp/validation/modules.hpp"

namespace touchstone::wasm {
namespace {

Instr instr(Op op, Imm imm = {}, Region at = {}) { return {op, at, std::move(imm)}; }

RecType single(CompType comp) {
  RecType rt;
  rt.explicit_ = false;
  rt.subtypes.resize(1);
  rt.subtypes[0].comp = std::move(comp);
  return rt;
}

Func func(u32 type, Expr body, std::vector<Locals> locals = {}) {
  return {TypeIdx(type), std::move(locals), std::move(body), {}};
}

TEST(Modules, TheContextIsClosed) {
  Module m;
  m.types = {single(FuncType{{RefType{true, HeapType(TypeIdx(0))}}, {}})};
  m.imports = {{"m", "f", FuncUse{HeapType(TypeIdx(0)), false}, {}}};
  m.tables = {{TableType{AddrType::i32, {1, {}}, {true, HeapType(TypeIdx(0))}}, {}, {}}};
  m.exports = {{"g", ExternKind::func, 0, {}}, {"t", ExternKind::table, 0, {}}};
  const auto result = validate_module(m, Features::standard());
  ASSERT_TRUE(result);
  const Context& c = **result;
  ASSERT_EQ(c.types.size(), 1U);
  EXPECT_EQ(c.types[0]->func().params[0].heap.def, c.types[0]);
  EXPECT_EQ(c.funcs[0], c.types[0]);
  EXPECT_EQ(c.tables[0].elem.heap.def, c.types[0]);
  EXPECT_EQ(std::get<FuncUse>(c.imports[0]).type.def, c.types[0]);
  EXPECT_EQ(std::get<FuncUse>(c.exports[0]).type.def, c.types[0]);
  EXPECT_EQ(std::get<TableType>(c.exports[1]).elem.heap.def, c.types[0]);
  EXPECT_TRUE(c.refs[0]);
}

TEST(Modules, ErrorsNamePlaceRuleAndFunction) {
  Module m;
  m.source = text_source("example.wat", "(func $broken (drop))");
  m.types = {single(FuncType{})};
  m.funcs = {func(0, {instr(Op::drop, {}, {15, 19}), instr(Op::end)})};
  m.names.funcs = {{0, "broken"}};
  const auto result = validate_module(m, Features::standard());
  ASSERT_FALSE(result);
  const Error& error = result.error();
  EXPECT_EQ(error.phase, Phase::invalid);
  EXPECT_EQ(error.rule, "Instr_ok/drop");
  EXPECT_EQ(error.at, (Region{15, 19}));
  EXPECT_EQ(error.path, "function $broken");
  EXPECT_EQ(error.report().substr(0, 33), "example.wat:1:16: invalid: type m");
}

TEST(Modules, EqualTypesOfDifferentModulesAreTheSame) {
  Module a;
  a.types = {single(FuncType{}), single(FuncType{{RefType{false, HeapType(TypeIdx(0))}}, {}})};
  Module b;
  b.types = {single(FuncType{{ValKind::i32}, {}}), single(FuncType{}),
             single(FuncType{{RefType{false, HeapType(TypeIdx(1))}}, {}})};
  const auto ca = validate_module(a, Features::standard());
  const auto cb = validate_module(b, Features::standard());
  ASSERT_TRUE(ca && cb);
  EXPECT_EQ((*ca)->types[1], (*cb)->types[2]);
}

TEST(Modules, FeaturesThatAreOffAreNamed) {
  const auto refused = [](const Module& m, Features on) {
    const auto result = validate_module(m, on);
    return result ? std::string("accepted") : result.error().message();
  };
  Module several;
  several.types = {single(FuncType{{}, {ValKind::i32, ValKind::i32}})};
  EXPECT_EQ(refused(several, Features::wasm1()),
            "feature not enabled: a function type with several results needs `multi-value`");
  EXPECT_EQ(refused(several, Features::wasm2()), "accepted");
  Module memories;
  memories.mems.resize(2);
  EXPECT_EQ(refused(memories, Features::wasm2()), "multiple memories: needs `multi-memory`");
  EXPECT_EQ(refused(memories, Features::wasm3()), "accepted");
  Module structure;
  structure.types = {single(StructType{})};
  EXPECT_EQ(refused(structure, Features::wasm2()), "feature not enabled: a structure type needs `gc`");
  Module wide;
  wide.mems = {{MemType{AddrType::i64, {}}, {}}};
  EXPECT_EQ(refused(wide, Features::wasm2()), "feature not enabled: a memory with i64 addresses needs `memory64`");
  Module shared;
  shared.mems = {{MemType{AddrType::i32, {1, 1}, true}, {}}};
  EXPECT_EQ(refused(shared, Features::wasm3()), "feature not enabled: a shared memory needs `threads`");
  EXPECT_EQ(refused(shared, Features::standard()), "accepted");
}

// A run of locals costs a few bytes, whatever it declares: so must validation, for each of many functions.
TEST(Modules, DeclaredLocalsAreNotSpreadOut) {
  Module m;
  m.types = {single(FuncType{})};
  const std::vector<Locals> locals = {{25'000, ValKind::i64, {}}, {25'000, RefType{true, HeapKind::func}, {}}};
  m.funcs.assign(20'000, func(0, {instr(Op::local_get, LocalIdx(49'999)), instr(Op::drop), instr(Op::end)}, locals));
  EXPECT_TRUE(validate_module(m, Features::standard()));
  m.funcs[0].locals.push_back({1, ValKind::i32, {}});
  EXPECT_FALSE(validate_module(m, Features::standard()));
}

TEST(Modules, DeepSubtypingHasALimit) {
  Module m;
  for (u32 i = 0; i < 64; ++i) {
    m.types.push_back(single(StructType{}));
    m.types.back().subtypes[0].final = false;
    if (i > 0) m.types.back().subtypes[0].supers = {HeapType(TypeIdx(i - 1))};
  }
  EXPECT_TRUE(validate_module(m, Features::standard()));
  m.types.push_back(m.types.back());
  m.types.back().subtypes[0].supers = {HeapType(TypeIdx(63))};
  EXPECT_FALSE(validate_module(m, Features::standard()));
}

}  // namespace
}  // namespace touchstone::wasm
