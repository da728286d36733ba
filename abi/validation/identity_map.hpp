// A table from identities to identities, and a set of them: what instantiation fills by the hundred thousand.
//
// Not in the sources. Strategy: open addressing in one array; identities are never 0, nothing is ever removed.
#pragma once

#include <vector>

#include "abi/validation/types.hpp"

namespace touchstone::component::validation {

class IdentityMap {
 public:
  /// Adds an entry; false if the key has one already, which stays.
  bool add(Identity key, Identity value) {
    if (2 * (size_ + 1) > entries_.size()) grow();
    Entry& entry = entries_[slot(key)];
    if (entry.key == key) return false;
    entry = {key, value};
    ++size_;
    return true;
  }

  /// The value of a key, or null.
  const Identity* find(Identity key) const {
    if (size_ == 0 || key == 0) return nullptr;
    const Entry& entry = entries_[slot(key)];
    return entry.key == key ? &entry.value : nullptr;
  }

  bool empty() const { return size_ == 0; }

 private:
  struct Entry {
    Identity key = 0;
    Identity value = 0;
  };

  /// Where the key is, or the empty place where it would be.
  std::size_t slot(Identity key) const {
    const std::size_t mask = entries_.size() - 1;
    std::size_t i = static_cast<std::size_t>(key * 0x9E37'79B9'7F4A'7C15U >> 20U) & mask;
    while (entries_[i].key != 0 && entries_[i].key != key) i = (i + 1) & mask;
    return i;
  }

  void grow() {
    std::vector<Entry> old(entries_.empty() ? 16 : 2 * entries_.size());
    old.swap(entries_);
    for (const Entry& entry : old) {
      if (entry.key != 0) entries_[slot(entry.key)] = entry;
    }
  }

  std::vector<Entry> entries_;
  std::size_t size_ = 0;
};

class IdentitySet {
 public:
  void insert(Identity id) { ids_.add(id, id); }
  bool contains(Identity id) const { return ids_.find(id) != nullptr; }
  bool empty() const { return ids_.empty(); }

 private:
  IdentityMap ids_;
};

}  // namespace touchstone::component::validation
