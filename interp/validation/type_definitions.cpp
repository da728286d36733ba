// 3.2.10 to 3.2.11 Type definitions: composite types, subtypes, recursive groups.
//
// A group is checked in three steps: its types are well-formed, where they may name each other and all types before the
// group; its declared supertypes come before and are open; each type matches its supertype. The last needs closed
// types, so the group is rolled and interned in between (3.1.3 [$rolldt]).
#include <algorithm>

#include "interp/support/messages.hpp"
#include "interp/syntax/type_uses.hpp"
#include "interp/validation/matching.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {

namespace {

/// One group while it is checked: `context.types` ends with null for each of its types until it is interned.
class Group {
 public:
  Group(Context& context, const RecType& rt)
      : context_(context), rt_(rt), base_(static_cast<u32>(context.types.size())) {}

  // [Type_ok, Rectype_ok/cons, Rectype_ok/empty]
  void check() {
    if (rt_.subtypes.size() != 1) require(Feature::gc, "a recursive group", rt_.at);
    context_.types.resize(base_ + rt_.subtypes.size(), nullptr);
    for (u32 i = 0; i < rt_.subtypes.size(); ++i) descriptors_ok(i);
    for (const SubType& st : rt_.subtypes) comptype_ok(st);
    for (u32 i = 0; i < rt_.subtypes.size(); ++i) supers_ok(i);
    RecGroupPtr group = intern_group(roll());
    for (u32 i = 0; i < rt_.subtypes.size(); ++i) context_.types[base_ + i] = &group->types[i];
    for (u32 i = 0; i < rt_.subtypes.size(); ++i) {
      continuation_ok(i, group->types[i]);
      matches_supers(i, group->types[i]);
    }
    context_.groups.push_back(std::move(group));
  }

 private:
  void descriptors_ok(u32 i) const;
  void comptype_ok(const SubType& st) const;
  void continuation_ok(u32 i, const DefType& dt) const;
  void supers_ok(u32 i);
  void clauses_match(u32 i, const DefType& dt, const DefType& super, u32 super_index) const;
  void matches_supers(u32 i, const DefType& dt) const;
  std::vector<SubType> roll() const;

  void require(Feature feature, std::string_view what, Region at) const {
    require_feature(context_, feature, at, "Rectype_ok/cons", what);
  }
  [[noreturn]] static void fail(Region at, Phrase phrase, std::string detail) {
    throw Invalid(at, phrase, "Subtype_ok", std::move(detail));
  }

  /// The supertype's own declaration, wherever it is.
  const SubType& declaration(u32 x) const { return x < base_ ? context_.types[x]->sub : rt_.subtypes[x - base_]; }
  std::size_t depth(u32 x) const { return x < base_ ? context_.types[x]->supertypes.size() : depths_[x - base_]; }

