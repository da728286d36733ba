// Explainer.md "Import and Export Definitions" and "Name Uniqueness": the lexical grammar of names.
//
// One function for each production, named as there. A production that does not match says why in words that complete
// the sentence "`name` is not a valid extern name: ...".
#include "abi/syntax/names.hpp"

#include <algorithm>

namespace touchstone::component {

namespace {

constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// fragment: wholly lower case and digits, or wholly upper case and digits.
bool is_fragment(std::string_view fragment) {
  const bool word = std::all_of(fragment.begin(), fragment.end(), [](char c) { return is_lower(c) || is_digit(c); });
  const bool acronym = std::all_of(fragment.begin(), fragment.end(), [](char c) { return is_upper(c) || is_digit(c); });
  return !fragment.empty() && (word || acronym);
}

std::string not_kebab(std::string_view text) { return "`" + std::string(text) + "` is not in kebab case"; }

/// Thrown inside this file by a production that does not match.
struct Mismatch {
  std::string why;
};

std::string label(std::string_view text) {
  if (!is_label(text)) throw Mismatch{not_kebab(text)};
  return std::string(text);
}

std::string words(std::string_view text) {
  if (!is_label(text)) throw Mismatch{not_kebab(text)};
  if (!is_words(text)) throw Mismatch{"`" + std::string(text) + "` may not contain upper-case letters"};
  return std::string(text);
}

/// Takes the longest prefix of `rest` that ends before one of `stops`.
std::string_view take_until(std::string_view& rest, std::string_view stops) {
  const std::size_t end = std::min(rest.find_first_of(stops), rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(end);
  return taken;
}

/// Reads the version grammar of semver.org 2.0 from left to right, so that an error names the first bad character.
class SemverReader {
 public:
  explicit SemverReader(std::string_view text) : rest_(text) {}

  void read() {
    if (rest_.empty()) throw Mismatch{"empty string, expected a semantic version"};
    number("major");
    dot("major");
    number("minor");
    dot("minor");
    number("patch");
    if (accept('-')) identifiers("pre-release", true);
    if (accept('+')) identifiers("build metadata", false);
    if (!rest_.empty()) unexpected("after patch version number");
  }

 private:
  [[noreturn]] void unexpected(const std::string& where) const {
    if (rest_.empty()) throw Mismatch{"unexpected end of input while parsing " + where};
    throw Mismatch{"unexpected character '" + std::string(1, rest_.front()) + "' " + where};
  }

  bool accept(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void number(const std::string& which) {
    if (rest_.empty() || !is_digit(rest_.front())) {
      unexpected(rest_.empty() ? which + " version number" : "while parsing " + which + " version number");
    }
    const std::size_t length = digits();
    if (length > 1 && rest_.front() == '0') throw Mismatch{"invalid leading zero in " + which + " version number"};
    rest_.remove_prefix(length);
  }

  std::size_t digits() const {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_digit);
    return static_cast<std::size_t>(end - rest_.begin());
  }

  void dot(const std::string& after) {
    if (!accept('.')) unexpected(rest_.empty() ? after + " version number" : "after " + after + " version number");
  }

  void identifiers(const std::string& where, bool numeric_without_zeros) {
    do {
      const auto end = std::find_if_not(rest_.begin(), rest_.end(),
                                        [](char c) { return is_lower(c) || is_upper(c) || is_digit(c) || c == '-'; });
      const auto length = static_cast<std::size_t>(end - rest_.begin());
      const std::string_view identifier = rest_.substr(0, length);
      if (identifier.empty()) throw Mismatch{"empty identifier segment in " + where};
      const bool numeric = std::all_of(identifier.begin(), identifier.end(), is_digit);
      if (numeric_without_zeros && numeric && length > 1 && identifier.front() == '0') {
        throw Mismatch{"invalid leading zero in " + where + " identifier"};
      }
      rest_.remove_prefix(length);
    } while (accept('.'));
  }

  std::string_view rest_;
};

/// interfaceversion, without its `@`.
std::string interfaceversion(std::string_view text, NameGates gates) {
  if (!(gates.canonical && is_canonversion(text))) SemverReader(text).read();
  return std::string(text);
}

/// interfacename
ParsedName interfacename(std::string_view rest, NameGates gates) {
  ParsedName name;
  name.kind = ParsedName::Kind::interface;
  name.namespaces.push_back(words(take_until(rest, ":")));
  rest.remove_prefix(1);  // the caller saw a colon
  std::string_view next = take_until(rest, ":/@");
  while (gates.nested && rest.starts_with(':')) {
    name.namespaces.push_back(words(next));
    rest.remove_prefix(1);
    next = take_until(rest, ":/@");
  }
  name.packages.push_back(words(next));
  if (!rest.starts_with('/')) throw Mismatch{"expected `/` after package name"};
  do {
    rest.remove_prefix(1);
    name.projection.push_back(label(take_until(rest, "/@")));
  } while (gates.nested && rest.starts_with('/'));
  if (rest.starts_with('@')) {
    name.version = interfaceversion(rest.substr(1), gates);
    rest = {};
  }
  if (!rest.empty()) throw Mismatch{"trailing characters found: `" + std::string(rest) + "`"};
  return name;
}

/// plainname of the form `[...]label.label`.
ParsedName dotted(ParsedName::Kind kind, std::string_view rest) {
  const std::size_t dot = rest.find('.');
  if (dot == std::string_view::npos) throw Mismatch{"failed to find `.` character"};
  ParsedName name;
  name.kind = kind;
  name.resource = label(rest.substr(0, dot));
  name.label = label(rest.substr(dot + 1));
  return name;
}

/// externname
ParsedName externname(std::string_view text, NameGates gates) {
  constexpr std::string_view constructor = "[constructor]";
  constexpr std::string_view method = "[method]";
  constexpr std::string_view static_ = "[static]";
  ParsedName name;
  if (text.starts_with(constructor)) {
    name.kind = ParsedName::Kind::constructor;
    name.resource = label(text.substr(constructor.size()));
    return name;
  }
  if (text.starts_with(method)) return dotted(ParsedName::Kind::method, text.substr(method.size()));
  if (text.starts_with(static_)) return dotted(ParsedName::Kind::static_, text.substr(static_.size()));
  if (text.find(':') != std::string_view::npos) return interfacename(text, gates);
  name.label = label(text);
  return name;
}

}  // namespace

bool is_label(std::string_view label) {
  if (label.empty() || is_digit(label.front())) return false;
  for (std::size_t start = 0; start <= label.size();) {
    const std::size_t end = std::min(label.find('-', start), label.size());
    if (!is_fragment(label.substr(start, end - start))) return false;
    start = end + 1;
  }
  return label.back() != '-';
}

bool is_words(std::string_view words) { return is_label(words) && std::none_of(words.begin(), words.end(), is_upper); }

bool is_semver(std::string_view version) {
  try {
    SemverReader(version).read();
    return true;
  } catch (const Mismatch&) {
    return false;
  }
}

bool is_canonversion(std::string_view version) {
  for (std::string_view prefix : {"0.0.", "0."}) {
    if (!version.starts_with(prefix)) continue;
    const std::string_view rest = version.substr(prefix.size());
    if (prefix == "0.0." && rest == "0") return true;
    return !rest.empty() && rest.front() != '0' && std::all_of(rest.begin(), rest.end(), is_digit);
  }
  return !version.empty() && version.front() != '0' && std::all_of(version.begin(), version.end(), is_digit);
}

std::variant<ParsedName, std::string> parse_extern_name(std::string_view name, NameGates gates) {
  try {
    return externname(name, gates);
  } catch (Mismatch& mismatch) {
    return std::move(mismatch.why);
  }
}

// [Explainer.md#name-uniqueness]
std::string uniqueness_key(std::string_view name) {
  std::string key(name);
  std::transform(key.begin(), key.end(), key.begin(),
                 [](char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; });
  if (!key.starts_with('[') || key.starts_with("[constructor]")) return key;
  key.erase(0, key.find(']') + 1);
  const std::size_t dot = key.find('.');
  const bool same_label = dot != std::string::npos && key.substr(0, dot) == key.substr(dot + 1);
  return same_label ? key.substr(0, dot) : key;
}

}  // namespace touchstone::component
