// CanonicalABI.md "canon stream.new" to "canon future.drop-writable": the built-ins of streams and futures.
//
// Deviation: (X24) a stream's copy that was cancelled reports CANCELLED with what was copied, as the reference suite
// demands, where definitions.py reports an earlier COMPLETED as it is.
#pragma once

#include "abi/runtime/func.hpp"
#include "abi/runtime/stream.hpp"

namespace touchstone::component {

// The types are those of the stream or future: `t` is its element type.
u64 canon_stream_new(const closed::ValType& t);  ///< [canon_stream_new]
u64 canon_future_new(const closed::ValType& t);  ///< [canon_future_new]
u32 canon_stream_read(const closed::ValType& t, const RuntimeOptions& opts, u32 i, u64 ptr,
                      u64 n);  ///< [canon_stream_read]
u32 canon_stream_write(const closed::ValType& t, const RuntimeOptions& opts, u32 i, u64 ptr,
                       u64 n);                                                                 ///< [canon_stream_write]
u32 canon_future_read(const closed::ValType& t, const RuntimeOptions& opts, u32 i, u64 ptr);   ///< [canon_future_read]
u32 canon_future_write(const closed::ValType& t, const RuntimeOptions& opts, u32 i, u64 ptr);  ///< [canon_future_write]
u32 canon_stream_cancel_read(const closed::ValType& t, bool async_, u32 i);   ///< [canon_stream_cancel_read]
u32 canon_stream_cancel_write(const closed::ValType& t, bool async_, u32 i);  ///< [canon_stream_cancel_write]
u32 canon_future_cancel_read(const closed::ValType& t, bool async_, u32 i);   ///< [canon_future_cancel_read]
u32 canon_future_cancel_write(const closed::ValType& t, bool async_, u32 i);  ///< [canon_future_cancel_write]
void canon_stream_drop_readable(const closed::ValType& t, u32 i);             ///< [canon_stream_drop_readable]
void canon_stream_drop_writable(const closed::ValType& t, u32 i);             ///< [canon_stream_drop_writable]
void canon_future_drop_readable(const closed::ValType& t, u32 i);             ///< [canon_future_drop_readable]
void canon_future_drop_writable(const closed::ValType& t, u32 i);             ///< [canon_future_drop_writable]

}  // namespace touchstone::component
