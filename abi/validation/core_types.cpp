// Binary.md "Type Definitions", core:type: types of the core language, and core module types.
//
// A component's core type space holds both. Module types do not nest and have a type space of their own, so that what
// core validation sees as its context never has a module type that something refers to.
#include <set>

#include "abi/validation/names.hpp"
#include "abi/validation/rules.hpp"
#include "interp/syntax/type_uses.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::component::validation {

using closed::ModuleTypePtr;

namespace {

constexpr std::string_view rule = "Binary.md#type-definitions";

/// core:rectype in a space that also has module types: no type use may name one.
void rectype_uses_ok(const Scope& scope, const wasm::RecType& rec) {
  for (const wasm::SubType& sub : rec.subtypes) {
    wasm::for_each_heaptype(sub, [&](const wasm::HeapType& ht) {
      if (ht.kind != wasm::HeapKind::index || ht.index >= scope.core_type_space.size()) return;
      if (scope.core_type_space[ht.index]) {
        fail(sub.at, phrase::core_type_index, rule,
             " " + std::to_string(ht.index) + " is not a type of the core language: it is a module type");
      }
    });
  }
}

/// core:moduletype. "each module type is validated with an initially-empty type index space"
class ModuleTypeRules {
 public:
  ModuleTypeRules(Scope& scope, Features features) : scope_(scope) { context_.features = features; }

  ModuleTypePtr check(const ModuleType& type) {
    for (const ModuleDecl& decl : type.decls) std::visit(*this, decl);
    type_.context = std::make_shared<const wasm::Context>(std::move(context_));
    auto made = std::make_shared<closed::ModuleType>(std::move(type_));
    made->index();
    return made;
  }

  void operator()(const ModuleImportDecl& import) {
    externtype_ok(context_, import.type, import.at);
    type_.imports.push_back({import.module, import.name, close(context_, import.type)});
    if (!imports_.emplace(import.module, import.name).second) {
      fail(import.at, phrase::duplicate_import, rule, " `" + import.module + ":" + import.name + "`");
    }
  }

  /// "Validation of core:moduledecl rejects core:moduletype definitions."
  void operator()(const CoreTypeDef& def) {
    const auto* rec = std::get_if<wasm::RecType>(&def.is);
    if (rec == nullptr) {
      fail(def.at, phrase::invalid_leading_byte, rule,
           " (0x50) for a core type: a module type cannot define module types");
    }
    rectype_ok(context_, *rec);
  }

  void operator()(const Alias& alias) { core_alias_ok(scope_, context_, alias); }

  void operator()(const ModuleExportDecl& e) {
    externtype_ok(context_, e.type, e.at);
    type_.exports.push_back({e.name, close(context_, e.type)});
    if (!exports_.insert(e.name).second) {
      fail(e.at, phrase::export_name, rule, " `" + e.name + "` already defined");
    }
  }

 private:
  Scope& scope_;
  wasm::Context context_;
  closed::ModuleType type_;
  std::set<std::pair<std::string, std::string>> imports_;
  std::set<std::string> exports_;
};

}  // namespace

// [Binary.md#type-definitions]
ModuleTypePtr core_type_ok(Scope& scope, const CoreTypeDef& def) {
  scope.maker().at = def.at;
  if (const auto* rec = std::get_if<wasm::RecType>(&def.is)) {
    rectype_uses_ok(scope, *rec);
    rectype_ok(scope.core, *rec);
    scope.core_type_space.resize(scope.core.types.size());
    return nullptr;
  }
  const auto& type = *std::get<std::shared_ptr<const ModuleType>>(def.is);
  ModuleTypePtr made = ModuleTypeRules(scope, scope.core.features).check(type);
  scope.core.types.push_back(nullptr);
  scope.core_type_space.push_back(made);
  return made;
}

ModuleTypePtr module_type(const wasm::Module& module, const std::shared_ptr<const wasm::Context>& context) {
  auto type = std::make_shared<closed::ModuleType>();
  for (std::size_t i = 0; i < module.imports.size(); ++i) {
    type->imports.push_back({module.imports[i].module, module.imports[i].name, context->imports[i]});
  }
  for (std::size_t i = 0; i < module.exports.size(); ++i) {
    type->exports.push_back({module.exports[i].name, context->exports[i]});
  }
  type->context = context;
  type->index();
  return type;
}

}  // namespace touchstone::component::validation
