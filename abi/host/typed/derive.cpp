// Mappings of user types: see derive.hpp.
#include "abi/host/typed/derive.hpp"

namespace touchstone::component::host {

std::string label_of(std::string_view identifier) {
  while (identifier.ends_with('_')) identifier.remove_suffix(1);
  std::string label(identifier);
  std::replace(label.begin(), label.end(), '_', '-');
  return label;
}

std::vector<std::string> labels_of(std::string_view identifiers) {
  std::vector<std::string> labels;
  while (!identifiers.empty()) {
    const std::size_t end = std::min(identifiers.find_first_of(", "), identifiers.size());
    if (end > 0) labels.push_back(label_of(identifiers.substr(0, end)));
    identifiers.remove_prefix(std::min(end + 1, identifiers.size()));
  }
  return labels;
}

}  // namespace touchstone::component::host
