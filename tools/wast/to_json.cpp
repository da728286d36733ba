// A script as JSON: see to_json.hpp.
#include "tools/wast/to_json.hpp"

#include <map>
#include <optional>

#include <fmt/format.h>

#include "abi/binary/encode.hpp"
#include "interp/binary/encode.hpp"
#include "tools/wast/read.hpp"
#include "tools/wast/values_json.hpp"

namespace touchstone::wast {

namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

/// The words of a value type, for `expected` of the older dialect.
std::string type_word(const wasm::ValType& type) {
  if (!type.is_ref()) return to_string(type);
  return type.heap.kind == wasm::HeapKind::func  ? "funcref"
         : type.heap.kind == wasm::HeapKind::exn ? "exnref"
                                                 : "externref";
}

/// What an export of a module returns, or is.
wasm::ResultType results_of(const wasm::Module& module, const Action& action) {
  for (const wasm::Export& out : module.exports) {
    if (out.name != action.name) continue;
    u32 x = out.index;
    if (out.kind != wasm::ExternKind::func && out.kind != wasm::ExternKind::global) return {};
    for (const wasm::Import& import : module.imports) {
      if (extern_kind(import.type) != out.kind) continue;
      if (x-- > 0) continue;
      if (const auto* global = std::get_if<wasm::GlobalType>(&import.type)) return {global->type};
      const auto* type = subtype_at(module, wasm::TypeIdx(std::get<wasm::FuncUse>(import.type).type.index));
      return type == nullptr ? wasm::ResultType() : std::get<wasm::FuncType>(type->comp).results;
    }
    if (out.kind == wasm::ExternKind::global) {
      return x < module.globals.size() ? wasm::ResultType{module.globals[x].type.type} : wasm::ResultType();
    }
    const auto* type = x < module.funcs.size() ? subtype_at(module, module.funcs[x].type) : nullptr;
    return type == nullptr ? wasm::ResultType() : std::get<wasm::FuncType>(type->comp).results;
  }
  return {};
}

/// A known reader of the older dialect has `\uxxxx` for its only escape.
std::string long_escapes(std::string_view json) {
  std::string out;
  for (std::size_t i = 0; i < json.size(); ++i) {
    out += json[i];
    if (json[i] != '\\') continue;
    constexpr std::string_view letters = "bfnrt\"\\/";
    constexpr std::string_view meant = "\b\f\n\r\t\"\\/";
    const std::size_t which = letters.find(json[++i]);
    out += which == std::string_view::npos ? std::string(1, json[i]) : fmt::format("u{:04x}", meant[which]);
  }
  return out;
}

class Converter {
 public:
  Converter(const Script& script, const Suite& suite, const JsonOptions& options)
      : script_(script), suite_(suite), options_(options), wabt_(options.dialect == JsonDialect::wabt) {}

  JsonScript run() {
    Json all;
    all["source_filename"] = options_.source;
    all["commands"] = commands(script_.directives);
    out_.json = all.dump(options_.pretty ? 2 : -1, ' ', false, Json::error_handler_t::replace) + "\n";
    if (wabt_) out_.json = long_escapes(out_.json);
    return std::move(out_);
  }

 private:
  Json commands(const std::vector<Directive>& directives) {
    Json list = Json::array();
    for (const Directive& directive : directives) {
      try {
        Json command = this->command(directive);
        if (!command.is_null()) list.push_back(std::move(command));
      } catch (JsonError& error) {
        if (error.story.empty()) {
          error.story = fmt::format("{}: {}: {}\n{}", script_.source->describe(directive.at), directive.kind,
                                    error.what(), script_.source->snippet(directive.at));
        }
        throw;
      }
    }
    return list;
  }

