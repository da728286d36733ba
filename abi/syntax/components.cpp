// Explainer.md "Component Definitions": tables of names, and equality by structure.
#include "abi/syntax/components.hpp"

#include <algorithm>
#include <array>

namespace touchstone::component {

namespace {

constexpr std::array<std::string_view, sort_count> sort_names = {
    "core func",     "core table", "core memory", "core global", "core tag",  "core type", "core module",
    "core instance", "func",       "value",       "type",        "component", "instance"};

constexpr std::array<std::string_view, 14> prim_names = {
    "bool", "s8", "u8", "s16", "u16", "s32", "u32", "s64", "u64", "f32", "f64", "char", "string", "error-context"};

constexpr CanonInfo canon_table[] = {
#define CANON(enumerator, text, code, immediates, gate, section) \
  CanonInfo{text, code, CanonImm::immediates, Gate::gate, section},
#include "abi/syntax/canon.def"
};

/// Equality through the pointers that break the recursion of types.
template <class T>
bool same(const T& a, const T& b) {
  if constexpr (requires { a.use_count(); }) {
    return a == b || (a && b && *a == *b);
  } else {
    return a == b;
  }
}

template <class... Ts>
bool same_variant(const std::variant<Ts...>& a, const std::variant<Ts...>& b) {
  return a.index() == b.index() && std::visit([&b]<class T>(const T& x) { return same(x, std::get<T>(b)); }, a);
}

template <class T>
bool same_list(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same_variant(x, y); });
}

}  // namespace

std::string_view sort_name(Sort sort) { return sort_names[static_cast<u32>(sort)]; }

std::string_view prim_name(PrimValType pvt) { return prim_names[static_cast<u32>(pvt)]; }

Sort extern_sort(const ExternType& et) {
  constexpr Sort sorts[] = {Sort::core_module, Sort::func, Sort::value, Sort::type, Sort::component, Sort::instance};
  return sorts[et.index()];
}

bool ComponentNames::empty() const { return *this == ComponentNames{}; }

const CanonInfo& info(CanonOp op) { return canon_table[static_cast<u32>(op)]; }

std::optional<CanonOp> canon_with_code(u8 code) {
  const auto found = std::find_if(std::begin(canon_table), std::end(canon_table),
                                  [code](const CanonInfo& row) { return row.code == code; });
  if (found == std::end(canon_table)) return std::nullopt;
  return static_cast<CanonOp>(found - std::begin(canon_table));
}

std::optional<CanonOp> canon_with_text(std::string_view text) {
  const auto found = std::find_if(std::begin(canon_table), std::end(canon_table),
                                  [text](const CanonInfo& row) { return row.text == text; });
  if (found == std::end(canon_table)) return std::nullopt;
  return static_cast<CanonOp>(found - std::begin(canon_table));
}

bool operator==(const CoreTypeDef& a, const CoreTypeDef& b) {
  if (a.is.index() != b.is.index()) return false;
  if (const auto* rec = std::get_if<wasm::RecType>(&a.is)) {
    const auto& other = std::get<wasm::RecType>(b.is);
    return rec->explicit_ == other.explicit_ && rec->subtypes == other.subtypes;
  }
  return same(std::get<std::shared_ptr<const ModuleType>>(a.is), std::get<std::shared_ptr<const ModuleType>>(b.is));
}

bool operator==(const ModuleType& a, const ModuleType& b) { return same_list(a.decls, b.decls); }
bool operator==(const ComponentType& a, const ComponentType& b) { return same_list(a.decls, b.decls); }
bool operator==(const InstanceType& a, const InstanceType& b) { return same_list(a.decls, b.decls); }
bool operator==(const TypeDef& a, const TypeDef& b) { return same_variant(a.is, b.is); }

namespace {

bool same_module(const wasm::Module& a, const wasm::Module& b);

template <class T>
bool same_definition(const T& a, const T& b) {
  if constexpr (std::is_same_v<T, std::shared_ptr<const wasm::Module>>) {
    return a == b || same_module(*a, *b);
  } else {
    return same(a, b);
  }
}

/// Locals in as few runs as may be: how a binary divides them is no part of the structure.
std::vector<wasm::Locals> runs(const std::vector<wasm::Locals>& locals) {
  std::vector<wasm::Locals> out;
  for (const wasm::Locals& run : locals) {
    if (run.count == 0) continue;
    if (!out.empty() && out.back().type == run.type) {
      out.back().count += run.count;
    } else {
      out.push_back(run);
    }
  }
  return out;
}

bool same_func(const wasm::Func& a, const wasm::Func& b) {
  return a.type == b.type && (a.locals == b.locals || runs(a.locals) == runs(b.locals)) && a.body == b.body;
}

bool same_module(const wasm::Module& a, const wasm::Module& b) {
  const auto equal = [](const auto& x, const auto& y, auto same_item) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), same_item);
  };
  return equal(a.types, b.types, [](const auto& x, const auto& y) { return x.subtypes == y.subtypes; }) &&
         equal(a.imports, b.imports,
               [](const auto& x, const auto& y) {
                 return x.module == y.module && x.name == y.name && x.type == y.type;
               }) &&
         equal(a.funcs, b.funcs, same_func) &&
         equal(a.tables, b.tables, [](const auto& x, const auto& y) { return x.type == y.type && x.init == y.init; }) &&
         equal(a.mems, b.mems, [](const auto& x, const auto& y) { return x.type == y.type; }) &&
         equal(a.globals, b.globals,
               [](const auto& x, const auto& y) { return x.type == y.type && x.init == y.init; }) &&
         equal(a.tags, b.tags, [](const auto& x, const auto& y) { return x.type == y.type; }) &&
         equal(
             a.exports, b.exports,
             [](const auto& x, const auto& y) { return x.name == y.name && x.kind == y.kind && x.index == y.index; }) &&
         a.start.has_value() == b.start.has_value() && (!a.start || a.start->func == b.start->func) &&
         equal(a.elems, b.elems,
               [](const auto& x, const auto& y) {
                 return x.type == y.type && x.init == y.init && x.mode == y.mode && x.table == y.table &&
                        x.offset == y.offset;
               }) &&
         equal(a.datas, b.datas, [](const auto& x, const auto& y) {
           return x.init == y.init && x.mode == y.mode && x.mem == y.mem && x.offset == y.offset;
         });
}

}  // namespace

bool operator==(const Component& a, const Component& b) {
  const auto counted = [](const Component& c) {
    std::vector<const Definition*> list;
    for (const Definition& d : c.definitions) {
      if (!std::holds_alternative<wasm::Custom>(d.is)) list.push_back(&d);
    }
    return list;
  };
  const auto left = counted(a);
  const auto right = counted(b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](const Definition* x, const Definition* y) {
    if (x->is.index() != y->is.index()) return false;
    return std::visit(
        [y]<class T>(const T& item) {
          if constexpr (std::is_same_v<T, wasm::Custom>) {
            return true;
          } else {
            return same_definition(item, std::get<T>(y->is));
          }
        },
        x->is);
  });
}

}  // namespace touchstone::component
