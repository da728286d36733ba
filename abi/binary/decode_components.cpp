// Binary.md "Component Definitions", "Instance", "Alias", "Start", "Import and Export", "Value Definitions", decoding.
//
// Sections come in any order and as often as they like; each definition goes to the end of the component's list. Unlike
// in a module, the size of a section is a border for what is read inside.
#include "abi/binary/decode.hpp"
#include "abi/binary/decoder.hpp"
#include "interp/binary/decode.hpp"

namespace touchstone::component {

namespace {

constexpr std::string_view section_names[] = {
    "custom section",   "core module section", "core instance section", "core type section", "component section",
    "instance section", "alias section",       "type section",          "canon section",     "start section",
    "import section",   "export section",      "value section"};
enum Id : u8 {
  custom_,
  core_module_,
  core_instance_,
  core_type_,
  component_,
  instance_,
  alias_,
  type_,
  canon_,
  start_,
  import_,
  exports_,
  value_
};

std::string hex(u8 byte) {
  constexpr char digits[] = "0123456789abcdef";
  std::string out = "0x";
  if (byte >= 16) out += digits[byte >> 4];
  return out + digits[byte & 15];
}

}  // namespace

void invalid_leading_byte(Region at, u8 byte, std::string_view what, std::string_view rule) {
  Reader::fail(at, phrase::invalid_leading_byte, rule, " (" + hex(byte) + ") for " + std::string(what));
}

void Decoder::enter(Region at) const {
  if (depth >= nesting_limit) {
    Reader::fail(at, phrase::nesting_too_deep, "Binary.md#component-definitions",
                 ": more than " + std::to_string(nesting_limit) + " levels");
  }
}

/// preamble
void Decoder::preamble() {
  const u32 begin = in.position();
  if (in.bytes(4) != std::string_view("\0asm", 4)) {
    Reader::fail(in.since(begin), phrase::magic_header_not_detected, "Binary.md#component-definitions");
  }
  const std::string_view version = in.bytes(4);
  if (version == std::string_view("\x0d\0\x01\0", 4)) return;
  const bool module = version == std::string_view("\x01\0\0\0", 4);
  Reader::fail({begin + 4, begin + 8}, module ? phrase::version_of_a_module : phrase::unknown_binary_version,
               "Binary.md#component-definitions", module ? ": this is a core module, not a component" : "");
}

/// [Binary.md#component-definitions] component
Component Decoder::component() {
  Component c;
  const u32 begin = in.position();
  enter({begin, in.end()});
  ++depth;
  preamble();
  while (const auto id = in.peek()) section(*id, c);
  c.at = in.since(begin);
  return c;
}

/// section
void Decoder::section(u8 id, Component& c) {
  const u32 begin = in.position();
  in.byte();
  if (id > value_) {
    Reader::fail(in.since(begin), phrase::malformed_section_id, "Binary.md#component-definitions",
                 " " + std::to_string(id));
  }
  within(
      [&] {
        const u32 size = in.count();
        Reader part = in.part(size);
        contents(id, c, part, begin);
        if (!part.at_end()) {
          Reader::fail({part.position(), part.end()}, phrase::section_size_mismatch, "Binary.md#component-definitions",
                       ": bytes left over: " + std::to_string(part.remaining()));
        }
      },
      section_names[id]);
}

void Decoder::contents(u8 id, Component& c, Reader& part, u32 begin) {
  Decoder inner(part, profile, depth);
  const auto add = [&](auto definition, Region at) { c.definitions.push_back({std::move(definition), at}); };
  const auto each = [&](std::string_view what, auto&& grammar) {
    const u32 n = part.count();
    for (u32 i = 0; i < n; ++i) {
      const u32 from = part.position();
      within([&] { add(grammar(), part.since(from)); }, what, i);
    }
  };
  switch (id) {
  case custom_: return inner.custom(c, begin);
  case core_module_: {
    auto module = std::make_shared<wasm::Module>(wasm::decode_module(part, profile.features));
    const Region at = module->at;
    return add(std::shared_ptr<const wasm::Module>(std::move(module)), at);
  }
  case core_instance_: return each("core instance", [&] { return inner.core_instance(); });
  case core_type_: return each("core type", [&] { return inner.core_type(); });
  case component_: {
    auto nested = std::make_shared<Component>(inner.component());
    const Region at = nested->at;
    return add(std::shared_ptr<const Component>(std::move(nested)), at);
  }
  case instance_: return each("instance", [&] { return inner.instance(); });
  case alias_: return each("alias", [&] { return inner.alias(); });
  case type_: return each("type", [&] { return inner.type(); });
  case canon_: return each("canon", [&] { return inner.canon(); });
  case start_: {
    const u32 from = part.position();
    Start start = inner.start();
    return add(std::move(start), part.since(from));
  }
  case import_: return each("import", [&] { return inner.import(); });
  case exports_: return each("export", [&] { return inner.export_(); });
  default: return each("value", [&] { return inner.value(); });
  }
}

/// A component name section that is well-formed becomes `Component::names`; one that is not stays as it is.
void Decoder::custom(Component& c, u32 begin) {
  wasm::Custom custom;
  custom.name = in.name();
  if (custom.name == "component-name" && c.names.empty()) {
    try {
      Reader content = in;
      c.names = decode_component_names(content);
      in.bytes(in.remaining());
      return;
    } catch (const Malformed&) {
      c.names = {};
    }
  }
  custom.content = in.bytes(in.remaining());
  custom.at = in.since(begin);
  const Region at = custom.at;
  c.definitions.push_back({std::move(custom), at});
}

/// core:sort
Sort Decoder::core_sort(std::string_view where) {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  switch (byte) {
  case 0x00: return Sort::core_func;
  case 0x01: return Sort::core_table;
  case 0x02: return Sort::core_memory;
  case 0x03: return Sort::core_global;
  case 0x04: return Sort::core_tag;
  case 0x10: return Sort::core_type;
  case 0x11: return Sort::core_module;
  case 0x12: return Sort::core_instance;
  default: invalid_leading_byte(in.since(begin), byte, where, "Binary.md#instance-definitions");
  }
}

/// sort
Sort Decoder::sort(std::string_view where) {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  switch (byte) {
  case 0x00: return core_sort(where);
  case 0x01: return Sort::func;
  case 0x02: return Sort::value;
  case 0x03: return Sort::type;
  case 0x04: return Sort::component;
  case 0x05: return Sort::instance;
  default: invalid_leading_byte(in.since(begin), byte, where, "Binary.md#instance-definitions");
  }
}

/// core:sortidx
SortIdx Decoder::core_sortidx() {
  const Sort sort = core_sort("external kind");
  return {sort, in.read_u32()};
}

/// sortidx
SortIdx Decoder::sortidx() {
  const Sort which = sort("component external kind");
  return {which, in.read_u32()};
}

/// [Binary.md#instance-definitions] core:instance
CoreInstance Decoder::core_instance() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte == 0x00) {
    CoreInstance::Instantiate instantiate;
    instantiate.module = in.index<CoreModuleIdx>();
    instantiate.args = list([this] {
      const u32 from = in.position();
      CoreInstance::Arg arg;
      arg.name = in.name();
      const u32 sort_at = in.position();
      if (const u8 sort = in.byte(); sort != 0x12) {
        invalid_leading_byte(in.since(sort_at), sort, "instantiation arg kind", "Binary.md#instance-definitions");
      }
      arg.instance = in.index<CoreInstanceIdx>();
      arg.at = in.since(from);
      return arg;
    });
    return {std::move(instantiate)};
  }
  if (byte != 0x01) {
    invalid_leading_byte(in.since(begin), byte, "core instance", "Binary.md#instance-definitions");
  }
  return {CoreInstance::Exports{list([this] {
    const u32 from = in.position();
    CoreInstance::Export e;
    e.name = in.name();
    e.what = core_sortidx();
    e.at = in.since(from);
    return e;
  })}};
}

