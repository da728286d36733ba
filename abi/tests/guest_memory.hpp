// The memory of guests that take and give values of all types.
#pragma once

#include <string>
#include <string_view>

#include <fmt/format.h>

namespace touchstone::component {

/// The core module $Memory and the address type, i32 or i64: a memory, and a realloc that only goes forward.
inline std::string memory_module(std::string_view ptr) {
  return fmt::format(R"((core module $Memory{0}
  (memory (export "memory") {1} 64)
  (global $next (mut {0}) ({0}.const 1024))
  (func (export "realloc") (param $old {0}) (param $old-size {0}) (param $align {0}) (param $size {0}) (result {0})
    (local $new {0})
    (local.set $new ({0}.and ({0}.add (global.get $next) ({0}.sub (local.get $align) ({0}.const 1)))
                             ({0}.sub ({0}.const 0) (local.get $align))))
    (global.set $next ({0}.add (local.get $new) (local.get $size)))
    (memory.copy (local.get $new) (local.get $old)
      (select (local.get $old-size) (local.get $size) ({0}.lt_u (local.get $old-size) (local.get $size))))
    (local.get $new))))",
                     ptr, ptr == "i64" ? "i64" : "");
}

}  // namespace touchstone::component
