// The C interface for modules: traps and frames on their way through callbacks, references and what becomes of them.
#include <stdexcept>

#include "interp/tests/c_api.hpp"

namespace touchstone::wasm::c_api_test {
namespace {

constexpr const char* calling = R"(
  (module
    (import "host" "f" (func $f (result i32)))
    (func $inner (result i32) (call $f))
    (func (export "outer") (result i32) (call $inner))))";

TEST(CApiTraps, FramesSayWhereInTheBinary) {
  Fixture c;
  wasm_byte_vec_t text = bytes_of(R"(
    (module
      (func $leaf (param i32) (drop (i32.const 1)) (unreachable))
      (func (export "f") (call $leaf (i32.const 0)))))");
  wasm_byte_vec_t binary;
  ASSERT_EQ(touchstone_wasm_from_text(&text, &binary), nullptr);
  wasm_byte_vec_delete(&text);
  const ModuleHandle module(wasm_module_new(c.store.get(), &binary));
  const InstanceHandle instance(wasm_instance_new(c.store.get(), module.get(), nullptr, nullptr));
  const Exports exports(instance);
  const TrapHandle trap = call(exports.func(0));
  EXPECT_EQ(message_of(trap.get()), "unreachable");

  wasm_frame_vec_t trace;
  wasm_trap_trace(trap.get(), &trace);
  ASSERT_EQ(trace.size, 2U);
  const Owned<wasm_frame_t, wasm_frame_delete> origin(wasm_trap_origin(trap.get()));
  EXPECT_EQ(wasm_frame_func_index(origin.get()), 0U);
  EXPECT_EQ(wasm_frame_func_index(trace.data[1]), 1U);
  EXPECT_EQ(binary.data[wasm_frame_module_offset(trace.data[0])], 0x00) << "unreachable";
  EXPECT_EQ(binary.data[wasm_frame_module_offset(trace.data[1])], 0x10) << "call";
  EXPECT_EQ(wasm_frame_func_offset(trace.data[0]), 4U) << "behind no locals, i32.const 1 and drop";
  EXPECT_TRUE(wasm_instance_same(wasm_frame_instance(trace.data[1]), instance.get()));
  const Owned<wasm_frame_t, wasm_frame_delete> copy(wasm_frame_copy(origin.get()));
  EXPECT_EQ(wasm_frame_module_offset(copy.get()), wasm_frame_module_offset(origin.get()));
  wasm_frame_vec_delete(&trace);
  wasm_byte_vec_delete(&binary);
}

TEST(CApiTraps, ATrapOfACallbackComesOutAsTheSameObject) {
  Fixture c;
  TrapHandle thrown = c.trap("thrown by the host");
  int info = 0;
  wasm_trap_set_host_info(thrown.get(), &info);
  const FuncHandle f = c.func(
      {}, {WASM_I32},
      [](void* env, const wasm_val_vec_t*, wasm_val_vec_t*) { return wasm_trap_copy(static_cast<wasm_trap_t*>(env)); },
      thrown.get());
  const InstanceHandle instance = c.instance(calling, {wasm_func_as_extern(f.get())});
  const Exports exports(instance);
  const TrapHandle caught = call(exports.func(0));
  EXPECT_EQ(message_of(caught.get()), "thrown by the host");
  EXPECT_TRUE(wasm_trap_same(caught.get(), thrown.get()));
  EXPECT_EQ(wasm_trap_get_host_info(caught.get()), &info);
  EXPECT_EQ(touchstone_trap_kind(caught.get()), TOUCHSTONE_TRAP);
  wasm_frame_vec_t trace;
  wasm_trap_trace(caught.get(), &trace);
  ASSERT_EQ(trace.size, 2U) << "the guest's functions";
  EXPECT_EQ(wasm_frame_func_index(trace.data[0]), 1U);
  EXPECT_EQ(wasm_frame_func_index(trace.data[1]), 2U);
  wasm_frame_vec_delete(&trace);
}

// Guest calls host calls guest, which traps; the host passes the trap on.
TEST(CApiTraps, ANestedTrapHasTheFramesOfAll) {
  Fixture c;
  const InstanceHandle inside = c.instance(R"((module (func (export "trap") (unreachable))))");
  const Exports trapping(inside);
  const FuncHandle f = c.func(
      {}, {WASM_I32},
      [](void* env, const wasm_val_vec_t*, wasm_val_vec_t*) { return call(static_cast<wasm_func_t*>(env)).release(); },
      trapping.func(0));
  const InstanceHandle instance = c.instance(calling, {wasm_func_as_extern(f.get())});
  const Exports exports(instance);
  const TrapHandle trap = call(exports.func(0));
  EXPECT_EQ(message_of(trap.get()), "unreachable");
  wasm_frame_vec_t trace;
  wasm_trap_trace(trap.get(), &trace);
  ASSERT_EQ(trace.size, 3U);
  EXPECT_TRUE(wasm_instance_same(wasm_frame_instance(trace.data[0]), inside.get()));
  EXPECT_TRUE(wasm_instance_same(wasm_frame_instance(trace.data[1]), instance.get()));
  wasm_frame_vec_delete(&trace);
}

// An exception that passes through a callback as a trap is one again on the other side.
TEST(CApiTraps, ExceptionsPassThroughCallbacks) {
  Fixture c;
  const InstanceHandle inside = c.instance(R"(
    (module (tag $oops (export "oops") (param i32)) (func (export "throw") (throw $oops (i32.const 7)))))");
  const Exports throwing(inside);
  const TrapHandle uncaught = call(throwing.func(1));
  EXPECT_EQ(touchstone_trap_kind(uncaught.get()), TOUCHSTONE_EXCEPTION);
  const FuncHandle f = c.func(
      {}, {WASM_I32},
      [](void* env, const wasm_val_vec_t*, wasm_val_vec_t*) { return call(static_cast<wasm_func_t*>(env)).release(); },
      throwing.func(1));
  EXPECT_EQ(wasm_extern_kind(throwing[0]), TOUCHSTONE_EXTERN_TAG);
  const InstanceHandle instance = c.instance(R"(
    (module
      (import "host" "f" (func $f (result i32)))
      (import "other" "oops" (tag $oops (param i32)))
      (func (export "catch") (result i32)
        (block $caught (result i32) (try_table (result i32) (catch $oops $caught) (call $f))))))",
                                             {wasm_func_as_extern(f.get()), throwing[0]});
  const Exports exports(instance);
  wasm_val_t result = WASM_INIT_VAL;
  EXPECT_EQ(call(exports.func(0), {}, &result), nullptr);
  EXPECT_EQ(result.of.i32, 7);
}

