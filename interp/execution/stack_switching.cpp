// Stack switching over Boost.Context. See the header.
//
// Each stack has a Side: what must be put back when it runs again. `switch_stacks` is the one place where stacks change;
// all else is bookkeeping about who resumed whom. The C++ runtime keeps the exceptions in flight per OS thread, so they
// are part of a Side: a fiber may block inside a catch clause or in a destructor that runs because of an exception.
#include "interp/execution/stack_switching.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cxxabi.h>
#include <exception>
#include <new>

#include <boost/context/detail/fcontext.hpp>

#include "interp/support/error.hpp"
#include "interp/support/reserved_memory.hpp"
#include "interp/support/sanitizers.hpp"

#ifdef TOUCHSTONE_ASAN
#include <sanitizer/common_interface_defs.h>
#endif

namespace touchstone {

namespace {

using boost::context::detail::fcontext_t;
using boost::context::detail::jump_fcontext;
using boost::context::detail::make_fcontext;
using boost::context::detail::transfer_t;

/// The C++ runtime's record of exceptions in flight; its layout is the Itanium ABI's (2.2.2).
struct ExceptionsInFlight {
  void* caught;
  unsigned uncaught;
};

/// One stack, while it does not run.
struct Side {
  fcontext_t context = nullptr;
  ExceptionsInFlight exceptions{};
  const u8* low = nullptr;  // bounds; for the OS thread's own stack known to sanitizers only
  u64 size = 0;
  void* fake_stack = nullptr;     // AddressSanitizer's
  const u8* leak_root = nullptr;  // from here to the top LeakSanitizer looks for pointers
  void* kept = nullptr;           // by who runs code on it
};

}  // namespace

/// A continuation's stack, what runs on it, and who is resuming it.
struct Fiber : Side {
  PooledMemory memory;
  NativeStack stack{};
  std::unique_ptr<stack_switching::Body> body;
  Fiber* resumer = nullptr;  // none: the OS thread's own stack
  Message current;
  Message carried;           // block_result on the way in, block_arg on the way out
  std::exception_ptr error;  // what `body` ended with
  bool started = false;
  bool finished = false;
  bool unwinding = false;
  bool is_main = false;
  struct OsThread* home = nullptr;

