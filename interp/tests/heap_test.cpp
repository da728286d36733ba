// The heap: layouts, what keeps objects alive, long and wide structures, limits, memory that is given back.
#include "interp/execution/heap.hpp"

#include <fstream>
#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "interp/execution/machine.hpp"
#include "interp/execution/modules.hpp"
#include "interp/execution/stack_switching.hpp"
#include "interp/support/sanitizers.hpp"
#include "interp/text/parse.hpp"
#include "interp/validation/modules.hpp"

namespace touchstone::wasm {
namespace {

#ifdef TOUCHSTONE_ASAN
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

constexpr u64 mebibyte = u64{1} << 20;

u64 resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  u64 total = 0;
  u64 resident = 0;
  statm >> total >> resident;
  return resident * host_page_size();
}

/// A store with one instance, whose types, functions and globals are named by index.
struct World {
  explicit World(std::string_view fields, Config config = {}, const std::vector<ExternAddr>& imports = {})
      : store(config) {
    add(fields, imports);
  }
  void add(std::string_view fields, const std::vector<ExternAddr>& imports) {
    auto module = parse_module(text_source("test.wat", std::string(fields)), Features::standard());
    if (!module) throw module.error();
    auto shared = std::make_shared<const Module>(std::move(*module));
    auto context = validate_module(*shared, Features::standard());
    if (!context) throw context.error();
    instance = instantiate(store, shared, *context, imports).value();
  }
  Heap& heap() { return *store.heap; }
  const DefType* type(u32 x) const { return instance->types[x]; }
  StructInst* structure(u32 x) { return heap().add_structinst(heap().struct_layout(type(x))); }
  ArrayInst* array(u32 x, u32 length) { return heap().add_arrayinst(heap().array_layout(type(x)), length); }
  FuncInst& func(std::string_view name) {
    for (const ExportInst& xi : instance->exports) {
      if (xi.name == name) return *std::get<FuncInst*>(xi.addr);
    }
    throw Crash("no such export");
  }
  Outcome<std::vector<Value>> call(std::string_view name, std::vector<Value> args = {}) {
    return invoke(store, func(name), args);
  }
  u64 live() {
    heap().collect();
    return heap().statistics().live_bytes;
  }

  Store store;
  ModuleInst* instance = nullptr;
};

Value i32(u32 x) { return Value::of(x); }

void set_ref(u8* field, Ref ref) { packfield(field, Storage::ref, Value::of(ref)); }

constexpr std::string_view lists = R"(
  (type $node (struct (field (mut eqref)) (field (mut eqref))))
  (type $refs (array (mut eqref)))
  (type $bytes (array (mut i8)))
  (type $vectors (array (mut v128)))
  (global $g (mut eqref) (ref.null eq))
  (table $t 10 eqref)
  (tag $e (param i32 eqref v128 eqref)))";
constexpr u32 node = 0;
constexpr u32 refs = 1;
constexpr u32 bytes = 2;
constexpr u32 vectors = 3;

TEST(Heap, FieldsArePackedAndSupertypesAreAPrefix) {
  World w(R"(
    (type $a (sub (struct (field i8) (field i64) (field i16))))
    (type $b (sub $a (struct (field i8) (field i64) (field i16) (field i8) (field f32) (field v128) (field anyref))))
    (type $empty (struct)))");
  const StructLayout& a = w.heap().struct_layout(w.type(0));
  const StructLayout& b = w.heap().struct_layout(w.type(1));
  const auto offsets = [](const StructLayout& layout) {
    std::vector<u32> all;
    for (const StructLayout::Field& field : layout.fields) all.push_back(field.offset);
    return all;
  };
  EXPECT_EQ(offsets(a), (std::vector<u32>{0, 8, 16}));
  EXPECT_EQ(offsets(b), (std::vector<u32>{0, 8, 16, 18, 20, 32, 48}));
  EXPECT_EQ(b.refs, (std::vector<u32>{48}));
  EXPECT_EQ(a.size, sizeof(StructInst) + 18);
  EXPECT_EQ(&a, &w.heap().struct_layout(w.type(0)));
  EXPECT_EQ(w.heap().struct_layout(w.type(2)).size, sizeof(StructInst));
  EXPECT_NE(w.structure(2), w.structure(2));
}

TEST(Heap, ArraysTakeWhatTheirElementsTake) {
  World w(lists);
  const Root kept(w.store, Ref::to(w.array(bytes, 1 << 20)));
  EXPECT_LT(w.live(), mebibyte + 8192);
  const Root more(w.store, Ref::to(w.array(vectors, 1 << 16)));
  EXPECT_LT(w.live(), 2 * mebibyte + 16384);
}

