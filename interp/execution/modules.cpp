// 4.7 Modules: instantiation and invocation.
//
// The order of effects is the specification's: globals, table initialisers, element expressions; then element segments
// are copied, then data segments, then the start function runs. Functions are allocated first, since `ref.func` in an
// initialiser names them (the specification guesses their addresses). Data and element segments get their instances
// before the first copy, as there.
#include "interp/execution/modules.hpp"

#include <algorithm>
#include <utility>

#include "interp/execution/explain.hpp"
#include "interp/execution/invoke.hpp"
#include "interp/execution/machine.hpp"
#include "interp/execution/resolve.hpp"
#include "interp/execution/stack_switching.hpp"
#include "interp/support/utf8.hpp"
#include "interp/validation/matching.hpp"

namespace touchstone::wasm {

namespace {

// The machine of the stack we are on, with a new one for as long as guest code is on the stack if there was none.
class Entered {
 public:
  explicit Entered(Store& s) : machine_(current_machine(s)) {
    if (machine_ == nullptr)
      machine_ = &own_.emplace(s);
    else
      machine_->fuel = s.fuel;                         // a host function calls back
    stack_ = std::exchange(machine_->stack, nullptr);  // what it suspends ends there
  }
  ~Entered() {
    machine_->store.fuel = machine_->fuel;
    machine_->stack = stack_;
  }
  Entered(const Entered&) = delete;
  Entered& operator=(const Entered&) = delete;
  Machine& machine() { return *machine_; }

 private:
  std::optional<Machine> own_;
  Machine* machine_;
  Stack* stack_;
};

// [Eval_expr] The value of a constant expression.
class ConstantExpressions {
 public:
  explicit ConstantExpressions(ModuleInst& instance) : instance_(instance), entered_(instance.store) {}

  Value eval(const Expr& expr, const ValType& type) {
    if (expr.size() == 2) {  // Strategy: most are one instruction and `end`
      const Instr& instr = expr[0];
      switch (instr.op) {
      case Op::i32_const: return Value::of(instr.as<u32>());
      case Op::i64_const: return Value::of(instr.as<u64>());
      case Op::ref_func: return Value::of(Ref::to(instance_.funcs[instr.as<FuncIdx>().value]));
      case Op::ref_null: return Value::of(Ref::null());
      case Op::global_get: return instance_.globals[instr.as<GlobalIdx>().value]->value;
      default: break;
      }
    }
    Machine& m = entered_.machine();
    Resolver resolver(instance_, type);
    const std::shared_ptr<const Code> code = resolver.resolve(expr);
    if (slots_at(m.top, code->frame) > m.slots_end) throw Exhaustion(Resource::call_stack);
    const Slots s = m.top;
    const Signal r = leave_label(run(code->entry(), s, m, nullptr));
    m.top = s;
    if (r != Signal::next) throw_signal(m, r);
    return s[0];
  }

