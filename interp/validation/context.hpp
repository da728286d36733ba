// 3.1 Conventions: the context C that rules are stated under.
//
// Types in a context are closed (HeapKind::def), so no rule needs to look a type index up in the module again.
// What changes inside a function body (C.LOCALS, C.LABELS, C.RETURN) is kept by InstructionValidator.
#pragma once

#include <vector>

#include "interp/support/features.hpp"
#include "interp/support/limits.hpp"
#include "interp/syntax/modules.hpp"
#include "interp/syntax/types.hpp"

namespace touchstone::wasm {

/// 3.1.6: the part of C that is fixed for a whole module; what validation hands on to execution.
struct Context {
  std::vector<RecGroupPtr> groups;    ///< owners of all that `types` points to, in the order of the module's groups
  std::vector<const DefType*> types;  ///< C.TYPES
  std::vector<const DefType*> funcs;  ///< C.FUNCS, imports first, like all that follow
  std::vector<bool> inexact;         ///< imported functions whose type may be a subtype of C.FUNCS (custom-descriptors)
  std::vector<TableType> tables;     ///< C.TABLES
  std::vector<MemType> mems;         ///< C.MEMS
  std::vector<GlobalType> globals;   ///< C.GLOBALS
  std::vector<const DefType*> tags;  ///< C.TAGS
  std::vector<RefType> elems;        ///< C.ELEMS
  u32 datas = 0;                     ///< length of C.DATAS
  std::vector<bool> refs;            ///< C.REFS: functions that `ref.func` may name inside bodies
  std::vector<ExternType> imports;   ///< closed types of the imports, in order
  std::vector<ExternType> exports;   ///< closed types of the exports, in order
  Features features;
  ImplementationLimits limits;
};

}  // namespace touchstone::wasm
