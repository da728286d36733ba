// 6.4 Types: see types.hpp.
#include "interp/text/types.hpp"

#include <array>
#include <bit>

#include "interp/support/messages.hpp"
#include "interp/text/annotations.hpp"

namespace touchstone::wasm {

namespace {

constexpr std::array words = {
    HeapWord{"any", "anyref", HeapKind::any, Feature::gc},
    HeapWord{"eq", "eqref", HeapKind::eq, Feature::gc},
    HeapWord{"i31", "i31ref", HeapKind::i31, Feature::gc},
    HeapWord{"struct", "structref", HeapKind::struct_, Feature::gc},
    HeapWord{"array", "arrayref", HeapKind::array, Feature::gc},
    HeapWord{"none", "nullref", HeapKind::none, Feature::gc},
    HeapWord{"func", "funcref", HeapKind::func, Feature::reference_types},
    HeapWord{"nofunc", "nullfuncref", HeapKind::nofunc, Feature::gc},
    HeapWord{"exn", "exnref", HeapKind::exn, Feature::exceptions},
    HeapWord{"noexn", "nullexnref", HeapKind::noexn, Feature::exceptions},
    HeapWord{"extern", "externref", HeapKind::extern_, Feature::reference_types},
    HeapWord{"noextern", "nullexternref", HeapKind::noextern, Feature::gc},
    HeapWord{"cont", "contref", HeapKind::cont, Feature::stack_switching},
    HeapWord{"nocont", "nullcontref", HeapKind::nocont, Feature::stack_switching},
};

const HeapWord* find_word(std::string_view word, std::string_view HeapWord::* which) {
  for (const HeapWord& w : words) {
    if (w.*which == word) return &w;
  }
  return nullptr;
}

void append(std::string& key, u32 number) {
  key.append({static_cast<char>(number & 255U), static_cast<char>(number >> 8U & 255U),
              static_cast<char>(number >> 16U & 255U), static_cast<char>(number >> 24U)});
}

void append(std::string& key, const ResultType& ts) {
  append(key, static_cast<u32>(ts.size()));
  for (const ValType& t : ts) {
    key += static_cast<char>(t.kind);
    if (!t.is_ref()) continue;
    key += t.null ? '?' : '!';
    key += static_cast<char>(t.heap.kind);
    key += t.heap.exact ? '=' : '<';
    append(key, t.heap.index);
  }
}

/// Equal for equal function types of one module, and only for those.
std::string functype_key(const FuncType& ft) {
  std::string key;
  append(key, ft.params);
  append(key, ft.results);
  return key;
}

/// Is the type, alone in its group, the expansion of an abbreviated function type?
const FuncType* plain_functype(const RecType& rec) {
  if (rec.subtypes.size() != 1) return nullptr;
  const SubType& sub = rec.subtypes[0];
  if (!sub.final || !sub.supers.empty() || sub.describes || sub.descriptor) return nullptr;
  return std::get_if<FuncType>(&sub.comp);
}

}  // namespace

std::span<const HeapWord> heap_words() { return words; }

FuncType TypeUseText::functype() const {
  FuncType ft;
  for (const Param& param : params) ft.params.push_back(param.type);
  ft.results = results;
  return ft;
}

bool TypeParser::at_reftype() const {
  return in_.at_form("ref") ||
         (in_.at(TokenKind::keyword) && find_word(in_.text(in_.peek()), &HeapWord::ref) != nullptr);
}

// [Theaptype_] [Tabsheaptype]
HeapType TypeParser::heaptype() {
  const Reading reading(in_, "Theaptype_");
  if (at_index(in_)) return HeapType(TypeIdx(parse_index(in_, types_)));
  if (in_.at_form("exact")) {  // custom-descriptors
    require(on_, Feature::custom_descriptors, in_, in_.peek(1));
    in_.expect_form("exact");
    HeapType out(TypeIdx(parse_index(in_, types_)));
    out.exact = true;
    in_.expect_rpar();
    return out;
  }
  const HeapWord* word = in_.at(TokenKind::keyword) ? find_word(in_.text(in_.peek()), &HeapWord::heap) : nullptr;
  if (word == nullptr) in_.unexpected("a heap type");
  require(on_, word->feature, in_, in_.peek());
  in_.next();
  return word->kind;
}

// [Treftype_/*]
RefType TypeParser::reftype() {
  const Reading reading(in_, "Treftype_");
  if (!in_.at_form("ref")) {
    const HeapWord* word = in_.at(TokenKind::keyword) ? find_word(in_.text(in_.peek()), &HeapWord::ref) : nullptr;
    if (word == nullptr) in_.unexpected("a reference type");
    require(on_, word->feature, in_, in_.peek());
    in_.next();
    return {true, word->kind};
  }
  require(on_, Feature::function_references, in_, in_.peek(1));
  in_.expect_form("ref");
  RefType rt;
  rt.null = in_.accept_keyword("null");
  rt.heap = heaptype();
  in_.expect_rpar();
  return rt;
}

RefType TypeParser::table_reftype() {
  if (in_.accept_keyword("funcref")) return funcref;
  return reftype();
}

// [Tvaltype_] [Tnumtype] [Tvectype]
ValType TypeParser::valtype() {
  const Reading reading(in_, "Tvaltype_");
  if (in_.accept_keyword("i32")) return ValKind::i32;
  if (in_.accept_keyword("i64")) return ValKind::i64;
  if (in_.accept_keyword("f32")) return ValKind::f32;
  if (in_.accept_keyword("f64")) return ValKind::f64;
  if (in_.at_keyword("v128")) {
    require(on_, Feature::simd, in_, in_.next());
    return ValKind::v128;
  }
  if (!at_reftype()) in_.unexpected("a value type");
  return reftype();
}

// [Tstoragetype_] [Tpacktype]
StorageType TypeParser::storagetype() {
  const Reading reading(in_, "Tstoragetype_");
  if (in_.accept_keyword("i8")) return {StorageType::Packed::i8, {}};
  if (in_.accept_keyword("i16")) return {StorageType::Packed::i16, {}};
  return {StorageType::Packed::no, valtype()};
}

// [Tfieldtype_]
FieldType TypeParser::fieldtype() {
  const Reading reading(in_, "Tfieldtype_");
  if (!in_.accept_form("mut")) return {false, storagetype()};
  const FieldType ft{true, storagetype()};
  in_.expect_rpar();
  return ft;
}

std::optional<Name> TypeParser::name_annotation() {
  return annotations_ == nullptr ? std::nullopt : annotations_->take_name(in_);
}

// [Tfield_/*]
StructType TypeParser::structtype(Space* fields) {
  const Reading reading(in_, "Tfield_");
  StructType out;
  while (in_.accept_form("field")) {
    auto id = in_.accept_id();
    auto name = name_annotation();
    if (id || name) {
      if (fields != nullptr) {
        const u32 i = fields->bind(id);
        if (name) fields->annotate(i, *std::move(name));
      }
      out.fields.push_back(fieldtype());
    } else {
      for (; !in_.at(TokenKind::rpar); out.fields.push_back(fieldtype())) {
        if (fields != nullptr) fields->skip(1);
      }
    }
    in_.expect_rpar();
  }
  return out;
}

// [Tcomptype_]
CompType TypeParser::comptype(Space* fields) {
  const Reading reading(in_, "Tcomptype_");
  in_.expect(TokenKind::lpar, "a composite type");
  CompType out;
  if (in_.at_keyword("struct")) {
    require(on_, Feature::gc, in_, in_.next());
    out = structtype(fields);
  } else if (in_.at_keyword("array")) {
    require(on_, Feature::gc, in_, in_.next());
    out = ArrayType{fieldtype()};
  } else if (in_.at_keyword("cont")) {
    require(on_, Feature::stack_switching, in_, in_.next());
    out = ContType{TypeUse(TypeIdx(parse_index(in_, types_)))};
  } else {
    in_.expect_keyword("func");
    out = functype();
  }
  in_.expect_rpar();
  return out;
}

/// `(describes x)? (descriptor y)?` of custom-descriptors.
void TypeParser::descriptor_clauses(SubType& out) {
  const auto clause = [this](std::string_view word, std::optional<TypeUse>& use) {
    if (!in_.at_form(word)) return;
    require(on_, Feature::custom_descriptors, in_, in_.peek(1));
    in_.expect_form(word);
    use = TypeUse(TypeIdx(parse_index(in_, types_)));
    in_.expect_rpar();
  };
  clause("describes", out.describes);
  clause("descriptor", out.descriptor);
}

// [Tsubtype_/*] [Tfinal]
SubType TypeParser::subtype(Space* fields) {
  const Reading reading(in_, "Tsubtype_");
  SubType out;
  const Region begin = in_.peek().at;
  if (in_.at_form("sub")) {
    require(on_, Feature::gc, in_, in_.peek(1));
    in_.expect_form("sub");
    out.final = in_.accept_keyword("final");
    while (at_index(in_)) out.supers.emplace_back(TypeIdx(parse_index(in_, types_)));
    descriptor_clauses(out);
    out.comp = comptype(fields);
    in_.expect_rpar();
  } else {
    descriptor_clauses(out);
    out.comp = comptype(fields);
  }
  out.at = in_.since(begin);
  return out;
}

// [Tparam_/*]
void TypeParser::params(std::vector<Param>& out, bool with_ids) {
  const Reading reading(in_, "Tparam_");
  while (in_.accept_form("param")) {
    auto id = with_ids ? in_.accept_id() : std::nullopt;
    auto name = with_ids ? name_annotation() : std::nullopt;
    if (id || name) {
      out.push_back({std::move(id), std::move(name), valtype()});
    } else {
      while (!in_.at(TokenKind::rpar)) out.push_back({std::nullopt, std::nullopt, valtype()});
    }
    in_.expect_rpar();
  }
}

// [Tresult_/*]
void TypeParser::results(ResultType& out) {
  const Reading reading(in_, "Tresult_");
  while (in_.accept_form("result")) {
    while (!in_.at(TokenKind::rpar)) out.push_back(valtype());
    in_.expect_rpar();
  }
}

FuncType TypeParser::functype() {
  TypeUseText use;
  params(use.params, true);
  results(use.results);
  return use.functype();
}

// [Ttypeuse_/*]
TypeUseText TypeParser::typeuse(bool with_ids) {
  const Reading reading(in_, "Ttypeuse_");
  TypeUseText use;
  use.at = in_.peek().at;
  if (in_.accept_form("type")) {
    use.at = in_.peek().at;
    use.index = TypeIdx(parse_index(in_, types_));
    in_.expect_rpar();
  }
  params(use.params, with_ids);
  results(use.results);
  if (in_.at_form("type") || in_.at_form("param")) {  // in the wrong order: said before the types are compared
    in_.next();
    in_.unexpected(in_.at_keyword("type") ? "the type in front of its parameters and results"
                                          : "parameters in front of results");
  }
  if (!use.index && use.has_inline_type()) use.at.end = in_.previous().end;
  return use;
}

// [Taddrtype/*]
AddrType TypeParser::addrtype() {
  const Reading reading(in_, "Taddrtype");
  if (!in_.at(TokenKind::keyword)) return AddrType::i32;
  const Token token = in_.peek();
  const std::string_view word = in_.text(token);
  if (word == "f32" || word == "f64") throw Malformed(token.at, phrase::malformed_address_type, "Taddrtype");
  if (word != "i32" && word != "i64") return AddrType::i32;
  require(on_, Feature::memory64, in_, token);
  in_.next();
  return word == "i64" ? AddrType::i64 : AddrType::i32;
}

// [Tlimits]
Limits TypeParser::limits() {
  const Reading reading(in_, "Tlimits");
  Limits out;
  const bool wide = on_.has(Feature::memory64);  // before, limits were u32
  out.min = wide ? parse_u64(in_) : parse_u32(in_);
  if (in_.at(TokenKind::nat)) out.max = wide ? parse_u64(in_) : parse_u32(in_);
  return out;
}

// [Tmemtype_]
MemType TypeParser::memtype() {
  const Reading reading(in_, "Tmemtype_");
  MemType out;
  out.addr = addrtype();
  out.limits = limits();
  if (in_.at_keyword("shared")) {
    require(on_, Feature::threads, in_, in_.next());
    out.shared = true;
  }
  page_size(out);
  return out;
}

/// `(pagesize n)` [custom-page-sizes/Overview.md#text-format]: a power of two here, one of two in a valid module.
void TypeParser::page_size(MemType& out) {
  if (!in_.at_form("pagesize")) return;
  require(on_, Feature::custom_page_sizes, in_, in_.peek(1));
  in_.expect_form("pagesize");
  const Region at = in_.peek().at;
  const u64 bytes = parse_u64(in_);
  if (!std::has_single_bit(bytes)) throw Malformed(at, phrase::invalid_custom_page_size, "Tmemtype_");
  out.page_size_log2 = static_cast<u8>(std::countr_zero(bytes));
  out.page_size_explicit = true;
  in_.expect_rpar();
}

// [Ttabletype_]
TableType TypeParser::tabletype() {
  const Reading reading(in_, "Ttabletype_");
  TableType out;
  out.addr = addrtype();
  out.limits = limits();
  out.elem = table_reftype();
  return out;
}

// [Tglobaltype_]
GlobalType TypeParser::globaltype() {
  const Reading reading(in_, "Tglobaltype_");
  if (!in_.accept_form("mut")) return {false, valtype()};
  const GlobalType out{true, valtype()};
  in_.expect_rpar();
  return out;
}

void TypeDefs::define(RecType rec) {
  const auto group = static_cast<u32>(recs_.size());
  const u32 first = count();
  for (u32 i = 0; i < rec.subtypes.size(); ++i) where_.emplace_back(group, i);
  if (const FuncType* ft = plain_functype(rec)) remember(*ft, first);
  recs_.push_back(std::move(rec));
}

void TypeDefs::remember(const FuncType& ft, u32 x) { functypes_.emplace(functype_key(ft), x); }

const FuncType* TypeDefs::functype(u32 x) const {
  if (x >= count()) return nullptr;
  const auto [group, position] = where_[x];
  return std::get_if<FuncType>(&recs_[group].subtypes[position].comp);
}

TypeIdx TypeDefs::resolve(const TypeUseText& use) {
  if (!use.index) return implied(use.functype(), use.at);
  if (!use.has_inline_type()) return *use.index;
  const u32 x = use.index->value;
  if (x >= count()) throw Malformed(use.at, phrase::unknown, "Ttypeuse_", " type " + std::to_string(x));
  const FuncType* ft = functype(x);
  if (ft == nullptr) throw Malformed(use.at, phrase::non_function_type, "Ttypeuse_", " " + std::to_string(x));
  if (*ft != use.functype()) {
    throw Malformed(use.at, phrase::inline_function_type, "Ttypeuse_/base", " does not match explicit type");
  }
  return *use.index;
}

TypeIdx TypeDefs::implied(FuncType ft, Region at) {
  const auto found = functypes_.find(functype_key(ft));
  if (found != functypes_.end()) return TypeIdx(found->second);
  const u32 x = count();
  RecType rec;
  rec.explicit_ = false;
  rec.subtypes.emplace_back();
  rec.subtypes[0].comp = std::move(ft);
  rec.subtypes[0].at = rec.at = at;
  define(std::move(rec));
  return TypeIdx(x);
}

}  // namespace touchstone::wasm
