// A plug-in host: components of unknown origin, each in a store of its own with limits, whose failures are contained.
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include <touchstone/component.hpp>

using namespace touchstone;

/// What a plug-in must export, and may import: `log`.
class Plugin {
 public:
  static std::optional<Plugin> load(const host::Engine& engine, const std::string& name, const std::string& text) {
    const auto component = host::Component::parse(engine, text, name);
    if (!component) {
      std::printf("%s is no component: %s\n", name.c_str(), component.error().message().c_str());
      return std::nullopt;
    }
    Plugin plugin(name);
    host::Linker linker;
    linker.define_func("log", [name](u32 n) { std::printf("%s says %u\n", name.c_str(), n); });
    linker.define_unknown_imports_as_traps(*component);  // what it may not have, it may not call
    const auto instance = linker.instantiate(*plugin.store_, *component);
    if (!instance) {
      std::printf("%s does not start: %s\n", name.c_str(), instance.message().c_str());
      return std::nullopt;
    }
    auto run = instance->typed_func<u32(u32)>("run");
    if (!run) {
      std::printf("%s does not fit: %s\n", name.c_str(), run.error().message().c_str());
      return std::nullopt;
    }
    plugin.run_.emplace(*std::move(run));
    return plugin;
  }

  std::optional<u32> run(u32 x) const {
    const auto result = run_->call_and_finish(x);
    if (result) return *result;
    std::printf("%s failed: %s\n", name_.c_str(), result.message().c_str());
    return std::nullopt;
  }

 private:
  explicit Plugin(std::string name) : name_(std::move(name)) {
    host::StoreConfig config;
    config.core.fuel = 1'000'000;
    store_ = std::make_unique<host::Store>(std::move(config));
  }
  std::string name_;
  std::unique_ptr<host::Store> store_;
  std::optional<host::TypedFunc<u32(u32)>> run_;
};

/// A plug-in around the body of a core function.
std::string plugin(const std::string& imports, const std::string& core, const std::string& body) {
  return "(component " + imports + "(core module $M " + core + "(func (export \"run\") (param i32) (result i32) " +
         body + ")) (core instance $m (instantiate $M " +
         (core.empty() ? "" : "(with \"\" (instance (export \"f\" (func $f))))") +
         ")) (func (export \"run\") (param \"x\" u32) (result u32) (canon lift (core func $m \"run\"))))";
}

int main() {
  const host::Engine engine;
  const std::string log = "(import \"log\" (func $f' (param \"n\" u32))) (core func $f (canon lower (func $f')))";
  const std::string erase =
      "(import \"erase-disk\" (func $f' (param \"n\" u32))) (core func $f (canon lower (func $f')))";
  const std::string f = "(import \"\" \"f\" (func $f (param i32)))";
  const std::vector<std::pair<std::string, std::string>> texts = {
      {"double", plugin("", "", "(i32.mul (local.get 0) (i32.const 2))")},
      {"chatty", plugin(log, f, "(call $f (local.get 0)) (i32.add (local.get 0) (i32.const 1))")},
      {"greedy", plugin("", "", "(loop (br 0)) (unreachable)")},
      {"malicious", plugin(erase, f, "(call $f (i32.const 0)) (i32.const 0)")},
      {"broken", "(component (func (export \"run\") (canon lift"},
      {"other", "(component (component $c) (export \"run\" (component $c)))"},
  };
  u32 sum = 0;
  int worked = 0;
  for (const auto& [name, text] : texts) {
    const std::optional<Plugin> loaded = Plugin::load(engine, name, text);
    if (!loaded) continue;
    if (const auto result = loaded->run(20)) {
      sum += *result;
      ++worked;
    }
  }
  std::printf("%d plug-ins worked: %u\n", worked, sum);
  return worked == 2 && sum == 61 ? 0 : 1;
}