TEST(Heap, NewObjectsAreZero) {
  World w(lists);
  for (const u32 length : {1U, 100U, 5000U, 40'000U, 100'000U, 3'000'000U}) {
    for (int round = 0; round < 3; ++round) {
      ArrayInst* ai = w.array(bytes, length);
      for (u32 i = 0; i < length; ++i) ASSERT_EQ(ai->elements()[i], 0) << length << " " << i;
      std::memset(ai->elements(), 0xff, length);
      if (round == 1) w.heap().collect();
    }
  }
}

TEST(Heap, ObjectsOfEverySizeAreApart) {
  World w(lists);
  std::vector<Root> roots;
  for (u32 length = 0; length < 70'000; length += 1 + length / 16) {
    ArrayInst* ai = w.array(bytes, length);
    std::memset(ai->elements(), static_cast<int>(length % 251), length);
    roots.emplace_back(w.store, Ref::to(ai));
  }
  w.heap().collect();
  for (u32 i = 0; i < 1000; ++i) std::memset(w.array(bytes, i * 97)->elements(), 0xee, i * 97);
  for (const Root& root : roots) {
    const auto& ai = static_cast<const ArrayInst&>(*root.ref().object());
    for (u32 i = 0; i < ai.length(); ++i) ASSERT_EQ(ai.elements()[i], ai.length() % 251);
  }
}

TEST(Heap, RootsGlobalsTablesAndFieldsKeepObjects) {
  World w(lists);
  EXPECT_EQ(w.live(), 0U);
  {
    const Root root(w.store, Ref::to(w.structure(node)));
    const Root copy = root;  // NOLINT(performance-unnecessary-copy-initialization): copies count as one
    EXPECT_EQ(w.live(), 32U);
  }
  EXPECT_EQ(w.live(), 0U);
  w.instance->globals[0]->value = Value::of(Ref::to(w.structure(node)));
  w.instance->tables[0]->refs[9] = Ref::to(w.structure(node)).externalized();
  EXPECT_EQ(w.live(), 64U);
  auto* in_global = static_cast<StructInst*>(w.instance->globals[0]->value.as<Ref>().object());
  StructInst* leaf = w.structure(node);
  set_ref(in_global->fields() + 8, Ref::to(leaf));
  set_ref(leaf->fields(), Ref::to(in_global));
  ArrayInst* ai = w.array(refs, 1000);
  set_ref(in_global->fields(), Ref::to(ai));
  for (u32 i = 0; i < 1000; ++i) set_ref(ai->elements() + u64{i} * 8, Ref::to(w.structure(node)));
  EXPECT_GE(w.live(), 1000U * 32 + 8000);
  w.instance->globals[0]->value = {};
  w.instance->tables[0]->refs[9] = Ref::null();
  EXPECT_EQ(w.live(), 0U);
}

TEST(Heap, ExceptionsKeepTheirReferenceFieldsOnly) {
  World w(lists);
  ExnInst* exn = w.heap().add_exninst(*w.instance->tags[0]);
  const Root root(w.store, Ref::to(exn));
  exn->fields()[1] = Value::of(Ref::to(w.structure(node)));
  exn->fields()[2] = Value::of(Ref::to(w.structure(node)));  // a v128 with the same bits
  exn->fields()[3] = Value::of(Ref::i31(5));
  EXPECT_EQ(w.live(), 96U + 32);
}

TEST(Heap, SlotsKeepWhatTheyMayReferTo) {
  World w(lists);
  run_on_main_stack([&] {
    Machine m(w.store);
    StructInst* a = w.structure(node);
    StructInst* b = w.structure(node);
    m.slots[0] = {Ref::to(a).bits(), ~u64{0}};
    m.slots[1] = Value::of(Ref::to(b).externalized());
    m.top = m.slots + 2;
    EXPECT_EQ(w.live(), 64U);
    m.top = m.slots + 1;
    EXPECT_EQ(w.live(), 32U);
    // Numbers of all kinds: inside an object, beside it, of a dead one, anywhere.
    const u64 address = Ref::to(a).bits();
    m.top = m.slots + 1;
    const std::vector<u64> words = {address + 16,
                                    address + 8,
                                    address - 16,
                                    address + 1,
                                    address + 32,
                                    Ref::to(b).bits(),
                                    0,
                                    ~u64{0},
                                    1,
                                    4,
                                    16,
                                    address ^ (u64{1} << 40),
                                    address + (u64{1} << 16),
                                    address & ~u64{0xffff}};
    for (const u64 word : words) {
      m.slots[0].low = word;
      EXPECT_LE(w.live(), 32U);
    }
    EXPECT_EQ(w.live(), 0U);
  });
}

