// Coroutines over a store: see async.hpp.
#include "abi/host/async.hpp"

namespace touchstone::component::host {

namespace async {

u64 begin(EventLoop& loop, Root root) {
  auto& promise = root.coroutine.promise();
  const u64 key = loop.add_coroutine(root.coroutine);
  promise.loop = &loop;
  promise.key = key;
  loop.resume(root.coroutine);
  return key;
}

}  // namespace async

namespace {

/// The function is the frame's own, since a coroutine that is a lambda uses its captures as long as it runs.
async::Root drive(CoroutineFunction f, std::vector<Val> args, std::shared_ptr<Completion> completion) {
  try {
    const Done resolved = completion->resolve(co_await f(std::move(args)));
    if (const auto* wrong = resolved.host_error()) completion->fail(*wrong);
  } catch (...) {
    completion->fail(std::current_exception());
  }
}

}  // namespace

HostCode host_code(CoroutineFunction f) {
  return host_code(CompletionFunction([f = std::move(f)](std::vector<Val> args, Completion owed) {
    const auto completion = std::make_shared<Completion>(std::move(owed));
    const auto loop = completion->loop();
    const u64 key = async::begin(*loop, drive(f, std::move(args), completion));
    if (!completion->open()) return;
    completion->on_cancel([weak = std::weak_ptr<Completion>(completion), key, loop = std::weak_ptr<EventLoop>(loop)] {
      const auto held = loop.lock();
      if (held == nullptr) return;
      held->outside_of_coroutines([weak, key, loop] {
        const auto asked = weak.lock();
        const auto running = loop.lock();
        if (asked == nullptr || running == nullptr || !asked->open()) return;
        running->destroy_coroutine(key);
        if (const Done told = asked->cancel(); !told) asked->fail(*told.host_error());
      });
    });
  }));
}

}  // namespace touchstone::component::host
