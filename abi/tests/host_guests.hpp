// Guests for tests of the host's side of streams, futures and calls.
//
// The functions of `built_ins` are the built-ins themselves, so that a test drives a guest step by step: handles and results
// are what the built-ins take and give. Copies are begun asynchronously; `event` takes the event of an end, if there is one.
// The memory has the bytes 0, 1, 2, ... from 256 on.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "abi/host/component.hpp"
#include "abi/tests/instantiate.hpp"

namespace touchstone {

using host::Val;
using Vals = std::vector<Val>;
using Bytes = std::vector<u8>;

constexpr std::string_view built_ins_of_elements = R"((component
  (type $S (stream ELEMENT))
  (type $F (future ELEMENT))
  (core module $Memory
    (memory (export "mem") 1)
    (global $top (mut i32) (i32.const 4096))
    (func (export "realloc") (param $old i32) (param $size i32) (param $alignment i32) (param $new i32) (result i32)
      (global.get $top)
      (global.set $top (i32.add (global.get $top) (i32.add (local.get $new) (i32.const 15))))
      (global.set $top (i32.and (global.get $top) (i32.const -16)))
      (if (i32.gt_u (local.get $new) (i32.const 1000)) (then unreachable)))
    (func $fill (local $i i32)
      (loop $more
        (i32.store8 offset=256 (local.get $i) (local.get $i))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $more (i32.lt_u (local.get $i) (i32.const 256)))))
    (start $fill))
  (core instance $memory (instantiate $Memory))
  (alias core export $memory "mem" (core memory $mem))
  (alias core export $memory "realloc" (core func $realloc))
  (core func $set-new (canon waitable-set.new))
  (core func $set-poll (canon waitable-set.poll (memory $mem)))
  (core func $set-drop (canon waitable-set.drop))
  (core func $join (canon waitable.join))
  (core func $stream-new (canon stream.new $S))
  (core func $stream-read (canon stream.read $S async (memory $mem) (realloc $realloc)))
  (core func $stream-write (canon stream.write $S async (memory $mem) (realloc $realloc)))
  (core func $stream-cancel-read (canon stream.cancel-read $S async))
  (core func $stream-cancel-write (canon stream.cancel-write $S async))
  (core func $stream-drop-readable (canon stream.drop-readable $S))
  (core func $stream-drop-writable (canon stream.drop-writable $S))
  (core func $future-new (canon future.new $F))
  (core func $future-read (canon future.read $F async (memory $mem) (realloc $realloc)))
  (core func $future-write (canon future.write $F async (memory $mem) (realloc $realloc)))
  (core func $future-cancel-read (canon future.cancel-read $F async))
  (core func $future-cancel-write (canon future.cancel-write $F async))
  (core func $future-drop-readable (canon future.drop-readable $F))
  (core func $future-drop-writable (canon future.drop-writable $F))
  (core module $M
    (import "" "mem" (memory 1))
    (import "" "set-new" (func $set-new (result i32)))
    (import "" "set-poll" (func $set-poll (param i32 i32) (result i32)))
    (import "" "set-drop" (func $set-drop (param i32)))
    (import "" "join" (func $join (param i32 i32)))
    (func (export "same") (param i32) (result i32) (local.get 0))
    (func (export "bytes") (param $ptr i32) (param $n i32) (result i32)
      (i32.store (i32.const 2048) (local.get $ptr))
      (i32.store (i32.const 2052) (local.get $n))
      (i32.const 2048))
    (func (export "event") (param $h i32) (result i32)
      (local $set i32) (local $payload i32)
      (local.set $payload (i32.const -2))
      (local.set $set (call $set-new))
      (call $join (local.get $h) (local.get $set))
      (if (call $set-poll (local.get $set) (i32.const 2056))
        (then (local.set $payload (i32.load (i32.const 2060)))))
      (call $join (local.get $h) (i32.const 0))
      (call $set-drop (local.get $set))
      (local.get $payload)))
  (core instance $m (instantiate $M (with "" (instance
    (export "mem" (memory $mem)) (export "set-new" (func $set-new)) (export "set-poll" (func $set-poll))
    (export "set-drop" (func $set-drop)) (export "join" (func $join))))))
  (func (export "bytes") (param "ptr" u32) (param "n" u32) (result (list u8))
    (canon lift (core func $m "bytes") (memory $mem)))
  (func (export "event") (param "h" u32) (result u32) (canon lift (core func $m "event")))
  (func (export "take") (param "s" $S) (result u32) (canon lift (core func $m "same")))
  (func (export "give") (param "h" u32) (result $S) (canon lift (core func $m "same")))
  (func (export "new") (result u64) (canon lift (core func $stream-new)))
  (func (export "read") (param "h" u32) (param "ptr" u32) (param "n" u32) (result u32)
    (canon lift (core func $stream-read)))
  (func (export "write") (param "h" u32) (param "ptr" u32) (param "n" u32) (result u32)
    (canon lift (core func $stream-write)))
  (func (export "cancel-read") (param "h" u32) (result u32) (canon lift (core func $stream-cancel-read)))
  (func (export "cancel-write") (param "h" u32) (result u32) (canon lift (core func $stream-cancel-write)))
  (func (export "drop-readable") (param "h" u32) (canon lift (core func $stream-drop-readable)))
  (func (export "drop-writable") (param "h" u32) (canon lift (core func $stream-drop-writable)))
  (func (export "take-future") (param "f" $F) (result u32) (canon lift (core func $m "same")))
  (func (export "give-future") (param "h" u32) (result $F) (canon lift (core func $m "same")))
  (func (export "new-future") (result u64) (canon lift (core func $future-new)))
  (func (export "read-future") (param "h" u32) (param "ptr" u32) (result u32) (canon lift (core func $future-read)))
  (func (export "write-future") (param "h" u32) (param "ptr" u32) (result u32) (canon lift (core func $future-write)))
  (func (export "cancel-read-future") (param "h" u32) (result u32) (canon lift (core func $future-cancel-read)))
  (func (export "cancel-write-future") (param "h" u32) (result u32) (canon lift (core func $future-cancel-write)))
  (func (export "drop-readable-future") (param "h" u32) (canon lift (core func $future-drop-readable)))
  (func (export "drop-writable-future") (param "h" u32) (canon lift (core func $future-drop-writable)))))";