  Json command(const Directive& directive) {
    return std::visit(
        Overloaded{
            [&](const Define& it) { return define(it); },
            [&](const Instantiate& it) { return instantiate(directive, it); },
            [&](const Register& it) { return register_(directive, it); },
            [&](const Perform& it) {
              Json out = start("action", directive.at);
              out["action"] = action(it.action);
              expect_types(out, it.action);
              return out;
            },
            [&](const AssertReturn& it) { return assert_return(directive, it); },
            [&](const AssertEnding& it) { return assert_ending(directive, it); },
            [&](const Thread& it) { return thread(directive, it); },
            [&](const Wait& it) {
              newer("wait");
              Json out = start("wait", directive.at);
              out["thread"] = it.thread;
              return out;
            },
            [&](const InlineField& it) { return it.first ? define(Define{it.definition, false}) : Json(); },
            [&](const Broken& it) -> Json { throw JsonError(it.error, Wording::core); },
        },
        directive.is);
  }

  Json start(std::string_view type, Region at) const {
    Json out;
    out["type"] = type;
    out["line"] = line(at);
    return out;
  }
  u32 line(Region at) const { return script_.source->position(at.begin).line; }
  std::string name(const std::string& id) const { return wabt_ ? "$" + id : id; }
  void newer(std::string_view what) const {
    if (wabt_) throw JsonError("the dialect has no " + std::string(what));
  }

  // Definitions

  /// A definition read as far as it can be: its bytes, and the module if it is one.
  struct Read {
    std::optional<std::string> binary;
    std::optional<wasm::Module> module;
    std::optional<Error> why;
  };
  Read read(const Definition& definition) const {
    Read out;
    if (definition.sort == Sort::component) {
      newer("components");
      if (definition.form == Definition::Form::binary) return out;
      const auto component = read_component(script_.source, definition, {suite_.gates, suite_.features});
      if (component) {
        out.binary = component::encode_component(*component);
      } else {
        out.why = component.error();
      }
      return out;
    }
    auto module = read_module(script_.source, definition, suite_.features);
    if (!module) {
      out.why = module.error();
      return out;
    }
    out.binary = wasm::encode_module(*module);
    out.module = *std::move(module);
    return out;
  }
  std::string source_text(const Definition& definition) const {
    return std::string(script_.source->content().substr(definition.at.begin, definition.at.end - definition.at.begin));
  }

  std::string add_file(std::string content, std::string_view extension) {
    std::string file = fmt::format("{}.{}.{}", options_.stem, number_, extension);
    out_.files.push_back({file, std::move(content)});
    return file;
  }

  /// `filename` and what goes with it. @param must_parse  not so for what is malformed
  void put_file(Json& out, const Definition& definition, bool must_parse, bool type_first) {
    const Read read = this->read(definition);
    std::string type = "binary";
    std::string file;
    std::optional<std::string> binary_file;
    if (definition.form == Definition::Form::binary) {
      file = add_file(definition.content, "wasm");
    } else if (definition.form == Definition::Form::quote && (!wabt_ || !must_parse || !read.binary)) {
      type = "text";
      file = add_file(definition.content, "wat");
      if (!wabt_ && must_parse && read.binary) binary_file = add_file(*read.binary, "wasm");
    } else if (read.binary) {
      file = add_file(*read.binary, "wasm");
    } else {
      if (must_parse && read.why) {
        throw JsonError(*read.why, definition.sort == Sort::component ? Wording::component : Wording::core);
      }
      type = "text";
      file = add_file(source_text(definition), "wat");
    }
    ++number_;
    out["filename"] = file;
    if (type_first) out["module_type"] = type;
    if (binary_file) out["binary_filename"] = *binary_file;
    type_ = type;
    if (read.module) last_ = std::make_shared<const wasm::Module>(*read.module);
  }

  Json define(const Define& it) {
    const bool definition = it.only && !wabt_;
    Json out = start(definition ? "module_definition" : "module", it.definition.at);
    if (it.only && wabt_) {
      out["definition"] = "true";
    }
    if (it.definition.name) out["name"] = name(*it.definition.name);
    put_file(out, it.definition, true, !wabt_);
    if (it.only) {
      if (it.definition.name) definitions_[*it.definition.name] = last_;
    } else {
      current_ = last_;
      if (it.definition.name) instances_[*it.definition.name] = last_;
    }
    return out;
  }

