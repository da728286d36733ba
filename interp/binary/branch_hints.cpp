// Appendix 7.7.2, the branch hint section: see branch_hints.hpp.
#include "interp/binary/branch_hints.hpp"

#include "interp/binary/writer.hpp"
#include "interp/syntax/size.hpp"

namespace touchstone::wasm {

namespace {

/// Pairs of a number and what `value()` reads, in increasing order.
template <class T, class F>
std::map<u32, T> increasing(Reader& in, std::string_view what, F&& value) {
  std::map<u32, T> out;
  const u32 n = in.count();
  for (u32 i = 0; i < n; ++i) {
    const u32 begin = in.position();
    const u32 x = in.read_u32();
    if (!out.empty() && out.rbegin()->first >= x) {
      Reader::fail(in.since(begin), phrase::branch_hint_annotation, "#binary-customsec", ": out of order");
    }
    in.tell(begin, [&] { return std::string(what) + " " + std::to_string(x); });
    out.emplace_hint(out.end(), x, value());
  }
  return out;
}

bool hint(Reader& in) {
  const u32 begin = in.position();
  if (in.read_u32() != 1) {
    Reader::fail(in.since(begin), phrase::branch_hint_annotation, "#binary-customsec", ": the size of a hint is 1");
  }
  const u8 likely = in.byte();
  if (likely > 1) {
    Reader::fail(in.since(begin), phrase::branch_hint_annotation, "#binary-customsec", ": neither 0 nor 1");
  }
  in.tell(begin, likely != 0 ? "likely" : "unlikely");
  return likely != 0;
}

}  // namespace

std::map<u32, std::map<u32, bool>> decode_branch_hints(Reader& in) {
  auto out = increasing<std::map<u32, bool>>(
      in, "function", [&] { return increasing<bool>(in, "at offset", [&] { return hint(in); }); });
  if (!in.at_end()) {
    Reader::fail({in.position(), in.end()}, phrase::branch_hint_annotation, "#binary-customsec", ": more than hints");
  }
  return out;
}

std::string encode_branch_hints(const Module& m) {
  Writer out;
  const u32 imported = m.import_count(ExternKind::func);
  out.list(m.branch_hints, [&](const auto& of_func) {
    const auto& [x, hints] = of_func;
    const Func& fn = m.funcs[x - imported];
    out.write_u32(x);
    out.write_u32(static_cast<u32>(hints.size()));
    u64 offset = encoded_size(fn.locals);
    u32 at = 0;
    for (const auto& [i, likely] : hints) {
      for (; at < i; ++at) offset += encoded_size(fn.body[at]);
      out.write_u32(static_cast<u32>(offset));
      out.write_u32(1);
      out.byte(likely ? 1 : 0);
    }
  });
  return out.take();
}

}  // namespace touchstone::wasm