inline std::string built_ins(const std::string& element) {
  std::string text(built_ins_of_elements);
  for (std::size_t at = 0; (at = text.find("ELEMENT")) != std::string::npos;) text.replace(at, 7, element);
  return text;
}

/// `many` may run many times at once, `one` holds the lock of its instance, `patient` waits to be cancelled, and `give-up`
/// cancels its own call of the host and returns the state that this is left in. Each of the others gives what `slow` gives.
inline constexpr const char* slow_caller = R"((component
  (import "slow" (func $slow async (param "x" u32) (result u32)))
  (core module $Memory (memory (export "mem") 1))
  (core instance $memory (instantiate $Memory))
  (alias core export $memory "mem" (core memory $mem))
  (core func $wait (canon lower (func $slow)))
  (core func $begin (canon lower (func $slow) async (memory $mem)))
  (core func $return (canon task.return (result u32)))
  (core func $cancelled (canon task.cancel))
  (core func $inc (canon backpressure.inc))
  (core func $dec (canon backpressure.dec))
  (core func $subtask-cancel (canon subtask.cancel))
  (core func $subtask-drop (canon subtask.drop))
  (core func $set-new (canon waitable-set.new))
  (core module $M
    (import "" "wait" (func $wait (param i32) (result i32)))
    (import "" "begin" (func $begin (param i32 i32) (result i32)))
    (import "" "return" (func $return (param i32)))
    (import "" "cancelled" (func $cancelled))
    (import "" "subtask-cancel" (func $subtask-cancel (param i32) (result i32)))
    (import "" "subtask-drop" (func $subtask-drop (param i32)))
    (import "" "set-new" (func $set-new (result i32)))
    (func (export "one") (param i32) (result i32) (call $wait (local.get 0)))
    (func (export "many") (param i32) (call $return (call $wait (local.get 0))))
    (func (export "patient") (result i32) (i32.or (i32.const 2) (i32.shl (call $set-new) (i32.const 4))))
    (func (export "told") (param $event i32) (param i32 i32) (result i32)
      (if (i32.ne (local.get $event) (i32.const 6)) (then unreachable))
      (call $cancelled)
      (i32.const 0))
    (func (export "give-up") (param i32) (result i32)
      (local $subtask i32) (local $state i32)
      (local.set $subtask (i32.shr_u (call $begin (local.get 0) (i32.const 0)) (i32.const 4)))
      (local.set $state (call $subtask-cancel (local.get $subtask)))
      (call $subtask-drop (local.get $subtask))
      (local.get $state))
    (func (export "fail") unreachable)
    (func (export "next") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1))))
  (core instance $m (instantiate $M (with "" (instance
    (export "wait" (func $wait)) (export "begin" (func $begin)) (export "return" (func $return))
    (export "cancelled" (func $cancelled)) (export "subtask-cancel" (func $subtask-cancel))
    (export "subtask-drop" (func $subtask-drop)) (export "set-new" (func $set-new))))))
  (func (export "one") async (param "x" u32) (result u32) (canon lift (core func $m "one")))
  (func (export "many") async (param "x" u32) (result u32) (canon lift (core func $m "many") async))
  (func (export "patient") async (result u32)
    (canon lift (core func $m "patient") async (callback (core func $m "told"))))
  (func (export "give-up") async (param "x" u32) (result u32) (canon lift (core func $m "give-up")))
  (func (export "hold") (canon lift (core func $inc)))
  (func (export "let-go") (canon lift (core func $dec)))
  (func (export "fail") (canon lift (core func $m "fail")))
  (func (export "next") (param "x" u32) (result u32) (canon lift (core func $m "next")))))";

