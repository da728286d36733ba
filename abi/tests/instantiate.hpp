// From text to an instance, for tests of the host's side: what is refused is thrown, in its own words.
#pragma once

#include <stdexcept>
#include <string>

#include "abi/host/component.hpp"

namespace touchstone {

inline host::Component parse_component(const std::string& text, const host::Engine& engine = host::Engine()) {
  auto component = host::Component::parse(engine, text);
  if (!component) throw std::runtime_error(component.error().report(Wording::component));
  return *component;
}

inline host::Instance instantiate(host::Store& store, const host::Linker& linker, const std::string& text,
                                  const host::Engine& engine = host::Engine()) {
  auto instance = linker.instantiate(store, parse_component(text, engine));
  if (!instance) throw std::runtime_error(instance.message());
  return *instance;
}

}  // namespace touchstone
