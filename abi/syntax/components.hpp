// Explainer.md "Component Definitions": components as sequences of definitions, in order, as written.
//
// Definitions keep their order, since each index space grows by one definition after the other. All sugar of the text
// format is expanded here: inline imports and exports, inline aliases, inverted canonical definitions.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "abi/syntax/gates.hpp"
#include "abi/syntax/indices.hpp"
#include "abi/syntax/names.hpp"
#include "abi/syntax/types.hpp"
#include "interp/support/source.hpp"
#include "interp/syntax/modules.hpp"

namespace touchstone::component {

/// [Binary.md#instance-definitions] core:instance.
struct CoreInstance {
  struct Arg {
    std::string name;
    CoreInstanceIdx instance;
    Region at;
    friend bool operator==(const Arg& a, const Arg& b) { return a.name == b.name && a.instance == b.instance; }
  };
  struct Export {
    std::string name;
    SortIdx what;  ///< a core sort
    Region at;
    friend bool operator==(const Export& a, const Export& b) { return a.name == b.name && a.what == b.what; }
  };
  struct Instantiate {
    CoreModuleIdx module;
    std::vector<Arg> args;
    friend bool operator==(const Instantiate&, const Instantiate&) = default;
  };
  struct Exports {
    std::vector<Export> exports;
    friend bool operator==(const Exports&, const Exports&) = default;
  };
  std::variant<Instantiate, Exports> is;
  friend bool operator==(const CoreInstance&, const CoreInstance&) = default;
};

/// [Binary.md#instance-definitions] instance.
struct Instance {
  struct Arg {
    std::string name;
    SortIdx what;
    Region at;
    friend bool operator==(const Arg& a, const Arg& b) { return a.name == b.name && a.what == b.what; }
  };
  struct Export {
    ExternName name;
    SortIdx what;
    Region at;
    friend bool operator==(const Export& a, const Export& b) { return a.name == b.name && a.what == b.what; }
  };
  struct Instantiate {
    ComponentIdx component;
    std::vector<Arg> args;
    friend bool operator==(const Instantiate&, const Instantiate&) = default;
  };
  struct Exports {
    std::vector<Export> exports;
    friend bool operator==(const Exports&, const Exports&) = default;
  };
  std::variant<Instantiate, Exports> is;
  friend bool operator==(const Instance&, const Instance&) = default;
};

/// [Binary.md#canonical-definitions] The kinds of canonical definitions: the rows of canon.def.
enum class CanonOp : u8 {
#define CANON(enumerator, text, code, immediates, gate, section) enumerator,
#include "abi/syntax/canon.def"
};

/// The shapes of immediates: the column `immediates` of canon.def.
enum class CanonImm : u8 {
  lift,
  lower,
  resource,
  result_options,
  context,
  async,
  type,
  type_options,
  type_async,
  options,
  memory_cancel,
  cancel,
  type_table,
  shared_type,
  shared_type_table,
  shared,
  none
};

struct CanonInfo {
  std::string_view text;
  u8 code;
  CanonImm immediates;
  Gate gate;
  std::string_view section;  ///< of CanonicalABI.md
};

/// The row of a canonical definition.
const CanonInfo& info(CanonOp op);
std::optional<CanonOp> canon_with_code(u8 code);
std::optional<CanonOp> canon_with_text(std::string_view text);

/// [Binary.md#canonical-definitions] canonopt, as written: duplicates and conflicts are validation's business.
struct CanonOpt {
  enum class Kind : u8 { utf8, utf16, latin1_utf16, memory, realloc, post_return, async, callback };  // byte order
  Kind kind = Kind::utf8;
  u32 index = 0;  ///< memory: core memory; realloc, post_return, callback: core func
  Region at;
  friend bool operator==(const CanonOpt& a, const CanonOpt& b) { return a.kind == b.kind && a.index == b.index; }
};

/// A canonical definition. Which fields mean something is `info(op).immediates`.
struct Canon {
  CanonOp op = CanonOp::lift;
  CoreFuncIdx core_func;                            ///< lift
  FuncIdx func;                                     ///< lower
  TypeIdx type;                                     ///< lift, resource.*, stream.*, future.*
  std::optional<ValType> result;                    ///< task.return
  std::vector<CanonOpt> options;                    ///< lift, lower, task.return, reads and writes, error-context.*
  bool flag = false;                                ///< `async` of cancels; `cancellable`; `shared`
  CoreMemoryIdx memory;                             ///< waitable-set.wait, poll
  CoreTypeIdx core_type;                            ///< thread.new-indirect, thread.spawn-*
  CoreTableIdx core_table;                          ///< thread.new-indirect, thread.spawn-indirect
  wasm::ValType context_type = wasm::ValKind::i32;  ///< context.get, set
  u32 context_index = 0;                            ///< context.get, set
  friend bool operator==(const Canon&, const Canon&) = default;
};

/// [Binary.md#start-definitions] start, gated.
struct Start {
  FuncIdx func;
  std::vector<ValueIdx> args;
  u32 results = 0;
  friend bool operator==(const Start&, const Start&) = default;
};

struct Import {
  ExternName name;
  ExternType type;
  friend bool operator==(const Import&, const Import&) = default;
};

struct Export {
  ExternName name;
  SortIdx what;
  std::optional<ExternType> type;  ///< ascription
  friend bool operator==(const Export&, const Export&) = default;
};

/// [Binary.md#value-definitions] value, gated: a type and the bytes of `val(t)`, which validation reads.
struct ValueDef {
  ValType type;
  std::string bytes;
  friend bool operator==(const ValueDef&, const ValueDef&) = default;
};

struct Component;

struct Definition {
  std::variant<std::shared_ptr<const wasm::Module>, CoreInstance, CoreTypeDef, std::shared_ptr<const Component>,
               Instance, Alias, std::shared_ptr<const TypeDef>, Canon, Start, Import, Export, ValueDef, wasm::Custom>
      is;
  Region at;
};

/// [Explainer.md#component-definitions] component.
struct Component {
  std::vector<Definition> definitions;
  ComponentNames names;
  SourcePtr source;  ///< what the regions refer to
  Region at;
};

/// By structure; regions, names and customs do not count.
bool operator==(const Component& a, const Component& b);

}  // namespace touchstone::component
