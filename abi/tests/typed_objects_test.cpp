// Objects of the host's, streams and futures by their C++ types and as Vals: either side of a call may have either, elements of
// streams too; and who owns what.
#include <gmock/gmock.h>

#include "abi/tests/host_guests.hpp"
#include "abi/tests/typed_echo.hpp"

namespace touchstone::component::host {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Point {};

// ---- Resources

struct File {
  explicit File(u32 of, u32* when = nullptr) : size(of), destroyed(when) {}
  ~File() {
    if (destroyed != nullptr) ++*destroyed;
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  u32 size;
  u32* destroyed;
};

/// Gives away what the host gives, takes and looks at files.
constexpr const char* files = R"((component
  (import "file" (type $file (sub resource)))
  (import "open" (func $open (param "n" u32) (result (own $file))))
  (import "size" (func $size (param "f" (borrow $file)) (result u32)))
  (core func $open' (canon lower (func $open)))
  (core func $size' (canon lower (func $size)))
  (core func $drop (canon resource.drop $file))
  (core module $M
    (import "" "open" (func $open (param i32) (result i32)))
    (import "" "size" (func $size (param i32) (result i32)))
    (import "" "drop" (func $drop (param i32)))
    (func (export "open") (param i32) (result i32) (call $open (local.get 0)))
    (func (export "take") (param i32) (result i32) (local i32)
      (local.set 1 (call $size (local.get 0))) (call $drop (local.get 0)) (local.get 1)))
  (core instance $m (instantiate $M (with "" (instance
    (export "open" (func $open')) (export "size" (func $size')) (export "drop" (func $drop))))))
  (func (export "open") (param "n" u32) (result (own $file)) (canon lift (core func $m "open")))
  (func (export "look") (param "f" (borrow $file)) (result u32) (canon lift (core func $m "take")))
  (func (export "take") (param "f" (own $file)) (result u32) (canon lift (core func $m "take")))))";

class TypedResourceVals : public testing::Test {
 protected:
  TypedResourceVals() { linker.define_resource<File>("file"); }
  void typed_functions() {
    linker.define_func("open", [](u32 n) { return HostOwn<File>::make(n); });
    linker.define_func("size", [](HostBorrow<File> f) { return f->size; });
  }
  void functions_with_vals() {
    linker.define_func("open", [](std::span<const Val> args) {
      return std::vector<Val>{to_val(HostOwn<File>::make(args[0].as<u32>()))};
    });
    linker.define_func("size", [](std::span<const Val> args) {
      return std::vector<Val>{from_val<HostBorrow<File>>(args[0]).value()->size};
    });
  }
  Instance instantiate() { return touchstone::instantiate(store, linker, files); }
  Store store;
  Linker linker;
};

TEST_F(TypedResourceVals, vals_are_passed_where_functions_of_the_host_are_typed) {
  typed_functions();
  const auto instance = instantiate();
  const auto opened = instance.func("open")->invoke({Val(5U)}).value();
  EXPECT_EQ(opened[0].as<Own>().type,
            instance.func("open")->resource_type(instance.func("open")->type().result->resource.id));
  const auto file = from_val<HostOwn<File>>(opened[0]).value();
  EXPECT_EQ(file->size, 5U);
  const auto looked = instance.func("look")->invoke({to_val(HostBorrow<File>(file))});
  ASSERT_TRUE(looked) << looked.message();
  EXPECT_EQ(looked->at(0), Val(5U));
  const auto taken = instance.func("take")->invoke({to_val(file)});
  ASSERT_TRUE(taken) << taken.message();
  EXPECT_EQ(taken->at(0), Val(5U));
  EXPECT_FALSE(file);
}

TEST_F(TypedResourceVals, typed_values_are_passed_where_functions_of_the_host_have_vals) {
  functions_with_vals();
  const auto instance = instantiate();
  const auto file = instance.typed_func<HostOwn<File>(u32)>("open")->call_and_finish(6);
  ASSERT_TRUE(file) << file.message();
  EXPECT_EQ((*file)->size, 6U);
  EXPECT_EQ(instance.typed_func<u32(HostBorrow<File>)>("look")->call_and_finish(*file).value(), 6U);
  EXPECT_EQ(instance.typed_func<u32(HostOwn<File>)>("take")->call_and_finish(*file).value(), 6U);
  EXPECT_FALSE(*file);
}

TEST_F(TypedResourceVals, a_linker_of_its_own_defines_the_same_resource) {
  typed_functions();
  const auto first = instantiate();
  Linker other;
  other.define_resource<File>("file").define_func("open", [](u32 n) { return HostOwn<File>::make(n); });
  other.define_func("size", [](HostBorrow<File> f) { return f->size + 100; });
  const auto second = touchstone::instantiate(store, other, files);
  const auto opened = first.func("open")->invoke({Val(5U)}).value();
  EXPECT_EQ(second.func("take")->invoke(opened).value()[0], Val(105U));
}

TEST_F(TypedResourceVals, a_val_of_another_resource_is_refused) {
  typed_functions();
  const auto instance = instantiate();
  const HostOwn<Point> point = HostOwn<Point>::make();
  const auto looked = instance.func("look")->invoke({to_val(HostBorrow<Point>(point))});
  EXPECT_THAT(looked.message(), HasSubstr("another resource type"));
  EXPECT_THAT(from_val<HostBorrow<File>>(to_val(HostBorrow<Point>(point))).message(),
              HasSubstr("another resource type"));
  const Val dropped = to_val(HostOwn<Point>::make());
  EXPECT_TRUE(drop_resource(dropped.as<Own>()));
}

TEST_F(TypedResourceVals, a_coroutine_gives_an_object) {
  linker.define_async_func("open", [](u32 n) -> Async<HostOwn<File>> { co_return HostOwn<File>::make(n); });
  const auto instance = touchstone::instantiate(store, linker, R"((component
    (import "file" (type $file (sub resource)))
    (import "open" (func $open async (param "n" u32) (result (own $file))))
    (export "open" (func $open))))",
                                                everything_on());
  const auto file = instance.typed_func<HostOwn<File>(u32)>("open")->call_and_finish(7);
  ASSERT_TRUE(file) << file.message();
  EXPECT_EQ((*file)->size, 7U);
}

