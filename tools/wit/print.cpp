// WIT.md: the world that a component type describes. See print.hpp.
#include "tools/wit/print.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "interp/text/values.hpp"

namespace touchstone::wit {

using namespace component;
using closed::DefValType;
using closed::Extern;
using closed::FuncType;
using closed::TypeKind;

namespace {

/// WIT.md#keywords
std::string id(std::string_view name) {
  static const std::set<std::string_view> keywords = {
      "as",  "async",  "bool",   "borrow",  "char",   "constructor", "enum",    "export",    "f32",
      "f64", "flags",  "from",   "func",    "future", "import",      "include", "interface", "list",
      "map", "option", "own",    "package", "record", "resource",    "result",  "s16",       "s32",
      "s64", "s8",     "static", "stream",  "string", "tuple",       "type",    "u16",       "u32",
      "u64", "u8",     "use",    "variant", "with",   "world"};
  return (keywords.contains(name) ? "%" : "") + std::string(name);
}

/// An interface name taken apart: `ns:pkg/iface@version`.
struct Path {
  std::string package;  ///< with the version
  std::string interface;
};

Path path_of(const std::string& name, const std::string& suffix) {
  const std::size_t at = std::min(name.find('@'), name.size());
  const std::size_t slash = name.rfind('/', at);
  return {name.substr(0, slash) + name.substr(at) + suffix, name.substr(slash + 1, at - slash - 1)};
}

bool is_interface_name(const std::string& name) { return name.find(':') != std::string::npos; }

/// Where a type has its name: an interface, or empty for the world itself, and the label there.
struct Home {
  std::string interface;
  std::string label;
};

/// `[method]r.x` and the like: which resource, and what of it.
struct Member {
  std::string kind;  ///< constructor, method, static
  std::string resource;
  std::string label;
};

std::optional<Member> member(const std::string& name) {
  if (!name.starts_with('[')) return std::nullopt;
  const std::size_t close = name.find(']');
  const std::size_t dot = std::min(name.find('.'), name.size());
  if (close == std::string::npos) return std::nullopt;
  return Member{name.substr(1, close - 1), name.substr(close + 1, dot - close - 1),
                dot == name.size() ? std::string() : name.substr(dot + 1)};
}

/// Prints the items of one scope: an interface or the world.
class Printer {
 public:
  std::string world(const closed::ComponentType& type) {
    out_ = "world root {\n";
    for (const Extern& e : type.imports.list) world_item("import", e, type.imports);
    for (const Extern& e : type.exports.list) world_item("export", e, type.exports);
    flush_use();
    out_ += "}\n";
    std::string text = "package root:component;\n\n" + out_;
    for (const auto& [package, interfaces] : packages_) {
      text += "\npackage " + package + " {\n" + interfaces + "}\n";
    }
    return text;
  }

 private:
  void line(std::string_view text) {
    flush_use();
    out_.append(std::size_t{level_} * 2, ' ');
    out_ += text;
    out_ += '\n';
  }

  /// Neighbouring names that come from one interface share a `use`.
  void flush_use() {
    if (used_.empty()) return;
    const std::string names = std::exchange(used_, {});
    line("use " + used_interface_ + ".{" + names + "};");
  }

  void external_id(const ExternName& name) {
    if (name.external_id) line("@external-id(" + wasm::print_string(*name.external_id, true) + ")");
  }

  void world_item(const std::string& word, const Extern& e, const closed::Externs& all);
  void world_instance(const std::string& word, const ExternName& name, const closed::InstanceType& type);
  void interface(const std::string& name, const std::string& suffix, const closed::InstanceType& type);
  void items(const closed::Externs& all);
  void item(const Extern& e, const closed::Externs& all);
  void type_item(const ExternName& name, const closed::DefType& type, const closed::Externs& all);
  void resource(const std::string& label, const closed::Externs& all);
  void value_type(const std::string& label, const closed::ValType& type);
  bool use(const std::string& label, const Home& home);
  /// Is this a function that stands in its resource? One whose resource has its name elsewhere becomes a comment.
  bool is_member(const Extern& e);
  std::string func(const FuncType& type, bool is_method) const;
  std::string params(const FuncType& type, bool is_method) const;
  std::string ty(const closed::ValType& type) const;
  std::string arguments(std::string_view word, const DefValType& type) const;
  std::string result_arguments(const DefValType& type) const;
  std::string resource_name(const closed::ResourceType& type) const;

