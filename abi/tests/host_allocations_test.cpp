// A call whose parameters and result are numbers asks the heap for nothing, once the first has made what calls reuse: from
// the host, between two components, and to a function of the host's. A string or view of one is not copied on the host's
// side, if the guest has its encoding.
#include <cstdlib>
#include <new>

#include <gtest/gtest.h>

#include "abi/host/component.hpp"
#include "interp/support/sanitizers.hpp"

namespace {

std::size_t allocations = 0;
std::size_t allocated_bytes = 0;

}  // namespace

// Those of sizes and alignments that are not given here end in these.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  allocated_bytes += size;
  if (void* const block = std::malloc(size)) return block;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* at) noexcept { std::free(at); }
[[gnu::noinline]] void operator delete(void* at, std::size_t) noexcept { std::free(at); }

namespace touchstone {
namespace {

constexpr std::string_view text = R"((component
  (import "host" (func $host (param "x" u32) (result u32)))
  (component $Inner
    (core module $M
      (func (export "f") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
      (func (export "g") (param f32 i32 i64 i32) (result f64) (f64.promote_f32 (local.get 0))))
    (core instance $m (instantiate $M))
    (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "f")))
    (func (export "g") (param "a" f32) (param "b" char) (param "c" s64) (param "d" bool) (result f64)
      (canon lift (core func $m "g"))))
  (component $Strings
    (core module $M (memory (export "mem") 64)
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 16))
      (func (export "sum") (param i32 i32) (result i32)
        (i32.add (i32.load8_u (local.get 0)) (local.get 1))))
    (core instance $m (instantiate $M))
    (func (export "utf8") (param "s" string) (result u32)
      (canon lift (core func $m "sum") (memory $m "mem") (realloc (func $m "realloc"))))
    (func (export "utf16") (param "s" string) (result u32)
      (canon lift (core func $m "sum") (memory $m "mem") (realloc (func $m "realloc")) string-encoding=utf16)))
  (component $Outer
    (import "f" (func $f (param "x" u32) (result u32)))
    (core func $f' (canon lower (func $f)))
    (core module $M
      (import "" "f" (func $f (param i32) (result i32)))
      (func (export "loop") (param $n i32) (result i32) (local $x i32)
        (loop
          (local.set $x (call $f (local.get $x)))
          (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
        (local.get $x)))
    (core instance $m (instantiate $M (with "" (instance (export "f" (func $f'))))))
    (func (export "loop") (param "n" u32) (result u32) (canon lift (core func $m "loop"))))
  (instance $inner (instantiate $Inner))
  (instance $strings (instantiate $Strings))
  (instance $outer (instantiate $Outer (with "f" (func $inner "f"))))
  (instance $to-host (instantiate $Outer (with "f" (func $host))))
  (export "f" (func $inner "f"))
  (export "g" (func $inner "g"))
  (export "loop" (func $outer "loop"))
  (export "utf8" (func $strings "utf8"))
  (export "utf16" (func $strings "utf16"))
  (export "host-loop" (func $to-host "loop"))))";

class HostAllocations : public testing::Test {
 protected:
  HostAllocations() : instance(instantiate()) {}

  void SetUp() override {
#ifdef TOUCHSTONE_ASAN
    GTEST_SKIP() << "sanitized builds do not reuse memory";
#endif
  }

  template <class Signature>
  auto func(const char* name) {
    return instance.typed_func<Signature>(name).value();
  }

  host::Engine engine;
  host::Store store;
  host::Instance instance;

 private:
  host::Instance instantiate() {
    host::Linker linker;
    linker.define_func("host", [](u32 x) { return x + 1; });
    return linker.instantiate(store, host::Component::parse(engine, text).value()).value();
  }
};

/// How often the heap is asked by a hundred calls, after one.
template <class F>
std::size_t allocations_of(F&& call) {
  call();
  const std::size_t before = allocations;
  for (int i = 0; i < 100; ++i) call();
  return allocations - before;
}

TEST_F(HostAllocations, NoneFromTheHost) {
  const auto f = func<u32(u32)>("f");
  const auto g = func<double(float, char32_t, s64, bool)>("g");
  EXPECT_EQ(allocations_of([&] { EXPECT_EQ(f.call_and_finish(1U).value(), 2U); }), 0U);
  EXPECT_EQ(allocations_of([&] { EXPECT_EQ(g.call_and_finish(1.5F, U'x', s64{-1}, true).value(), 1.5); }), 0U);
}

TEST_F(HostAllocations, NoneBetweenComponents) {
  const auto loop = func<u32(u32)>("loop");
  EXPECT_EQ(allocations_of([&] { EXPECT_EQ(loop.call_and_finish(50U).value(), 50U); }), 0U);
}

TEST_F(HostAllocations, NoneToTheHost) {
  const auto loop = func<u32(u32)>("host-loop");
  EXPECT_EQ(allocations_of([&] { EXPECT_EQ(loop.call_and_finish(50U).value(), 50U); }), 0U);
}

/// What one call with this text asks of the heap, after another.
template <class Text>
std::size_t bytes_of(const host::TypedFunc<u32(Text)>& f, const std::remove_cvref_t<Text>& words) {
  const u32 expected = static_cast<u32>(words.front()) + static_cast<u32>(words.size());
  EXPECT_EQ(f.call_and_finish(words).value(), expected);
  const std::size_t before = allocated_bytes;
  EXPECT_EQ(f.call_and_finish(words).value(), expected);
  return allocated_bytes - before;
}

TEST_F(HostAllocations, NoCopyOfAString) {
  const std::string narrow(1U << 20, 'x');
  const std::u16string wide(1U << 20, u'x');
  EXPECT_LT(bytes_of(func<u32(std::string_view)>("utf8"), narrow), narrow.size() / 16);
  EXPECT_LT(bytes_of(func<u32(const std::string&)>("utf8"), narrow), narrow.size() / 16);
  EXPECT_LT(bytes_of(func<u32(std::u16string_view)>("utf16"), wide), wide.size() / 16);
  EXPECT_LT(bytes_of(func<u32(const std::u16string&)>("utf16"), wide), wide.size() / 16);
}

TEST_F(HostAllocations, AreCounted) {
  auto f = func<u32(u32)>("f").func();
  EXPECT_GT(allocations_of([&] { EXPECT_TRUE(f.invoke({host::Val(1U)})); }), 0U);
}

}  // namespace
}  // namespace touchstone