  Context& context_;
  const RecType& rt_;
  u32 base_;                         // index of the group's first type
  std::vector<std::size_t> depths_;  // of the group's types: how many types their chains have, themselves included
};

/// custom-descriptors: the clauses of a type and those of its partner, in the same group, agree; what is described comes
/// first, so no chain of descriptors has a cycle.
void Group::descriptors_ok(u32 i) const {
  const SubType& st = rt_.subtypes[i];
  if (!st.describes && !st.descriptor) return;
  require(Feature::custom_descriptors, "a type with a descriptor", st.at);
  const auto partner = [this](const TypeUse& use) -> const SubType* {
    const bool inside = use.index >= base_ && use.index - base_ < rt_.subtypes.size();
    return inside ? &rt_.subtypes[use.index - base_] : nullptr;
  };
  const auto names_this = [&](const std::optional<TypeUse>& use) { return use && use->index == base_ + i; };
  const std::string name = " " + std::to_string(base_ + i);
  if (st.describes) {
    const SubType* described = partner(*st.describes);
    if (described == nullptr) fail(st.at, phrase::described_outside, ": that of type" + name);
    if (!names_this(described->descriptor)) fail(st.at, phrase::described_disagrees, name);
    if (st.describes->index >= base_ + i) fail(st.at, phrase::forward_described, name);
  }
  if (st.descriptor) {
    const SubType* descriptor = partner(*st.descriptor);
    if (descriptor == nullptr) fail(st.at, phrase::descriptor_outside, ": that of type" + name);
    if (!names_this(descriptor->describes)) fail(st.at, phrase::descriptor_disagrees, name);
  }
  if (std::holds_alternative<StructType>(st.comp)) return;
  fail(st.at, st.descriptor ? phrase::descriptor_not_struct : phrase::described_not_struct, name);
}

/// stack-switching: `cont $ft` is well-formed if $ft is a function type.
void Group::continuation_ok(u32 i, const DefType& dt) const {
  if (!dt.is_cont() || dt.cont().func.def->is_func()) return;
  const TypeUse& use = std::get<ContType>(rt_.subtypes[i].comp).func;
  fail(rt_.subtypes[i].at, phrase::non_function_type, " " + std::to_string(use.index));
}

// [Comptype_ok/struct, Comptype_ok/array, Comptype_ok/func, Fieldtype_ok, Storagetype_ok/val, Storagetype_ok/pack]
// [Packtype_ok]
void Group::comptype_ok(const SubType& st) const {
  const auto field_ok = [&](const FieldType& ft) {
    if (ft.storage.packed == StorageType::Packed::no) valtype_ok(context_, ft.storage.type, st.at);
  };
  const auto at_most = [&](std::size_t count, u32 limit, std::string_view what) {
    if (count > limit) {
      throw Invalid(st.at, phrase::over_limit, "#impl-syntax",
                    ": " + std::to_string(count) + " " + std::string(what) + ", at most " + std::to_string(limit));
    }
  };
  if (const auto* func = std::get_if<FuncType>(&st.comp)) {
    at_most(func->params.size(), context_.limits.params, "parameters");
    at_most(func->results.size(), context_.limits.results, "results");
    resulttype_ok(context_, func->params, st.at);
    resulttype_ok(context_, func->results, st.at);
    if (func->results.size() > 1) require(Feature::multi_value, "a function type with several results", st.at);
  } else if (const auto* structure = std::get_if<StructType>(&st.comp)) {
    require(Feature::gc, "a structure type", st.at);
    at_most(structure->fields.size(), context_.limits.fields, "fields");
    for (const FieldType& ft : structure->fields) field_ok(ft);
  } else if (const auto* array = std::get_if<ArrayType>(&st.comp)) {
    require(Feature::gc, "an array type", st.at);
    field_ok(array->field);
  } else {
    require(Feature::stack_switching, "a continuation type", st.at);
    heaptype_ok(context_, std::get<ContType>(st.comp).func, st.at);
  }
}

// [Subtype_ok] The part that needs no closed types: known, earlier, open, one at most.
void Group::supers_ok(u32 i) {
  const SubType& st = rt_.subtypes[i];
  const u32 x0 = base_ + i;
  if (!st.final || !st.supers.empty()) require(Feature::gc, "a sub type", st.at);
  depths_.push_back(1);
  for (const TypeUse& use : st.supers) heaptype_ok(context_, use, st.at);
  if (st.supers.size() > 1) fail(st.at, phrase::sub_type, " " + std::to_string(x0) + " has more than one super type");
  for (const TypeUse& use : st.supers) {
    const std::string names = " " + std::to_string(use.index);
    if (use.index >= x0) fail(st.at, phrase::forward_super_type, names + " in sub type definition");
    if (declaration(use.index).final) {
      fail(st.at, phrase::sub_type, " " + std::to_string(x0) + " has final super type" + names);
    }
    depths_.back() = depth(use.index) + 1;
    if (depths_.back() > context_.limits.subtype_depth + 1) {
      throw Invalid(st.at, phrase::over_limit, "#impl-syntax",
                    ": sub type " + std::to_string(x0) + " has more than " +
                        std::to_string(context_.limits.subtype_depth) + " super types above it");
    }
  }
}

/// custom-descriptors: whether the clauses match those of the supertype.
void Group::clauses_match(u32 i, const DefType& dt, const DefType& super, u32 super_index) const {
  const SubType& st = rt_.subtypes[i];
  const auto matches = [](const std::optional<TypeUse>& sub, const std::optional<TypeUse>& sup) {
    return !sub || !sup || match_deftype(sub->def, sup->def);
  };
  if (!matches(dt.sub.describes, super.sub.describes)) {
    fail(st.at, phrase::described_type, " " + std::to_string(st.describes->index) + " does not match");
  }
  if (!matches(dt.sub.descriptor, super.sub.descriptor)) {
    fail(st.at, phrase::descriptor_type, " " + std::to_string(st.descriptor->index) + " does not match");
  }
  const bool described = dt.sub.describes.has_value() == super.sub.describes.has_value();
  const bool descriptor = dt.sub.descriptor || !super.sub.descriptor;
  if (described && descriptor) return;
  std::string detail = " " + std::to_string(base_ + i) + " does not match super type " + std::to_string(super_index);
  detail += described ? ": it has no descriptor" : ": one of them describes a type and the other does not";
  fail(st.at, phrase::sub_type, std::move(detail));
}

// [Subtype_ok] The part about composite types.
void Group::matches_supers(u32 i, const DefType& dt) const {
  for (const TypeUse& use : rt_.subtypes[i].supers) {
    const DefType& super = *context_.types[use.index];
    clauses_match(i, dt, super, use.index);
    if (match_comptype(dt.sub.comp, super.sub.comp)) continue;
    fail(rt_.subtypes[i].at, phrase::sub_type,
         " " + std::to_string(base_ + i) + " does not match super type " + std::to_string(use.index) + ": " +
             to_string(dt.sub.comp) + " is no sub type of " + to_string(super.sub.comp));
  }
}

// [$rollrt]
std::vector<SubType> Group::roll() const {
  std::vector<SubType> rolled = rt_.subtypes;
  for (SubType& st : rolled) {
    for_each_heaptype(st, [this](HeapType& ht) {
      if (ht.kind != HeapKind::index) return;
      HeapType use = ht.index < base_ ? HeapType(context_.types[ht.index]) : HeapType::rec(ht.index - base_);
      use.exact = ht.exact;
      ht = use;
    });
  }
  return rolled;
}

}  // namespace

void rectype_ok(Context& context, const RecType& rt) { Group(context, rt).check(); }

}  // namespace touchstone::wasm
