// 6.1.3 Contexts: which identifier stands for which index.
//
// A Space is one component of an identifier context: the names of one index space, each bound once ([Idctxt_ok]).
// Labels are the exception, since they nest: instructions.hpp keeps them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interp/support/features.hpp"
#include "interp/syntax/modules.hpp"
#include "interp/text/lexer.hpp"

namespace touchstone::wasm {

/// The identifiers of one index space.
class Space {
 public:
  /// @param category  for messages: "function", "local"; a string literal.
  explicit Space(std::string_view category) : category_(category) {}

  /// Gives the next index, to an identifier if there is one. Throws if that is bound already.
  u32 bind(const std::optional<Id>& id);
  /// Lets a name that is not bound stand for index `x`, until released: what an enclosing scope of components binds.
  void adopt(const std::string& name, u32 x) { adopted_.emplace(name, x); }
  void release() { adopted_.clear(); }
  /// Gives the next `n` indices to nobody.
  void skip(u32 n) { count_ += n; }
  /// What an annotation calls index `x`: stronger than its identifier, and need not be unique (appendix 7.7.1).
  void annotate(u32 x, Name name) { annotated_.insert_or_assign(x, std::move(name)); }

  u32 count() const { return count_; }
  std::string_view category() const { return category_; }
  std::optional<u32> find(const std::string& name) const;
  NameMap names() const;  ///< of what is bound or annotated

 private:
  std::string_view category_;
  u32 count_ = 0;
  std::unordered_map<std::string, u32> indices_;
  std::unordered_map<std::string, u32> adopted_;
  NameMap annotated_;
};

/// [idctxt] but for locals and labels, which belong to one function.
struct IdentifierContext {
  Space types{"type"}, tags{"tag"}, globals{"global"}, mems{"memory"}, tables{"table"}, funcs{"function"},
      datas{"data segment"}, elems{"elem segment"};
  std::vector<Space> fields;  ///< by type index
};

/// At a number or an identifier?
bool at_index(const Cursor& in);

/// An index: a number, or an identifier bound in `ids`. [Tidx_], and with the space that each names [Ttypeidx_] [Ttagidx_]
/// [Tglobalidx_] [Tmemidx_] [Ttableidx_] [Tfuncidx_] [Tdataidx_] [Telemidx_] [Tlocalidx_]
u32 parse_index(Cursor& in, const Space& ids);

/// A number without sign. [Tu32] [Tu64]
u32 parse_u32(Cursor& in);
u64 parse_u64(Cursor& in);

/// Refuses the token if the feature that it belongs to is off.
void require(Features on, Feature feature, const Cursor& in, const Token& token);

/// "duplicate function $f", "unknown local $x".
[[noreturn]] void refuse_id(Phrase words, std::string_view category, std::string_view name, Region at,
                            std::string_view rule);

}  // namespace touchstone::wasm
