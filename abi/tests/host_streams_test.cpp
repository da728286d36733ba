// Streams and futures between the host and components, through the public headers alone: partial copies from both sides,
// cancelling and dropping at each point, handing through, what is refused.
#include <numeric>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "abi/tests/host_guests.hpp"

namespace touchstone {

namespace {

using component::List;
using host::CopyResult;
using host::PrimValType;
using host::StreamReader;
using testing::ElementsAre;
using testing::HasSubstr;
using enum host::CopyResult;

/// Reads with blocking built-ins, `step` bytes at a time.
constexpr const char* adder = R"((component
  (type $S (stream u8))
  (core module $Memory (memory (export "mem") 1))
  (core instance $memory (instantiate $Memory))
  (alias core export $memory "mem" (core memory $mem))
  (core func $read (canon stream.read $S (memory $mem)))
  (core func $drop (canon stream.drop-readable $S))
  (core module $M
    (import "" "mem" (memory 1))
    (import "" "read" (func $read (param i32 i32 i32) (result i32)))
    (import "" "drop" (func $drop (param i32)))
    (func (export "sum") (param $s i32) (param $step i32) (result i32)
      (local $sum i32) (local $got i32) (local $i i32)
      (loop $more
        (local.set $got (call $read (local.get $s) (i32.const 0) (local.get $step)))
        (local.set $i (i32.shr_u (local.get $got) (i32.const 4)))
        (block $copied
          (loop $next
            (br_if $copied (i32.eqz (local.get $i)))
            (local.set $i (i32.sub (local.get $i) (i32.const 1)))
            (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $i))))
            (br $next)))
        (br_if $more (i32.eqz (i32.and (local.get $got) (i32.const 15)))))
      (call $drop (local.get $s))
      (local.get $sum)))
  (core instance $m (instantiate $M (with "" (instance
    (export "mem" (memory $mem)) (export "read" (func $read)) (export "drop" (func $drop))))))
  (func (export "sum") async (param "s" $S) (param "step" u32) (result u32) (canon lift (core func $m "sum")))))";

class HostStreams : public testing::Test {
 protected:
  host::Store store;
  host::Linker linker;
  Guest guest{store, linker, built_ins("u8")};

  Guest instantiate(const std::string& text) { return Guest(store, linker, text); }
  /// A stream whose writable end the guest has, and its reader.
  StreamReader reader(const Ends& ends) {
    return std::move(StreamReader::take(store, guest("give", ends.readable).at(0)).value());
  }
};

Bytes list(const host::Copied& copied) {
  const auto bytes = copied.elements.bytes();
  return {bytes.begin(), bytes.end()};
}

/// The words of an operation that is misuse.
std::string refused(const host::Operation<host::Copied>& operation) {
  EXPECT_TRUE(operation.done());
  EXPECT_NE(operation.result().host_error(), nullptr);
  return operation.result().message();
}

TEST_F(HostStreams, a_guest_sums_up_what_the_host_writes) {
  auto sum = instantiate(adder).func("sum");
  auto [readable, writer] = host::make_stream(store, PrimValType::u8);
  const host::PendingCall call = sum.start({readable, Val(3U)});
  EXPECT_FALSE(call.done());
  const auto copied = writer.write_all(Bytes{1, 2, 3, 4, 5, 6, 7}).wait();
  ASSERT_TRUE(copied) << copied.message();
  EXPECT_EQ(copied->how, COMPLETED);
  EXPECT_EQ(copied->count, 7U);
  EXPECT_FALSE(call.done());
  EXPECT_TRUE(writer.drop());
  EXPECT_THAT(call.wait().value(), ElementsAre(Val(28U)));
}

// ---- The host writes, a guest reads

TEST_F(HostStreams, a_write_that_finds_a_read_copies_what_both_allow) {
  auto [readable, writer] = host::make_stream(store, PrimValType::u8);
  const u32 h = guest.number("take", readable);
  EXPECT_EQ(guest.number("read", h, 0U, 3U), blocked);
  const auto first = writer.write(Bytes{1, 2, 3, 4, 5});
  ASSERT_TRUE(first.done());
  EXPECT_EQ(first.result()->how, COMPLETED);
  EXPECT_EQ(first.result()->count, 3U);
  EXPECT_EQ(guest.number("event", h), packed(COMPLETED, 3));
  EXPECT_EQ(guest.bytes(0, 3), (Bytes{1, 2, 3}));
}

