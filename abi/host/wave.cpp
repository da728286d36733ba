// Reading WAVE: see wave.hpp. One function for each kind of type; each takes what it wants or says what it wanted.
//
// Nesting is that of the type, so a text cannot make the reader recurse deeper than types may be (closed::depth_limit).
#include "abi/host/wave.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <limits>
#include <unordered_map>

#include "abi/host/wave_lexer.hpp"
#include "interp/support/messages.hpp"
#include "interp/support/utf8.hpp"
#include "interp/text/values.hpp"

namespace touchstone::component {

namespace {

using closed::DefValType;
using closed::Part;
using closed::TypeKind;
using closed::ValType;
using Kind = WaveToken::Kind;

/// Where the reader is: a list from the inside out, on the stack.
struct Step {
  const Step* outer = nullptr;
  std::string_view what;   // "field", "element"
  std::string_view label;  // if empty, `index` counts
  u64 index = 0;
};

std::string path_of(const Step* step) {
  std::vector<std::string> words;
  for (; step != nullptr; step = step->outer) {
    const std::string which = step->label.empty() ? std::to_string(step->index) : "`" + std::string(step->label) + "`";
    words.push_back(std::string(step->what) + " " + which);
  }
  std::string path;
  for (auto word = words.rbegin(); word != words.rend(); ++word) path += (path.empty() ? "" : " > ") + *word;
  return path;
}

bool is_option_or_result(const ValType& t) { return t->kind == TypeKind::option || t->kind == TypeKind::result; }

class WaveParser {
 public:
  explicit WaveParser(std::string_view text, u32 begin = 0) : in_(text, begin) {}

  Val whole_value(const ValType& t) {
    Val v = value(t);
    end();
    return v;
  }

  std::vector<Val> arguments(const closed::FuncType& type) {
    expect('(', "`(`");
    std::vector<Val> values;
    while (!in_.peek(')')) {
      if (values.size() == type.params.size()) {
        unexpected(type.params.empty() ? "no argument"
                                       : "no more than " + std::to_string(values.size()) + " arguments");
      }
      const Part& param = type.params[values.size()];
      values.push_back(inside("argument", param.label, 0, param.type));
      if (!in_.accept(',')) break;
    }
    const Part* missing = nullptr;
    for (std::size_t i = values.size(); i < type.params.size() && missing == nullptr; ++i) {
      if (type.params[i].type->kind != TypeKind::option) missing = &type.params[i];
    }
    if (missing != nullptr) {
      unexpected((values.empty() ? "" : "`,` and ") + std::string("argument `") + missing->label + "` of type " +
                 to_string(missing->type));
    }
    expect(')', values.size() < type.params.size() ? "`,` or `)`" : "`)`");
    end();
    values.resize(type.params.size(), Val::none());
    return values;
  }

 private:
  [[noreturn]] void refuse(Region at, Phrase phrase, std::string detail) const {
    Malformed error(at, phrase, "", std::move(detail));
    error.path = path_of(step_);
    throw error;
  }
  [[noreturn]] void unexpected(const std::string& expected) const {
    refuse(in_.peek().at, phrase::unexpected_token, ": expected " + expected + ", found " + in_.describe(in_.peek()));
  }
  void expect(char punctuation, const std::string& expected) {
    if (!in_.accept(punctuation)) unexpected(expected);
  }
  void end() const {
    if (in_.peek().kind != Kind::end) unexpected("the end");
  }
  WaveToken take(Kind kind, const std::string& expected) {
    if (in_.peek().kind != kind) unexpected(expected);
    return in_.next();
  }
  /// Whether the next token is this keyword, taking it.
  bool accept_keyword(std::string_view word) {
    const bool found = in_.peek().is_keyword && in_.text(in_.peek()) == word;
    if (found) in_.next();
    return found;
  }

  /// A part of a value.
  Val inside(std::string_view what, std::string_view label, u64 index, const ValType& t) {
    const Step step{step_, what, label, index};
    step_ = &step;
    Val v = value(t);
    step_ = step.outer;
    return v;
  }