TEST(CApiTraps, OfAnotherStoreOnlyTheWordsPass) {
  Fixture c;
  Fixture other;
  const InstanceHandle there = other.instance(R"(
    (module (tag $oops) (func (export "throw") (throw $oops)) (func (export "trap") (unreachable))))");
  const Exports failing(there);
  const auto through = [&](std::size_t which) {
    const FuncHandle f = c.func(
        {}, {WASM_I32},
        [](void* env, const wasm_val_vec_t*, wasm_val_vec_t*) {
          return call(static_cast<wasm_func_t*>(env)).release();
        },
        failing.func(which));
    const InstanceHandle here = c.instance(calling, {wasm_func_as_extern(f.get())});
    return call(Exports(here).func(0));
  };
  const TrapHandle thrown = through(0);
  EXPECT_EQ(message_of(thrown.get()), "uncaught exception: tag $oops");
  EXPECT_EQ(touchstone_trap_kind(thrown.get()), TOUCHSTONE_TRAP);
  const TrapHandle trap = through(1);
  EXPECT_EQ(message_of(trap.get()), "unreachable");
  wasm_frame_vec_t trace;
  wasm_trap_trace(trap.get(), &trace);
  EXPECT_EQ(trace.size, 2U) << "frames of this store alone";
  wasm_frame_vec_delete(&trace);
}

