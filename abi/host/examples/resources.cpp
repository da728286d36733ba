// Resources: objects of the host's that a component holds handles to, and lends, drops and gives back.
#include <cstdio>
#include <string>
#include <vector>

#include <touchstone/component.hpp>

using namespace touchstone;

/// What the guest writes to. It goes when its last owner, guest or host, lets go of it.
struct Log {
  explicit Log(std::string of) : name(std::move(of)) {}
  ~Log() { std::printf("log `%s` closed after %zu lines\n", name.c_str(), lines.size()); }
  std::string name;
  std::vector<u32> lines;
};

// `work` opens a log, writes three numbers and returns it.
constexpr const char* worker = R"((component
  (import "logs" (instance $logs
    (export "log" (type $log (sub resource)))
    (export "open" (func (param "n" u32) (result (own $log))))
    (export "write" (func (param "l" (borrow $log)) (param "n" u32)))))
  (alias export $logs "log" (type $log))
  (core func $open (canon lower (func $logs "open")))
  (core func $write (canon lower (func $logs "write")))
  (core func $drop (canon resource.drop $log))
  (core module $M
    (import "" "open" (func $open (param i32) (result i32)))
    (import "" "write" (func $write (param i32 i32)))
    (import "" "drop" (func $drop (param i32)))
    (func (export "work") (result i32) (local $log i32)
      (call $drop (call $open (i32.const 1)))     ;; one that it does not need after all
      (local.set $log (call $open (i32.const 2)))
      (call $write (local.get $log) (i32.const 10))
      (call $write (local.get $log) (i32.const 20))
      (call $write (local.get $log) (i32.const 30))
      (local.get $log)))
  (core instance $m (instantiate $M (with "" (instance
    (export "open" (func $open)) (export "write" (func $write)) (export "drop" (func $drop))))))
  (func (export "work") (result (own $log)) (canon lift (core func $m "work")))))";

int main() {
  host::Engine engine;
  host::Store store;
  host::Linker linker;
  host::Linker logs = linker.instance("logs");
  logs.define_resource<Log>("log");
  logs.define_func("open", [](u32 n) { return host::HostOwn<Log>::make("number " + std::to_string(n)); });
  logs.define_func("write", [](host::HostBorrow<Log> log, u32 n) { log->lines.push_back(n); });

  const auto instance = linker.instantiate(store, host::Component::parse(engine, worker).value()).value();
  const host::HostOwn<Log> log = instance.typed_func<host::HostOwn<Log>()>("work")->call_and_finish().value();
  std::printf("got `%s` back, last line %u\n", log->name.c_str(), log->lines.back());
  return log->lines == std::vector<u32>{10, 20, 30} ? 0 : 1;
}