  Val value(const ValType& type) {
    const DefValType& t = *type;
    switch (t.kind) {
    case TypeKind::bool_: return boolean();
    case TypeKind::s8: return integer<s8>(t);
    case TypeKind::u8: return integer<u8>(t);
    case TypeKind::s16: return integer<s16>(t);
    case TypeKind::u16: return integer<u16>(t);
    case TypeKind::s32: return integer<s32>(t);
    case TypeKind::u32: return integer<u32>(t);
    case TypeKind::s64: return integer<s64>(t);
    case TypeKind::u64: return integer<u64>(t);
    case TypeKind::f32: return floating<float>(wasm::parse_f32);
    case TypeKind::f64: return floating<double>(wasm::parse_f64);
    case TypeKind::char_: return in_.character(take(Kind::character, "char, such as `'x'`"));
    case TypeKind::string: return string();
    case TypeKind::list:
    case TypeKind::map: return list(t);
    case TypeKind::tuple: return tuple(t);
    case TypeKind::record: return record(t);
    case TypeKind::flags: return flags(t);
    case TypeKind::enum_:
    case TypeKind::variant: return variant(t);
    case TypeKind::option: return option(t);
    case TypeKind::result: return result(t);
    case TypeKind::own:
    case TypeKind::borrow:
    case TypeKind::stream:
    case TypeKind::future:
    case TypeKind::error_context: break;
    }
    const std::string kind(kind_name(t.kind));
    refuse(in_.peek().at, phrase::unexpected_token, ": a value of type " + kind + " has no text");
  }

  Val boolean() {
    if (accept_keyword("true")) return true;
    if (accept_keyword("false")) return false;
    unexpected("`true` or `false`");
  }

  template <class T>
  Val integer(const DefValType& t) {
    const std::string name(kind_name(t.kind));
    const WaveToken token = take(Kind::number, name);
    const std::string_view text = in_.text(token);
    T number{};
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && stop == text.data() + text.size()) return number;
    if (text.find_first_of(".eEi") != std::string_view::npos) {
      refuse(token.at, phrase::unexpected_token, ": expected " + name + ", found `" + std::string(text) + "`");
    }
    refuse(token.at, phrase::constant_out_of_range,
           ": expected " + name + " (" + std::to_string(std::numeric_limits<T>::min()) + " to " +
               std::to_string(std::numeric_limits<T>::max()) + "), found " + std::string(text));
  }

  template <class T, class Parse>
  Val floating(Parse&& parse) {
    const std::string name = sizeof(T) == 4 ? "f32" : "f64";
    if (accept_keyword("nan")) return std::numeric_limits<T>::quiet_NaN();
    if (accept_keyword("inf")) return std::numeric_limits<T>::infinity();
    const WaveToken token = take(Kind::number, name);
    const auto bits = parse(in_.text(token));
    if (!bits) {
      refuse(token.at, phrase::constant_out_of_range,
             ": " + std::string(in_.text(token)) + " is too large for " + name);
    }
    return std::bit_cast<T>(*bits);
  }

  Val string() {
    if (in_.peek().kind == Kind::multiline_string) return in_.string(in_.next());
    return in_.string(take(Kind::string, "string, such as `\"text\"`"));
  }

  /// Elements and commas up to `close`, which is taken. `element(i)` reads one.
  template <class Element>
  void sequence(char close, Element&& element) {
    for (u64 i = 0; !in_.accept(close); ++i) {
      element(i);
      if (in_.accept(',')) continue;
      if (!in_.peek(close)) unexpected(std::string("`,` or `") + close + "`");
    }
  }

  Val list(const DefValType& t) {
    const bool map = t.kind == TypeKind::map;
    const WaveToken begin = in_.peek();
    expect('[', map ? "map, such as `[(key, value)]`" : "list, such as `[...]`");
    List elements;
    sequence(']', [&](u64 i) {
      const Step step{step_, map ? "pair" : "element", "", i};
      step_ = &step;
      elements.push_back(map ? tuple(t) : value(t.element()));
      step_ = step.outer;
    });
    if (t.length && *t.length != elements.size()) {
      refuse(
          begin.at, phrase::unexpected_token,
          ": expected a list of " + std::to_string(*t.length) + " elements, found " + std::to_string(elements.size()));
    }
    return elements;
  }

