// A pipeline of streams: the host writes text, a component turns it into capital letters, and the host counts words.
//
// The component reads from one stream and writes to another, a few bytes at a time, for as long as the host goes on. Two
// coroutines of the host's are at its ends: neither has to know how much the other side takes at once.
#include <cctype>
#include <cstdio>
#include <string>

#include <touchstone/component.hpp>

namespace host = touchstone::host;
using host::Val;
using touchstone::u64;
using touchstone::u8;

namespace {

constexpr const char* capitals = R"((component
  (type $Bytes (stream u8))
  (core module $Memory (memory (export "mem") 1))
  (core instance $memory (instantiate $Memory))
  (alias core export $memory "mem" (core memory $mem))
  (core func $new (canon stream.new $Bytes))
  (core func $read (canon stream.read $Bytes (memory $mem)))
  (core func $write (canon stream.write $Bytes (memory $mem)))
  (core func $drop-readable (canon stream.drop-readable $Bytes))
  (core func $drop-writable (canon stream.drop-writable $Bytes))
  (core func $return (canon task.return (result $Bytes)))
  (core module $Main
    (import "" "mem" (memory 1))
    (import "" "new" (func $new (result i64)))
    (import "" "read" (func $read (param i32 i32 i32) (result i32)))
    (import "" "write" (func $write (param i32 i32 i32) (result i32)))
    (import "" "drop-readable" (func $drop-readable (param i32)))
    (import "" "drop-writable" (func $drop-writable (param i32)))
    (import "" "return" (func $return (param i32)))

    (func $capital (param $at i32)
      (if (i32.lt_u (i32.sub (i32.load8_u (local.get $at)) (i32.const 97)) (i32.const 26))
        (then (i32.store8 (local.get $at) (i32.sub (i32.load8_u (local.get $at)) (i32.const 32))))))

    ;; Writes the `n` bytes at 0, however many are taken at once.
    (func $write-all (param $out i32) (param $n i32) (local $at i32)
      (loop $more
        (if (i32.lt_u (local.get $at) (local.get $n))
          (then
            (local.set $at (i32.add (local.get $at) (i32.shr_u
              (call $write (local.get $out) (local.get $at) (i32.sub (local.get $n) (local.get $at)))
              (i32.const 4))))
            (br $more)))))

    (func (export "capitals") (param $in i32)
      (local $ends i64) (local $out i32) (local $got i32) (local $i i32)
      (local.set $ends (call $new))
      (local.set $out (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
      (call $return (i32.wrap_i64 (local.get $ends)))  ;; the caller has its result; the work goes on
      (loop $more
        (local.set $got (call $read (local.get $in) (i32.const 0) (i32.const 16)))
        (local.set $i (i32.shr_u (local.get $got) (i32.const 4)))
        (loop $next
          (if (local.get $i)
            (then
              (local.set $i (i32.sub (local.get $i) (i32.const 1)))
              (call $capital (local.get $i))
              (br $next))))
        (call $write-all (local.get $out) (i32.shr_u (local.get $got) (i32.const 4)))
        (br_if $more (i32.eqz (i32.and (local.get $got) (i32.const 15)))))
      (call $drop-readable (local.get $in))
      (call $drop-writable (local.get $out))))
  (core instance $main (instantiate $Main (with "" (instance
    (export "mem" (memory $mem)) (export "new" (func $new)) (export "read" (func $read)) (export "write" (func $write))
    (export "drop-readable" (func $drop-readable)) (export "drop-writable" (func $drop-writable))
    (export "return" (func $return))))))
  (func (export "capitals") async (param "in" $Bytes) (result $Bytes)
    (canon lift (core func $main "capitals") async (memory $mem)))))";

/// Writes the text; the stream ends when the writer goes.
host::Async<> feed(host::StreamWriter writer, std::string text) {
  (co_await writer.write_all(std::vector<u8>(text.begin(), text.end()))).value();
}

/// Counts words until the stream ends.
host::Async<u64> count_words(host::StreamReader reader, std::string& seen) {
  u64 words = 0;
  bool inside = false;
  while (!reader.writer_gone()) {
    const host::Copied some = (co_await reader.read(10)).value();
    for (const u8 byte : some.elements.bytes()) {
      const bool letter = std::isalpha(byte) != 0;
      if (letter && !inside) ++words;
      inside = letter;
      seen.push_back(static_cast<char>(byte));
    }
  }
  co_return words;
}

}  // namespace

int main() {
  host::Engine engine;
  host::Store store;
  const auto component = host::Component::parse(engine, capitals).value();
  const auto instance = host::Linker().instantiate(store, component).value();

  auto [readable, writer] = host::make_stream(store, host::PrimValType::u8);
  const auto fed = host::spawn(store, feed(std::move(writer), "the quick brown fox jumps over the lazy dog"));

  auto result = instance.func("capitals")->invoke({readable}).value();
  auto reader = host::StreamReader::take(store, result.at(0)).value();
  std::string seen;
  const auto words = host::run(store, count_words(std::move(reader), seen)).value();
  std::printf("%s\n%llu words\n", seen.c_str(), static_cast<unsigned long long>(words));
  const bool right = words == 9 && seen == "THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG" && fed.done();
  return right ? 0 : 1;
}