TEST_F(HostStreams, a_read_goes_on_taking_until_its_event_is_delivered) {
  auto [readable, writer] = host::make_stream(store, PrimValType::u8);
  const u32 h = guest.number("take", readable);
  EXPECT_EQ(guest.number("read", h, 0U, 5U), blocked);
  EXPECT_EQ(writer.write(Bytes{1, 2}).result()->count, 2U);
  EXPECT_EQ(writer.write(Bytes{3, 4, 5, 6}).result()->count, 3U);
  EXPECT_EQ(guest.number("event", h), packed(COMPLETED, 5));
  EXPECT_EQ(guest.bytes(0, 5), (Bytes{1, 2, 3, 4, 5}));
  EXPECT_EQ(guest.number("event", h), no_event);
}

TEST_F(HostStreams, a_write_that_waits_is_done_with_the_first_read) {
  auto [readable, writer] = host::make_stream(store, PrimValType::u8);
  const u32 h = guest.number("take", readable);
  const auto write = writer.write(Bytes{1, 2, 3, 4});
  EXPECT_FALSE(write.done());
  EXPECT_TRUE(writer.busy());
  EXPECT_NE(write.result().host_error(), nullptr);
  EXPECT_EQ(guest.number("read", h, 0U, 3U), packed(COMPLETED, 3));
  EXPECT_TRUE(write.done());
  // Until the host takes it up, more can be read of it.
  EXPECT_EQ(guest.number("read", h, 3U, 3U), packed(COMPLETED, 1));
  EXPECT_EQ(write.result()->count, 4U);
  EXPECT_EQ(guest.bytes(0, 4), (Bytes{1, 2, 3, 4}));
  EXPECT_FALSE(writer.busy());
  EXPECT_EQ(guest.number("read", h, 0U, 1U), blocked);
}

TEST_F(HostStreams, a_write_of_all_waits_for_all) {
  auto [readable, writer] = host::make_stream(store, PrimValType::u8);
  const u32 h = guest.number("take", readable);
  EXPECT_EQ(guest.number("read", h, 0U, 2U), blocked);
  const auto write = writer.write_all(Bytes{1, 2, 3, 4, 5});
  EXPECT_FALSE(write.done());
  EXPECT_EQ(guest.number("event", h), packed(COMPLETED, 2));
  EXPECT_EQ(guest.number("read", h, 2U, 2U), packed(COMPLETED, 2));
  EXPECT_FALSE(write.done());
  EXPECT_EQ(guest.number("read", h, 4U, 9U), packed(COMPLETED, 1));
  EXPECT_TRUE(write.done());
  EXPECT_EQ(write.result()->count, 5U);
  EXPECT_EQ(guest.bytes(0, 5), (Bytes{1, 2, 3, 4, 5}));
}

TEST_F(HostStreams, copies_of_nothing_meet_without_passing_anything) {
  auto [readable, writer] = host::make_stream(store, PrimValType::u8);
  const u32 h = guest.number("take", readable);
  const auto nothing = writer.write(Bytes{});
  EXPECT_FALSE(nothing.done());
  EXPECT_EQ(guest.number("read", h, 0U, 1U), blocked);
  EXPECT_TRUE(nothing.done());  // a reader is there
  EXPECT_EQ(nothing.result()->count, 0U);
  EXPECT_EQ(writer.write(Bytes{9}).result()->count, 1U);
  EXPECT_EQ(guest.number("event", h), packed(COMPLETED, 1));
  EXPECT_EQ(guest.number("read", h, 0U, 0U), blocked);
  EXPECT_TRUE(writer.write(Bytes{}).done());
  EXPECT_EQ(guest.number("event", h), no_event);
}

