// Binary.md "Canonical Definitions", decoding. Opcodes and the shapes of immediates come from canon.def.
#include "abi/binary/decoder.hpp"

namespace touchstone::component {

namespace {

constexpr std::string_view rule = "Binary.md#canonical-definitions";

/// In the order of CanonOpt::Kind.
constexpr std::string_view option_words[] = {"string-encoding=utf8",
                                             "string-encoding=utf16",
                                             "string-encoding=latin1+utf16",
                                             "memory",
                                             "realloc",
                                             "post-return",
                                             "async",
                                             "callback"};

}  // namespace

/// async?, cancel?, sh?
bool Decoder::flag() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte > 0x01) Reader::fail(in.since(begin), phrase::invalid_boolean, rule, " " + std::to_string(byte));
  in.tell(begin, byte == 0x01 ? "yes" : "no");
  return byte == 0x01;
}

/// canonopt
CanonOpt Decoder::canonopt() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte > 0x07) invalid_leading_byte(in.since(begin), byte, "canonical option", rule);
  CanonOpt opt;
  opt.kind = static_cast<CanonOpt::Kind>(byte);
  const bool indexed = opt.kind == CanonOpt::Kind::memory || opt.kind == CanonOpt::Kind::realloc ||
                       opt.kind == CanonOpt::Kind::post_return || opt.kind == CanonOpt::Kind::callback;
  in.tell(begin, option_words[byte]);
  if (indexed) {
    const u32 index_at = in.position();
    opt.index = in.read_u32();
    const bool memory = opt.kind == CanonOpt::Kind::memory;
    in.tell_index(index_at, index_space(memory ? Sort::core_memory : Sort::core_func), opt.index);
  }
  opt.at = in.since(begin);
  return opt;
}

/// opts
std::vector<CanonOpt> Decoder::opts() {
  return list([this] { return canonopt(); });
}

void Decoder::immediates(Canon& canon) {
  const auto func_sort = [this](std::string_view what) {
    const u32 begin = in.position();
    if (const u8 sort = in.byte(); sort != 0x00) invalid_leading_byte(in.since(begin), sort, what, rule);
    in.tell(begin, "func");
  };
  switch (info(canon.op).immediates) {
  case CanonImm::lift:
    func_sort("canonical function lift");
    canon.core_func = in.index<CoreFuncIdx>();
    canon.options = opts();
    canon.type = in.index<TypeIdx>();
    return;
  case CanonImm::lower:
    func_sort("canonical function lower");
    canon.func = in.index<FuncIdx>();
    canon.options = opts();
    return;
  case CanonImm::resource:
  case CanonImm::type: canon.type = in.index<TypeIdx>(); return;
  case CanonImm::result_options:
    canon.result = resultlist();
    canon.options = opts();
    return;
  case CanonImm::context: {
    canon.context_type = core.valtype();
    const u32 index_at = in.position();
    canon.context_index = in.read_u32();
    in.tell(index_at, [&] { return "context slot " + std::to_string(canon.context_index); });
    return;
  }
  case CanonImm::async:
  case CanonImm::cancel:
  case CanonImm::shared: canon.flag = flag(); return;
  case CanonImm::type_options:
    canon.type = in.index<TypeIdx>();
    canon.options = opts();
    return;
  case CanonImm::type_async:
    canon.type = in.index<TypeIdx>();
    canon.flag = flag();
    return;
  case CanonImm::options: canon.options = opts(); return;
  case CanonImm::memory_cancel:
    canon.flag = flag();
    canon.memory = in.index<CoreMemoryIdx>();
    return;
  case CanonImm::type_table:
    canon.core_type = in.index<CoreTypeIdx>();
    canon.core_table = in.index<CoreTableIdx>();
    return;
  case CanonImm::shared_type:
  case CanonImm::shared_type_table:
    canon.flag = flag();
    canon.core_type = in.index<CoreTypeIdx>();
    if (info(canon.op).immediates == CanonImm::shared_type_table) canon.core_table = in.index<CoreTableIdx>();
    return;
  case CanonImm::none: return;
  }
}

/// [Binary.md#canonical-definitions] canon
Canon Decoder::canon() {
  const u32 begin = in.position();
  const u8 code = in.byte();
  const auto op = canon_with_code(code);
  if (!op) invalid_leading_byte(in.since(begin), code, "canonical function", rule);
  Canon canon;
  canon.op = *op;
  in.tell(begin, info(*op).text);
  immediates(canon);
  return canon;
}

}  // namespace touchstone::component