/// [Binary.md#instance-definitions] instance
Instance Decoder::instance() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte == 0x00) {
    Instance::Instantiate instantiate;
    instantiate.component = in.index<ComponentIdx>();
    instantiate.args = list([this] {
      const u32 from = in.position();
      Instance::Arg arg;
      arg.name = in.name();
      arg.what = sortidx();
      arg.at = in.since(from);
      return arg;
    });
    return {std::move(instantiate)};
  }
  if (byte != 0x01) invalid_leading_byte(in.since(begin), byte, "instance", "Binary.md#instance-definitions");
  return {Instance::Exports{list([this] {
    const u32 from = in.position();
    Instance::Export e;
    e.name = nameattributes();
    e.what = sortidx();
    e.at = in.since(from);
    return e;
  })}};
}

/// [Binary.md#alias-definitions] alias
Alias Decoder::alias() {
  const u32 begin = in.position();
  const u8 first = in.peek().value_or(u8{0});  // what a message about the sort names
  Alias alias;
  alias.sort = sort("component outer alias kind");
  const u32 target_at = in.position();
  switch (const u8 target = in.byte()) {
  case 0x00: {
    const auto instance = in.index<InstanceIdx>();
    alias.target = Alias::Export{instance, in.name()};
    break;
  }
  case 0x01: {
    const auto instance = in.index<CoreInstanceIdx>();
    alias.target = Alias::CoreExport{instance, in.name()};
    break;
  }
  case 0x02: {
    const bool allowed = alias.sort == Sort::core_module || alias.sort == Sort::core_type ||
                         alias.sort == Sort::component || alias.sort == Sort::type;
    if (!allowed) {
      invalid_leading_byte({begin, target_at}, first, "component outer alias kind", "Binary.md#alias-definitions");
    }
    const u32 count = in.read_u32();
    alias.target = Alias::Outer{count, in.read_u32()};
    break;
  }
  default: invalid_leading_byte(in.since(target_at), target, "alias", "Binary.md#alias-definitions");
  }
  alias.at = in.since(begin);
  return alias;
}