TEST(CApiTraps, AnEmptyMessageIsOne) {
  Fixture c;
  const TrapHandle trap = c.trap("");
  EXPECT_EQ(message_of(trap.get()), "");
  const ErrorHandle error(touchstone_trap_error(trap.get()));
  EXPECT_STREQ(touchstone_error_message(error.get()), "");
}

TEST(CApiTraps, ExhaustionIsToldApart) {
  Fixture c;
  const InstanceHandle instance = c.instance(R"((module (func $f (export "f") (call $f))))");
  const Exports exports(instance);
  const TrapHandle trap = call(exports.func(0));
  EXPECT_EQ(message_of(trap.get()), "call stack exhausted");
  EXPECT_EQ(touchstone_trap_kind(trap.get()), TOUCHSTONE_EXHAUSTION);
}

TEST(CApiTraps, TheStartFunctionMayTrap) {
  Fixture c;
  const ModuleHandle module = c.module("(module (func $f (unreachable)) (start $f))");
  wasm_trap_t* trap = nullptr;
  EXPECT_EQ(wasm_instance_new(c.store.get(), module.get(), nullptr, &trap), nullptr);
  EXPECT_EQ(message_of(trap), "unreachable");
  const Owned<wasm_frame_t, wasm_frame_delete> origin(wasm_trap_origin(trap));
  EXPECT_NE(origin, nullptr);
  wasm_trap_delete(trap);
}

TEST(CApiCallbacks, ResultsMustFit) {
  Fixture c;
  const FuncHandle f = c.func(
      {}, {WASM_I32},
      [](void*, const wasm_val_vec_t*, wasm_val_vec_t* results) {
        results->data[0] = i64(1);
        return static_cast<wasm_trap_t*>(nullptr);
      },
      nullptr);
  EXPECT_EQ(message_of(call(f.get()).get()), "host error: result 1 of a callback: expected i32, got i64");
}

TEST(CApiCallbacks, CxxExceptionsDoNotGetOut) {
  Fixture c;
  const FuncHandle f = c.func(
      {}, {}, [](void*, const wasm_val_vec_t*, wasm_val_vec_t*) -> wasm_trap_t* { throw std::runtime_error("thrown"); },
      nullptr);
  const TrapHandle trap = call(f.get());
  EXPECT_EQ(message_of(trap.get()), "host error: thrown");
  EXPECT_EQ(touchstone_trap_kind(trap.get()), TOUCHSTONE_HOST_ERROR);
}

TEST(CApiCallbacks, NoCallbackNoFunction) {
  Fixture c;
  const FuncTypeHandle type(wasm_functype_new_0_0());
  EXPECT_EQ(wasm_func_new(c.store.get(), type.get(), nullptr), nullptr);
  EXPECT_EQ(wasm_func_new(c.store.get(), nullptr, nullptr), nullptr);
}

// A store that is deleted in a callback ends when the outermost call is over.
TEST(CApiStores, DeletedInsideOfACall) {
  Fixture c;
  struct Env {
    Fixture* fixture;
    bool finalized = false;
  } env{&c};
  const FuncHandle f = c.func(
      {}, {WASM_I32},
      [](void* data, const wasm_val_vec_t*, wasm_val_vec_t* results) {
        static_cast<Env*>(data)->fixture->store.reset();
        EXPECT_FALSE(static_cast<Env*>(data)->finalized);
        results->data[0].of.i32 = 9;
        return static_cast<wasm_trap_t*>(nullptr);
      },
      &env, [](void* data) { static_cast<Env*>(data)->finalized = true; });
  const InstanceHandle instance = c.instance(calling, {wasm_func_as_extern(f.get())});
  const Exports exports(instance);
  wasm_val_t result = WASM_INIT_VAL;
  EXPECT_EQ(call(exports.func(0), {}, &result), nullptr);
  EXPECT_EQ(result.of.i32, 9);
  EXPECT_TRUE(env.finalized);
  EXPECT_EQ(message_of(call(exports.func(0)).get()), "host error: the store is deleted");
}