  Json instantiate(const Directive& directive, const Instantiate& it) {
    newer("instances");
    Json out = start("module_instance", directive.at);
    if (it.instantiation.instance) out["instance"] = *it.instantiation.instance;
    if (it.instantiation.definition) out["module"] = *it.instantiation.definition;
    return out;
  }

  Json register_(const Directive& directive, const Register& it) const {
    Json out = start("register", directive.at);
    if (it.instance) out["name"] = name(*it.instance);
    out["as"] = it.as;
    return out;
  }

  // Actions

  Json action(const Action& it) const {
    Json out;
    out["type"] = it.kind == Action::Kind::get ? "get" : "invoke";
    if (it.instance) out["module"] = name(*it.instance);
    out["field"] = it.name;
    if (it.kind == Action::Kind::get) return out;
    out["args"] = Json::array();
    for (const Value& value : it.arguments) out["args"].push_back(json_of(value, options_.dialect));
    return out;
  }

  /// The older dialect says which types come back from what is not compared.
  void expect_types(Json& out, const Action& it) const {
    if (!wabt_) return;
    out["expected"] = Json::array();
    const auto found = it.instance ? instances_.find(*it.instance) : instances_.end();
    const auto& module = it.instance && found != instances_.end() ? found->second : current_;
    if (module == nullptr) return;
    for (const wasm::ValType& type : results_of(*module, it)) {
      Json each;
      each["type"] = type_word(type);
      out["expected"].push_back(each);
    }
  }

  Json assert_return(const Directive& directive, const AssertReturn& it) const {
    Json out = start("assert_return", directive.at);
    out["action"] = action(it.action);
    if (wabt_ && it.results.size() == 1) {
      if (const auto* either = std::get_if<Either>(&it.results[0].is)) {
        out["either"] = Json::array();
        for (const Pattern& choice : either->choices) out["either"].push_back(json_of(choice, options_.dialect));
        return out;
      }
    }
    out["expected"] = Json::array();
    for (const Pattern& pattern : it.results) out["expected"].push_back(json_of(pattern, options_.dialect));
    return out;
  }

  Json assert_ending(const Directive& directive, const AssertEnding& it) {
    if (const auto* action = std::get_if<Action>(&it.subject)) {
      if (it.ending == Ending::suspension) newer("assert_suspension");
      Json out = start(directive.kind, directive.at);
      out["action"] = this->action(*action);
      if (it.message) out["text"] = *it.message;
      expect_types(out, *action);
      return out;
    }
    if (std::holds_alternative<Instantiation>(it.subject)) throw JsonError("no dialect has assertions on instances");
    if (it.custom) newer(directive.kind);
    const auto& definition = std::get<Definition>(it.subject);
    Json out = start(it.ending == Ending::trap ? "assert_uninstantiable" : directive.kind, definition.at);
    const bool must_parse = it.ending != Ending::malformed;
    const auto before = last_;
    put_file(out, definition, must_parse, !wabt_);
    last_ = before;
    if (it.message) out["text"] = *it.message;
    if (wabt_) out["module_type"] = type_;
    return out;
  }

  Json thread(const Directive& directive, const Thread& it) {
    newer("thread");
    Json out = start("thread", directive.at);
    out["name"] = it.name;
    if (it.shared) out["shared_module"] = *it.shared;
    out["commands"] = commands(it.body);
    return out;
  }

  const Script& script_;
  const Suite& suite_;
  const JsonOptions& options_;
  bool wabt_;
  JsonScript out_;
  u32 number_ = 0;
  std::string type_;  // module_type of the last file
  std::shared_ptr<const wasm::Module> last_, current_;
  std::map<std::string, std::shared_ptr<const wasm::Module>> instances_, definitions_;
};

}  // namespace

JsonScript to_json(const Script& script, const Suite& suite, const JsonOptions& options) {
  return Converter(script, suite, options).run();
}

}  // namespace touchstone::wast
