// The script language: what a `.wast` file says, one directive a form.
//
// Grammar: the script grammar of the core test suite (README of its interpreter), with `thread` and `wait` of the
// threads proposal, `assert_suspension` of stack switching, and the forms of the component-model suite, which take
// `component` where `module` may stand. Definitions are kept as text or bytes and read when their directive runs: a
// module that does not parse fails its own directive alone, and an engine sees just what the script says.
// Not in any specification: how directives are cut out of the file (split.hpp), and `Broken`.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "interp/support/error.hpp"
#include "interp/text/lexer.hpp"
#include "tools/wast/values.hpp"

namespace touchstone::wast {

/// What a definition defines.
enum class Sort : u8 { module, component };

/// `(module ...)`, `(component ...)`, in one of the three ways to write one.
struct Definition {
  enum class Form : u8 {
    text,           ///< fields in place, as tokens of the script
    binary,         ///< strings that are the bytes
    quote,          ///< strings that are the text, with or without the outer `(module`
    inline_fields,  ///< the whole script is the fields of one module, or a binary
  };
  Sort sort = Sort::module;
  Form form = Form::text;
  std::optional<std::string> name;
  std::string content;               ///< forms binary and quote
  std::optional<wasm::Cursor> text;  ///< form text: at the first field; the closing parenthesis follows the last
  Region at;                         ///< of the whole form
};

/// `(module instance $instance $definition)`.
struct Instantiation {
  Sort sort = Sort::module;
  std::optional<std::string> instance;
  std::optional<std::string> definition;
};

struct Action {
  enum class Kind : u8 { invoke, get };
  Kind kind = Kind::invoke;
  std::optional<std::string> instance;
  std::string name;
  std::vector<Value> arguments;
};

struct Directive;

/// `(module ...)`; with `definition` nothing is instantiated.
struct Define {
  Definition definition;
  bool only = false;
};
struct Instantiate {
  Instantiation instantiation;
};
struct Register {
  std::string as;
  std::optional<std::string> instance;
};
struct Perform {
  Action action;
};
struct AssertReturn {
  Action action;
  std::vector<Pattern> results;
};

/// The ways in which something may be refused or end.
enum class Ending : u8 {
  malformed,
  invalid,
  unlinkable,
  trap,
  exception,
  exhaustion,
  suspension,
  host_error,  ///< a host function failed
  misuse,      ///< the script asks for what is not there: an unknown export, arguments that do not fit
  crash,       ///< a broken invariant of the engine
};

/// `malformed`, `invalid`, ...
std::string_view ending_name(Ending ending);

/// Every `assert_*` but `assert_return`.
struct AssertEnding {
  Ending ending = Ending::trap;
  bool custom = false;  ///< `assert_malformed_custom`, `assert_invalid_custom`
  std::variant<Action, Definition, Instantiation> subject;
  std::optional<std::string> message;
};

/// `(thread $name (shared (module $shared))? directive*)`.
struct Thread {
  std::string name;
  std::optional<std::string> shared;
  std::vector<Directive> body;
};
struct Wait {
  std::string thread;
};

/// A field of a script that is one module without parentheses around it, or the whole of one that is a binary. The
/// first one runs the module.
struct InlineField {
  Definition definition;
  bool first = false;
};

/// A form that is no directive.
struct Broken {
  Error error;
};

struct Directive {
  Region at;
  std::string kind;  ///< as written: `assert_return`, `module definition`, ...
  std::variant<Define, Instantiate, Register, Perform, AssertReturn, AssertEnding, Thread, Wait, InlineField, Broken>
      is;
  u32 line = 0;  ///< of a top-level form: where it opens
};

struct Script {
  SourcePtr source;
  std::vector<Directive> directives;  ///< one for each top-level form
};

}  // namespace touchstone::wast