TEST_F(HostStreams, a_writer_that_goes_ends_the_stream) {
  {
    auto [readable, writer] = host::make_stream(store, PrimValType::u8);
    const u32 before = guest.number("take", readable);
    EXPECT_TRUE(writer.drop());
    EXPECT_EQ(guest.number("read", before, 0U, 1U), packed(DROPPED));
  }
  u32 during = 0;
  {
    auto [readable, writer] = host::make_stream(store, PrimValType::u8);
    during = guest.number("take", readable);
    EXPECT_EQ(guest.number("read", during, 0U, 8U), blocked);
    EXPECT_EQ(writer.write(Bytes{1, 2}).result()->count, 2U);
  }
  EXPECT_EQ(guest.number("event", during), packed(DROPPED, 2));
  {
    auto [readable, writer] = host::make_stream(store, PrimValType::u8);
    during = guest.number("take", readable);
    EXPECT_FALSE(writer.write(Bytes{1, 2}).done());
  }  // the write is cancelled
  EXPECT_EQ(guest.number("read", during, 0U, 8U), packed(DROPPED));
}

TEST_F(HostStreams, a_reader_that_goes_is_told_to_the_writer) {
  auto [readable, writer] = host::make_stream(store, PrimValType::u8);
  u32 h = guest.number("take", readable);
  const auto write = writer.write_all(Bytes{1, 2, 3});
  EXPECT_EQ(guest.number("read", h, 0U, 2U), packed(COMPLETED, 2));
  guest("drop-readable", h);
  ASSERT_TRUE(write.done());
  EXPECT_EQ(write.result()->how, DROPPED);
  EXPECT_EQ(write.result()->count, 2U);
  EXPECT_TRUE(writer.reader_gone());
  EXPECT_EQ(writer.write(Bytes{4}).result()->how, DROPPED);
  EXPECT_TRUE(writer.drop());

  auto other = host::make_stream(store, PrimValType::u8);
  h = guest.number("take", other.readable);
  guest("drop-readable", h);
  EXPECT_FALSE(other.writer.reader_gone());  // until a copy is told
  EXPECT_EQ(other.writer.write_all(Bytes{4}).result()->how, DROPPED);
}

TEST_F(HostStreams, a_write_is_cancelled_before_and_after_progress) {
  auto [readable, writer] = host::make_stream(store, PrimValType::u8);
  const u32 h = guest.number("take", readable);
  const auto none = writer.write(Bytes{1, 2, 3});
  none.cancel();
  ASSERT_TRUE(none.done());
  EXPECT_EQ(none.result()->how, CANCELLED);
  EXPECT_EQ(none.result()->count, 0U);

  const auto some = writer.write_all(Bytes{1, 2, 3});
  EXPECT_EQ(guest.number("read", h, 0U, 2U), packed(COMPLETED, 2));
  writer.cancel();
  ASSERT_TRUE(some.done());
  EXPECT_EQ(some.result()->how, CANCELLED);
  EXPECT_EQ(some.result()->count, 2U);

  const auto all = writer.write(Bytes{1, 2, 3});
  EXPECT_EQ(guest.number("read", h, 0U, 3U), packed(COMPLETED, 3));
  all.cancel();  // too late
  EXPECT_EQ(all.result()->how, COMPLETED);
  EXPECT_EQ(guest.number("read", h, 0U, 3U), blocked);  // nothing is left over
  EXPECT_EQ(guest.number("cancel-read", h), packed(CANCELLED));
}

// ---- A guest writes, the host reads

TEST_F(HostStreams, the_host_reads_what_a_guest_writes) {
  const Ends ends(guest("new"));
  auto from = reader(ends);
  EXPECT_EQ(guest.number("write", ends.writable, 256U, 5U), blocked);
  const auto first = from.read(3);
  ASSERT_TRUE(first.done());
  EXPECT_EQ(list(*first.result()), (Bytes{0, 1, 2}));
  EXPECT_EQ(list(*from.read(3).result()), (Bytes{3, 4}));
  EXPECT_EQ(guest.number("event", ends.writable), packed(COMPLETED, 5));

  const auto waiting = from.read(4);
  EXPECT_FALSE(waiting.done());
  EXPECT_EQ(guest.number("write", ends.writable, 266U, 2U), packed(COMPLETED, 2));
  EXPECT_TRUE(waiting.done());
  EXPECT_EQ(guest.number("write", ends.writable, 276U, 9U), packed(COMPLETED, 2));
  EXPECT_EQ(list(*waiting.result()), (Bytes{10, 11, 20, 21}));
}