  Fiber() = default;
  Fiber(const Fiber&) = delete;
  Fiber& operator=(const Fiber&) = delete;
  ~Fiber();
};

/// What each OS thread knows of its fibers.
struct OsThread {
  Side own;
  Fiber* running = nullptr;
  Fiber* main = nullptr;  // parked between two calls of run_on_main_stack
};

namespace {

constexpr u64 smallest_stack = u64{64} << 10;
constexpr u64 largest_stack = u64{1} << 40;
constexpr u64 library_headroom = u64{128} << 10;  // for what the C++ library and the host's functions take

constinit thread_local OsThread os_thread;

/// Frees the main stack at the end of the OS thread.
struct MainStackOwner {
  ~MainStackOwner() { Continuation dropped(std::exchange(os_thread.main, nullptr)); }
  void touch() {}
};
thread_local MainStackOwner main_stack_owner;

Side& resumer_of(Fiber& fiber) { return fiber.resumer != nullptr ? static_cast<Side&>(*fiber.resumer) : os_thread.own; }

// ---- Sanitizers

#ifdef TOUCHSTONE_ASAN

constexpr u64 leak_root_step = u64{64} << 10;

void forget_leak_root(Side& side) {
  if (side.leak_root != nullptr)
    remove_leak_root(side.leak_root, static_cast<u64>(side.low + side.size - side.leak_root));
  side.leak_root = nullptr;
}

/// What is suspended may hold the only pointer to something. The region only grows, in large steps: registering is slow.
void remember_leak_root(Side& side) {
  auto deepest = static_cast<const u8*>(side.context);
  if (side.leak_root != nullptr && deepest >= side.leak_root) return;
  forget_leak_root(side);
  const u8* top = side.low + side.size;
  u64 depth = (static_cast<u64>(top - deepest) / leak_root_step + 1) * leak_root_step;
  side.leak_root = depth < side.size ? top - depth : side.low;
  add_leak_root(side.leak_root, static_cast<u64>(top - side.leak_root));
}

/// Without `from`, the stack left is done with.
void before_switch(Side* from, const Side& to) {
  __sanitizer_start_switch_fiber(from != nullptr ? &from->fake_stack : nullptr, to.low, to.size);
}

/// `from` is the stack left, unless that is done with. Only this tells the bounds of the OS thread's own stack.
void after_switch(void* fake_stack, Side* from) {
  const void* low = nullptr;
  std::size_t size = 0;
  __sanitizer_finish_switch_fiber(fake_stack, &low, &size);
  if (from == nullptr) return;
  if (from == &os_thread.own) {
    from->low = static_cast<const u8*>(low);
    from->size = size;
  }
  remember_leak_root(*from);
}

#else

void forget_leak_root(Side&) {}
void before_switch(Side*, const Side&) {}
void after_switch(void*, Side*) {}

#endif

// ---- Switching. Inlined: the processor mispredicts each return from a function that was called on the other stack.

#if defined(__x86_64__) && !defined(__CET__)

/// Strategy: jump_fcontext does not return but jumps, so each call of it would leave one address too many on the stack of
/// return addresses that the processor keeps, and all returns from there on would be mispredicted. It is jumped to instead.
[[gnu::always_inline]] inline transfer_t jump(fcontext_t to, void* data) {
  transfer_t back;
  auto* target = &jump_fcontext;
  asm volatile(
      "leaq -128(%%rsp), %%rsp\n\t"  // beyond what a function may use below its stack pointer
      "leaq 1f(%%rip), %%rax\n\t"
      "pushq %%rax\n\t"
      "jmp *%%rcx\n"
      "1:\n\t"
      "leaq 128(%%rsp), %%rsp"
      : "=&a"(back.fctx), "=&d"(back.data), "+D"(to), "+S"(data), "+c"(target)
      :
      : "r8", "r9", "r10", "r11", "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",
        "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15"
#ifdef __AVX512F__
        ,
        "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24", "xmm25", "xmm26", "xmm27",
        "xmm28", "xmm29", "xmm30", "xmm31", "k1", "k2", "k3", "k4", "k5", "k6", "k7"
#endif
  );
  return back;
}

#else

[[gnu::always_inline]] inline transfer_t jump(fcontext_t to, void* data) { return jump_fcontext(to, data); }

#endif

/// Lets `to` go on where it stopped, or begin. Returns when something switches back to `from`.
[[gnu::always_inline]] inline void switch_stacks(Side& from, Side& to) {
  auto* in_flight = abi::__cxa_get_globals();
  std::memcpy(&from.exceptions, in_flight, sizeof from.exceptions);
  std::memcpy(in_flight, &to.exceptions, sizeof to.exceptions);
  before_switch(&from, to);
  transfer_t back = jump(to.context, &from);
  auto* other = static_cast<Side*>(back.data);
  if (other != nullptr) other->context = back.fctx;
  after_switch(from.fake_stack, other);
}

/// Leaves a fiber that has finished. No variable of this function may need memory: the sanitizer's part of the stack
/// is freed before the jump.
[[noreturn, gnu::noinline]] void leave_for_good(const Side& to) {
  std::memcpy(abi::__cxa_get_globals(), &to.exceptions, sizeof to.exceptions);
  before_switch(nullptr, to);
  jump(to.context, nullptr);
  std::terminate();
}

/// Runs the body. Whatever it ends with goes to the resumer, but for a forced unwind, which has arrived.
[[gnu::noinline]] void run_body(Fiber& fiber) {
  try {
    fiber.carried = fiber.body->run(fiber.carried);
  } catch (const ForcedUnwind&) {
    fiber.carried = {};
  } catch (...) {
    fiber.error = std::current_exception();
  }
  fiber.body.reset();
  fiber.finished = true;
}

/// The base of every fiber's stack.
void enter(transfer_t from) {
  auto* resumer = static_cast<Side*>(from.data);
  resumer->context = from.fctx;
  after_switch(nullptr, resumer);
  run_body(*os_thread.running);
  leave_for_good(resumer_of(*os_thread.running));
}

/// Runs `fiber` until it stops or finishes.
[[gnu::always_inline]] inline void run(Fiber& fiber) {
  if (fiber.home != &os_thread) throw Crash("a continuation was resumed on another thread than its own");
  fiber.started = true;
  fiber.resumer = os_thread.running;
  os_thread.running = &fiber;
  switch_stacks(resumer_of(fiber), fiber);
  os_thread.running = fiber.resumer;
  if (fiber.resumer == nullptr) forget_leak_root(os_thread.own);
}

/// Stops `fiber`, which is running, until it is run again.
[[gnu::always_inline]] inline void stop(Fiber& fiber) {
  if (!fiber.unwinding) switch_stacks(fiber, resumer_of(fiber));
  if (fiber.unwinding) throw ForcedUnwind{};
}

std::unique_ptr<Fiber> new_fiber(std::unique_ptr<stack_switching::Body> body, u64 stack_size) {
  auto fiber = std::make_unique<Fiber>();
  if (stack_size > largest_stack) throw std::bad_alloc();
  fiber->memory = PooledMemory::take(std::max(stack_size, smallest_stack) * sanitizer_stack_factor, Grows::down);
  if (!fiber->memory) throw std::bad_alloc();
  fiber->low = fiber->memory.data();
  fiber->size = fiber->memory.size();
  fiber->context = make_fcontext(fiber->memory.end(), fiber->size, enter);
  u64 headroom = std::min(library_headroom * sanitizer_stack_factor, fiber->size / 4);
  fiber->stack = {fiber->low + headroom, fiber->memory.end()};
  fiber->body = std::move(body);
  fiber->home = &os_thread;
  return fiber;
}

}  // namespace

Fiber::~Fiber() { forget_leak_root(*this); }

// ---- The primitives

Continuation stack_switching::cont_new(std::unique_ptr<Body> body, u64 stack_size) {
  return Continuation(new_fiber(std::move(body), stack_size).release());
}

Resumed resume(Continuation cont, Message block_result, Message current) {
  if (!cont) throw Crash("resume of no continuation");
  Fiber& fiber = *cont.fiber_;
  fiber.carried = block_result;
  fiber.current = current;
  run(fiber);
  if (!fiber.finished) return {std::move(cont), fiber.carried};
  std::unique_ptr<Fiber> ended(std::exchange(cont.fiber_, nullptr));
  if (ended->error) std::rethrow_exception(std::exchange(ended->error, nullptr));
  return {Continuation(), ended->carried};
}

Message block(Message block_arg) {
  Fiber* fiber = os_thread.running;
  if (fiber == nullptr || fiber->is_main) throw Crash("block outside every continuation");
  fiber->carried = block_arg;
  stop(*fiber);
  return fiber->carried;
}

// What leaves a body is kept with the fiber; `run` throws nothing of it.
void Continuation::drop() noexcept {  // NOLINT(bugprone-exception-escape)
  std::unique_ptr<Fiber> fiber(std::exchange(fiber_, nullptr));
  if (!fiber->started) return;
  fiber->unwinding = true;
  run(*fiber);
  assert(fiber->finished);
}

Message current_thread() { return os_thread.running != nullptr ? os_thread.running->current : Message(); }

// ---- Stacks of known size

bool on_known_stack() { return os_thread.running != nullptr; }

void*& kept_with_current_stack() { return os_thread.running != nullptr ? os_thread.running->kept : os_thread.own.kept; }

NativeStack current_stack() {
  if (os_thread.running != nullptr) return os_thread.running->stack;
  return {reinterpret_cast<const u8*>(UINTPTR_MAX), nullptr};  // NOLINT(performance-no-int-to-ptr): above all stacks
}

namespace {

struct Call {
  void (*call)(void*);
  void* object;
  std::exception_ptr error;
};

/// The main stack serves one call after another: making one anew would cost more than a short call.
Message serve_calls(Message first) {
  for (Message next = first;;) {
    auto* task = next.as<Call*>();
    try {
      task->call(task->object);
    } catch (...) {
      task->error = std::current_exception();
    }
    Fiber& fiber = *os_thread.running;
    stop(fiber);
    next = fiber.carried;
  }
}

}  // namespace

void stack_switching::run_on_main_stack(void (*call)(void*), void* object) {
  std::unique_ptr<Fiber> main(std::exchange(os_thread.main, nullptr));
  if (main == nullptr) {
    main_stack_owner.touch();
    main = new_fiber(std::make_unique<BodyOf<Message (*)(Message)>>(serve_calls), main_stack_size);
    main->is_main = true;
  }
  Call task{call, object, nullptr};
  main->carried = &task;
  run(*main);
  os_thread.main = main.release();
  if (task.error) std::rethrow_exception(std::move(task.error));
}

}  // namespace touchstone
