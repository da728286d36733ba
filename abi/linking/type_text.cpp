// Types as text: see type_text.hpp.
#include "abi/linking/type_text.hpp"

namespace touchstone::component {

namespace {

using closed::Part;
using closed::TypeKind;

class Printer {
 public:
  std::string take() { return std::move(out_); }

  void type(const closed::ValType& t);
  void func(const closed::FuncType& ft);
  void extern_(const closed::ExternType& et);

 private:
  bool full() {
    if (out_.size() < longest_type_text) return false;
    if (!out_.ends_with("...")) out_ += "...";
    return true;
  }
  /// `{a: u32, b}`, `<u32, string>`
  void list(const std::vector<Part>& parts, char open, char close) {
    out_ += open;
    for (std::size_t i = 0; i < parts.size() && !full(); ++i) {
      if (i > 0) out_ += ", ";
      out_ += parts[i].label;
      if (!parts[i].label.empty() && parts[i].type) out_ += ": ";
      if (parts[i].type) type(parts[i].type);
    }
    out_ += close;
  }
  void variant(const std::vector<Part>& cases);
  void result(const std::vector<Part>& parts);
  void instance(const closed::Externs& exports, std::string_view word);

  std::string out_;
};

void Printer::variant(const std::vector<Part>& cases) {
  out_ += '{';
  for (std::size_t i = 0; i < cases.size() && !full(); ++i) {
    if (i > 0) out_ += ", ";
    out_ += cases[i].label;
    if (!cases[i].type) continue;
    out_ += '(';
    type(cases[i].type);
    out_ += ')';
  }
  out_ += '}';
}

void Printer::result(const std::vector<Part>& parts) {
  if (!parts[0].type && !parts[1].type) return;
  out_ += '<';
  if (parts[0].type) type(parts[0].type);
  if (!parts[0].type) out_ += '_';
  if (parts[1].type) {
    out_ += ", ";
    type(parts[1].type);
  }
  out_ += '>';
}

void Printer::type(const closed::ValType& t) {
  if (full()) return;
  out_ += kind_name(t->kind);
  switch (t->kind) {
  case TypeKind::record:
  case TypeKind::flags:
  case TypeKind::enum_: return list(t->parts, '{', '}');
  case TypeKind::variant: return variant(t->parts);
  case TypeKind::result: {
    return result(t->parts);
  }
  case TypeKind::tuple:
  case TypeKind::option: {
    std::vector<Part> parts = t->parts;
    for (Part& part : parts) part.label.clear();
    return list(parts, '<', '>');
  }
  case TypeKind::map:
  case TypeKind::list:
  case TypeKind::stream:
  case TypeKind::future: {
    if (t->kind != TypeKind::map && !t->element()) return;
    out_ += '<';
    for (std::size_t i = 0; i < t->parts.size(); ++i) {
      if (i > 0) out_ += ", ";
      type(t->parts[i].type);
    }
    if (t->length) out_ += ", " + std::to_string(*t->length);
    out_ += '>';
    return;
  }
  default: return;
  }
}

void Printer::func(const closed::FuncType& ft) {
  if (ft.async_) out_ += "async ";
  out_ += "func";
  list(ft.params, '(', ')');
  if (!ft.result) return;
  out_ += " -> ";
  type(ft.result);
}

void Printer::instance(const closed::Externs& exports, std::string_view word) {
  out_ += word;
  out_ += " {";
  for (std::size_t i = 0; i < exports.list.size() && !full(); ++i) {
    out_ += i > 0 ? "; " : " ";
    out_ += exports.list[i].name->name + ": ";
    extern_(exports.list[i].type);
  }
  out_ += exports.list.empty() ? "}" : " }";
}

void Printer::extern_(const closed::ExternType& et) {
  if (full()) return;
  if (const auto* module = std::get_if<closed::ModuleTypePtr>(&et)) {
    out_ += "core module of " + std::to_string((*module)->imports.size()) + " imports and " +
            std::to_string((*module)->exports.size()) + " exports";
  } else if (const auto* ft = std::get_if<closed::FuncTypePtr>(&et)) {
    func(**ft);
  } else if (const auto* value = std::get_if<closed::ValueType>(&et)) {
    out_ += "value ";
    type(value->type);
  } else if (const auto* def = std::get_if<closed::DefType>(&et)) {
    const auto* defined = std::get_if<closed::ValType>(def);
    if (defined == nullptr) out_ += describe(*def);
    if (defined != nullptr) out_ += "type = ";
    if (defined != nullptr) type(*defined);
  } else if (const auto* component = std::get_if<closed::ComponentTypePtr>(&et)) {
    instance((*component)->exports, "component");
  } else {
    instance(std::get<closed::InstanceTypePtr>(et)->exports, "instance");
  }
}

}  // namespace

std::string type_text(const closed::ValType& type) {
  Printer printer;
  if (type) printer.type(type);
  return printer.take();
}

std::string type_text(const closed::FuncType& type) {
  Printer printer;
  printer.func(type);
  return printer.take();
}

std::string type_text(const closed::ExternType& type) {
  Printer printer;
  printer.extern_(type);
  return printer.take();
}

}  // namespace touchstone::component