TEST_F(HostStreams, a_read_of_all_waits_for_the_end) {
  const Ends ends(guest("new"));
  auto from = reader(ends);
  EXPECT_EQ(guest.number("write", ends.writable, 256U, 2U), blocked);
  const auto all = from.read_all();
  EXPECT_EQ(guest.number("event", ends.writable), packed(COMPLETED, 2));
  EXPECT_EQ(guest.number("write", ends.writable, 300U, 200U), packed(COMPLETED, 200));
  EXPECT_FALSE(all.done());
  guest("drop-writable", ends.writable);
  ASSERT_TRUE(all.done());
  EXPECT_EQ(all.result()->how, DROPPED);
  EXPECT_EQ(all.result()->count, 202U);
  EXPECT_EQ(all.result()->elements.size(), 202U);
  EXPECT_TRUE(from.writer_gone());
}

TEST_F(HostStreams, a_reader_that_goes_is_told_to_the_guest) {
  const Ends ends(guest("new"));
  {
    auto from = reader(ends);
    EXPECT_EQ(guest.number("write", ends.writable, 256U, 5U), blocked);
    EXPECT_EQ(from.read(2).result()->count, 2U);
  }
  EXPECT_EQ(guest.number("event", ends.writable), packed(DROPPED, 2));
  const Ends others(guest("new"));
  {
    const auto read = reader(others).read(1);
  }  // the reader goes in the middle
  EXPECT_EQ(guest.number("write", others.writable, 256U, 5U), packed(DROPPED));
}

TEST_F(HostStreams, a_read_is_cancelled_before_and_after_progress) {
  const Ends ends(guest("new"));
  auto from = reader(ends);
  const auto none = from.read(4);
  none.cancel();
  EXPECT_EQ(none.result()->how, CANCELLED);
  const auto some = from.read_all(4);
  EXPECT_EQ(guest.number("write", ends.writable, 256U, 3U), packed(COMPLETED, 3));
  some.cancel();
  EXPECT_EQ(some.result()->how, CANCELLED);
  EXPECT_EQ(list(*some.result()), (Bytes{0, 1, 2}));
  EXPECT_EQ(guest.number("write", ends.writable, 256U, 3U), blocked);
  EXPECT_EQ(guest.number("cancel-write", ends.writable), packed(CANCELLED));
}

TEST_F(HostStreams, numbers_of_any_width_travel_as_blocks_and_others_one_by_one) {
  const Guest wide = instantiate(built_ins("u16"));
  auto [readable, writer] = host::make_stream(store, PrimValType::u16);
  const u32 h = wide.number("take", readable);
  EXPECT_EQ(wide.number("read", h, 0U, 4U), blocked);
  EXPECT_EQ(writer.write(List({Val(u16{0x0201}), Val(u16{0x0403})})).result()->count, 2U);
  EXPECT_EQ(wide.number("event", h), packed(COMPLETED, 2));
  EXPECT_EQ(wide.bytes(0, 4), (Bytes{1, 2, 3, 4}));
  EXPECT_THAT(refused(writer.write(Bytes{1})), HasSubstr("expected u16, found u8"));

  const Guest texts = instantiate(built_ins("string"));
  const Ends ends(texts("new"));
  auto from = std::move(StreamReader::take(store, texts("give", ends.readable).at(0)).value());
  auto made = host::make_stream(store, PrimValType::string);
  const u32 in = texts.number("take", made.readable);
  EXPECT_EQ(texts.number("read", in, 0U, 2U), blocked);
  EXPECT_EQ(made.writer.write(List({Val("ab"), Val("cde")})).result()->count, 2U);
  EXPECT_EQ(texts.number("event", in), packed(COMPLETED, 2));
  EXPECT_EQ(texts.number("write", ends.writable, 0U, 2U), blocked);
  EXPECT_THAT(std::vector({from.read(1).result()->elements[0], from.read(1).result()->elements[0]}),
              ElementsAre(Val("ab"), Val("cde")));
}