  /// A tuple, or the key and value of a map.
  Val tuple(const DefValType& t) {
    const WaveToken begin = in_.peek();
    expect('(', "tuple, such as `(...)`");
    Tuple elements;
    const std::string count = std::to_string(t.parts.size());
    sequence(')', [&](u64 i) {
      if (i == t.parts.size()) unexpected("no more than " + count + " elements");
      elements.elements.push_back(inside("element", "", i, t.parts[i].type));
    });
    if (elements.elements.size() < t.parts.size()) {
      refuse(begin.at, phrase::unexpected_token,
             ": expected a tuple of " + count + " elements, found " + std::to_string(elements.elements.size()));
    }
    return elements;
  }

  /// The part of `t` with this label: a field, flag or case.
  u32 find(const DefValType& t, const WaveToken& token, std::string_view what) {
    const std::string_view label = in_.label(token);
    auto& known = labels_[&t];
    if (known.empty()) {
      for (u32 i = 0; i < t.parts.size(); ++i) known.emplace(t.parts[i].label, i);
    }
    if (const auto found = known.find(label); found != known.end()) return found->second;
    std::string names;
    constexpr std::size_t most = 8;
    for (std::size_t i = 0; i < std::min(most, t.parts.size()); ++i) {
      names += (i == 0 ? "" : ", ") + std::string("`") + t.parts[i].label + "`";
    }
    if (t.parts.size() > most) names += ", ...";
    refuse(token.at, phrase::unexpected_token,
           ": no " + std::string(what) + " `" + std::string(label) + "`; expected one of " + names);
  }

  Val record(const DefValType& t) {
    const WaveToken begin = in_.peek();
    expect('{', "record, such as `{field: value}`");
    std::vector<Payload> values(t.parts.size());
    if (in_.accept(':')) {
      expect('}', "`}`");
    } else {
      if (in_.peek('}')) unexpected("a field; a record of which all is left out is written `{:}`");
      sequence('}', [&](u64) {
        const WaveToken token = take(Kind::label, "the name of a field");
        const u32 i = find(t, token, "field");
        expect(':', "`:`");
        if (values[i]) {
          refuse(token.at, phrase::unexpected_token, ": field `" + t.parts[i].label + "` is given twice");
        }
        values[i] = inside("field", t.parts[i].label, 0, t.parts[i].type);
      });
    }
    std::vector<Field> fields;
    fields.reserve(t.parts.size());
    for (std::size_t i = 0; i < t.parts.size(); ++i) {
      const Part& part = t.parts[i];
      if (!values[i] && part.type->kind != TypeKind::option) {
        refuse(begin.at, phrase::unexpected_token,
               ": field `" + part.label + "` of type " + to_string(part.type) + " is missing");
      }
      fields.push_back({part.label, values[i] ? *values[i] : Val::none()});
    }
    return Val::record(std::move(fields));
  }

  Val flags(const DefValType& t) {
    expect('{', "flags, such as `{a, b}`");
    std::vector<bool> set(t.parts.size());
    sequence('}', [&](u64) {
      const WaveToken token = take(Kind::label, "the name of a flag");
      const u32 i = find(t, token, "flag");
      if (set[i]) refuse(token.at, phrase::unexpected_token, ": flag `" + t.parts[i].label + "` is given twice");
      set[i] = true;
    });
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < set.size(); ++i) {
      if (set[i]) labels.push_back(t.parts[i].label);
    }
    return Val::flags(std::move(labels));
  }

  Payload payload(std::string_view label, const ValType& t) {
    if (!t) return {};
    expect('(', "`(`, since case `" + std::string(label) + "` has a value");
    Val v = inside("case", label, 0, t);
    expect(')', "`)`");
    return v;
  }

