// CanonicalABI.md "Buffer State": see buffer.hpp.
//
// Deviation: (X21) elements for a reader that was poisoned meanwhile are dropped: its realloc must not run.
#include "abi/runtime/buffer.hpp"

#include "abi/canonical/load.hpp"
#include "abi/canonical/store.hpp"
#include "abi/runtime/instance.hpp"

namespace touchstone::component {

/// [BufferGuestImpl.__init__]
BufferGuestImpl::BufferGuestImpl(RuntimeType type, const LiftLowerContext& cx, u64 ptr, u64 length)
    : cx_(cx), ptr_(ptr), length_(length) {
  constexpr auto rule = "BufferGuestImpl";
  t = std::move(type);
  trap_if(length > MAX_LENGTH, Why::copy_too_long, rule);
  if (!t.type || length == 0) return;
  cx_.trap_if_unaligned(ptr, alignment(t.type, cx_.ptr_type()), Why::unaligned_pointer, rule);
  cx_.trap_if_out_of_bounds(ptr, length * size(), Why::pointer_out_of_bounds, rule);
}

u64 BufferGuestImpl::size() const { return elem_size(t.type, cx_.ptr_type()); }

/// [ReadableBufferGuestImpl.read]
Elements ReadableBufferGuestImpl::read(u64 n) {
  assert_that(n <= remain(), "more is read than there is");
  Elements vs{n, {}};
  if (t.type) {
    vs.list = load_list_from_valid_range(cx_, ptr_, n, t.type);
    ptr_ += n * size();
  }
  progress += n;
  return vs;
}

/// [WritableBufferGuestImpl.write]
void WritableBufferGuestImpl::write(const Elements& vs) {
  assert_that(vs.count <= remain(), "more is written than there is room for");
  if (t.type) {
    assert_that(vs.list.size() == vs.count, "elements are counted wrongly");
    if (!static_cast<const ComponentInstance&>(cx_.inst).poisoned) {
      store_list_into_valid_range(cx_, vs.list, ptr_, t.type);
    }
    ptr_ += vs.count * size();
  }
  progress += vs.count;
}

}  // namespace touchstone::component
