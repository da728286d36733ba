// Binary.md "Component Definitions", "Instance", "Alias", "Start", "Import and Export", "Value Definitions", decoding.
//
// Sections come in any order and as often as they like; each definition goes to the end of the component's list. Unlike
// in a module, the size of a section is a border for what is read inside.
// Choice: (X18) all exports have attributes, inline ones too, as Binary.md has it; the Explainer's grammar does not.
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
  in.tell(begin, "magic");
  const std::string_view version = in.bytes(4);
  if (version == std::string_view("\x0d\0\x01\0", 4)) return in.tell(begin + 4, "version 13, layer 1");
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
  const auto all = [&] {
    preamble();
    while (const auto id = in.peek()) section(*id, c);
  };
  scope(in, all, "component");
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
  part(
      in,
      [&] {
        in.tell(begin, [&] { return "section " + std::to_string(id); });
        const u32 size_at = in.position();
        const u32 size = in.count();
        in.tell(size_at, [&] { return "size " + std::to_string(size); });
        Reader rest = in.part(size);
        contents(id, c, rest, begin);
        if (!rest.at_end()) {
          Reader::fail({rest.position(), rest.end()}, phrase::section_size_mismatch, "Binary.md#component-definitions",
                       ": bytes left over: " + std::to_string(rest.remaining()));
        }
      },
      section_names[id]);
}

void Decoder::contents(u8 id, Component& c, Reader& rest, u32 begin) {
  Decoder inner(rest, profile, depth);
  const auto add = [&](auto definition, Region at) {
    c.definitions.push_back({std::move(definition), at});
    inner.tell_defines(c.definitions.back());
  };
  const auto each = [&](std::string_view what, auto&& grammar) {
    const u32 n = rest.count();
    for (u32 i = 0; i < n; ++i) {
      const u32 from = rest.position();
      part(rest, [&] { add(grammar(), rest.since(from)); }, what, i);
    }
  };
  switch (id) {
  case custom_: return inner.custom(c, begin);
  case core_module_: {
    auto module = std::make_shared<wasm::Module>(wasm::decode_module(rest, profile.features));
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
    const u32 from = rest.position();
    Start start = inner.start();
    return add(std::move(start), rest.since(from));
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
  const u32 content_at = in.position();
  custom.content = in.bytes(in.remaining());
  if (in.watch() != nullptr) in.watch()->contents(in.since(content_at), "content");
  custom.at = in.since(begin);
  const Region at = custom.at;
  c.definitions.push_back({std::move(custom), at});
}

/// core:sort
Sort Decoder::core_sort(std::string_view where) {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  const bool module_or_instance = byte >= 0x10 && byte <= 0x12;
  if (byte > 0x04 && !module_or_instance) {
    invalid_leading_byte(in.since(begin), byte, where, "Binary.md#instance-definitions");
  }
  const Sort sort = module_or_instance ? static_cast<Sort>(static_cast<u32>(Sort::core_type) + byte - 0x10U)
                                       : static_cast<Sort>(byte);
  in.tell(begin, sort_name(sort));
  return sort;
}

/// sort
Sort Decoder::sort(std::string_view where) {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte > 0x05) invalid_leading_byte(in.since(begin), byte, where, "Binary.md#instance-definitions");
  const Sort sort = byte == 0x00 ? core_sort(where) : static_cast<Sort>(static_cast<u32>(Sort::func) + byte - 1U);
  in.tell(begin, sort_name(sort));
  return sort;
}

/// core:sortidx
SortIdx Decoder::core_sortidx() {
  const u32 begin = in.position();
  const Sort which = core_sort("external kind");
  const SortIdx x{which, in.read_u32()};
  in.tell_index(begin, index_space(which), x.index);
  return x;
}

/// sortidx
SortIdx Decoder::sortidx() {
  const u32 begin = in.position();
  const Sort which = sort("component external kind");
  const SortIdx x{which, in.read_u32()};
  in.tell_index(begin, index_space(which), x.index);
  return x;
}

/// [Binary.md#instance-definitions] core:instance
CoreInstance Decoder::core_instance() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte == 0x00) {
    in.tell(begin, "instantiate");
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
      in.tell(sort_at, "instance");
      arg.instance = in.index<CoreInstanceIdx>();
      arg.at = in.since(from);
      return arg;
    });
    return {std::move(instantiate)};
  }
  if (byte != 0x01) {
    invalid_leading_byte(in.since(begin), byte, "core instance", "Binary.md#instance-definitions");
  }
  in.tell(begin, "exports");
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
    in.tell(begin, "instantiate");
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
  in.tell(begin, "exports");
  return {Instance::Exports{list([this] {
    const u32 from = in.position();
    Instance::Export e;
    e.name = nameattributes();
    e.what = sortidx();
    e.at = in.since(from);
    return e;
  })}};
}

/// The target of an outer alias: how many scopes out, and an index there.
Alias::Outer Decoder::outer(Sort sort) {
  const u32 count_at = in.position();
  const u32 count = in.read_u32();
  in.tell(count_at, [&] { return "scopes out: " + std::to_string(count); });
  const u32 index_at = in.position();
  const u32 index = in.read_u32();
  in.tell_index(index_at, index_space(sort), index, count);
  return {count, index};
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
    in.tell(target_at, "export");
    const auto instance = in.index<InstanceIdx>();
    alias.target = Alias::Export{instance, in.name()};
    break;
  }
  case 0x01: {
    in.tell(target_at, "core export");
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
    in.tell(target_at, "outer");
    alias.target = outer(alias.sort);
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
  const u32 begin = in.position();
  start.results = in.read_u32();
  in.tell(begin, [&] { return "results: " + std::to_string(start.results); });
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
  in.tell(begin, words[byte]);
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
  in.tell(begin, byte == 0x02 ? "name with attributes" : "name");
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
  if (ascribed <= 0x01) in.tell(begin, ascribed == 0x01 ? "with a type" : "without a type");
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
  const u32 n = in.count();
  const u32 begin = in.position();
  value.bytes = in.bytes(n);
  if (in.watch() != nullptr) in.watch()->contents(in.since(begin), "value");
  return value;
}

namespace {

Reader sized_part(Reader& in) {
  const u32 begin = in.position();
  const u32 size = in.count();
  in.tell(begin, [&] { return "size " + std::to_string(size); });
  return in.part(size);
}

/// sortnamesubsec
void sort_names(Reader& in, ComponentNames& names) {
  Reader content = sized_part(in);
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
  content.tell(begin, sort_name(static_cast<Sort>(sort)));
  auto& map = names.sorts[sort];
  const u32 n = content.count();
  for (u32 i = 0; i < n; ++i) {
    const u32 index_at = content.position();
    const u32 x = content.read_u32();
    content.tell(index_at, [&] { return "index " + std::to_string(x); });
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
    if (*id <= 1) in.tell(begin, *id == 0 ? "subsection 0: component name" : "subsection 1: names of a sort");
    if (*id == 0) {
      Reader content = sized_part(in);
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

Component decode_component(Reader& in, const Profile& profile) { return Decoder(in, profile).component(); }

Result<Component> decode_component(const SourcePtr& source, const Profile& profile) {
  return door(source, [&] {
    Reader in(source->content());
    Component component = decode_component(in, profile);
    component.source = source;
    return component;
  });
}

}  // namespace touchstone::component