// ---- Streams and futures

class TypedStreamVals : public testing::Test {
 protected:
  Store store;
  Linker linker;
};

TEST_F(TypedStreamVals, a_stream_is_a_val_and_back) {
  const Guest guest(store, linker, built_ins("u16"));
  auto [readable, writer] = make_stream<u16>(store);
  const Val val = to_val(readable);
  const auto back = from_val<StreamOf<u16>>(val);
  ASSERT_TRUE(back) << back.message();
  EXPECT_EQ(*back, readable);
  EXPECT_THAT(from_val<StreamOf<u8>>(val).message(), HasSubstr("element: expected u8, found u16"));
  EXPECT_THAT(from_val<FutureOf<u16>>(val).message(), HasSubstr("expected future, found stream"));
  const u32 h = guest.number("take", val);
  EXPECT_EQ(guest.number("read", h, 0U, 3U), blocked);
  EXPECT_EQ(writer.write({0x0201, 0x0403}).result()->count, 2U);
  const auto take = guest.instance().typed_func<u32(StreamOf<u16>)>("take").value();
  EXPECT_THAT(take(readable).message(), HasSubstr("argument 0: a stream that was handed over before"));
  EXPECT_THAT(take({make_stream(store, PrimValType::u8).readable.as<Stream>()}).message(),
              HasSubstr("argument 0: a stream of another element type"));
  Store other;
  EXPECT_THAT(take(make_stream<u16>(other).readable).message(), HasSubstr("argument 0: a stream of another store"));
  EXPECT_EQ(guest.number("take", to_val(make_stream<u16>(store).readable)) > 0, true);  // not poisoned
}

TEST_F(TypedStreamVals, a_future_is_a_val_and_back) {
  const Guest guest(store, linker, built_ins("string"));
  auto [readable, writer] = make_future<std::string>(store);
  const Val val = to_val(readable);
  EXPECT_EQ(from_val<FutureOf<std::string>>(val).value(), readable);
  EXPECT_THAT(from_val<FutureOf<u8>>(val).message(), HasSubstr("element: expected u8, found string"));
  const u32 h = guest.number("take-future", val);
  EXPECT_EQ(guest.number("read-future", h, 0U), blocked);
  EXPECT_TRUE(writer.write("abc").done());
}

/// A variant whose labels the C++ type does not have.
constexpr const char* labelled = R"((variant (case "small" u8) (case "none")))";
using Labelled = std::variant<u8, std::monostate>;