 private:
  ModuleInst& instance_;
  Entered entered_;
};

// Byte 0 of a memory of no bytes, for modules that have none.
u8* empty_memory() {
  static u64 size_in_front[2] = {0, 0};
  return static_cast<u8*>(static_cast<void*>(&size_in_front[1]));
}

[[noreturn]] void incompatible(const Import& import, const ExternType& wanted, const ExternType& got) {
  throw Unlinkable(import.at, "incompatible import type", "Externaddr_ok/sub",
                   " for \"" + printable(import.module) + "\" \"" + printable(import.name) + "\": expected " +
                       to_string(wanted) + ", got " + to_string(got));
}

// [Externaddr_ok/sub] of every import.
void check_imports(const Module& module, const Context& context, std::span<const ExternAddr> imports) {
  const std::vector<Import>& wanted = module.imports;
  if (imports.size() != wanted.size()) {
    throw Unlinkable(module.at, "unknown import", "$instantiate", ": wrong number of imports");
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const ExternType type = extern_type(imports[i]);
    if (!match_externtype(type, context.imports[i])) incompatible(wanted[i], context.imports[i], type);
  }
}

// Puts the imports in the index spaces.
void add_imports(ModuleInst& mm, std::span<const ExternAddr> imports) {
  for (const ExternAddr& addr : imports) {
    switch (static_cast<ExternKind>(addr.index())) {
    case ExternKind::func: mm.funcs.push_back(std::get<FuncInst*>(addr)); break;
    case ExternKind::table: mm.tables.push_back(std::get<TableInst*>(addr)); break;
    case ExternKind::mem: mm.mems.push_back(std::get<MemInst*>(addr)); break;
    case ExternKind::global: mm.globals.push_back(std::get<GlobalInst*>(addr)); break;
    case ExternKind::tag: mm.tags.push_back(std::get<TagInst*>(addr)); break;
    }
  }
}

// [$allocexport]
ExternAddr extern_at(const ModuleInst& mm, ExternKind kind, u32 x) {
  switch (kind) {
  case ExternKind::func: return mm.funcs[x];
  case ExternKind::table: return mm.tables[x];
  case ExternKind::mem: return mm.mems[x];
  case ExternKind::global: return mm.globals[x];
  case ExternKind::tag: return mm.tags[x];
  }
  throw Crash("extern_at");
}

// [$allocmodule] [$alloctags] [$allocglobals] [$allocmems] [$alloctables] [$allocdatas] [$allocelems] [$allocfuncs]
// [$allocexports] [$evalglobals] [$evalexprs] [$evalexprss]: everything but what runs. [$alloctypes] is done already:
// validation closed the types.
void allocmodule(ModuleInst& mm, ConstantExpressions& constant) {
  Store& s = mm.store;
  const Module& module = *mm.module;
  const Context& c = *mm.context;
  for (const Func& func : module.funcs) {
    const auto x = static_cast<u32>(mm.funcs.size());
    mm.funcs.push_back(allocfunc(s, c.funcs[x], &func, &mm, x));
  }
  for (std::size_t i = 0; i < module.tags.size(); ++i) mm.tags.push_back(alloctag(s, c.tags[mm.tags.size()]));
  for (const Global& global : module.globals) {
    const GlobalType& type = c.globals[mm.globals.size()];
    mm.globals.push_back(allocglobal(s, type, constant.eval(global.init, type.type)));
  }
  // Tables and segments are in the store as soon as something was evaluated for them, so that it is kept alive.
  for (const Table& table : module.tables) {
    const TableType& type = c.tables[mm.tables.size()];
    const Ref init = table.init ? constant.eval(*table.init, type.elem).as<Ref>() : Ref::null();
    mm.tables.push_back(alloctable(s, type, init));
  }
  for (std::size_t i = 0; i < module.elems.size(); ++i) {
    ElemInst* ei = allocelem(s, c.elems[i], {});
    ei->refs.reserve(module.elems[i].init.size());
    for (const Expr& expr : module.elems[i].init) ei->refs.push_back(constant.eval(expr, c.elems[i]).as<Ref>());
    mm.elems.push_back(ei);
  }
  for (std::size_t i = 0; i < module.mems.size(); ++i) mm.mems.push_back(allocmem(s, c.mems[mm.mems.size()]));
  for (const Data& data : module.datas) mm.datas.push_back(allocdata(s, data.init));
  u8* memory = mm.mems.empty() ? empty_memory() : mm.mems[0]->base();
  for (FuncInst* fi : mm.funcs) {
    if (fi->module == &mm) fi->memory = memory;
  }
  for (const Export& xp : module.exports) mm.exports.push_back({xp.name, extern_at(mm, xp.kind, xp.index)});
}

ValType address_type(AddrType at) { return at == AddrType::i32 ? ValKind::i32 : ValKind::i64; }

// [$runelem_] [$rundata_]
void run_segments(ModuleInst& mm, ConstantExpressions& constant) {
  const Module& module = *mm.module;
  for (std::size_t i = 0; i < module.elems.size(); ++i) {
    const Elem& elem = module.elems[i];
    if (elem.mode == Elem::Mode::active) {
      TableInst& ti = *mm.tables[elem.table.value];
      const u64 offset = constant.eval(elem.offset, address_type(ti.type.addr)).as<u64>();
      if (!table_init(ti, offset, *mm.elems[i], 0, mm.elems[i]->refs.size())) {
        throw elem_trap(mm, static_cast<u32>(i), offset);
      }
    }
    if (elem.mode != Elem::Mode::passive) mm.elems[i]->refs.clear();
  }
  for (std::size_t i = 0; i < module.datas.size(); ++i) {
    const Data& data = module.datas[i];
    if (data.mode != Data::Mode::active) continue;
    MemInst& mi = *mm.mems[data.mem.value];
    const u64 offset = constant.eval(data.offset, address_type(mi.type.addr)).as<u64>();
    if (!memory_init(mi, offset, *mm.datas[i], 0, data.init.size())) {
      throw data_trap(mm, static_cast<u32>(i), offset);
    }
    mm.datas[i]->bytes = {};
  }
}

// Calls `f` and returns its value, or what it threw.
template <class F>
auto outcome_of(F&& f) -> Outcome<decltype(f())> {
  try {
    return f();
  } catch (const Trap& trap) {
    return trap;
  } catch (const Exception& exception) {
    return exception;
  } catch (const Exhaustion& exhaustion) {
    return exhaustion;
  } catch (const HostError& error) {
    return error;
  } catch (const Unlinkable& error) {
    return error;
  }
}

// [$invoke] on a stack of known size; throws what it ends in. `take` gets the results.
template <class Take>
auto invoke_here(Store& s, FuncInst& fi, std::span<const Value> args, Take&& take) {
  Entered entered(s);
  Machine& m = entered.machine();
  const FuncType& type = fi.type->func();
  const Slots base = m.top;
  if (static_cast<std::size_t>(m.slots_end - base) < std::max(type.params.size(), type.results.size())) {
    throw Exhaustion(Resource::call_stack);
  }
  std::copy(args.begin(), args.end(), base);
  const Signal r = invoke_at(fi, nullptr, base, m);
  m.top = base;
  if (r != Signal::next) throw_signal(m, r);
  return take(std::span<const Value>(base, type.results.size()));
}

std::vector<Value> copied(std::span<const Value> results) { return {results.begin(), results.end()}; }

}  // namespace

ExternType extern_type(const ExternAddr& addr) {
  switch (static_cast<ExternKind>(addr.index())) {
  case ExternKind::func: return FuncUse{HeapType(std::get<FuncInst*>(addr)->type), true};  // [Externaddr_ok/func]
  case ExternKind::table: return std::get<TableInst*>(addr)->type;                         // [Externaddr_ok/table]
  case ExternKind::mem: return std::get<MemInst*>(addr)->type;                             // [Externaddr_ok/mem]
  case ExternKind::global: return std::get<GlobalInst*>(addr)->type;                       // [Externaddr_ok/global]
  case ExternKind::tag: return TagType{HeapType(std::get<TagInst*>(addr)->type)};          // [Externaddr_ok/tag]
  }
  throw Crash("extern_type");
}

Outcome<ModuleInst*> instantiate(Store& s, std::shared_ptr<const Module> module, std::shared_ptr<const Context> context,
                                 std::span<const ExternAddr> imports) {
  return outcome_of([&] {
    return run_on_main_stack([&] {
      check_imports(*module, *context, imports);
      ModuleInst& mm = s.modules.emplace_back(s);
      mm.module = std::move(module);
      mm.context = std::move(context);
      mm.types = mm.context->types;
      add_imports(mm, imports);
      {
        ConstantExpressions constant(mm);
        allocmodule(mm, constant);
        run_segments(mm, constant);
      }
      if (mm.module->start) invoke_here(s, *mm.funcs[mm.module->start->func.value], {}, copied);
      return &mm;
    });
  });
}

Outcome<std::vector<Value>> invoke(Store& s, FuncInst& fi, std::span<const Value> args) {
  return outcome_of([&] { return run_on_main_stack([&] { return invoke_here(s, fi, args, copied); }); });
}

void invoke_into(Store& s, FuncInst& fi, std::span<const Value> args, std::span<Value> results) {
  run_on_main_stack([&] {
    invoke_here(s, fi, args,
                [&](std::span<const Value> from) { std::copy(from.begin(), from.end(), results.begin()); });
  });
}

}  // namespace touchstone::wasm
