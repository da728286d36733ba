// Deadlocks, told: which threads wait for what, in which instance, since which call. Not in the sources.
//
// What a thread waits for is known from WaitFor (waiting.hpp); words are made only once there is a trap. A function is
// called by the name under which its component exports it, as far as its type tells; an instance by its number in the
// store, and by the name of its component if it has one.
#pragma once

#include <string>

namespace touchstone::component {

class Store;

/// A line for each thread that has not ended and whose instance is not poisoned, each after a line break; of many, some.
std::string describe_waits(const Store& store);

}  // namespace touchstone::component
