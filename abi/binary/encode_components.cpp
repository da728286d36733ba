// Binary.md "Component Definitions", "Instance", "Alias", "Canonical", "Start", "Import and Export", "Value Definitions"
// and "Name Section", encoding.
#include <utility>

#include "abi/binary/encode.hpp"
#include "abi/binary/encoder.hpp"
#include "interp/binary/encode.hpp"

namespace touchstone::component {

namespace {

/// The section of each alternative of Definition::is, in the variant's order.
constexpr u8 section_ids[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0};

/// Sections that hold one definition without a count.
constexpr bool is_single(u8 id) { return id == 0 || id == 1 || id == 4 || id == 9; }

}  // namespace

/// [Binary.md#component-definitions] component
void Encoder::component(const Component& c) {
  out.bytes(std::string_view("\0asm\x0d\0\x01\0", 8));
  bool names_left = !c.names.empty();
  for (std::size_t i = 0; i < c.definitions.size();) {
    const auto* custom = std::get_if<wasm::Custom>(&c.definitions[i].is);
    if (custom != nullptr && custom->name == "component-name" && std::exchange(names_left, false)) {
      names(c.names);  // before any other of that name: decoding takes the first
    }
    const u8 id = section_ids[c.definitions[i].is.index()];
    std::size_t end = i + 1;
    while (!is_single(id) && end < c.definitions.size() && section_ids[c.definitions[end].is.index()] == id) ++end;
    out.byte(id);
    out.sized([&] {
      if (!is_single(id)) out.write_u32(static_cast<u32>(end - i));
      for (; i < end; ++i) definition(c.definitions[i]);
    });
  }
  if (names_left) names(c.names);
}

void Encoder::definition(const Definition& d) {
  struct Visitor {
    Encoder& to;
    void operator()(const std::shared_ptr<const wasm::Module>& m) const { to.core.module(*m); }
    void operator()(const CoreInstance& i) const { to.core_instance(i); }
    void operator()(const CoreTypeDef& t) const { to.core_type(t); }
    void operator()(const std::shared_ptr<const Component>& c) const { to.component(*c); }
    void operator()(const Instance& i) const { to.instance(i); }
    void operator()(const Alias& a) const { to.alias(a); }
    void operator()(const std::shared_ptr<const TypeDef>& t) const { to.type(*t); }
    void operator()(const Canon& c) const { to.canon(c); }
    void operator()(const Start& s) const {
      to.out.index(s.func);
      to.out.list(s.args, [this](ValueIdx x) { to.out.index(x); });
      to.out.write_u32(s.results);
    }
    void operator()(const Import& i) const {
      to.nameattributes(i.name);
      to.externtype(i.type);
    }
    void operator()(const Export& e) const {
      to.nameattributes(e.name);
      to.sortidx(e.what);
      to.out.byte(e.type ? 1 : 0);
      if (e.type) to.externtype(*e.type);
    }
    void operator()(const ValueDef& v) const {
      to.valtype(v.type);
      to.out.byte_list(v.bytes);
    }
    void operator()(const wasm::Custom& c) const {
      to.out.name(c.name);
      to.out.bytes(c.content);
    }
  };
  std::visit(Visitor{*this}, d.is);
}

/// sort, with 0x00 in front of a core:sort
void Encoder::sort(Sort s) {
  constexpr u8 core_bytes[] = {0x00, 0x01, 0x02, 0x03, 0x04, 0x10, 0x11, 0x12};
  if (is_core(s)) {
    out.byte(0x00);
    out.byte(core_bytes[static_cast<u32>(s)]);
  } else {
    out.byte(static_cast<u32>(s) - static_cast<u32>(Sort::func) + 1);
  }
}

/// sortidx
void Encoder::sortidx(SortIdx x) {
  sort(x.sort);
  out.write_u32(x.index);
}

/// [Binary.md#instance-definitions] core:instance
void Encoder::core_instance(const CoreInstance& instance) {
  if (const auto* instantiate = std::get_if<CoreInstance::Instantiate>(&instance.is)) {
    out.byte(0x00);
    out.index(instantiate->module);
    out.list(instantiate->args, [this](const CoreInstance::Arg& arg) {
      out.name(arg.name);
      out.byte(0x12);
      out.index(arg.instance);
    });
    return;
  }
  out.byte(0x01);
  out.list(std::get<CoreInstance::Exports>(instance.is).exports, [this](const CoreInstance::Export& e) {
    constexpr u8 core_bytes[] = {0x00, 0x01, 0x02, 0x03, 0x04, 0x10, 0x11, 0x12};
    out.name(e.name);
    out.byte(core_bytes[static_cast<u32>(e.what.sort)]);
    out.write_u32(e.what.index);
  });
}

/// [Binary.md#instance-definitions] instance
void Encoder::instance(const Instance& instance) {
  if (const auto* instantiate = std::get_if<Instance::Instantiate>(&instance.is)) {
    out.byte(0x00);
    out.index(instantiate->component);
    out.list(instantiate->args, [this](const Instance::Arg& arg) {
      out.name(arg.name);
      sortidx(arg.what);
    });
    return;
  }
  out.byte(0x01);
  out.list(std::get<Instance::Exports>(instance.is).exports, [this](const Instance::Export& e) {
    nameattributes(e.name);
    sortidx(e.what);
  });
}

/// [Binary.md#alias-definitions] alias
void Encoder::alias(const Alias& a) {
  sort(a.sort);
  if (const auto* e = std::get_if<Alias::Export>(&a.target)) {
    out.byte(0x00);
    out.index(e->instance);
    out.name(e->name);
  } else if (const auto* core_export = std::get_if<Alias::CoreExport>(&a.target)) {
    out.byte(0x01);
    out.index(core_export->instance);
    out.name(core_export->name);
  } else {
    const auto& outer = std::get<Alias::Outer>(a.target);
    out.byte(0x02);
    out.write_u32(outer.count);
    out.write_u32(outer.index);
  }
}

/// [Binary.md#import-and-export-definitions] nameattributes
void Encoder::nameattributes(const ExternName& name) {
  const std::pair<u8, const std::optional<std::string>*> attributes[] = {
      {0x00, &name.implements}, {0x01, &name.versionsuffix}, {0x02, &name.external_id}};
  u32 count = 0;
  for (const auto& [code, value] : attributes) count += value->has_value() ? 1U : 0U;
  out.byte(count == 0 ? 0x00 : 0x02);
  out.name(name.name);
  if (count == 0) return;
  out.write_u32(count);
  for (const auto& [code, value] : attributes) {
    if (!*value) continue;
    out.byte(code);
    out.name(**value);
  }
}

/// opts
void Encoder::opts(const std::vector<CanonOpt>& list) {
  out.list(list, [this](const CanonOpt& opt) {
    out.byte(static_cast<u32>(opt.kind));
    switch (opt.kind) {
    case CanonOpt::Kind::memory:
    case CanonOpt::Kind::realloc:
    case CanonOpt::Kind::post_return:
    case CanonOpt::Kind::callback: out.write_u32(opt.index); break;
    default: break;
    }
  });
}

/// [Binary.md#canonical-definitions] canon
void Encoder::canon(const Canon& c) {
  const CanonImm immediates = info(c.op).immediates;
  out.byte(info(c.op).code);
  switch (immediates) {
  case CanonImm::lift:
    out.byte(0x00);
    out.index(c.core_func);
    opts(c.options);
    return out.index(c.type);
  case CanonImm::lower:
    out.byte(0x00);
    out.index(c.func);
    return opts(c.options);
  case CanonImm::resource:
  case CanonImm::type: return out.index(c.type);
  case CanonImm::result_options: resultlist(c.result); return opts(c.options);
  case CanonImm::context: core.valtype(c.context_type); return out.write_u32(c.context_index);
  case CanonImm::async:
  case CanonImm::cancel:
  case CanonImm::shared: return out.byte(c.flag ? 1 : 0);
  case CanonImm::type_options: out.index(c.type); return opts(c.options);
  case CanonImm::type_async: out.index(c.type); return out.byte(c.flag ? 1 : 0);
  case CanonImm::options: return opts(c.options);
  case CanonImm::memory_cancel: out.byte(c.flag ? 1 : 0); return out.index(c.memory);
  case CanonImm::type_table: out.index(c.core_type); return out.index(c.core_table);
  case CanonImm::shared_type:
  case CanonImm::shared_type_table:
    out.byte(c.flag ? 1 : 0);
    out.index(c.core_type);
    if (immediates == CanonImm::shared_type_table) out.index(c.core_table);
    return;
  case CanonImm::none: return;
  }
}

/// [Binary.md#name-section] namesec
void Encoder::names(const ComponentNames& n) {
  out.byte(0x00);
  out.sized([&] {
    out.name("component-name");
    if (n.component) {
      out.byte(0x00);
      out.sized([&] { out.name(*n.component); });
    }
    for (u32 s = 0; s < sort_count; ++s) {
      if (n.sorts[s].empty()) continue;
      out.byte(0x01);
      out.sized([&] {
        sort(static_cast<Sort>(s));
        out.list(n.sorts[s], [this](const auto& entry) {
          out.write_u32(entry.first);
          out.name(entry.second);
        });
      });
    }
  });
}

std::string encode_component(const Component& component) {
  Writer out;
  Encoder(out).component(component);
  return out.take();
}

}  // namespace touchstone::component