TEST(Heap, LongListsAndWideArraysAreTracedWithoutRecursion) {
  World w(lists);
  const u32 count = sanitized ? 1'000'000 : 10'000'000;
  {
    Root list;
    {
      StructInst* first = w.structure(node);
      list = Root(w.store, Ref::to(first));
      StructInst* last = first;
      for (u32 i = 1; i < count; ++i) {
        StructInst* next = w.structure(node);
        set_ref(last->fields() + (i % 2 == 0 ? 0 : 8), Ref::to(next));
        last = next;
      }
    }
    EXPECT_EQ(w.live(), u64{count} * 32);
    ArrayInst* wide = w.array(refs, count);
    const Root kept(w.store, Ref::to(wide));
    for (u32 i = 0; i < count; ++i) set_ref(wide->elements() + u64{i} * 8, list.ref());
    EXPECT_GE(w.live(), u64{count} * 40);
  }
  EXPECT_EQ(w.live(), 0U);
  EXPECT_LT(w.heap().statistics().dirty_bytes, 9 * mebibyte);
}

// A list whose nodes each have another object to trace first fills any stack that marks depth first.
TEST(Heap, MarkingGoesOnWhenItsStackIsFull) {
  World w(lists);
  constexpr u32 count = 600'000;
  StructInst* first = w.structure(node);
  const Root root(w.store, Ref::to(first));
  StructInst* last = first;
  for (u32 i = 0; i < count; ++i) {
    StructInst* side = w.structure(node);
    set_ref(last->fields(), Ref::to(side));
    set_ref(side->fields(), Ref::to(w.structure(node)));
    StructInst* next = w.structure(node);
    set_ref(last->fields() + 8, Ref::to(next));
    last = next;
  }
  EXPECT_EQ(w.live(), (u64{count} * 3 + 1) * 32);
  EXPECT_EQ(w.live(), (u64{count} * 3 + 1) * 32);
}