TEST_F(TypedStreamVals, elements_may_be_variants_without_labels) {
  const Guest guest(store, linker, [] {
    std::string text = built_ins("$v");
    text.insert(text.find('\n'), std::string("(type $v' ") + labelled + ") (export $v \"v\" (type $v'))");
    return text;
  }());
  const auto take = guest.instance().typed_func<u32(StreamOf<Labelled>)>("take").value();
  EXPECT_THAT(take(make_stream<Labelled>(store).readable).message(), HasSubstr("a stream of another element type"));
  auto made = make_stream<Labelled>(store, ElementType::of_param(take.func(), 0));
  const u32 h = take(made.readable).value();
  EXPECT_EQ(guest.number("read", h, 0U, 4U), blocked);
  EXPECT_EQ(made.writer.write({Labelled(u8{7}), Labelled(std::monostate())}).result()->count, 2U);
  EXPECT_EQ(guest.bytes(0, 3), (Bytes{0, 7, 1}));

  const auto give = guest.instance().typed_func<StreamOf<Labelled>(u32)>("give").value();
  const Ends ends(guest("new"));
  auto reader = StreamReaderOf<Labelled>::take(store, give(ends.readable).value()).value();
  const auto read = reader.read(4);
  EXPECT_EQ(guest.number("write", ends.writable, 256U, 1U), packed(CopyResult::COMPLETED, 1));
  EXPECT_THAT(read.result()->elements, ElementsAre(Labelled(u8{1})));
  EXPECT_THROW(make_stream<u32>(store, ElementType::of_param(take.func(), 0)), wasm::HostError);
}

TEST_F(TypedStreamVals, elements_may_be_objects) {
  linker.define_resource<File>("file");
  const Guest guest(store, linker, [] {
    std::string text = built_ins("(own $file)");
    text.insert(text.find('\n'), "(import \"file\" (type $file (sub resource)))");
    return text;
  }());
  const auto take = guest.instance().typed_func<u32(StreamOf<HostOwn<File>>)>("take").value();
  const auto give = guest.instance().typed_func<StreamOf<HostOwn<File>>(u32)>("give").value();
  auto [readable, writer] = make_stream<HostOwn<File>>(store);
  const u32 h = take(readable).value();
  EXPECT_EQ(guest.number("read", h, 256U, 1U), blocked);
  std::vector<HostOwn<File>> gone;
  gone.push_back(HostOwn<File>::make(7U));
  const auto written = writer.write(std::span<const HostOwn<File>>(gone)).result();
  ASSERT_TRUE(written) << written.message();
  EXPECT_EQ(written->count, 1U);

  const Ends ends(guest("new"));
  auto reader = StreamReaderOf<HostOwn<File>>::take(store, give(ends.readable).value()).value();
  const auto read = reader.read(1);
  EXPECT_EQ(guest.number("write", ends.writable, 256U, 1U), packed(CopyResult::COMPLETED, 1));
  const auto copied = read.result();
  ASSERT_TRUE(copied) << copied.message();
  EXPECT_EQ(copied->elements.at(0)->size, 7U);
}

TEST_F(TypedStreamVals, objects_that_are_not_read_are_destroyed) {
  u32 destroyed = 0;
  const auto some = [&](u32 n) {
    std::vector<HostOwn<File>> all;
    for (u32 i = 0; i < n; ++i) all.push_back(HostOwn<File>::make(i, &destroyed));
    return all;
  };
  {
    auto [readable, writer] = make_stream<HostOwn<File>>(store);
    auto reader = StreamReaderOf<HostOwn<File>>::take(store, readable).value();
    const auto written = writer.write_all(std::span<const HostOwn<File>>(some(3)));
    const auto refused = writer.write_all(std::span<const HostOwn<File>>(some(10)));
    EXPECT_NE(refused.result().host_error(), nullptr);
    EXPECT_EQ(destroyed, 10U);
    const auto read = reader.read(1).result();
    ASSERT_TRUE(read) << read.message();
    EXPECT_EQ(read->elements.at(0)->size, 0U);
    EXPECT_EQ(destroyed, 10U);
    EXPECT_TRUE(reader.drop());
  }
  EXPECT_EQ(destroyed, 13U);
  {
    auto [readable, writer] = make_future<HostOwn<File>>(store);
    auto reader = FutureReaderOf<HostOwn<File>>::take(store, readable).value();
    const auto written = writer.write(HostOwn<File>::make(1U, &destroyed));
    EXPECT_TRUE(reader.drop());
    EXPECT_TRUE(written.done());
  }
  EXPECT_EQ(destroyed, 14U);
}

}  // namespace
}  // namespace touchstone::component::host