/// [Binary.md#start-definitions] start
Start Decoder::start() {
  Start start;
  start.func = in.index<FuncIdx>();
  start.args = list([this] { return in.index<ValueIdx>(); });
  start.results = in.read_u32();
  return start;
}

/// attribute. Strategy: the syntax has no place for a second attribute of one kind, which is for validation to refuse; so
/// that Invalid is thrown here.
void Decoder::attribute(ExternName& name) {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte > 0x02)
    invalid_leading_byte(in.since(begin), byte, "name option", "Binary.md#import-and-export-definitions");
  std::optional<std::string>* const places[] = {&name.implements, &name.versionsuffix, &name.external_id};
  constexpr std::string_view words[] = {"implements", "version-suffix", "external-id"};
  std::string value = in.name();
  if (places[byte]->has_value()) {
    throw Invalid(in.since(begin), phrase::duplicate, "Binary.md#import-and-export-definitions",
                  " '" + std::string(words[byte]) + "' option in name");
  }
  *places[byte] = std::move(value);
}

/// [Binary.md#import-and-export-definitions] nameattributes
ExternName Decoder::nameattributes() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte > 0x02) {
    invalid_leading_byte(in.since(begin), byte, "component name", "Binary.md#import-and-export-definitions");
  }
  ExternName name;
  name.name = in.name();
  if (byte == 0x02) {
    const u32 n = in.count();
    for (u32 i = 0; i < n; ++i) attribute(name);
  }
  return name;
}

/// [Binary.md#import-and-export-definitions] import
Import Decoder::import() {
  Import import;
  import.name = nameattributes();
  import.type = externtype();
  return import;
}

/// [Binary.md#import-and-export-definitions] export
Export Decoder::export_() {
  Export e;
  e.name = nameattributes();
  e.what = sortidx();
  const u32 begin = in.position();
  const u8 ascribed = in.byte();
  if (ascribed == 0x01) {
    e.type = externtype();
  } else if (ascribed != 0x00) {
    invalid_leading_byte(in.since(begin), ascribed, "optional component export type",
                         "Binary.md#import-and-export-definitions");
  }
  return e;
}

/// [Binary.md#value-definitions] value
ValueDef Decoder::value() {
  ValueDef value;
  value.type = valtype();
  value.bytes = in.byte_list();
  return value;
}

namespace {

/// sortnamesubsec
void sort_names(Reader& in, ComponentNames& names) {
  Reader content = in.part(in.count());
  const u32 begin = content.position();
  const u8 byte = content.byte();
  u32 sort = 0;
  if (byte == 0x00) {
    const u8 core = content.byte();
    if (core > 0x04 && (core < 0x10 || core > 0x12)) {
      invalid_leading_byte(content.since(begin), core, "sort", "Binary.md#name-section");
    }
    sort = core <= 0x04 ? core : core - 0x10U + 5;
  } else if (byte <= 0x05) {
    sort = static_cast<u32>(Sort::func) + byte - 1;
  } else {
    invalid_leading_byte(content.since(begin), byte, "sort", "Binary.md#name-section");
  }
  auto& map = names.sorts[sort];
  const u32 n = content.count();
  for (u32 i = 0; i < n; ++i) {
    const u32 x = content.read_u32();
    map[x] = content.name();
  }
  if (!content.at_end()) {
    Reader::fail({content.position(), content.end()}, phrase::section_size_mismatch, "Binary.md#name-section");
  }
}

}  // namespace

ComponentNames decode_component_names(Reader& in) {
  ComponentNames names;
  while (const auto id = in.peek()) {
    const u32 begin = in.position();
    in.byte();
    if (*id == 0) {
      Reader content = in.part(in.count());
      names.component = content.name();
    } else if (*id == 1) {
      sort_names(in, names);
    } else {
      invalid_leading_byte(in.since(begin), *id, "component name subsection", "Binary.md#name-section");
    }
  }
  return names;
}

bool is_component(std::string_view bytes) {
  return bytes.size() >= 8 && bytes.substr(0, 4) == std::string_view("\0asm", 4) &&
         bytes.substr(6, 2) == std::string_view("\x01\0", 2);
}

Result<Component> decode_component(const SourcePtr& source, const Profile& profile) {
  return door(source, [&] {
    Reader in(source->content());
    Component component = Decoder(in, profile).component();
    component.source = source;
    return component;
  });
}

}  // namespace touchstone::component