constexpr const char* passing = R"(
  (module
    (type $pair (struct (field i32) (field (mut i32))))
    (func (export "extern") (param externref) (result externref) (local.get 0))
    (func (export "func") (param funcref) (result funcref) (local.get 0))
    (func (export "any") (param anyref) (result anyref) (local.get 0))
    (func (export "pair") (result (ref $pair)) (struct.new $pair (i32.const 1) (i32.const 2)))
    (func (export "second") (param (ref $pair)) (result i32) (struct.get $pair 1 (local.get 0)))
    (func (export "as any") (param externref) (result anyref) (any.convert_extern (local.get 0)))
    (func (export "as extern") (param anyref) (result externref) (extern.convert_any (local.get 0)))
    (func (export "lanes") (param v128) (result v128) (i32x4.add (local.get 0) (local.get 0)))))";

RefHandle passed(const Exports& exports, std::size_t through, wasm_ref_t* ref) {
  wasm_val_t result = WASM_INIT_VAL;
  EXPECT_EQ(message_of(call(exports.func(through), {reference(ref)}, &result).get()), "no trap");
  return RefHandle(result.of.ref);
}

TEST(CApiReferences, AnythingOfTheHostsIsAnExternref) {
  Fixture c;
  const InstanceHandle instance = c.instance(passing);
  const Exports exports(instance);
  EXPECT_EQ(passed(exports, 0, nullptr), nullptr);
  const Owned<wasm_foreign_t, wasm_foreign_delete> foreign(wasm_foreign_new(c.store.get()));
  const TrapHandle trap = c.trap("a trap as a value");
  const ModuleHandle module = c.module("(module)");
  for (wasm_ref_t* ref :
       {wasm_foreign_as_ref(foreign.get()), wasm_trap_as_ref(trap.get()), wasm_module_as_ref(module.get()),
        wasm_instance_as_ref(instance.get()), wasm_func_as_ref(exports.func(0)), wasm_extern_as_ref(exports[1])}) {
    const RefHandle back = passed(exports, 0, ref);
    EXPECT_TRUE(wasm_ref_same(back.get(), ref));
    const RefHandle internal = passed(exports, 5, ref);
    EXPECT_TRUE(wasm_ref_same(internal.get(), ref)) << "as an anyref";
    EXPECT_TRUE(wasm_ref_same(passed(exports, 6, internal.get()).get(), ref)) << "and back";
  }
  const RefHandle back = passed(exports, 0, wasm_trap_as_ref(trap.get()));
  EXPECT_EQ(message_of(wasm_ref_as_trap(back.get())), "a trap as a value");
  EXPECT_EQ(wasm_ref_as_func(back.get()), nullptr);
}

TEST(CApiReferences, FunctionsAreFuncrefs) {
  Fixture c;
  const InstanceHandle instance = c.instance(passing);
  const Exports exports(instance);
  const RefHandle back = passed(exports, 1, wasm_func_as_ref(exports.func(2)));
  EXPECT_TRUE(wasm_func_same(wasm_ref_as_func(back.get()), exports.func(2)));
  const Owned<wasm_foreign_t, wasm_foreign_delete> foreign(wasm_foreign_new(c.store.get()));
  const TrapHandle trap = call(exports.func(1), {reference(wasm_foreign_as_ref(foreign.get()))});
  EXPECT_EQ(message_of(trap.get()), "host error: argument 1: expected funcref, got a reference of another kind");
}

