// The host in the place of a guest: see host_instance.hpp.
#include "abi/host/typed/host_instance.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <unordered_map>

#include "abi/canonical/store.hpp"
#include "abi/runtime/resource.hpp"

namespace touchstone::component::host {

namespace {

struct HostResources {
  std::mutex mutex;
  std::unordered_map<Identity, std::shared_ptr<RuntimeResourceType>> types;
};
HostResources& host_resources() {
  static HostResources all;
  return all;
}

}  // namespace

u64 HostInstance::put(const Val& v, const closed::ValType& t) {
  if (opts_.memory == nullptr) make_memory();
  const u64 ptr = cx_.allocate(alignment(t, cx_.ptr_type()), elem_size(t, cx_.ptr_type()));
  store(cx_, v, t, ptr);
  return ptr;
}

/// As much as 32-bit addresses reach, or what the system grants.
void HostInstance::make_memory() {
  std::optional<ReservedMemory> bytes;
  for (u64 size = u64{1} << 32; !bytes && size >= u64{1} << 20; size /= 2) {
    bytes = ReservedMemory::reserve(size, sizeof(u64));
  }
  if (!bytes) throw wasm::HostError("no memory for the values that a view is to read");
  memory_.type.addr = wasm::AddrType::i32;
  memory_.type.page_size_log2 = 0;
  memory_.bytes = *std::move(bytes);
  opts_.memory = &memory_;
  opts_.realloc = [this](LiftLowerContext&, u64 old, u64 old_size, u64 alignment, u64 size) {
    return realloc(old, old_size, alignment, size);
  };
}

u64 HostInstance::realloc(u64 old, u64 old_size, u64 alignment, u64 size) {
  if (old != 0 && size <= old_size) return old;
  const u64 result = align_to(top_, alignment);
  const u64 end = result + size;
  if (end > memory_.size()) {
    const u64 room = std::min(memory_.bytes.reserved(), std::max(end, 2 * memory_.size()));
    if (end > room || !memory_.bytes.commit(room)) {
      throw wasm::HostError("no memory for the values that a view is to read");
    }
    std::memcpy(memory_.base() - sizeof room, &room, sizeof room);
  }
  if (old != 0) std::memcpy(memory_.base() + result, memory_.base() + old, old_size);
  top_ = end;
  return result;
}

std::shared_ptr<RuntimeResourceType> HostInstance::resource_type(ResourceId id) const {
  HostResources& all = host_resources();
  const std::lock_guard lock(all.mutex);
  const auto found = all.types.find(id.value);
  return found == all.types.end() ? nullptr : found->second;
}

const HostInstance& host_types() {
  static const HostInstance none;
  return none;
}

std::shared_ptr<RuntimeResourceType> host_resource(Identity identity, void (*destroy)(u64)) {
  HostResources& all = host_resources();
  const std::lock_guard lock(all.mutex);
  std::shared_ptr<RuntimeResourceType>& type = all.types[identity];
  if (type == nullptr) type = std::make_shared<RuntimeResourceType>(destroy, identity);
  return type;
}

}  // namespace touchstone::component::host