TEST_F(HostStreams, records_of_numbers_are_cut_and_joined_as_blocks) {
  const Guest pairs = instantiate(built_ins("(tuple u8 u16)"));
  const auto pair = [](u8 a, u16 b) { return Val::tuple({Val(a), Val(b)}); };
  const Ends ends(pairs("new"));
  auto from = std::move(StreamReader::take(store, pairs("give", ends.readable).at(0)).value());
  const auto read = from.read_all(3);
  EXPECT_EQ(pairs.number("write", ends.writable, 256U, 2U), packed(COMPLETED, 2));
  EXPECT_EQ(pairs.number("write", ends.writable, 260U, 2U), packed(COMPLETED, 1));
  ASSERT_TRUE(read.done());
  const auto result = read.result();
  const List& got = result->elements;
  ASSERT_EQ(got.size(), 3U);
  EXPECT_EQ(got[0], pair(0, 0x0302));
  EXPECT_EQ(got[1], pair(4, 0x0706));
  EXPECT_EQ(got[2], pair(4, 0x0706));

  auto made = host::make_stream(store, host::ElementType::of_param(pairs.func("take"), 0));
  const u32 h = pairs.number("take", made.readable);
  EXPECT_EQ(pairs.number("read", h, 0U, 2U), blocked);
  const auto write = made.writer.write_all(List(got));
  EXPECT_EQ(pairs.number("event", h), packed(COMPLETED, 2));
  EXPECT_EQ(pairs.number("read", h, 8U, 2U), packed(COMPLETED, 1));
  EXPECT_EQ(write.result()->count, 3U);
  EXPECT_EQ(pairs.bytes(8, 1), (Bytes{4}));
}

TEST_F(HostStreams, elements_may_be_nothing_but_their_number) {
  const Guest empty = instantiate(built_ins(""));
  auto [readable, writer] = host::make_stream(store, {});
  const u32 h = empty.number("take", readable);
  EXPECT_EQ(empty.number("read", h, 0U, 10U), blocked);
  EXPECT_EQ(writer.write(7).result()->count, 7U);
  EXPECT_EQ(empty.number("event", h), packed(COMPLETED, 7));
  EXPECT_THAT(refused(writer.write(Bytes{1})), HasSubstr("that has none"));
}

// ---- Handing through

TEST_F(HostStreams, a_stream_goes_from_guest_through_the_host_to_another_guest) {
  const Guest other = instantiate(built_ins("u8"));
  const Ends ends(guest("new"));
  const u32 h = other.number("take", guest("give", ends.readable).at(0));
  EXPECT_EQ(guest.number("write", ends.writable, 256U, 4U), blocked);
  EXPECT_EQ(other.number("read", h, 0U, 3U), packed(COMPLETED, 3));
  EXPECT_EQ(other.bytes(0, 3), (Bytes{0, 1, 2}));
  // Half read by the host, then handed on.
  auto from = std::move(StreamReader::take(store, other("give", h).at(0)).value());
  EXPECT_EQ(list(*from.read(1).result()), (Bytes{3}));
  const u32 again = guest.number("take", from.release().value());
  EXPECT_EQ(guest.number("event", ends.writable), packed(COMPLETED, 4));
  EXPECT_EQ(guest.number("write", ends.writable, 256U, 2U), blocked);
  EXPECT_EQ(guest.number("read", again, 0U, 2U), packed(COMPLETED, 2));  // numbers within one instance
}

TEST_F(HostStreams, both_ends_may_be_the_hosts) {
  auto [readable, writer] = host::make_stream(store, PrimValType::u8);
  auto from = std::move(StreamReader::take(store, readable).value());
  const auto read = from.read_all(6);
  EXPECT_EQ(writer.write(Bytes{1, 2, 3, 4}).result()->count, 4U);
  EXPECT_EQ(writer.write(Bytes{5, 6, 7}).result()->count, 2U);
  EXPECT_EQ(list(*read.wait()), (Bytes{1, 2, 3, 4, 5, 6}));
}

// ---- What is refused