constexpr u32 blocked = ~u32{0};
constexpr u32 no_event = ~u32{0} - 1;

/// What a built-in reports of a copy.
constexpr u32 packed(host::CopyResult how, u32 count = 0) { return static_cast<u32>(how) | count << 4; }

/// An instance whose functions are called by name.
class Guest {
 public:
  Guest(host::Store& store, const host::Linker& linker, const std::string& text)
      : instance_(touchstone::instantiate(store, linker, text)) {}

  host::Func func(std::string_view name) const { return instance_.func(name).value(); }
  const host::Instance& instance() const { return instance_; }

  /// The result of a function, or nothing; throws what the call ends in.
  template <class... Args>
  Vals operator()(std::string_view name, Args... args) const {
    return func(name).invoke({Val(args)...}).value();
  }
  template <class... Args>
  u32 number(std::string_view name, Args... args) const {
    return (*this)(name, args...).at(0).template as<u32>();
  }
  /// The words that a call ends in.
  template <class... Args>
  std::string failure(std::string_view name, Args... args) const {
    return func(name).invoke({Val(args)...}).message();
  }
  Bytes bytes(u32 ptr, u32 n) const {
    const Vals result = (*this)("bytes", ptr, n);
    const auto bytes = result.at(0).as<component::List>().bytes();
    return {bytes.begin(), bytes.end()};
  }

 private:
  host::Instance instance_;
};

/// The readable and the writable end that a guest has made.
struct Ends {
  explicit Ends(const Vals& packed)
      : readable(static_cast<u32>(bits(packed))), writable(static_cast<u32>(bits(packed) >> 32)) {}
  u32 readable;
  u32 writable;

 private:
  static u64 bits(const Vals& packed) { return packed.at(0).as<u64>(); }
};

}  // namespace touchstone
