// 3.4.5 Memory instructions, the loads and stores of vectors among them, and atomic accesses (threads proposal).
//
// Loads and stores of all types are typed by their row of the table; what is left is the memory's address type and the
// immediates.
#include "interp/support/messages.hpp"
#include "interp/validation/instruction_types.hpp"
#include "interp/validation/rules.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {

// [Memarg_ok]
void InstrRules::memarg_ok(const V& v, const MemArg& memarg, AddrType at) {
  const OpInfo& row = info(v.instr_->op);
  const bool bad = row.atomic ? memarg.align != row.align : memarg.align > row.align;
  if (bad) {
    v.fail_rule("Memarg_ok", row.atomic ? phrase::alignment_not_natural : phrase::alignment_too_large,
                ": 2^" + std::to_string(memarg.align) + " bytes, natural are 2^" + std::to_string(u32{row.align}) +
                    v.at_instr());
  }
  if (at == AddrType::i32 && memarg.offset > 0xFFFF'FFFFU) {
    v.fail_rule("Memarg_ok", phrase::offset_out_of_range,
                ": " + std::to_string(memarg.offset) + " for a memory with i32 addresses" + v.at_instr());
  }
}

// [Instr_ok/load-val, Instr_ok/load-pack, Instr_ok/store-val, Instr_ok/store-pack, Instr_ok/vload-val]
// [Instr_ok/vload-pack, Instr_ok/vload-splat, Instr_ok/vload-zero, Instr_ok/vstore]
// [#valid-atomic.*, #valid-memory.atomic.*]
void InstrRules::access(V& v, const Instr& instr) {
  const auto& memarg = instr.as<MemArg>();
  const AddrType at = v.mem_at(memarg.mem).addr;
  memarg_ok(v, memarg, at);
  apply(v, instr.op, address(at).kind);
}

// [Instr_ok/vload_lane, Instr_ok/vstore_lane]
void InstrRules::access_lane(V& v, const Instr& instr) {
  const auto& imm = instr.as<MemArgLane>();
  const AddrType at = v.mem_at(imm.memarg.mem).addr;
  memarg_ok(v, imm.memarg, at);
  const u32 lanes = 16U >> info(instr.op).align;
  if (imm.lane.value >= lanes) {
    v.fail(phrase::invalid_lane_index,
           " " + std::to_string(imm.lane.value) + ": there are " + std::to_string(lanes) + v.at_instr());
  }
  apply(v, instr.op, address(at).kind);
}

// [Instr_ok/memory.size]
void InstrRules::memory_size(V& v, const Instr& instr) { v.push(address(v.mem_at(instr.as<MemIdx>()).addr)); }

// [Instr_ok/memory.grow]
void InstrRules::memory_grow(V& v, const Instr& instr) {
  const ValType at = address(v.mem_at(instr.as<MemIdx>()).addr);
  v.pop({at});
  v.push(at);
}

// [Instr_ok/memory.fill]
void InstrRules::memory_fill(V& v, const Instr& instr) {
  const ValType at = address(v.mem_at(instr.as<MemIdx>()).addr);
  v.pop({at, ValKind::i32, at});
}

// [Instr_ok/memory.copy]
void InstrRules::memory_copy(V& v, const Instr& instr) {
  const auto& imm = instr.as<MemMem>();
  const AddrType dst = v.mem_at(imm.dst).addr;
  const AddrType src = v.mem_at(imm.src).addr;
  v.pop({address(dst), address(src), address(min_address(dst, src))});
}

void InstrRules::data(const V& v, DataIdx x) {
  if (x.value >= v.context_.datas) v.fail_unknown(x.value, v.context_.datas, phrase::unknown_data, "data segment");
}

// [Instr_ok/memory.init]
void InstrRules::memory_init(V& v, const Instr& instr) {
  const auto& imm = instr.as<DataMem>();
  const ValType at = address(v.mem_at(imm.mem).addr);
  data(v, imm.data);
  v.pop({at, ValKind::i32, ValKind::i32});
}

// [memory-control/memory.discard] `x : [at at] -> []`
void InstrRules::memory_discard(V& v, const Instr& instr) {
  const ValType at = address(v.mem_at(instr.as<MemIdx>()).addr);
  v.pop({at, at});
}

// [Instr_ok/data.drop]
void InstrRules::data_drop(V& v, const Instr& instr) { data(v, instr.as<DataIdx>()); }

}  // namespace touchstone::wasm
