// Comparing types: see type_difference.hpp.
#include "abi/host/typed/type_difference.hpp"

#include "abi/linking/type_text.hpp"
#include "abi/runtime/resource.hpp"

namespace touchstone::component::host {

namespace {

using closed::DefValType;
using closed::TypeKind;
using Path = std::optional<std::string>;

std::string part_name(const DefValType& t, std::size_t i) {
  switch (t.kind) {
  case TypeKind::record: return "field `" + t.parts[i].label + "`";
  case TypeKind::variant: return "case `" + t.parts[i].label + "`";
  case TypeKind::option: return "case `some`";
  case TypeKind::result: return i == 0 ? "case `ok`" : "case `error`";
  case TypeKind::map: return i == 0 ? "key" : "value";
  case TypeKind::tuple: return "element " + std::to_string(i);
  default: return "element";
  }
}

/// `2 parameters`, or only the number.
std::string count(bool in_words, const closed::FuncType& ft) {
  return std::to_string(ft.params.size()) + (in_words ? " parameters" : "");
}

std::string text(const closed::ValType& t) { return t ? type_text(t) : "nothing"; }

struct Compare {
  const ResolveResource& resource;
  Asking who = Asking::host;

  std::string differ(const std::string& wanted, const std::string& found) const {
    return who == Asking::host ? "expected " + wanted + ", found " + found : "expected " + found + ", found " + wanted;
  }

  Path labels(const DefValType& wanted, const DefValType& found) const {
    const bool any = wanted.kind == TypeKind::variant && wanted.parts[0].label == "0";
    for (std::size_t i = 0; i < wanted.parts.size() && !any; ++i) {
      if (wanted.parts[i].label == found.parts[i].label) continue;
      const char* what = wanted.kind == TypeKind::record  ? "field "
                         : wanted.kind == TypeKind::flags ? "flag "
                                                          : "case ";
      return what + std::to_string(i) + ": " +
             differ("`" + wanted.parts[i].label + "`", "`" + found.parts[i].label + "`");
    }
    return std::nullopt;
  }

  /// A handle is of the resource type that the C++ type has objects of, if it says which.
  Path handle(const DefValType& wanted, const DefValType& found) const {
    if (wanted.resource.id.value == 0 || !resource) return std::nullopt;
    const auto type = resource(found.resource.id);
    if (type != nullptr && type->host_identity == wanted.resource.id.value) return std::nullopt;
    return who == Asking::host ? "expected a handle of the host's resource type, found one of another"
                               : "expected a handle of another resource type, found one of the host's";
  }

  Path type(const closed::ValType& wanted, const closed::ValType& found) const {
    if (!wanted && !found) return std::nullopt;
    const auto other = [&] { return differ(text(wanted), text(found)); };
    if (!wanted || !found || wanted->kind != found->kind) return other();
    if (wanted->length != found->length || wanted->parts.size() != found->parts.size()) return other();
    if (wanted->kind == TypeKind::own || wanted->kind == TypeKind::borrow) return handle(*wanted, *found);
    const bool labelled = wanted->kind == TypeKind::record || wanted->kind == TypeKind::variant ||
                          wanted->kind == TypeKind::enum_ || wanted->kind == TypeKind::flags;
    if (labelled) {
      if (Path wrong = labels(*wanted, *found)) return wrong;
    }
    for (std::size_t i = 0; i < wanted->parts.size(); ++i) {
      if (Path wrong = type(wanted->parts[i].type, found->parts[i].type)) {
        return part_name(*found, i) + ": " + *wrong;
      }
    }
    return std::nullopt;
  }
};

}  // namespace

std::optional<std::string> type_difference(const closed::ValType& wanted, const closed::ValType& found,
                                           const ResolveResource& resource) {
  return Compare{resource}.type(wanted, found);
}

std::optional<std::string> type_difference(const closed::FuncType& wanted, const closed::FuncType& found,
                                           const ResolveResource& resource, Asking who) {
  const Compare compare{resource, who};
  if (wanted.params.size() != found.params.size()) {
    return compare.differ(count(who == Asking::host, wanted), count(who == Asking::component, found));
  }
  for (std::size_t i = 0; i < wanted.params.size(); ++i) {
    if (auto wrong = compare.type(wanted.params[i].type, found.params[i].type)) {
      return "parameter `" + found.params[i].label + "`: " + *wrong;
    }
  }
  if (auto wrong = compare.type(wanted.result, found.result)) return "result: " + *wrong;
  return std::nullopt;
}

}  // namespace touchstone::component::host
