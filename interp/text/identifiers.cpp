// 6.6 Modules: the first two passes, identifiers and types. See module_parser.hpp.
#include "interp/text/module_parser.hpp"

namespace touchstone::wasm {

Space& ModuleParser::space(ExternKind kind) {
  switch (kind) {
  case ExternKind::func: return ids_.funcs;
  case ExternKind::table: return ids_.tables;
  case ExternKind::mem: return ids_.mems;
  case ExternKind::global: return ids_.globals;
  case ExternKind::tag: return ids_.tags;
  }
  throw Crash("unknown extern kind");
}

std::optional<ExternKind> ModuleParser::extern_keyword() const {
  for (u32 i = 0; i < extern_words.size(); ++i) {
    if (in_.at_keyword(extern_words[i].keyword)) return static_cast<ExternKind>(i);
  }
  return std::nullopt;
}

/// [Idctxt_ok] What is no field is left for the third pass to refuse.
void ModuleParser::bind_fields() {
  const u32 first = in_.position();
  while (in_.at(TokenKind::lpar)) {
    const u32 begin = in_.position();
    bind_field();
    in_.seek(begin);
    in_.skip_form();
  }
  in_.seek(first);
}

void ModuleParser::bind_field() {
  const u32 begin = in_.position();
  in_.next();
  if (in_.accept_keyword("type")) {
    type_fields_.push_back(begin);
    bind_type();
  } else if (in_.accept_keyword("rec")) {
    type_fields_.push_back(begin);
    while (in_.at_form("type")) {
      const u32 inner = in_.position();
      in_.expect_form("type");
      bind_type();
      in_.seek(inner);
      in_.skip_form();
    }
  } else if (in_.accept_keyword("import")) {
    if (!in_.accept(TokenKind::string)) return;
    if (in_.at_form("item")) return bind_items();
    if (!in_.accept(TokenKind::string) || !in_.accept(TokenKind::lpar)) return;
    if (const auto kind = extern_keyword()) {
      in_.next();
      space(*kind).bind(in_.accept_id());
    }
  } else if (in_.accept_keyword("data")) {
    ids_.datas.bind(in_.accept_id());
  } else if (in_.accept_keyword("elem")) {
    ids_.elems.bind(in_.accept_id());
  } else if (const auto kind = extern_keyword()) {
    in_.next();
    bind_extern(*kind);
  }
}

/// compact-imports: items with a type each, which may have identifiers, or several before one type.
void ModuleParser::bind_items() {
  u32 untyped = 0;
  while (in_.accept_form("item")) {
    if (!in_.accept(TokenKind::string)) return;
    if (in_.accept(TokenKind::rpar)) {
      ++untyped;
      continue;
    }
    const u32 type = in_.position();
    in_.next();
    if (const auto kind = extern_keyword()) {
      in_.next();
      space(*kind).bind(in_.accept_id());
    }
    in_.seek(type);
    in_.skip_form();
    in_.accept(TokenKind::rpar);
  }
  if (!in_.accept(TokenKind::lpar)) return;
  if (const auto kind = extern_keyword()) space(*kind).skip(untyped);
}

void ModuleParser::bind_type() {
  ids_.types.bind(in_.accept_id());
  ids_.fields.emplace_back("field");
}

/// A definition, and the segment that may be written inside a memory or table.
void ModuleParser::bind_extern(ExternKind kind) {
  space(kind).bind(in_.accept_id());
  if (kind != ExternKind::mem && kind != ExternKind::table) return;
  skip_inline_exports();
  if (!inline_segment(kind)) return;
  if (kind == ExternKind::mem) {
    ids_.datas.skip(1);
  } else {
    ids_.elems.skip(1);
  }
}

void ModuleParser::skip_inline_exports() {
  while (in_.at_form("export")) in_.skip_form();
}

/// `addrtype? (data` or `addrtype? reftype (elem`; moves past what stands before the segment.
bool ModuleParser::inline_segment(ExternKind kind) {
  if (in_.at_keyword("i32") || in_.at_keyword("i64")) in_.next();
  if (kind == ExternKind::mem && in_.at_form("pagesize")) in_.skip_form();
  if (kind == ExternKind::mem) return in_.at_form("data");
  if (!type_.at_reftype()) return false;
  in_.skip_form();
  return in_.at_form("elem");
}

// [Ttype_] [Trectype_/*]
void ModuleParser::read_types() {
  const Reading reading(in_, "Trectype_");
  const u32 first = in_.position();
  for (const u32 at : type_fields_) {
    in_.seek(at);
    RecType rec;
    const Region begin = in_.peek().at;
    rec.explicit_ = in_.at_form("rec");
    if (rec.explicit_) {
      require(on_, Feature::gc, in_, in_.peek(1));
      in_.expect_form("rec");
      while (in_.at(TokenKind::lpar)) rec.subtypes.push_back(type_definition());
      in_.expect_rpar();
    } else {
      rec.subtypes.push_back(type_definition());
    }
    rec.at = in_.since(begin);
    types_.define(std::move(rec));
  }
  in_.seek(first);
}

// [Ttypedef_]
SubType ModuleParser::type_definition() {
  const Reading reading(in_, "Ttypedef_");
  in_.expect_form("type");
  in_.accept_id();
  if (auto name = annotations_.take_name(in_)) ids_.types.annotate(next_type_, *std::move(name));
  SubType out = type_.subtype(&ids_.fields[next_type_++]);
  in_.expect_rpar();
  return out;
}

}  // namespace touchstone::wasm
