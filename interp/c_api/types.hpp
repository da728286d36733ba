// The C interface's types of types: what stands behind wasm_valtype_t, wasm_functype_t and their kin.
//
// Each holds the closed core type (2.3), with the owner of the defined types that it names, and beside it what the C
// functions lend: vectors and limits. The four external types and that of tags are subclasses of one, so that the
// conversions between them are casts. The structures have the names that the C header declares.
#pragma once

#include <memory>
#include <vector>

#include "interp/c_api/vectors.hpp"
#include "interp/c_api/wasm.h"
#include "interp/embedding/embedding.hpp"

namespace touchstone::wasm::c_api {

/// The owner of the defined type that a value type names; null if it names none.
RecGroupPtr owner_of(const ValType& type);

/// The kind that stands for a type in C: its own if it is a number or vector, else that of its hierarchy.
wasm_valkind_t kind_of(const ValType& type);

/// As C shows them: what has more than 32 bits is the greatest number, which also means no maximum.
wasm_limits_t limits_of(const Limits& limits);

}  // namespace touchstone::wasm::c_api

struct wasm_valtype_t {
  explicit wasm_valtype_t(const touchstone::wasm::ValType& is)
      : type(is), owner(touchstone::wasm::c_api::owner_of(is)) {}
  touchstone::wasm::ValType type;
  touchstone::wasm::RecGroupPtr owner;
};

struct wasm_externtype_t {
  wasm_externtype_t() = default;
  wasm_externtype_t(const wasm_externtype_t&) = default;
  wasm_externtype_t& operator=(const wasm_externtype_t&) = delete;
  virtual ~wasm_externtype_t() = default;
  virtual wasm_externtype_t* clone() const = 0;
  virtual wasm_externkind_t kind() const = 0;
  virtual touchstone::wasm::ExternType type() const = 0;
};

struct wasm_functype_t final : wasm_externtype_t {
  explicit wasm_functype_t(const touchstone::wasm::DefType* of);
  wasm_functype_t* clone() const override { return new wasm_functype_t(def); }
  wasm_externkind_t kind() const override { return WASM_EXTERN_FUNC; }
  touchstone::wasm::ExternType type() const override {
    return touchstone::wasm::FuncUse{touchstone::wasm::TypeUse(def), false};
  }

  const touchstone::wasm::DefType* def;
  touchstone::wasm::RecGroupPtr owner;
  touchstone::wasm::c_api::Vector<wasm_valtype_vec_t> params;
  touchstone::wasm::c_api::Vector<wasm_valtype_vec_t> results;
};

struct wasm_globaltype_t final : wasm_externtype_t {
  explicit wasm_globaltype_t(const touchstone::wasm::GlobalType& of) : is(of), content(of.type) {}
  wasm_globaltype_t* clone() const override { return new wasm_globaltype_t(is); }
  wasm_externkind_t kind() const override { return WASM_EXTERN_GLOBAL; }
  touchstone::wasm::ExternType type() const override { return is; }

  touchstone::wasm::GlobalType is;
  wasm_valtype_t content;
};

struct wasm_tabletype_t final : wasm_externtype_t {
  explicit wasm_tabletype_t(const touchstone::wasm::TableType& of)
      : is(of), element(of.elem), limits(touchstone::wasm::c_api::limits_of(of.limits)) {}
  wasm_tabletype_t* clone() const override { return new wasm_tabletype_t(is); }
  wasm_externkind_t kind() const override { return WASM_EXTERN_TABLE; }
  touchstone::wasm::ExternType type() const override { return is; }

  touchstone::wasm::TableType is;
  wasm_valtype_t element;
  wasm_limits_t limits;
};

struct wasm_memorytype_t final : wasm_externtype_t {
  explicit wasm_memorytype_t(const touchstone::wasm::MemType& of)
      : is(of), limits(touchstone::wasm::c_api::limits_of(of.limits)) {}
  wasm_memorytype_t* clone() const override { return new wasm_memorytype_t(is); }
  wasm_externkind_t kind() const override { return WASM_EXTERN_MEMORY; }
  touchstone::wasm::ExternType type() const override { return is; }

  touchstone::wasm::MemType is;
  wasm_limits_t limits;
};

struct wasm_importtype_t {
  touchstone::wasm::c_api::Vector<wasm_name_t> module;
  touchstone::wasm::c_api::Vector<wasm_name_t> name;
  std::unique_ptr<wasm_externtype_t> type;
};

struct wasm_exporttype_t {
  touchstone::wasm::c_api::Vector<wasm_name_t> name;
  std::unique_ptr<wasm_externtype_t> type;
};

namespace touchstone::wasm::c_api {

/// The type of a tag, which the C interface can pass on but not look into.
struct TagTypeObject final : wasm_externtype_t {
  explicit TagTypeObject(const TagType& of) : is(of), owner(owner_of(RefType{false, of.type})) {}
  TagTypeObject* clone() const override { return new TagTypeObject(is); }
  wasm_externkind_t kind() const override;
  ExternType type() const override { return is; }

  TagType is;
  RecGroupPtr owner;
};

/// The object for a closed external type.
std::unique_ptr<wasm_externtype_t> new_externtype(const ExternType& type);

}  // namespace touchstone::wasm::c_api