TEST_F(HostStreams, misuse_is_an_error_of_the_host) {
  auto [readable, writer] = host::make_stream(store, PrimValType::u8);
  EXPECT_THAT(guest.failure("take", Val(1U)), HasSubstr("expected stream, found u32"));
  EXPECT_THAT(instantiate(built_ins("u16")).failure("take", readable), HasSubstr("another element type"));
  EXPECT_THAT(StreamReader::take(store, Val(1U)).message(), HasSubstr("no stream"));
  const u32 h = guest.number("take", readable);
  EXPECT_THAT(guest.failure("take", readable), HasSubstr("handed over before"));
  EXPECT_THAT(StreamReader::take(store, readable).message(), HasSubstr("handed over before"));

  const auto write = writer.write(Bytes{1});
  EXPECT_THAT(refused(writer.write(Bytes{2})), HasSubstr("two operations at once"));
  EXPECT_THAT(writer.drop().message(), HasSubstr("in the middle of an operation"));
  EXPECT_EQ(guest.number("read", h, 0U, 1U), packed(COMPLETED, 1));
  EXPECT_TRUE(writer.drop());
  EXPECT_THAT(refused(writer.write(Bytes{2})), HasSubstr("was dropped"));
  EXPECT_THAT(writer.drop().message(), HasSubstr("was dropped"));

  const Ends ends(guest("new"));
  auto from = reader(ends);
  const auto read = from.read(1);
  EXPECT_THAT(refused(from.read(1)), HasSubstr("two operations at once"));
  EXPECT_THAT(from.release().message(), HasSubstr("two operations at once"));
  guest("drop-writable", ends.writable);
  EXPECT_EQ(read.result()->how, DROPPED);
  EXPECT_THAT(from.release().message(), HasSubstr("whose other end is gone"));
}

TEST_F(HostStreams, a_stream_of_another_store_is_refused) {
  host::Store other;
  const auto made = host::make_stream(other, PrimValType::u8);
  EXPECT_THAT(guest.failure("take", made.readable), HasSubstr("another store"));
  EXPECT_THAT(StreamReader::take(store, made.readable).message(), HasSubstr("another store"));
}

TEST_F(HostStreams, a_stream_that_is_passed_twice_in_one_call_is_refused) {
  const Guest two = instantiate(R"((component
    (type $S (stream u8))
    (core module $M (func (export "f") (param i32 i32)))
    (core instance $m (instantiate $M))
    (func (export "f") (param "a" $S) (param "b" $S) (canon lift (core func $m "f")))))");
  const auto made = host::make_stream(store, PrimValType::u8);
  const auto outcome = two.func("f").invoke({made.readable, made.readable});
  ASSERT_NE(outcome.host_error(), nullptr);
  EXPECT_THAT(outcome.message(), HasSubstr("handed over twice"));
}

TEST_F(HostStreams, what_traps_in_a_copy_is_told_to_the_host_and_poisons_the_guest) {
  const Guest texts = instantiate(built_ins("string"));
  auto [readable, writer] = host::make_stream(store, PrimValType::string);
  const u32 h = texts.number("take", readable);
  EXPECT_EQ(texts.number("read", h, 0U, 2U), blocked);
  const auto write = writer.write(List({Val(std::string(2000, 'x'))}));  // too much for its realloc
  ASSERT_TRUE(write.done());
  EXPECT_NE(write.result().trap(), nullptr) << write.result().message();
  EXPECT_THAT(texts.failure("event", h), HasSubstr("cannot enter component instance"));
  EXPECT_EQ(guest.number("take", host::make_stream(store, PrimValType::u8).readable), 1U);  // others go on
}

TEST_F(HostStreams, ends_may_outlive_the_store) {
  auto short_lived = std::make_unique<host::Store>();
  const Guest gone(*short_lived, linker, built_ins("u8"));
  auto [readable, writer] = host::make_stream(*short_lived, PrimValType::u8);
  const u32 h = gone.number("take", readable);
  const Ends ends(gone("new"));
  auto from = std::move(StreamReader::take(*short_lived, gone("give", ends.readable).at(0)).value());
  EXPECT_EQ(gone.number("read", h, 0U, 1U), blocked);
  const auto read = from.read(1);
  short_lived.reset();
  EXPECT_THAT(refused(writer.write(Bytes{1})), HasSubstr("the store is gone"));
  EXPECT_THAT(read.wait().message(), HasSubstr("the store is gone"));
  EXPECT_FALSE(writer.drop());
  read.cancel();
}

// ---- Futures

class HostFutures : public HostStreams {
 protected:
  host::FutureReader future_reader(const Ends& ends) {
    return std::move(host::FutureReader::take(store, guest("give-future", ends.readable).at(0)).value());
  }
};

