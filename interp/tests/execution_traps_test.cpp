// Traps that explain: every core trap has a rule, and an exception that nobody caught says what it is and where it was thrown.
// The words of each are in spec-tests/scripts/traps_explained.wast.
#include <gtest/gtest.h>

#include "interp/embedding/embedding.hpp"
#include "interp/execution/explain.hpp"

namespace touchstone::wasm {
namespace {

struct World {
  explicit World(const std::string& text, Config config = {}) : store(store_init(config)) {
    const auto module = module_parse(text, Features::all());
    EXPECT_TRUE(module) << module.error().report();
    const auto valid = module_validate(*module, Features::all());
    EXPECT_TRUE(valid) << valid.error().report();
    auto made = module_instantiate(*store, *valid, std::vector<ExternAddr>{});
    EXPECT_TRUE(made) << made.message();
    instance = *made;
  }
  Outcome<std::vector<Val>> call(const std::string& name) const {
    return func_invoke(*store, std::get<FuncInst*>(*instance_export(*instance, name)));
  }

  std::unique_ptr<Store> store;
  ModuleInst* instance = nullptr;
};

TEST(Traps, NameTheirRule) {
  const World w(R"((module
    (memory 1) (table 2 funcref) (type $f (func)) (type $a (array (mut i32))) (type $s (struct (field (mut i32))))
    (tag $e)
    (func (export "Step_pure/unreachable") (unreachable))
    (func (export "Step_pure/binop-trap") (drop (i64.div_u (i64.const 1) (i64.const 0))))
    (func (export "Step_pure/cvtop-trap") (drop (i32.trunc_f64_s (f64.const 1e10))))
    (func (export "Step_read/load-num-oob") (drop (f32.load (i32.const -1))))
    (func (export "Step_read/load-pack-oob") (drop (i64.load32_u (i32.const -1))))
    (func (export "Step/store-num-oob") (f64.store (i32.const -1) (f64.const 0)))
    (func (export "Step/store-pack-oob") (i32.store16 (i32.const -1) (i32.const 0)))
    (func (export "Step_read/vload-oob") (drop (v128.load (i32.const -1))))
    (func (export "Step_read/vload-pack-oob") (drop (v128.load16x4_u (i32.const -1))))
    (func (export "Step_read/vload-splat-oob") (drop (v128.load8_splat (i32.const -1))))
    (func (export "Step_read/vload-zero-oob") (drop (v128.load64_zero (i32.const -1))))
    (func (export "Step_read/vload_lane-oob") (drop (v128.load8_lane 0 (i32.const -1) (v128.const i64x2 0 0))))
    (func (export "Step/vstore-oob") (v128.store (i32.const -1) (v128.const i64x2 0 0)))
    (func (export "Step/vstore_lane-oob") (v128.store8_lane 0 (i32.const -1) (v128.const i64x2 0 0)))
    (func (export "#exec-atomic.loadn") (drop (i32.atomic.load8_u (i32.const -1))))
    (func (export "#exec-atomic.store") (i64.atomic.store (i32.const 4) (i64.const 0)))
    (func (export "#exec-atomic.storen") (i64.atomic.store32 (i32.const 2) (i64.const 0)))
    (func (export "#exec-atomic.rmwn.cmpxchg")
      (drop (i32.atomic.rmw8.cmpxchg_u (i32.const -1) (i32.const 0) (i32.const 0))))
    (func (export "#exec-memory.atomic.notify") (drop (memory.atomic.notify (i32.const 65536) (i32.const 0))))
    (func (export "Step/table.set-oob") (table.set (i32.const 2) (ref.null func)))
    (func (export "Step_read/table.get-oob") (call_indirect (type $f) (i32.const 2)))
    (func (export "Step_read/call_ref-null") (call_indirect (type $f) (i32.const 1)))
    (func (export "Step_read/return_call_ref-frame-null") (return_call_ref $f (ref.null $f)))
    (func (export "Step_read/array.copy-null2")
      (array.copy $a $a (array.new_default $a (i32.const 1)) (i32.const 0) (ref.null $a) (i32.const 0) (i32.const 0)))
    (func (export "Step_read/array.copy-null1")
      (array.copy $a $a (ref.null $a) (i32.const 0) (ref.null $a) (i32.const 0) (i32.const 0)))
    (func (export "Step_read/struct.get-null") (drop (struct.get $s 0 (ref.null $s))))
    (func (export "Step_read/ref.cast-fail") (drop (ref.cast (ref i31) (ref.null any))))
    (func (export "Step_read/throw_ref-null") (throw_ref (ref.null exn)))
    (func (export "stack-switching/suspend") (suspend $e))
    (func (export "memory-control/memory.discard-oob") (memory.discard (i32.const 65536) (i32.const 1))))
  )");
  u32 tried = 0;
  for (const ExportInst& e : w.instance->exports) {
    const auto outcome = w.call(e.name);
    ASSERT_NE(outcome.trap(), nullptr) << e.name << ": " << outcome.message();
    EXPECT_EQ(outcome.trap()->rule, e.name) << outcome.message();
    ++tried;
  }
  EXPECT_EQ(tried, 30U);
}

// No instruction may trap without a rule.
TEST(Traps, EveryAccessHasARule) {
  for (u32 i = 0; i < op_count; ++i) {
    const Op op = static_cast<Op>(i);
    const ImmKind immediates = info(op).immediates;
    if (immediates != ImmKind::memarg && immediates != ImmKind::memarg_lane) continue;
    EXPECT_FALSE(trap_rule(op, TrapCode::out_of_bounds_memory_access).empty()) << info(op).text;
  }
}

TEST(Traps, AnExceptionThatNobodyCaughtTellsItsTagAndPlace) {
  const World w(R"((module
    (type $s (struct))
    (tag $overflow (param i32 f64 anyref))
    (tag (export "unnamed"))
    (func $deep (throw $overflow (i32.const -7) (f64.const 1.5) (struct.new $s)))
    (func $between (call $deep))
    (func (export "throws") (call $between))
    (func (export "throws again")
      (block $h (result exnref) (try_table (catch_all_ref $h) (call $between)) (return))
      (throw_ref))
    (func (export "throws nothing") (throw 1))
    (func (export "is caught") (block $h (try_table (catch_all $h) (call $between)))))
  )");
  const auto thrown = w.call("throws");
  ASSERT_NE(thrown.exception(), nullptr);
  EXPECT_EQ(thrown.message(), "uncaught exception: tag $overflow (i32 -7, f64 1.5, (ref (struct)))");
  ASSERT_EQ(thrown.exception()->backtrace.size(), 3U);
  EXPECT_EQ(thrown.exception()->backtrace[0].func, 0U);
  EXPECT_EQ(thrown.exception()->backtrace[1].func, 1U);
  EXPECT_EQ(thrown.exception()->backtrace[2].func, 2U);