TEST(CApiReferences, ObjectsOfTheGuestAreKeptAlive) {
  Fixture c;
  const InstanceHandle instance = c.instance(passing);
  const Exports exports(instance);
  wasm_val_t pair = WASM_INIT_VAL;
  ASSERT_EQ(call(exports.func(3), {}, &pair), nullptr);
  EXPECT_EQ(pair.kind, TOUCHSTONE_ANYREF);
  ASSERT_NE(pair.of.ref, nullptr);
  wasm_val_t other = WASM_INIT_VAL;
  ASSERT_EQ(call(exports.func(3), {}, &other), nullptr);
  EXPECT_FALSE(wasm_ref_same(pair.of.ref, other.of.ref));
  EXPECT_TRUE(wasm_ref_same(passed(exports, 2, pair.of.ref).get(), pair.of.ref));
  EXPECT_TRUE(wasm_ref_same(passed(exports, 6, pair.of.ref).get(), pair.of.ref)) << "as an externref";

  wasm_val_t second = WASM_INIT_VAL;
  EXPECT_EQ(call(exports.func(4), {pair}, &second), nullptr);
  EXPECT_EQ(second.of.i32, 2);
  const TrapHandle null = call(exports.func(4), {reference(nullptr)});
  EXPECT_EQ(touchstone_trap_kind(null.get()), TOUCHSTONE_HOST_ERROR);
  const Owned<wasm_foreign_t, wasm_foreign_delete> foreign(wasm_foreign_new(c.store.get()));
  const TrapHandle wrong = call(exports.func(4), {reference(wasm_foreign_as_ref(foreign.get()))});
  EXPECT_EQ(touchstone_trap_kind(wrong.get()), TOUCHSTONE_HOST_ERROR);

  int info = 0;
  wasm_ref_set_host_info(pair.of.ref, &info);
  EXPECT_EQ(wasm_ref_get_host_info(passed(exports, 2, pair.of.ref).get()), &info);
  EXPECT_EQ(wasm_ref_get_host_info(other.of.ref), nullptr);
  wasm_val_t copy;
  wasm_val_copy(&copy, &pair);
  wasm_val_delete(&pair);
  EXPECT_EQ(pair.of.ref, nullptr);
  wasm_val_delete(&pair);
  EXPECT_EQ(wasm_ref_get_host_info(copy.of.ref), &info);
  wasm_val_delete(&copy);
  wasm_val_delete(&other);
}

TEST(CApiReferences, VectorsComeInABox) {
  Fixture c;
  const InstanceHandle instance = c.instance(passing);
  const Exports exports(instance);
  const uint8_t bytes[16] = {1, 0, 0, 0, 255, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0};
  const RefHandle box(touchstone_v128_new(bytes));
  wasm_val_t result = WASM_INIT_VAL;
  ASSERT_EQ(call(exports.func(7), {reference(box.get())}, &result), nullptr);
  EXPECT_EQ(result.kind, TOUCHSTONE_V128);
  uint8_t doubled[16];
  ASSERT_TRUE(touchstone_v128_bytes(result.of.ref, doubled));
  EXPECT_EQ(doubled[0], 2);
  EXPECT_EQ(doubled[4], 254);
  EXPECT_EQ(doubled[5], 1);
  wasm_val_delete(&result);
  const TrapHandle none = call(exports.func(7), {reference(nullptr)});
  EXPECT_EQ(message_of(none.get()), "host error: argument 1: expected v128, got a reference");
}

TEST(CApiReferences, HostInfoIsTheThingsNotTheHandles) {
  Fixture c;
  const InstanceHandle instance = c.instance(passing);
  int finalized = 0;
  {
    const Exports one(instance);
    wasm_func_set_host_info_with_finalizer(one.func(0), &finalized, [](void* data) { ++*static_cast<int*>(data); });
  }
  const Exports other(instance);
  EXPECT_EQ(wasm_func_get_host_info(other.func(0)), &finalized);
  EXPECT_EQ(wasm_extern_get_host_info(other[0]), &finalized);
  EXPECT_EQ(wasm_func_get_host_info(other.func(1)), nullptr);
  EXPECT_EQ(finalized, 0);
  {
    // What no guest has seen goes with its last handle.
    const Owned<wasm_foreign_t, wasm_foreign_delete> foreign(wasm_foreign_new(c.store.get()));
    wasm_foreign_set_host_info_with_finalizer(foreign.get(), &finalized,
                                              [](void* data) { ++*static_cast<int*>(data); });
  }
  EXPECT_EQ(finalized, 1);
  c.store.reset();
  EXPECT_EQ(finalized, 2);
}

}  // namespace
}  // namespace touchstone::wasm::c_api_test
