// Values and patterns of scripts as JSON, in either dialect (to_json.hpp).
#pragma once

#include <nlohmann/json.hpp>

#include "tools/wast/to_json.hpp"
#include "tools/wast/values.hpp"

namespace touchstone::wast {

using Json = nlohmann::ordered_json;

/// Throws JsonError for what the dialect does not have.
Json json_of(const Value& value, JsonDialect dialect);
Json json_of(const Pattern& pattern, JsonDialect dialect);

}  // namespace touchstone::wast