  const auto again = w.call("throws again");
  ASSERT_NE(again.exception(), nullptr);
  ASSERT_EQ(again.exception()->backtrace.size(), 1U);
  EXPECT_EQ(again.exception()->backtrace[0].func, 3U);
  EXPECT_EQ(w.call("throws nothing").message(), "uncaught exception: tag 1");
  EXPECT_TRUE(w.call("is caught"));
}

// The longest trace is bounded, and begins where it was thrown.
TEST(Traps, TracesAreBounded) {
  const World w(R"((module (tag $e)
    (func $down (param i32)
      (if (i32.eqz (local.get 0)) (then (throw $e)))
      (call $down (i32.sub (local.get 0) (i32.const 1))))
    (func (export "go") (call $down (i32.const 1000)))))");
  const auto thrown = w.call("go");
  ASSERT_NE(thrown.exception(), nullptr);
  EXPECT_EQ(thrown.exception()->backtrace.size(), longest_backtrace);
}

// Out of a continuation, and through a host function.
TEST(Traps, TheTraceOfAnExceptionCrossesStacks) {
  const World w(R"((module
    (type $f (func)) (type $c (cont $f)) (tag $e (param i64))
    (func $inside (throw $e (i64.const -1)))
    (elem declare func $inside)
    (func (export "go") (resume $c (cont.new $c (ref.func $inside))))))");
  const auto thrown = w.call("go");
  ASSERT_NE(thrown.exception(), nullptr);
  EXPECT_EQ(thrown.message(), "uncaught exception: tag $e (i64 -1)");
  ASSERT_EQ(thrown.exception()->backtrace.size(), 2U);
  EXPECT_EQ(thrown.exception()->backtrace[0].func, 0U);
  EXPECT_EQ(thrown.exception()->backtrace[1].func, 1U);
}

}  // namespace
}  // namespace touchstone::wasm
