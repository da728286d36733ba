// Chapter 5, both ways: decode(encode(m)) is m but for regions, and encode(decode(b)) is b for what we encoded. Every
// instruction of the table goes through with small and with large immediates, every type, and every form of a segment.
#include <array>

#include <gtest/gtest.h>

#include "interp/tests/binary_modules.hpp"

namespace touchstone::wasm {
namespace {

void expect_round_trip(const Module& m) {
  const std::string binary = encode_module(m);
  const auto back = decode(binary);
  ASSERT_TRUE(back) << back.error().report();
  EXPECT_EQ(difference(m, *back), "");
  EXPECT_EQ(encode_module(*back), binary);
}

Instr plain(Op op, Imm imm = {}) { return {op, {}, std::move(imm)}; }

/// An immediate of each shape, made of the number `x`.
Imm immediate(Op op, u32 x) {
  const u8 byte = static_cast<u8>(x % 32);
  const RefType rt{x % 2 == 0, x % 3 == 0 ? HeapType(HeapKind::struct_) : HeapType(TypeIdx(x))};
  const bool other_memory = x % 2 == 1;
  const MemArg ao{MemIdx(other_memory ? x : 0), x % 64, u64{x} << (x % 33)};
  const u64 wide = u64{x} << 32 | x;
  switch (info(op).immediates) {
  case ImmKind::none:
  case ImmKind::fence: return {};
  case ImmKind::block:
    if (x == 0) return BlockType{};
    if (x % 2 == 0) return BlockType{BlockType::Kind::value, rt, {}};
    return BlockType{BlockType::Kind::type, {}, TypeIdx(x)};
  case ImmKind::label: return LabelIdx(x);
  case ImmKind::label_table: return BrTable{std::vector<LabelIdx>(x % 5, LabelIdx(x)), LabelIdx(x)};
  case ImmKind::func: return FuncIdx(x);
  case ImmKind::type: return TypeIdx(x);
  case ImmKind::table: return TableIdx(x);
  case ImmKind::table_table: return TableTable{TableIdx(x), TableIdx(x / 2)};
  case ImmKind::elem_table: return ElemTable{ElemIdx(x), TableIdx(x / 2)};
  case ImmKind::elem: return ElemIdx(x);
  case ImmKind::data: return DataIdx(x);
  case ImmKind::mem: return MemIdx(x);
  case ImmKind::mem_mem: return MemMem{MemIdx(x), MemIdx(x / 2)};
  case ImmKind::data_mem: return DataMem{DataIdx(x), MemIdx(x / 2)};
  case ImmKind::local: return LocalIdx(x);
  case ImmKind::global: return GlobalIdx(x);
  case ImmKind::tag: return TagIdx(x);
  case ImmKind::call_indirect: return CallIndirect{TableIdx(x), TypeIdx(x / 2)};
  case ImmKind::memarg: return ao;
  case ImmKind::memarg_lane: return MemArgLane{ao, LaneIdx(byte)};
  case ImmKind::lane: return LaneIdx(byte);
  case ImmKind::shuffle:
  case ImmKind::v128_const: return V128::from_lanes(std::array<u64, 2>{wide, ~wide});
  case ImmKind::i32_const: return x;
  case ImmKind::i64_const: return wide;
  case ImmKind::f32_const: return F32Bits{x};
  case ImmKind::f64_const: return F64Bits{wide};
  case ImmKind::select_types: return SelectTypes{{rt, ValKind::v128}};
  case ImmKind::heaptype: return rt.heap;
  case ImmKind::reftype:
    return RefType{op == Op::ref_test_null || op == Op::ref_cast_null || op == Op::ref_cast_desc_eq_null, rt.heap};
  case ImmKind::br_on_cast:
    return std::make_shared<const BrOnCast>(BrOnCast{LabelIdx(x), {x % 4 > 1, HeapKind::any}, rt});
  case ImmKind::try_table: {
    TryTable tt;
    using enum Catch::Kind;
    for (const auto kind : {catch_, catch_ref, catch_all, catch_all_ref}) {
      const bool tagged = kind == catch_ || kind == catch_ref;
      tt.catches.push_back({kind, TagIdx(tagged ? x : 0), LabelIdx(x), {}});
    }
    return std::make_shared<const TryTable>(std::move(tt));
  }
  case ImmKind::type_field: return TypeField{TypeIdx(x), FieldIdx(x / 2)};
  case ImmKind::type_n: return TypeN{TypeIdx(x), x % 10'000};
  case ImmKind::type_data: return TypeData{TypeIdx(x), DataIdx(x / 2)};
  case ImmKind::type_elem: return TypeElem{TypeIdx(x), ElemIdx(x / 2)};
  case ImmKind::type_type: return TypeType{TypeIdx(x), TypeIdx(x / 2)};
  case ImmKind::type_tag: return TypeTag{TypeIdx(x), TagIdx(x / 2)};
  case ImmKind::resume: {
    Resume resume{TypeIdx(x), {}, {{TagIdx(x), false, LabelIdx(x)}, {TagIdx(x), true, {}}}};
    if (info(op).text == "resume_throw") resume.tag = TagIdx(x);
    return std::make_shared<const Resume>(std::move(resume));
  }
  }
  throw Crash("a shape without a sample");
}

TEST(RoundTrip, EveryInstruction) {
  for (u32 i = 0; i < op_count; ++i) {
    const Op op = static_cast<Op>(i);
    if (op == Op::end || op == Op::else_ || op == Op::catch_ || op == Op::catch_all || op == Op::delegate) continue;
    SCOPED_TRACE(info(op).text);
    Module m;
    m.data_count = 0;
    for (const u32 x : {0U, 1U, 2U, 3U, 127U, 128U, 300'001U, 0x7FFFFFFFU, 0x80000000U, 0xFFFFFFFFU}) {
      Func fn;
      fn.type = TypeIdx(x);
      fn.body.push_back(plain(op, immediate(op, x)));
      if (op == Op::if_) fn.body.push_back(plain(Op::else_));
      if (opens_block(op)) fn.body.push_back(plain(Op::end));
      fn.body.push_back(plain(Op::end));
      m.funcs.push_back(std::move(fn));
    }
    expect_round_trip(m);
  }
}

TEST(RoundTrip, EveryType) {
  using enum HeapKind;
  const std::vector<HeapKind> abstract = {any,    eq,  i31,   struct_, array,    none, func,
                                          nofunc, exn, noexn, extern_, noextern, cont, nocont};
  StructType st;
  for (const bool null : {false, true}) {
    for (const HeapKind kind : abstract) st.fields.push_back({null, {StorageType::Packed::no, RefType{null, kind}}});
    HeapType exact(TypeIdx(7));
    exact.exact = true;
    st.fields.push_back({null, {StorageType::Packed::no, RefType{null, exact}}});
    st.fields.push_back({null, {StorageType::Packed::no, RefType{null, HeapType(TypeIdx(0xFFFFFFFF))}}});
  }
  st.fields.push_back({true, {StorageType::Packed::i8, {}}});
  st.fields.push_back({false, {StorageType::Packed::i16, {}}});

  Module m;
  const auto add = [&m](std::vector<SubType> subtypes, bool explicit_) {
    m.types.push_back({std::move(subtypes), explicit_, {}});
  };
  const FuncType ft{{ValKind::i32, ValKind::i64, ValKind::f32, ValKind::f64, ValKind::v128}, {funcref, externref}};
  add({{true, {}, {}, {}, ft, {}}}, false);
  add({{true, {}, {}, {}, ft, {}}}, true);
  add({{false, {}, {}, {}, st, {}}}, false);
  add({{true, {TypeUse(TypeIdx(2))}, {}, {}, st, {}}}, false);
  add({}, true);
  add({{false,
        {TypeUse(TypeIdx(1)), TypeUse(TypeIdx(2))},
        {},
        {},
        ArrayType{{true, {StorageType::Packed::i8, {}}}},
        {}},
       {true, {}, TypeUse(TypeIdx(6)), TypeUse(TypeIdx(7)), StructType{}, {}},
       {true, {}, {}, {}, ContType{TypeUse(TypeIdx(0))}, {}}},
      true);
  expect_round_trip(m);
}

TEST(RoundTrip, EveryExternalType) {
  Module m;
  const auto add = [&m](ExternType xt) { m.imports.push_back({"module", "name", std::move(xt), {}}); };
  add(FuncUse{TypeUse(TypeIdx(3)), false});
  add(FuncUse{TypeUse(TypeIdx(3)), true});
  add(TagType{TypeUse(TypeIdx(300))});
  add(GlobalType{true, ValKind::v128});
  add(GlobalType{false, RefType{false, HeapKind::i31}});
  for (const AddrType addr : {AddrType::i32, AddrType::i64}) {
    for (const Limits& limits : {Limits{0, {}}, Limits{1, 1}, Limits{~u64{0}, ~u64{0}}}) {
      add(TableType{addr, limits, RefType{true, HeapType(TypeIdx(5))}});
      for (const bool shared : {false, true}) {
        add(MemType{addr, limits, shared, 16, false});
        add(MemType{addr, limits, shared, 0, true});
        add(MemType{addr, limits, shared, 16, true});
      }
    }
  }
  expect_round_trip(m);
}

TEST(RoundTrip, EveryFormOfAnElementSegment) {
  const Expr offset = {plain(Op::i32_const, 3U), plain(Op::end)};
  const auto ref = [](u32 y) { return Expr{plain(Op::ref_func, FuncIdx(y)), plain(Op::end)}; };
  const Expr null = {plain(Op::ref_null, HeapType(HeapKind::func)), plain(Op::end)};
  const std::vector<std::vector<Expr>> inits = {{}, {ref(1), ref(300)}, {ref(1), null}};
  const std::vector<RefType> types = {funcref, {false, HeapKind::func}, externref, {false, HeapType(TypeIdx(1))}};
  Module m;
  for (const auto mode : {Elem::Mode::passive, Elem::Mode::active, Elem::Mode::declarative}) {
    for (const auto& init : inits) {
      for (const RefType& type : types) {
        for (const u32 table : {0U, 1U, 300U}) {
          const bool active = mode == Elem::Mode::active;
          if (!active && table != 0) continue;
          m.elems.push_back({type, init, mode, TableIdx(table), active ? offset : Expr{}, {}});
        }
      }
    }
  }
  expect_round_trip(m);
}

TEST(RoundTrip, ElementSegmentsTakeTheirShortestForm) {
  const auto flags = [](RefType type, Elem::Mode mode, u32 table, bool null) {
    Module m;
    Elem el;
    el.type = type;
    el.mode = mode;
    el.table = TableIdx(table);
    if (mode == Elem::Mode::active) el.offset = {plain(Op::i32_const, 0U), plain(Op::end)};
    el.init = {
        {null ? plain(Op::ref_null, HeapType(HeapKind::func)) : plain(Op::ref_func, FuncIdx(0)), plain(Op::end)}};
    m.elems.push_back(std::move(el));
    return static_cast<int>(encode_module(m)[11]);  // behind preamble, id, size and count
  };
  const RefType func{false, HeapKind::func};
  using enum Elem::Mode;
  EXPECT_EQ(flags(func, active, 0, false), 0);
  EXPECT_EQ(flags(func, passive, 0, false), 1);
  EXPECT_EQ(flags(func, active, 1, false), 2);
  EXPECT_EQ(flags(func, declarative, 0, false), 3);
  EXPECT_EQ(flags(funcref, active, 0, true), 4);
  EXPECT_EQ(flags(funcref, active, 0, false), 4);  // the index form would say (ref func)
  EXPECT_EQ(flags(funcref, passive, 0, false), 5);
  EXPECT_EQ(flags(funcref, active, 1, false), 6);
  EXPECT_EQ(flags(externref, active, 0, true), 6);
  EXPECT_EQ(flags(func, active, 0, true), 6);
  EXPECT_EQ(flags(funcref, declarative, 0, false), 7);
}

TEST(RoundTrip, OneEncodingForEveryCutOfTheLocals) {
  const auto with = [](std::vector<Locals> locals) {
    Module m;
    m.funcs.push_back({TypeIdx(0), std::move(locals), {plain(Op::end)}, {}});
    return encode_module(m);
  };
  const Locals none{0, ValKind::f64, {}};
  const Locals one{1, ValKind::i32, {}};
  const Locals two{2, ValKind::i32, {}};
  const Locals most{0xFFFF'FFFF, ValKind::i32, {}};
  EXPECT_EQ(with({two}), with({one, none, one}));
  EXPECT_NE(with({two}), with({one}));
  EXPECT_NE(with({most, one}), with({most})) << "a sum that is no u32 stays two runs";
}

TEST(RoundTrip, ADataCountWhereCodeNeedsIt) {
  const auto with = [](Op op) {
    Module m;
    m.data_count = 0;
    m.funcs.push_back({TypeIdx(0), {}, {plain(op, immediate(op, 0)), plain(Op::end)}, {}});
    return encode_module(m).find("\x0C\x01", 8) != std::string::npos;
  };
  for (const Op op : {Op::memory_init, Op::data_drop, Op::array_new_data, Op::array_init_data}) EXPECT_TRUE(with(op));
  for (const Op op : {Op::nop, Op::elem_drop, Op::memory_fill, Op::array_new_elem}) EXPECT_FALSE(with(op));
}

TEST(RoundTrip, AModuleWithEverySection) {
  const Expr zero = {plain(Op::i32_const, 0U), plain(Op::end)};
  Module m;
  m.types.push_back({{{true, {}, {}, {}, FuncType{}, {}}}, false, {}});
  m.imports.push_back({"a", "", FuncUse{TypeUse(TypeIdx(0)), false}, {}});
  m.funcs.push_back({TypeIdx(0),
                     {{3, ValKind::i32, {}}, {1, ValKind::f64, {}}},
                     {plain(Op::data_drop, DataIdx(2)), plain(Op::end)},
                     {}});
  m.tables.push_back({TableType{AddrType::i32, {1, 2}, funcref}, {}, {}});
  m.tables.push_back({TableType{AddrType::i64, {1, {}}, funcref},
                      Expr{plain(Op::ref_null, HeapType(HeapKind::nofunc)), plain(Op::end)},
                      {}});
  m.mems.push_back({MemType{}, {}});
  m.tags.push_back({{TypeUse(TypeIdx(0))}, {}});
  m.globals.push_back({GlobalType{true, ValKind::i32}, zero, {}});
  m.exports.push_back({"\xE2\x98\x83", ExternKind::tag, 0, {}});
  m.start = Start{FuncIdx(1), {}};
  m.elems.push_back({{false, HeapKind::func}, {}, Elem::Mode::declarative, {}, {}, {}});
  m.datas.push_back({std::string("\0\xFF", 2), Data::Mode::active, MemIdx(0), zero, {}});
  m.datas.push_back({"", Data::Mode::active, MemIdx(9), zero, {}});
  m.datas.push_back({"x", Data::Mode::passive, {}, {}, {}});
  m.data_count = 3;
  for (const u8 after : std::initializer_list<u8>{0, 1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11}) {
    m.customs.push_back({"after " + std::to_string(after), std::string(after, 'x'), after, {}});
  }
  m.names.module = "all";
  expect_round_trip(m);
}

}  // namespace
}  // namespace touchstone::wasm
