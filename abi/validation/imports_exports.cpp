// Binary.md "Import and Export Definitions": imports, exports and their declarators.
#include <algorithm>

#include "abi/validation/resources.hpp"
#include "abi/validation/rules.hpp"
#include "abi/validation/subtyping.hpp"
#include "abi/validation/visibility.hpp"

namespace touchstone::component::validation {

namespace {

constexpr std::string_view rule = "Binary.md#import-and-export-definitions";

/// What imports and exports have in common: name, visibility, and a new index.
/// @param since  what is not older is introduced here
void add(Scope& scope, Direction direction, const ExternName& name, const closed::ExternType& type, Identity since,
         Region at) {
  Side& side = direction == Direction::import_ ? scope.imports : scope.exports;
  extern_name_ok(scope, side, direction, name, type, at);
  // [Binary.md#type-definitions] "rejects any transitive use of borrow in an exported value type"
  const auto* value = std::get_if<closed::ValueType>(&type);
  if (direction == Direction::export_ && value != nullptr && value->type->contains_borrow) {
    fail(at, phrase::value_borrow, "Binary.md#type-definitions", ": export `" + name.name + "`");
  }
  visible_ok(scope, direction, name.name, type, since, at);
  side.list.push_back({std::make_shared<const ExternName>(name), type});
  scope.push(type, at);
}

std::vector<ResourceId> introduced_here(const closed::ExternType& type, Identity since) {
  std::vector<ResourceId> ids;
  introduced(type, since, ids);
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

// [Binary.md#import-and-export-definitions] import, importdecl
ValidImport import_ok(Scope& scope, const ExternName& name, const ExternType& type, Region at) {
  return inside(
      [&]() -> ValidImport {
        const Identity since = fresh_identity();
        closed::ExternType closed = externtype_ok(scope, type, at);
        add(scope, Direction::import_, name, closed, since, at);
        auto resources = introduced_here(closed, since);
        return {std::move(closed), std::move(resources)};
      },
      [&] { return "import `" + name.name + "`"; });
}

// [Binary.md#import-and-export-definitions] exportdecl
void exportdecl_ok(Scope& scope, const ExternName& name, const ExternType& type, Region at) {
  inside(
      [&] {
        const Identity since = fresh_identity();
        add(scope, Direction::export_, name, externtype_ok(scope, type, at), since, at);
      },
      [&] { return "export `" + name.name + "`"; });
}

namespace {

/// "When the optional externtype immediate is present, validation requires it to be a supertype of the inferred one."
closed::ExternType ascribed(Scope& scope, const closed::ExternType& inferred, const ExternType& type, Identity since,
                            Region at) {
  closed::ExternType closed = externtype_ok(scope, type, at);
  Substitution map(scope.maker());
  bind_identities(map, closed, inferred, introduced_here(closed, since));
  try {
    match_externtype(scope.maker(), inferred, map(closed));
  } catch (const Mismatch& mismatch) {
    Invalid error(at, phrase::ascription, rule, ": " + mismatch.message);
    add_path(error, mismatch.path.empty() ? "ascribed type" : "ascribed type > " + mismatch.path);
    throw error;
  }
  return closed;
}

}  // namespace

// [Binary.md#import-and-export-definitions] export
ValidExport export_ok(Scope& scope, const Export& e, Region at) {
  return inside(
      [&]() -> ValidExport {
        scope.maker().at = at;
        if (e.what.sort == Sort::value) require_gate(scope, Gate::values, at, "a value export");
        const closed::ExternType inferred = extern_at(scope, e.what, at);
        if (e.what.sort == Sort::value) consume(scope, e.what.index, at);
        const Identity since = fresh_identity();
        closed::ExternType closed = e.type ? ascribed(scope, inferred, *e.type, since, at) : rename(inferred);
        add(scope, Direction::export_, e.name, closed, since, at);
        // A value that is exported was consumed, and so is the new index for it.
        if (e.what.sort == Sort::value) scope.values.back().used = true;
        auto resources = introduced_here(closed, since);
        return {std::move(closed), std::move(resources)};
      },
      [&] { return "export `" + e.name.name + "`"; });
}

}  // namespace touchstone::component::validation