TEST(Heap, HolesAreUsedAgain) {
  World w(lists);
  std::vector<Root> roots;
  for (u32 i = 0; i < 200'000; ++i) {
    const Root root(w.store, Ref::to(w.structure(node)));
    if (i % 100 == 0) roots.push_back(root);
  }
  w.heap().collect();
  const u64 before = w.heap().statistics().block_bytes;
  for (u32 i = 0; i < 150'000; ++i) w.structure(node);
  EXPECT_EQ(w.heap().statistics().block_bytes, before);
  EXPECT_EQ(w.live(), roots.size() * 32);
}

TEST(Heap, TheLimitHoldsForWhatIsAlive) {
  Config config;
  config.heap_bytes = mebibyte;
  World w(lists, config);
  for (int i = 0; i < 100'000; ++i) ASSERT_NE(w.structure(node), nullptr);
  Ref list;
  Root kept;
  u64 count = 0;
  for (StructInst* si; (si = w.structure(node)) != nullptr; ++count) {
    set_ref(si->fields(), list);
    list = Ref::to(si);
    kept = Root(w.store, list);
    ASSERT_LE(count, mebibyte / 32 * 2);
  }
  EXPECT_GE(count, mebibyte / 32 - 1);
  EXPECT_LE(count, mebibyte / 32 * 17 / 16 + 256);
  // A sixteenth more may be there until the next collection looks.
  std::vector<Root> more;
  for (ArrayInst* ai; (ai = w.array(bytes, 1000)) != nullptr;) more.emplace_back(w.store, Ref::to(ai));
  EXPECT_LE(more.size(), mebibyte / 16 / 1000 + 4);
  more.clear();
  kept = Root();
  EXPECT_NE(w.array(bytes, 1'000'000), nullptr);
  EXPECT_EQ(w.array(bytes, 1'100'000), nullptr);
}

TEST(Heap, ClaimsCostNothing) {
  Config config;
  config.heap_bytes = 64 * mebibyte;
  World w(lists, config);
  const u64 before = resident_bytes();
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(w.array(vectors, 0xffff'ffff), nullptr);
    EXPECT_EQ(w.array(bytes, 1U << 31), nullptr);
    EXPECT_EQ(w.array(refs, 1U << 31), nullptr);
  }
  EXPECT_EQ(w.heap().statistics().collections, 0U);
  EXPECT_LT(resident_bytes(), before + 4 * mebibyte);
}

TEST(Heap, AStoreThatNeverAllocatesReservesNothing) {
  World w(lists);
  EXPECT_EQ(w.heap().statistics().block_bytes + w.heap().statistics().dirty_bytes, 0U);
  w.heap().collect();
  EXPECT_EQ(w.live(), 0U);
}

constexpr std::string_view churn = R"(
  (type $bytes (array (mut i8)))
  (type $slots (array (mut (ref null $bytes))))
  ;; $n arrays of $size bytes each, of which the last 1,024 are kept.
  (func (export "churn") (param $n i32) (param $size i32) (result i32)
    (local $kept (ref $slots)) (local $i i32)
    (local.set $kept (array.new_default $slots (i32.const 1024)))
    (loop $again
      (array.set $slots (local.get $kept) (i32.and (local.get $i) (i32.const 1023))
        (array.new $bytes (i32.const 1) (local.get $size)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $again (i32.lt_u (local.get $i) (local.get $n))))
    (array.get_s $bytes (array.get $slots (local.get $kept) (i32.const 7)) (i32.const 0)))
  (func (export "claim") (param $n i32) (drop (array.new_default $bytes (local.get $n))))
  (func (export "exhaust")
    (local $kept (ref null $slots))
    (loop $again
      (local.set $kept (array.new_fixed $slots 1 (array.new_default $bytes (i32.const 1000))))
      (br $again)))
  (type $list (struct (field (ref null $list)) (field i64)))
  (func (export "hoard")
    (local $l (ref null $list))
    (loop $again (local.set $l (struct.new $list (local.get $l) (i64.const 1))) (br $again))))";

TEST(Heap, MuchAllocatedAndLittleKeptRunsInBoundedMemory) {
  World w(churn);
  const u64 total = sanitized ? u64{1} << 30 : u64{10} << 30;
  const u64 before = resident_bytes();
  for (const u32 size : {40U, 1000U}) {
    const Outcome<std::vector<Value>> result = w.call("churn", {i32(static_cast<u32>(total / 2 / size)), i32(size)});
    ASSERT_TRUE(result) << result.message();
    EXPECT_EQ((*result)[0].as<u32>(), 1U);
    EXPECT_LT(resident_bytes(), before + (sanitized ? 300 : 40) * mebibyte);
  }
  const Outcome<std::vector<Value>> large = w.call("churn", {i32(20'000), i32(100'000)});
  ASSERT_TRUE(large) << large.message();
  w.heap().collect();
  EXPECT_LT(resident_bytes(), before + (sanitized ? 300 : 40) * mebibyte);
}

TEST(Heap, MeetingTheLimitIsAnExhaustion) {
  Config config;
  config.heap_bytes = 16 * mebibyte;
  World w(churn, config);
  const Outcome<std::vector<Value>> hoard = w.call("hoard");
  ASSERT_NE(hoard.exhaustion(), nullptr);
  EXPECT_EQ(hoard.exhaustion()->resource, Resource::heap);
  const Outcome<std::vector<Value>> claim = w.call("claim", {i32(0xffff'fff0)});
  ASSERT_NE(claim.exhaustion(), nullptr);
  EXPECT_TRUE(w.call("claim", {i32(1000)}));
}

// Slots of a suspended fiber are roots; so are those of who resumed it.
TEST(Heap, SuspendedFibersKeepWhatIsInTheirSlots) {
  World w("(func)");
  const RecGroupPtr nullary = intern_func_type({});
  w.store.types.push_back(nullary);
  FuncInst* pause = allochostfunc(w.store, &nullary->types[0], [](HostCall&) { block(); });
  w.add(R"(
    (import "host" "pause" (func $pause))
    (type $box (struct (field i32)))
    (func (export "hold") (param i32) (result i32)
      (local $box (ref $box))
      (local.set $box (struct.new $box (local.get 0)))
      (call $pause)
      (struct.get $box 0 (local.get $box))))",
        {pause});
  FuncInst& hold = w.func("hold");
  run_on_main_stack([&] {
    std::vector<Continuation> conts;
    u32 sum = 0;
    for (u32 i = 0; i < 20; ++i) {
      Resumed r = resume(cont_new([&w, &hold, &sum, i](Message) {
                           const std::array<Value, 1> args = {i32(i)};
                           sum += invoke(w.store, hold, args).value()[0].as<u32>();
                         }),
                         {});
      conts.push_back(std::move(r.cont));
    }
    EXPECT_EQ(w.live(), 20U * 32);
    conts.pop_back();  // unwound
    EXPECT_EQ(w.live(), 19U * 32);
    for (u32 i = 0; i < 1000; ++i) static_cast<StructInst*>(w.structure(0))->fields()[0] = 0xff;
    for (Continuation& cont : conts) EXPECT_FALSE(resume(std::move(cont), {}).cont);
    EXPECT_EQ(sum, 18U * 19 / 2);
  });
  EXPECT_EQ(w.live(), 0U);
}

}  // namespace
}  // namespace touchstone::wasm
