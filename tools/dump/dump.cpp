// A binary, byte by byte: see dump.hpp. It is decoded twice: once for its names, then for its lines.
#include "tools/dump/dump.hpp"

#include "abi/binary/decode.hpp"
#include "interp/binary/decode.hpp"
#include "tools/dump/listing.hpp"

namespace touchstone::dump {

namespace {

void gather(Known& known, const component::Component& component) {
  known.components[component.at.begin] = &component;
  for (const component::Definition& definition : component.definitions) {
    if (const auto* module = std::get_if<std::shared_ptr<const wasm::Module>>(&definition.is)) {
      known.modules[(*module)->at.begin] = module->get();
    } else if (const auto* nested = std::get_if<std::shared_ptr<const component::Component>>(&definition.is)) {
      gather(known, **nested);
    }
  }
}

template <class F>
std::optional<Error> error_of(const SourcePtr& binary, F&& f) {
  try {
    f();
    return std::nullopt;
  } catch (Error& error) {
    error.source = binary;
    return error;
  }
}

}  // namespace

std::optional<Error> dump(std::ostream& out, const SourcePtr& binary, const component::Profile& profile,
                          const Options& options) {
  const std::string_view bytes = binary->content();
  const Region all{0, static_cast<u32>(bytes.size())};
  std::optional<component::Component> component;
  std::optional<wasm::Module> module;
  const auto decode = [&](Reader in) {
    if (component::is_component(bytes)) {
      component = component::decode_component(in, profile);
    } else {
      module = wasm::decode_module(in, profile.features);
    }
  };
  Known known;
  // What is wrong with it is told by the second decoding.
  static_cast<void>(error_of(binary, [&] { decode(Reader(bytes, all)); }));
  const auto names_of_component = std::exchange(component, {});
  const auto names_of_module = std::exchange(module, {});
  if (names_of_component) gather(known, *names_of_component);
  if (names_of_module) known.modules[0] = &*names_of_module;
  Listing listing(out, bytes, known, options);
  const auto error = error_of(binary, [&] { decode(Reader(bytes, all, &listing)); });
  listing.finish(error ? &*error : nullptr, component::is_component(bytes) ? Wording::component : Wording::core);
  return error;
}

}  // namespace touchstone::dump
