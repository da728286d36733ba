// Many threads at once, and many turns: components for tests of scale, run in small for every day and in full under the
// label `exhaustive`.
#pragma once

#include <chrono>
#include <fstream>
#include <string>

#include <gtest/gtest.h>

#include "abi/host/engine.hpp"

namespace touchstone::component::scale {

/// Each call of `callback` or `stackful` leaves a task that waits for a future of its own; `wake` writes them all.
inline constexpr std::string_view waiting_tasks = R"((component
  (core module $Memory (memory (export "memory") 16))
  (core instance $memory (instantiate $Memory))
  (type $F (future))
  (core func $future.new (canon future.new $F))
  (core func $future.read (canon future.read $F async))
  (core func $future.write (canon future.write $F async))
  (core func $set.new (canon waitable-set.new))
  (core func $join (canon waitable.join))
  (core func $wait (canon waitable-set.wait (memory (core memory $memory "memory"))))
  (core func $return (canon task.return))
  (core module $M
    (import "" "memory" (memory 16))
    (import "" "future.new" (func $future.new (result i64)))
    (import "" "future.read" (func $future.read (param i32 i32) (result i32)))
    (import "" "future.write" (func $future.write (param i32 i32) (result i32)))
    (import "" "set.new" (func $set.new (result i32)))
    (import "" "join" (func $join (param i32 i32)))
    (import "" "wait" (func $wait (param i32 i32) (result i32)))
    (import "" "return" (func $return))
    (global $begun (mut i32) (i32.const 0))
    (global $done (mut i32) (i32.const 0))
    (func $begin (result i32)
      (local $ends i64) (local $set i32)
      (local.set $ends (call $future.new))
      (i32.store offset=16 (i32.mul (global.get $begun) (i32.const 4))
        (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
      (global.set $begun (i32.add (global.get $begun) (i32.const 1)))
      (if (i32.ne (call $future.read (i32.wrap_i64 (local.get $ends)) (i32.const 0)) (i32.const -1)) (then unreachable))
      (local.set $set (call $set.new))
      (call $join (i32.wrap_i64 (local.get $ends)) (local.get $set))
      (local.get $set))
    (func $end (global.set $done (i32.add (global.get $done) (i32.const 1))))
    (func (export "callback") (result i32)
      (call $return)
      (i32.or (i32.const 2 (; WAIT ;)) (i32.shl (call $begin) (i32.const 4))))
    (func (export "called-back") (param i32 i32 i32) (result i32) (call $end) (i32.const 0 (; EXIT ;)))
    (func (export "stackful")
      (call $return)
      (drop (call $wait (call $begin) (i32.const 0)))
      (call $end))
    (func (export "wake")
      (local $i i32)
      (loop
        (if (i32.ge_u (local.get $i) (global.get $begun)) (then (return)))
        (drop (call $future.write (i32.load offset=16 (i32.mul (local.get $i) (i32.const 4))) (i32.const 0)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br 0)))
    (func (export "done") (result i32) (global.get $done)))
  (core instance $m (instantiate $M (with "" (instance
    (export "memory" (memory $memory "memory"))
    (export "future.new" (func $future.new)) (export "future.read" (func $future.read))
    (export "future.write" (func $future.write)) (export "set.new" (func $set.new)) (export "join" (func $join))
    (export "wait" (func $wait)) (export "return" (func $return))))))
  (func (export "callback") async
    (canon lift (core func $m "callback") async (callback (core func $m "called-back"))))
  (func (export "stackful") async (canon lift (core func $m "stackful") async))
  (func (export "wake") (canon lift (core func $m "wake")))
  (func (export "done") (result u32) (canon lift (core func $m "done"))))
)";

/// `run` sends so many bytes, one by one, to another component, which sends each back plus 1.
inline constexpr std::string_view ping_pong = R"((component
  (component $Echo
    (core module $Memory (memory (export "memory") 1))
    (core instance $memory (instantiate $Memory))
    (type $S (stream u8))
    (core func $new (canon stream.new $S))
    (core func $read (canon stream.read $S (memory (core memory $memory "memory"))))
    (core func $write (canon stream.write $S (memory (core memory $memory "memory"))))
    (core func $drop-readable (canon stream.drop-readable $S))
    (core func $drop-writable (canon stream.drop-writable $S))
    (core func $return (canon task.return (result $S)))
    (core module $M
      (import "" "memory" (memory 1))
      (import "" "new" (func $new (result i64)))
      (import "" "read" (func $read (param i32 i32 i32) (result i32)))
      (import "" "write" (func $write (param i32 i32 i32) (result i32)))
      (import "" "drop-readable" (func $drop-readable (param i32)))
      (import "" "drop-writable" (func $drop-writable (param i32)))
      (import "" "return" (func $return (param i32)))
      (func (export "echo") (param $in i32)
        (local $ends i64) (local $out i32)
        (local.set $ends (call $new))
        (local.set $out (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
        (call $return (i32.wrap_i64 (local.get $ends)))
        (block $end
          (loop $next
            (br_if $end (i32.ne (call $read (local.get $in) (i32.const 0) (i32.const 1)) (i32.const 0x10)))
            (i32.store8 (i32.const 0) (i32.add (i32.load8_u (i32.const 0)) (i32.const 1)))
            (br_if $next (i32.eq (call $write (local.get $out) (i32.const 0) (i32.const 1)) (i32.const 0x10)))))
        (call $drop-readable (local.get $in))
        (call $drop-writable (local.get $out))))
    (core instance $m (instantiate $M (with "" (instance
      (export "memory" (memory $memory "memory")) (export "new" (func $new)) (export "read" (func $read))
      (export "write" (func $write)) (export "drop-readable" (func $drop-readable))
      (export "drop-writable" (func $drop-writable)) (export "return" (func $return))))))
    (func (export "echo") async (param "in" $S) (result $S) (canon lift (core func $m "echo") async)))
  (component $Main
    (type $S (stream u8))
    (import "echo" (func $echo async (param "in" $S) (result $S)))
    (core module $Memory (memory (export "memory") 1))
    (core instance $memory (instantiate $Memory))
    (core func $new (canon stream.new $S))
    (core func $read (canon stream.read $S (memory (core memory $memory "memory"))))
    (core func $write (canon stream.write $S (memory (core memory $memory "memory"))))
    (core func $drop-readable (canon stream.drop-readable $S))
    (core func $drop-writable (canon stream.drop-writable $S))
    (core func $call (canon lower (func $echo)))
    (core module $M
      (import "" "memory" (memory 1))
      (import "" "new" (func $new (result i64)))
      (import "" "read" (func $read (param i32 i32 i32) (result i32)))
      (import "" "write" (func $write (param i32 i32 i32) (result i32)))
      (import "" "drop-readable" (func $drop-readable (param i32)))
      (import "" "drop-writable" (func $drop-writable (param i32)))
      (import "" "echo" (func $echo (param i32) (result i32)))
      (func (export "run") (param $items i32) (result i32)
        (local $ends i64) (local $out i32) (local $in i32) (local $good i32)
        (local.set $ends (call $new))
        (local.set $out (i32.wrap_i64 (i64.shr_u (local.get $ends) (i64.const 32))))
        (local.set $in (call $echo (i32.wrap_i64 (local.get $ends))))
        (loop $next
          (i32.store8 (i32.const 0) (local.get $good))
          (if (i32.ne (call $write (local.get $out) (i32.const 0) (i32.const 1)) (i32.const 0x10)) (then unreachable))
          (if (i32.ne (call $read (local.get $in) (i32.const 1) (i32.const 1)) (i32.const 0x10)) (then unreachable))
          (local.set $good (i32.add (local.get $good) (i32.const 1)))
          (if (i32.ne (i32.load8_u (i32.const 1)) (i32.and (local.get $good) (i32.const 0xff))) (then unreachable))
          (br_if $next (i32.lt_u (local.get $good) (local.get $items))))
        (call $drop-writable (local.get $out))
        (call $drop-readable (local.get $in))
        (local.get $good)))
    (core instance $m (instantiate $M (with "" (instance
      (export "memory" (memory $memory "memory")) (export "new" (func $new)) (export "read" (func $read))
      (export "write" (func $write)) (export "drop-readable" (func $drop-readable))
      (export "drop-writable" (func $drop-writable)) (export "echo" (func $call))))))
    (func (export "run") async (param "items" u32) (result u32) (canon lift (core func $m "run"))))
  (instance $echo (instantiate $Echo))
  (instance $main (instantiate $Main (with "echo" (func $echo "echo"))))
  (export "run" (func $main "run")))
)";

class Scale {
 public:
  Scale(std::string_view text, u32 fibers, bool check_waiting) : store(config(fibers, check_waiting)) {
    const auto component = host::Component::parse(host::Engine(), text);
    if (!component) throw std::runtime_error(component.error().report());
    instance.emplace(host::Linker().instantiate(store, *component).value());
  }

  /// Calls a function; its result, 0 if there is none.
  u32 call(const std::string& name, std::vector<Val> args = {}) {
    const auto results = instance->func(name)->invoke(args).value();
    return results.empty() ? 0 : results.front().as<u32>();
  }

  host::Store store;
  std::optional<host::Instance> instance;

 private:
  static StoreConfig config(u32 fibers, bool check_waiting) {
    StoreConfig out;
    out.fibers = fibers;
    out.check_waiting = check_waiting;
    return out;
  }
};

/// Leaves so many tasks waiting, has them all woken, and all end.
inline void wait_and_wake(u32 callbacks, u32 stackful, bool check_waiting) {
  Scale it(waiting_tasks, callbacks + stackful + 10, check_waiting);
  for (u32 i = 0; i < callbacks; ++i) it.call("callback");
  for (u32 i = 0; i < stackful; ++i) it.call("stackful");
  EXPECT_EQ(it.store.waiting.size(), callbacks + stackful);
  EXPECT_EQ(it.call("done"), 0U);
  it.call("wake");
  while (it.store.tick()) {
  }
  EXPECT_EQ(it.call("done"), callbacks + stackful);
  EXPECT_TRUE(it.store.waiting.empty());
}

/// A store that goes with so many tasks waiting in it.
inline void drop_waiting(u32 callbacks, u32 stackful) {
  Scale it(waiting_tasks, callbacks + stackful + 10, false);
  for (u32 i = 0; i < callbacks; ++i) it.call("callback");
  for (u32 i = 0; i < stackful; ++i) it.call("stackful");
  EXPECT_EQ(it.store.waiting.size(), callbacks + stackful);
}

/// Bytes that this process has occupied at most, or does now; 0 where that cannot be told.
inline u64 memory_of_process(const std::string& which) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(which)) return std::stoull(line.substr(which.size() + 1)) << 10;
  }
  return 0;
}

inline double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace touchstone::component::scale