  std::string out_;
  u32 level_ = 1;
  std::string scope_;  // the interface that is printed; empty: the world; `.label`: an interface without a name
  std::string used_;   // the names of a `use` that is not written yet
  std::string used_interface_;
  std::map<std::string, std::string> packages_;  // by name: the interfaces in them
  std::set<std::string> printed_;                // interfaces
  std::unordered_map<ResourceId, Home> resources_;
  std::unordered_map<const DefValType*, Home> types_;
  /// The labels of the scope that is printed.
  struct Labels {
    std::unordered_map<ResourceId, std::string> resources;
    std::unordered_map<Identity, std::string> names;                      // by the name that an index gives a type
    std::unordered_map<const DefValType*, std::string> shapes;            // where the name leads nowhere
    std::set<std::string> defined;                                        // resources
    const closed::Externs* members_of = nullptr;                          // whose functions are in `members`
    std::unordered_map<std::string, std::vector<const Extern*>> members;  // by resource
  };
  const std::vector<const Extern*>& members(const std::string& resource, const closed::Externs& all);
  Labels local_;
};

/// WIT.md#item-world export-item, import-item, and the world's own types
void Printer::world_item(const std::string& word, const Extern& e, const closed::Externs& all) {
  const ExternName& name = *e.name;
  if (const auto* instance = std::get_if<closed::InstanceTypePtr>(&e.type))
    return world_instance(word, name, **instance);
  if (const auto* func_type = std::get_if<closed::FuncTypePtr>(&e.type)) {
    if (is_member(e)) return;
    external_id(name);
    return line(word + " " + id(name.name) + ": " + func(**func_type, false) + ";");
  }
  if (const auto* type = std::get_if<closed::DefType>(&e.type)) return type_item(name, *type, all);
  line("// " + word + " " + name.name + ": " + std::string(sort_name(closed::extern_sort(e.type))));
}

void Printer::world_instance(const std::string& word, const ExternName& name, const closed::InstanceType& type) {
  external_id(name);
  const std::string suffix = name.versionsuffix.value_or("");
  if (is_interface_name(name.name)) {
    line(word + " " + name.name + suffix + ";");
    return interface(name.name, suffix, type);
  }
  if (name.implements) {
    line(word + " " + id(name.name) + ": " + *name.implements + ";");
    return interface(*name.implements, "", type);
  }
  line(word + " " + id(name.name) + ": interface {");
  Labels outer = std::exchange(local_, {});
  const std::string outer_scope = std::exchange(scope_, "." + word + " " + name.name);
  ++level_;
  items(type.exports);
  flush_use();
  --level_;
  scope_ = outer_scope;
  local_ = std::move(outer);
  line("}");
}

/// Puts an interface into its package, once.
void Printer::interface(const std::string& name, const std::string& suffix, const closed::InstanceType& type) {
  flush_use();
  std::string world_text = std::exchange(out_, {});
  Labels outer = std::exchange(local_, {});
  const std::string outer_scope = std::exchange(scope_, name + suffix);
  const Path path = path_of(name, suffix);
  line("interface " + id(path.interface) + " {");
  const u32 outer_level = std::exchange(level_, 2);
  items(type.exports);
  flush_use();
  level_ = outer_level;
  line("}");
  if (printed_.insert(scope_).second) packages_[path.package] += (packages_[path.package].empty() ? "" : "\n") + out_;
  out_ = std::move(world_text);
  scope_ = outer_scope;
  local_ = std::move(outer);
}

/// WIT.md#item-interface interface-items
void Printer::items(const closed::Externs& all) {
  for (const Extern& e : all.list) item(e, all);
}

void Printer::item(const Extern& e, const closed::Externs& all) {
  const ExternName& name = *e.name;
  if (const auto* func_type = std::get_if<closed::FuncTypePtr>(&e.type)) {
    if (is_member(e)) return;
    external_id(name);
    return line(id(name.name) + ": " + func(**func_type, false) + ";");
  }
  if (const auto* type = std::get_if<closed::DefType>(&e.type)) return type_item(name, *type, all);
  line("// " + name.name + ": " + std::string(sort_name(closed::extern_sort(e.type))));
}

/// A type that has its name somewhere else, or another one here. Nothing can be used from the world or from an interface
/// without a name.
/// @return whether that is all there is to say.
bool Printer::use(const std::string& label, const Home& home) {
  if (home.interface == scope_) {
    if (home.label != label) line("type " + id(label) + " = " + id(home.label) + ";");
    return home.label != label;
  }
  if (!is_interface_name(home.interface) || home.interface.starts_with('.')) {
    line("// the same type as " + home.label + " of " +
         (home.interface.empty() ? "the world" : home.interface.substr(1)));
    return false;
  }
  if (used_interface_ != home.interface) flush_use();
  used_interface_ = home.interface;
  used_ += (used_.empty() ? "" : ", ") + id(home.label) + (home.label == label ? "" : " as " + id(label));
  return true;
}

bool Printer::is_member(const Extern& e) {
  const auto m = member(e.name->name);
  if (!m || local_.defined.contains(m->resource)) return m.has_value();
  line("// " + e.name->name + ": " + func(*std::get<closed::FuncTypePtr>(e.type), false));
  return true;
}

/// WIT.md#item-use use-item, typedef-item
void Printer::type_item(const ExternName& name, const closed::DefType& type, const closed::Externs& all) {
  const std::string& label = name.name;
  const auto home_of = [&](auto& table, const auto& key) {
    const auto [entry, fresh] = table.try_emplace(key, Home{scope_, label});
    return fresh ? std::optional<Home>() : std::optional<Home>(entry->second);
  };
  if (const auto* r = std::get_if<closed::ResourceType>(&type)) {
    const auto home = home_of(resources_, r->id);
    local_.resources.try_emplace(r->id, label);
    if (home && use(label, *home)) return;
    external_id(name);
    local_.defined.insert(label);
    return resource(label, all);
  }
  if (const auto* value = std::get_if<closed::ValType>(&type)) {
    const bool primitive = closed::is_primitive((*value)->kind);
    auto home = primitive ? std::nullopt : home_of(types_, value->def.get());
    if (const auto here = local_.shapes.find((*value)->shape); home && here != local_.shapes.end()) {
      home = Home{scope_, here->second};
    }
    const bool used = home && use(label, *home);
    if (!used) {
      external_id(name);
      value_type(label, *value);
    }
    if (!closed::is_nameable((*value)->kind)) return;
    local_.names.try_emplace(value->name, label);
    local_.shapes.try_emplace((*value)->shape, label);
    return;
  }
  line("// type " + label + ": " + std::string(closed::describe(type)));
}

/// The functions of a scope that belong to a resource of it.
const std::vector<const Extern*>& Printer::members(const std::string& resource, const closed::Externs& all) {
  if (std::exchange(local_.members_of, &all) != &all) {
    local_.members.clear();
    for (const Extern& e : all.list) {
      const auto m = std::holds_alternative<closed::FuncTypePtr>(e.type) ? member(e.name->name) : std::nullopt;
      if (m) local_.members[m->resource].push_back(&e);
    }
  }
  return local_.members[resource];
}

/// WIT.md#item-resource resource-item, with the functions that belong to it.
void Printer::resource(const std::string& label, const closed::Externs& all) {
  const std::vector<const Extern*>& functions = members(label, all);
  if (functions.empty()) return line("resource " + id(label) + ";");
  line("resource " + id(label) + " {");
  ++level_;
  for (const Extern* e : functions) {
    const FuncType& type = *std::get<closed::FuncTypePtr>(e->type);
    const Member m = *member(e->name->name);
    external_id(*e->name);
    if (m.kind == "constructor") {
      const bool fallible = type.result && type.result->kind == TypeKind::result;
      line("constructor" + params(type, false) + (fallible ? " -> " + ty(type.result) : "") + ";");
    } else {
      line(id(m.label) + ": " + (m.kind == "static" ? "static " : "") + func(type, m.kind == "method") + ";");
    }
  }
  --level_;
  line("}");
}

/// WIT.md#items-type record-item, variant-items, flags-items, enum-items, type-item
void Printer::value_type(const std::string& label, const closed::ValType& type) {
  if (!closed::is_nameable(type->kind)) return line("type " + id(label) + " = " + ty(type) + ";");
  line(std::string(closed::kind_name(type->kind)) + " " + id(label) + " {");
  ++level_;
  for (const closed::Part& part : type->parts) {
    std::string payload;
    if (part.type && type->kind == TypeKind::record) payload = ": " + ty(part.type);
    if (part.type && type->kind == TypeKind::variant) payload = "(" + ty(part.type) + ")";
    line(id(part.label) + payload + ",");
  }
  --level_;
  line("}");
}

/// WIT.md#item-interface func-type
std::string Printer::func(const FuncType& type, bool is_method) const {
  const std::string result = type.result ? " -> " + ty(type.result) : std::string();
  return (type.async_ ? "async func" : "func") + params(type, is_method) + result;
}

std::string Printer::params(const FuncType& type, bool is_method) const {
  std::string text;
  for (std::size_t i = is_method ? 1 : 0; i < type.params.size(); ++i) {
    text += (text.empty() ? "" : ", ") + id(type.params[i].label) + ": " + ty(type.params[i].type);
  }
  return "(" + text + ")";
}

std::string Printer::resource_name(const closed::ResourceType& type) const {
  if (const auto here = local_.resources.find(type.id); here != local_.resources.end()) return id(here->second);
  const auto home = resources_.find(type.id);
  return home == resources_.end() ? "/* a resource without a name */" : id(home->second.label);
}

/// `word<a, b>`, or the word alone where there is nothing inside.
std::string Printer::arguments(std::string_view word, const DefValType& type) const {
  std::string list;
  for (const closed::Part& part : type.parts) {
    if (part.type) list += (list.empty() ? "" : ", ") + ty(part.type);
  }
  if (type.length) list += ", " + std::to_string(*type.length);
  return std::string(word) + (list.empty() ? "" : "<" + list + ">");
}

std::string Printer::result_arguments(const DefValType& type) const {
  const closed::ValType& ok = type.parts.at(0).type;
  const closed::ValType& error = type.parts.at(1).type;
  if (!ok && error) return "result<_, " + ty(error) + ">";
  return arguments("result", type);
}

/// WIT.md#types ty
std::string Printer::ty(const closed::ValType& type) const {
  switch (type->kind) {
  case TypeKind::record:
  case TypeKind::variant:
  case TypeKind::flags:
  case TypeKind::enum_: {
    if (const auto here = local_.names.find(type.name); here != local_.names.end()) return id(here->second);
    if (const auto here = local_.shapes.find(type->shape); here != local_.shapes.end()) return id(here->second);
    const auto home = types_.find(type.def.get());
    return home == types_.end() ? "/* a type without a name */" : id(home->second.label);
  }
  case TypeKind::own: return resource_name(type->resource);
  case TypeKind::borrow: return "borrow<" + resource_name(type->resource) + ">";
  case TypeKind::result: return result_arguments(*type);
  case TypeKind::list:
  case TypeKind::tuple:
  case TypeKind::option:
  case TypeKind::stream:
  case TypeKind::future:
  case TypeKind::map: return arguments(closed::kind_name(type->kind), *type);
  default: return std::string(closed::kind_name(type->kind));
  }
}

}  // namespace

std::string print_world(const closed::ComponentType& type) { return Printer().world(type); }

}  // namespace touchstone::wit