TEST_F(HostFutures, the_host_writes_and_a_guest_reads) {
  auto [readable, writer] = host::make_future(store, PrimValType::u8);
  const u32 h = guest.number("take-future", readable);
  EXPECT_EQ(guest.number("read-future", h, 0U), blocked);
  EXPECT_EQ(writer.write(Val(u8{7})).result()->how, COMPLETED);
  EXPECT_TRUE(writer.written());
  EXPECT_EQ(guest.number("event", h), packed(COMPLETED));
  EXPECT_EQ(guest.bytes(0, 1), (Bytes{7}));
  EXPECT_THAT(refused(writer.write(Val(u8{8}))), HasSubstr("written before"));
  EXPECT_TRUE(writer.drop());

  auto later = host::make_future(store, PrimValType::u8);
  const auto write = later.writer.write(Val(u8{9}));
  EXPECT_FALSE(write.done());
  EXPECT_EQ(guest.number("read-future", guest.number("take-future", later.readable), 0U), packed(COMPLETED));
  EXPECT_TRUE(write.done());
  EXPECT_EQ(guest.bytes(0, 1), (Bytes{9}));
}

TEST_F(HostFutures, a_guest_writes_and_the_host_reads) {
  const Ends ends(guest("new-future"));
  auto from = future_reader(ends);
  const auto read = from.read();
  EXPECT_FALSE(read.done());
  EXPECT_EQ(guest.number("write-future", ends.writable, 266U), packed(COMPLETED));
  EXPECT_EQ(read.result()->elements[0], Val(u8{10}));
  EXPECT_THAT(refused(from.read()), HasSubstr("read or written before"));
  EXPECT_THAT(from.release().message(), HasSubstr("read or written before"));
  guest("drop-writable-future", ends.writable);
}

TEST_F(HostFutures, cancelling_leaves_the_value_to_another_try) {
  auto [readable, writer] = host::make_future(store, PrimValType::u8);
  const u32 h = guest.number("take-future", readable);
  const auto write = writer.write(Val(u8{7}));
  write.cancel();
  EXPECT_EQ(write.result()->how, CANCELLED);
  EXPECT_EQ(guest.number("read-future", h, 0U), blocked);
  EXPECT_EQ(guest.number("cancel-read-future", h), packed(CANCELLED));
  EXPECT_FALSE(writer.write(Val(u8{8})).done());
  EXPECT_EQ(guest.number("read-future", h, 0U), packed(COMPLETED));
  EXPECT_EQ(guest.bytes(0, 1), (Bytes{8}));

  const Ends ends(guest("new-future"));
  auto from = future_reader(ends);
  const auto read = from.read();
  from.cancel();
  EXPECT_EQ(read.result()->how, CANCELLED);
  EXPECT_EQ(guest.number("write-future", ends.writable, 256U), blocked);
  EXPECT_EQ(from.read().result()->elements[0], Val(u8{0}));
}

TEST_F(HostFutures, a_reader_that_goes_is_told_to_the_writer) {
  auto [readable, writer] = host::make_future(store, PrimValType::u8);
  guest("drop-readable-future", guest.number("take-future", readable));
  EXPECT_EQ(writer.write(Val(u8{1})).result()->how, DROPPED);
  EXPECT_TRUE(writer.drop());
  const Ends ends(guest("new-future"));
  EXPECT_EQ(guest.number("write-future", ends.writable, 256U), blocked);
  EXPECT_TRUE(future_reader(ends).drop());
  EXPECT_EQ(guest.number("event", ends.writable), packed(DROPPED));
}

TEST_F(HostFutures, who_must_write_must_write) {
  {
    auto [readable, writer] = host::make_future(store, PrimValType::u8);
    EXPECT_EQ(guest.number("read-future", guest.number("take-future", readable), 0U), blocked);
    EXPECT_THAT(writer.drop().message(), HasSubstr("not written"));
  }
  EXPECT_THAT(host::run_until_idle(store).message(), HasSubstr("a future is dropped that was not written"));
  EXPECT_TRUE(host::run_until_idle(store));
  {
    const auto unread = host::make_future(store, PrimValType::u8);
    guest("drop-readable-future", guest.number("take-future", unread.readable));
  }  // nobody is left to read
  EXPECT_TRUE(host::run_until_idle(store));
  const Ends ends(guest("new-future"));
  EXPECT_THAT(guest.failure("drop-writable-future", ends.writable),
              HasSubstr("cannot drop future write end without first writing a value"));
}

}  // namespace

}  // namespace touchstone
