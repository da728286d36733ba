// Components for C++ programs: `#include <touchstone/component.hpp>`, namespace touchstone::host.
//
//   host::Engine engine;
//   auto component = host::Component::parse(engine, text).value();
//   host::Store store;
//   host::Linker linker;
//   linker.define_func("log", [](std::span<const host::Val> args) { ...; return std::vector<host::Val>(); });
//   auto instance = linker.instantiate(store, component).value();
//   auto sum = instance.func("add")->invoke({host::Val(1U), host::Val(2U)}).value();
#pragma once

#include "abi/host/async.hpp"
#include "abi/host/calls.hpp"
#include "abi/host/completion.hpp"
#include "abi/host/engine.hpp"
#include "abi/host/futures.hpp"
#include "abi/host/operation.hpp"
#include "abi/host/streams.hpp"
#include "abi/host/typed/async_values.hpp"
#include "abi/host/typed/convert.hpp"
#include "abi/host/typed/host_func.hpp"
#include "abi/host/typed/mappings.hpp"
#include "abi/host/typed/typed_func.hpp"
#include "abi/host/values.hpp"
#include "abi/host/wave.hpp"
#include "interp/embedding/wasm.hpp"

namespace touchstone {
namespace host = component::host;
}  // namespace touchstone
