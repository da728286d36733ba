// Threads that share memories: scheduling, waiting, notifying. See the header.
#include "interp/execution/threads.hpp"

#include <algorithm>

#include "interp/execution/chooser.hpp"

namespace touchstone::wasm {

/// On the list of those that wait, for as long as it lives.
class Threads::Waits {
 public:
  Waits(Threads& threads, Thread& thread) : list_(threads.waiting_), thread_(thread) { list_.push_back(&thread); }
  ~Waits() { std::erase(list_, &thread_); }
  Waits(const Waits&) = delete;
  Waits& operator=(const Waits&) = delete;

 private:
  std::vector<Thread*>& list_;
  Thread& thread_;
};

Threads& threads(Store& store) {
  if (store.threads == nullptr) store.threads = std::make_unique<Threads>(store);
  return *store.threads;
}

// ---- Threads

Threads::~Threads() {
  for (Thread& thread : threads_) thread.cont = Continuation();  // what unwinds leaves the lists, which are still there
}

u32 Threads::spawn(std::function<void()> body) {
  Thread& thread = threads_.emplace_back();
  thread.number = static_cast<u32>(threads_.size());
  thread.cont = cont_new([&thread, body = std::move(body)](Message) {
    thread.stack = current_stack().top;
    body();
  });
  make_ready(thread);
  return thread.number;
}

void Threads::join(u32 number) {
  Thread& thread = threads_.at(number - 1);
  if (!thread.ended) {
    Thread outsider;
    Thread& self = current(outsider);
    self.joins = number;
    const Waits waits(*this, self);
    suspend(self);
  }
  if (thread.error) std::rethrow_exception(std::exchange(thread.error, nullptr));
}

bool Threads::wait(const MemInst& mi, u64 address, s64 timeout) {
  if (timeout == 0) return false;
  Thread outsider;
  Thread& self = current(outsider);
  self.memory = &mi;
  self.address = address;
  self.timed_out = false;
  if (timeout > 0) self.deadline = now_ + static_cast<u64>(timeout);
  const Waits waits(*this, self);
  suspend(self);
  self.deadline.reset();
  return !self.timed_out;
}

u32 Threads::notify(const MemInst& mi, u64 address, u32 count) {
  u32 woken = 0;
  for (std::size_t i = 0; i < waiting_.size() && woken < count;) {
    Thread& thread = *waiting_[i];
    if (thread.memory != &mi || thread.address != address) {
      ++i;
      continue;
    }
    make_ready(thread);
    ++woken;
  }
  return woken;
}

void Threads::before_access() {
  if (ready_.empty()) return;
  Thread outsider;
  Thread& self = current(outsider);
  const std::vector<Thread*> others = runnable(self);
  if (others.empty()) return;
  const u32 choice = store_.chooser.choose(Choice::access, static_cast<u32>(others.size()) + 1);
  if (choice == 0) return;
  preferred_ = others[choice - 1];
  make_ready(self);
  suspend(self);
}

// ---- Scheduling

// Who runs now: one of ours, or `outsider`, which stands for whoever it is. A fiber that one of ours has resumed, as a
// component does, is not that thread.
Threads::Thread& Threads::current(Thread& outsider) {
  const bool ours = running_ != nullptr && current_stack().top == running_->stack;
  return ours ? *running_ : outsider;
}

// Takes a thread from whatever it waits for.
void Threads::make_ready(Thread& thread) {
  std::erase(waiting_, &thread);
  thread.memory = nullptr;
  thread.joins = 0;
  ready_.push_back(&thread);
}

// The ready threads that control can be given to: ours, and of the others the one that would get it back.
std::vector<Threads::Thread*> Threads::runnable(const Thread& self) const {
  std::vector<Thread*> out;
  const Thread* resumer = self.number != 0 && !outsiders_.empty() ? outsiders_.back() : &self;
  for (Thread* thread : ready_) {
    if (thread->number != 0 || thread == resumer) out.push_back(thread);
  }
  return out;
}

// Runs others until this thread is ready and chosen.
void Threads::suspend(Thread& self) {
  if (self.number != 0) {
    block();
  } else {
    run_others(self);
  }
}

void Threads::run_others(Thread& self) {
  struct Outsider {
    Threads& threads;
    Thread* before;
    Outsider(Threads& t, Thread& self) : threads(t), before(t.running_) { t.outsiders_.push_back(&self); }
    ~Outsider() {
      std::erase(threads.ready_, threads.outsiders_.back());
      threads.outsiders_.pop_back();
      threads.running_ = before;
    }
  };
  const Outsider outsider(*this, self);
  for (;;) {
    Thread* thread = next(self);
    if (thread == &self) return;
    run(*thread);
  }
}

Threads::Thread* Threads::next(Thread& self) {
  std::vector<Thread*> candidates = runnable(self);
  while (candidates.empty()) {
    if (!pass_time()) deadlock();
    candidates = runnable(self);
  }
  Thread* chosen = std::exchange(preferred_, nullptr);
  if (chosen == nullptr) {
    const auto n = static_cast<u32>(candidates.size());
    chosen = candidates[n > 1 ? store_.chooser.choose(Choice::thread, n) : 0];
  }
  std::erase(ready_, chosen);
  return chosen;
}

// Lets a thread go on until it suspends or ends.
void Threads::run(Thread& thread) {
  running_ = &thread;
  try {
    thread.cont = resume(std::move(thread.cont), {}).cont;
  } catch (...) {
    thread.error = std::current_exception();
  }
  if (thread.cont) return;
  thread.ended = true;
  for (std::size_t i = 0; i < waiting_.size();) {
    if (waiting_[i]->joins == thread.number)
      make_ready(*waiting_[i]);
    else
      ++i;
  }
}

// Leaps to the earliest deadline; false: there is none.
bool Threads::pass_time() {
  Thread* first = nullptr;
  for (Thread* thread : waiting_) {
    if (thread->deadline && (first == nullptr || *thread->deadline < *first->deadline)) first = thread;
  }
  if (first == nullptr) return false;
  now_ = std::max(now_, *first->deadline);
  first->timed_out = true;
  make_ready(*first);
  return true;
}

// ---- Deadlocks

std::string Threads::where(const Thread& thread) const {
  std::string out = thread.number == 0 ? "the caller" : "thread " + std::to_string(thread.number);
  if (thread.joins != 0) return out + " waits for the end of thread " + std::to_string(thread.joins);
  return out + " waits at address " + std::to_string(thread.address);
}

void Threads::deadlock() const {
  std::string all;
  for (const Thread* thread : waiting_) all += (all.empty() ? ": " : "; ") + where(*thread);
  throw Trap("deadlock", "deadlock", "#exec-memory.atomic.waitn", all);
}

}  // namespace touchstone::wasm