  Val variant(const DefValType& t) {
    const WaveToken token = take(Kind::label, "the name of a case");
    if (token.is_keyword) {
      const std::string word(in_.text(token));
      refuse(token.at, phrase::unexpected_token,
             ": expected the name of a case, found the keyword `" + word + "`; a case of this name is `%" + word + "`");
    }
    const Part& part = t.parts[find(t, token, "case")];
    if (t.kind == TypeKind::enum_) return Val::enum_(part.label);
    return Variant{part.label, payload(part.label, part.type)};
  }

  /// `none`, `some(v)`, or `v`.
  Val option(const DefValType& t) {
    const ValType& some = t.element();
    if (accept_keyword("none")) return Val::none();
    if (accept_keyword("some")) return Option{payload("some", some)};
    if (is_option_or_result(some)) unexpected("`none` or `some(...)`");
    return Val::some(value(some));
  }

  /// `ok(v)`, `ok`, `err(v)`, `err`, or `v` for `ok(v)`.
  Val result(const DefValType& t) {
    const ValType& ok = t.parts[0].type;
    if (accept_keyword("ok")) return ResultVal{true, payload("ok", ok)};
    if (accept_keyword("err")) return ResultVal{false, payload("err", t.parts[1].type)};
    if (!ok || is_option_or_result(ok)) {
      unexpected((ok ? "`ok(...)`" : "`ok`") + std::string(t.parts[1].type ? " or `err(...)`" : " or `err`"));
    }
    return Val::ok(value(ok));
  }

  WaveLexer in_;
  const Step* step_ = nullptr;
  std::unordered_map<const DefValType*, std::unordered_map<std::string_view, u32>> labels_;
};

void check(const SourcePtr& source) {
  if (!is_utf8(source->content())) throw Malformed({}, phrase::malformed_utf8, "");
}

}  // namespace

Result<Val> parse_value(std::string_view text, const closed::ValType& type) {
  const SourcePtr source = text_source("value", std::string(text));
  return door(source, [&] {
    check(source);
    return WaveParser(source->content()).whole_value(type);
  });
}

Result<WaveCall> parse_call(std::string_view text) {
  const SourcePtr source = text_source("call", std::string(text));
  return door(source, [&] {
    check(source);
    const std::string_view space = " \t\n\r";
    const std::size_t begin = std::min(text.find_first_not_of(space), text.size());
    const std::size_t open = std::min(text.find('(', begin), text.size());
    const auto refuse = [&](std::size_t from, std::size_t to, const char* more) {
      throw Malformed({static_cast<u32>(from), static_cast<u32>(to)}, phrase::unexpected_token, "", more);
    };
    const std::size_t end = text.find_last_not_of(space, open == begin ? begin : open - 1) + 1;
    const std::string_view name = open > begin ? text.substr(begin, end - begin) : "";
    if (name.empty()) refuse(begin, open, ": expected the name of a function");
    if (open == text.size()) refuse(open, open, ": expected `(` behind the name of the function, found the end");
    if (const auto bad = name.find_first_of(" \t\n\r\"',{}"); bad != std::string_view::npos) {
      refuse(begin + bad, begin + bad + 1, ": expected `(` behind the name of the function");
    }
    WaveCall call;
    call.name = name;
    call.source = source;
    call.arguments = static_cast<u32>(open);
    // interface.function@version, or interface@version#function
    if (const auto hash = name.find('#'); hash != std::string_view::npos) {
      call.interface = name.substr(0, hash);
      call.function = name.substr(hash + 1);
      return call;
    }
    const std::string_view version = name.substr(std::min(name.find('@'), name.size()));
    const std::string_view path = name.substr(0, name.size() - version.size());
    const auto slash = path.rfind('/');
    const auto dot =
        path.starts_with('[') ? std::string_view::npos : path.find('.', slash == std::string_view::npos ? 0 : slash);
    if (dot == std::string_view::npos) {
      call.function = name;
    } else {
      call.interface = std::string(path.substr(0, dot)) + std::string(version);
      call.function = path.substr(dot + 1);
    }
    return call;
  });
}

Result<std::vector<Val>> parse_arguments(const WaveCall& call, const closed::FuncType& type) {
  return door(call.source, [&] { return WaveParser(call.source->content(), call.arguments).arguments(type); });
}

}  // namespace touchstone::component
