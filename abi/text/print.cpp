// Explainer.md "Component Definitions" to "Value Definitions": to text. See print.hpp.
#include "abi/text/print.hpp"

#include <algorithm>
#include <unordered_set>

#include "abi/text/printer.hpp"
#include "interp/support/error.hpp"
#include "interp/text/values.hpp"

namespace touchstone::component {

using wasm::print_id;
using wasm::print_string;

PrintScope::PrintScope(const ComponentNames& names) {
  for (u32 s = 0; s < sort_count; ++s) {
    std::unordered_set<std::string_view> taken;
    for (const auto& [x, id] : names.sorts[s]) {
      if (!id.empty() && taken.insert(id).second) spaces_[s].ids.emplace(x, print_id(id));
    }
  }
}

std::string PrintScope::next_id(Sort sort) const {
  const auto id = space(sort).ids.find(space(sort).count);
  return id == space(sort).ids.end() ? std::string() : id->second;
}

std::string PrintScope::comment(Sort sort, const PrintOptions& options) const {
  return options.index_comments ? " (;" + std::to_string(space(sort).count) + ";)" : std::string();
}

bool PrintScope::has_id(Sort sort, u32 x) const { return x < space(sort).count && space(sort).ids.contains(x); }

std::string PrintScope::use(Sort sort, u32 x) const {
  return has_id(sort, x) ? space(sort).ids.at(x) : std::to_string(x);
}

void Printer::line(std::string_view text, std::optional<u32> at) {
  wasm::new_line(out, options, level_, at);
  out += text;
}

namespace {

/// What stands behind the identifier of a module or component if its own name section does not say the same.
std::string own_name(const std::optional<std::string>& name, const std::string& id) {
  if (!name) return id.empty() ? "" : " (@unnamed)";
  return !name->empty() && print_id(*name) == id ? "" : wasm::name_annotation(*name);
}

}  // namespace

/// [Explainer.md#component-definitions] component
void Printer::component(const Component& c, const std::string& id, const std::string& comment) {
  open("(component" + (id.empty() ? "" : " " + id) + comment + own_name(c.names.component, id));
  scopes_.emplace_back(c.names);
  scope().name = id;
  for (const Definition& d : c.definitions) {
    line({}, d.at.begin);
    definition(d);
  }
  scopes_.pop_back();
  if (c.definitions.empty()) {
    --level_;
    out += ')';
  } else {
    close();
  }
}

/// [Explainer.md#component-definitions] definition
void Printer::definition(const Definition& d) {
  struct Visitor {
    Printer& to;
    void operator()(const std::shared_ptr<const wasm::Module>& m) const { to.core_module(*m); }
    void operator()(const CoreInstance& i) const { to.core_instance(i); }
    void operator()(const CoreTypeDef& t) const { to.core_type(t, "core "); }
    void operator()(const std::shared_ptr<const Component>& c) const {
      to.component(*c, to.scope().next_id(Sort::component), to.scope().comment(Sort::component, to.options));
      to.scope().bind(Sort::component);
    }
    void operator()(const Instance& i) const { to.instance(i); }
    void operator()(const Alias& a) const { to.out += to.alias(a); }
    void operator()(const std::shared_ptr<const TypeDef>& t) const { to.type(*t); }
    void operator()(const Canon& c) const { to.canon(c); }
    void operator()(const Start& s) const { to.start(s); }
    void operator()(const Import& i) const { to.import(i); }
    void operator()(const Export& e) const { to.export_(e); }
    void operator()(const ValueDef& v) const { to.value(v); }
    void operator()(const wasm::Custom& c) const { to.custom(c); }
  };
  std::visit(Visitor{*this}, d.is);
}

/// A core module's text, moved to the right and with our identifier, which need not be what it calls itself.
void Printer::core_module(const wasm::Module& m) {
  PrintOptions inside = options;
  inside.level = level_;
  const std::string whole = wasm::print_module(m, inside);
  const std::string head = "(module" + wasm::module_name(m);
  const std::string_view text = std::string_view(whole).substr(head.size());
  const std::string id = scope().next_id(Sort::core_module);
  out += "(core module" + bind(Sort::core_module) + own_name(m.names.module, id);
  out += text.substr(0, text.size() - 1);  // the last line goes on
}

std::string Printer::sortidx(SortIdx x) const {
  return "(" + std::string(sort_name(x.sort)) + " " + use(x.sort, x.index) + ")";
}

/// core:externidx: the sort without `core`.
std::string Printer::core_sortidx(SortIdx x) const {
  return "(" + std::string(sort_name(x.sort).substr(5)) + " " + use(x.sort, x.index) + ")";
}

template <class Arg>
void Printer::with(const Arg& arg, const std::string& what) {
  line("(with " + print_string(arg.name, true) + " " + what + ")");
}

/// [Explainer.md#instance-definitions] core:instance
void Printer::core_instance(const CoreInstance& instance) {
  open("(core instance" + binding(Sort::core_instance));
  if (const auto* instantiate = std::get_if<CoreInstance::Instantiate>(&instance.is)) {
    out += " (instantiate " + use(Sort::core_module, instantiate->module.value);
    for (const CoreInstance::Arg& arg : instantiate->args) {
      with(arg, core_sortidx({Sort::core_instance, arg.instance.value}));
    }
    out += ')';
  } else {
    for (const CoreInstance::Export& e : std::get<CoreInstance::Exports>(instance.is).exports) {
      line("(export " + print_string(e.name, true) + " " + core_sortidx(e.what) + ")");
    }
  }
  --level_;
  out += ')';
  scope().bind(Sort::core_instance);
}

/// [Explainer.md#instance-definitions] instance
void Printer::instance(const Instance& instance) {
  open("(instance" + binding(Sort::instance));
  if (const auto* instantiate = std::get_if<Instance::Instantiate>(&instance.is)) {
    out += " (instantiate " + use(Sort::component, instantiate->component.value);
    for (const Instance::Arg& arg : instantiate->args) with(arg, sortidx(arg.what));
    out += ')';
  } else {
    for (const Instance::Export& e : std::get<Instance::Exports>(instance.is).exports) {
      line("(export " + externname(e.name) + " " + sortidx(e.what) + ")");
    }
  }
  --level_;
  out += ')';
  scope().bind(Sort::instance);
}

/// [Explainer.md#alias-definitions] alias. An outer alias is written with identifiers where they say the same.
std::string Printer::alias(const Alias& a) {
  std::string out_text = "(alias ";
  if (const auto* e = std::get_if<Alias::Export>(&a.target)) {
    out_text += "export " + use(Sort::instance, e->instance.value) + " " + print_string(e->name, true);
  } else if (const auto* core = std::get_if<Alias::CoreExport>(&a.target)) {
    out_text += "core export " + use(Sort::core_instance, core->instance.value) + " " + print_string(core->name, true);
  } else {
    const auto& outer = std::get<Alias::Outer>(a.target);
    std::string count = std::to_string(outer.count);
    std::string index = std::to_string(outer.index);
    if (outer.count < scopes_.size() - 1) {  // else it is not valid
      const auto target = scopes_.rbegin() + outer.count;
      const auto same_name = [&](const PrintScope& s) { return s.name == target->name; };
      if (!target->name.empty() && std::none_of(scopes_.rbegin(), target, same_name)) count = target->name;
      index = target->use(a.sort, outer.index);
    }
    out_text += "outer " + count + " " + index;
  }
  const bool in_module = scope().is_module_type;
  out_text += " (" + std::string(in_module ? sort_name(a.sort).substr(5) : sort_name(a.sort));
  return out_text + bind(a.sort) + "))";
}

std::string Printer::canonopt(const CanonOpt& opt) const {
  const auto indexed = [&](std::string_view word, Sort sort) {
    return "(" + std::string(word) + " " + use(sort, opt.index) + ")";
  };
  switch (opt.kind) {
  case CanonOpt::Kind::utf8: return "string-encoding=utf8";
  case CanonOpt::Kind::utf16: return "string-encoding=utf16";
  case CanonOpt::Kind::latin1_utf16: return "string-encoding=latin1+utf16";
  case CanonOpt::Kind::memory: return indexed("memory", Sort::core_memory);
  case CanonOpt::Kind::realloc: return indexed("realloc", Sort::core_func);
  case CanonOpt::Kind::post_return: return indexed("post-return", Sort::core_func);
  case CanonOpt::Kind::async: return "async";
  case CanonOpt::Kind::callback: return indexed("callback", Sort::core_func);
  }
  throw Crash("unknown canonical option");
}

/// What stands between the word and the function, with a space in front.
std::string Printer::canon_immediates(const Canon& c) const {
  std::string text;
  const auto flag = [&](std::string_view word) {
    if (c.flag) text += " " + std::string(word);
  };
  const auto type = [&] { text += " " + use(Sort::type, c.type.value); };
  const auto core_type = [&] { text += " " + use(Sort::core_type, c.core_type.value); };
  const auto core_table = [&] { text += " " + sortidx({Sort::core_table, c.core_table.value}); };
  switch (info(c.op).immediates) {
  case CanonImm::lift: text = " (core func " + use(Sort::core_func, c.core_func.value) + ")"; break;
  case CanonImm::lower: text = " (func " + use(Sort::func, c.func.value) + ")"; break;
  case CanonImm::resource:
  case CanonImm::type:
  case CanonImm::type_options: type(); break;
  case CanonImm::result_options:
    if (c.result) text = " (result " + valtype(*c.result) + ")";
    break;
  case CanonImm::context: text = " " + wasm::to_string(c.context_type) + " " + std::to_string(c.context_index); break;
  case CanonImm::async: flag("async"); break;
  case CanonImm::cancel: flag("cancellable"); break;
  case CanonImm::shared: flag("shared"); break;
  case CanonImm::type_async:
    type();
    flag("async");
    break;
  case CanonImm::memory_cancel:
    flag("cancellable");
    text += " (memory " + use(Sort::core_memory, c.memory.value) + ")";
    break;
  case CanonImm::type_table:
    core_type();
    core_table();
    break;
  case CanonImm::shared_type:
  case CanonImm::shared_type_table:
    flag("shared");
    core_type();
    if (info(c.op).immediates == CanonImm::shared_type_table) core_table();
    break;
  case CanonImm::options:
  case CanonImm::none: break;
  }
  for (const CanonOpt& opt : c.options) text += " " + canonopt(opt);
  return text;
}

/// [Explainer.md#canonical-definitions] canon
void Printer::canon(const Canon& c) {
  out += "(canon " + std::string(info(c.op).text) + canon_immediates(c);
  if (c.op == CanonOp::lift) {
    const std::string type = use(Sort::type, c.type.value);
    out += " (func" + bind(Sort::func) + " (type " + type + ")))";
  } else {
    out += " (core func" + bind(Sort::core_func) + "))";
  }
}

/// [Explainer.md#start-definitions] start
void Printer::start(const Start& s) {
  out += "(start " + use(Sort::func, s.func.value);
  for (const ValueIdx arg : s.args) out += " (value " + use(Sort::value, arg.value) + ")";
  constexpr u32 most = 1000;  // Limit: validation allows one
  for (u32 i = 0; i < std::min(s.results, most); ++i) out += " (result (value" + bind(Sort::value) + "))";
  out += ')';
}

/// [Explainer.md#import-and-export-definitions] externnamelit attribute*
std::string Printer::externname(const ExternName& name) const {
  std::string text = print_string(name.name, true);
  const auto attribute = [&](std::string_view word, const std::optional<std::string>& value) {
    if (value) text += " (" + std::string(word) + " " + print_string(*value, true) + ")";
  };
  attribute("implements", name.implements);
  attribute("versionsuffix", name.versionsuffix);
  attribute("external-id", name.external_id);
  return text;
}

void Printer::import(const Import& i) { out += "(import " + externname(i.name) + " " + externtype(i.type, true) + ")"; }

/// [Explainer.md#import-and-export-definitions] export
void Printer::export_(const Export& e) {
  const std::string what = sortidx(e.what) + (e.type ? " " + externtype(*e.type, false) : std::string());
  out += "(export" + bind(e.what.sort) + " " + externname(e.name) + " " + what + ")";
}

/// [Explainer.md#value-definitions] value
void Printer::value(const ValueDef& v) {
  const std::string type = distinct_valtype(v.type);
  out += "(value" + bind(Sort::value) + " " + type + " " + print_value(v) + ")";
}

/// As an annotation: white space to whoever does not ask for it.
void Printer::custom(const wasm::Custom& c) {
  out += "(@custom " + print_string(c.name, true) + " " + (options.skeleton ? "..." : print_string(c.content, false)) +
         ")";
}

std::string print_component(const Component& component, const PrintOptions& options) {
  Printer printer(options);
  const auto& name = component.names.component;
  printer.component(component, name && !name->empty() ? print_id(*name) : std::string(), "");
  return wasm::offset_text(options, component.at.begin) + printer.take() + "\n";
}

std::string print_type(const TypeDef& type) {
  const PrintOptions options;
  Printer printer(options);
  printer.deftype(type);
  return printer.take();
}

}  // namespace touchstone::component
