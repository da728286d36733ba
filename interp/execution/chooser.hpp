// Choices: everything that the specifications leave open, for modules and components alike.
//
// Wherever a rule may go on in several ways (hint $ND of the deterministic profile, `random` in definitions.py), the code
// asks `choose(kind, alternatives)` and takes the alternative with that index. Alternatives are listed in a published
// order, and number 0 is what the deterministic chooser takes:
//
//   kind          asked by                                    0 is                  then
//   nan_bits      operators whose result is a NaN             positive canonical    see numerics/floats.hpp, nans
//   relaxed_simd  the parameters R (4.3.6), once to a store   the first listed      the others in that order
//   grow          memory.grow, table.grow                     it succeeds           it fails
//   access        an access to shared memory, when exploring  go on                 another ready thread, in order
//   thread        which ready thread runs                     waiting the longest   the others, in that order
//   event         which pending event of a set is delivered   pending the longest   the others, in that order
//   block         a wait whose condition holds                go on                 suspend first
//                 a yield                                     suspend               go on
//   cancel        which thread is told of a cancellation      the oldest            the others, by age
//   debug_message error-context.new                           discard the message   keep it
//
// A run is known by the choices other than 0: `choices()` prints them and a ReplayChooser takes them again. Each is a
// letter for the kind, behind it the index if that is not 1, and before it how many choices of the same kind took 0 since
// the last one listed: "t.3t2.b" is 1 of the first thread choice, three times 0, then 2; and 1 of the first block choice.
// Not in the specification: letters, order and all choosers.
#pragma once

#include <array>
#include <deque>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "interp/support/integers.hpp"

namespace touchstone {

enum class Choice : u8 { nan_bits, relaxed_simd, grow, access, thread, event, block, cancel, debug_message };

inline constexpr u32 choice_kinds = 9;

/// `nan_bits`, `thread`, and so on.
std::string_view choice_name(Choice kind);

/// A set of kinds.
class Choices {
 public:
  constexpr Choices() = default;
  constexpr Choices(std::initializer_list<Choice> kinds) {
    for (Choice kind : kinds) bits_ |= bit(kind);
  }
  constexpr bool contains(Choice kind) const { return (bits_ & bit(kind)) != 0; }
  constexpr Choices operator|(Choices other) const {
    other.bits_ |= bits_;
    return other;
  }
  static constexpr Choices all() {
    Choices result;
    result.bits_ = (1U << choice_kinds) - 1;
    return result;
  }
  friend bool operator==(Choices, Choices) = default;

 private:
  static constexpr u32 bit(Choice kind) { return 1U << static_cast<u32>(kind); }
  u32 bits_ = 0;
};

/// What is random or explored unless other kinds are asked for.
inline constexpr Choices scheduling{Choice::access, Choice::thread, Choice::event, Choice::block, Choice::cancel};

/// A specification of a chooser or a choice string that cannot be read, or a run that does not repeat.
struct ChooserError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Decides, and remembers what it decided. One to a store.
class Chooser {
 public:
  virtual ~Chooser() = default;
  Chooser(const Chooser&) = delete;
  Chooser& operator=(const Chooser&) = delete;

  /// The index of the alternative to take, of at least one.
  u32 choose(Choice kind, u32 alternatives);

  /// Whether `kind` may become anything but 0. If not, it need not be asked: a run is the same either way.
  bool open(Choice kind) const { return open_.contains(kind); }

  /// The choices of this run so far, for a ReplayChooser.
  std::string choices() const;

  /// Begins the next run. False if there is none.
  virtual bool next() { return false; }

 protected:
  explicit Chooser(Choices open) : open_(open) {}
  void forget_run();

 private:
  virtual u32 pick(Choice kind, u32 alternatives) = 0;

  struct Taken {
    u64 skipped;
    u32 index;
    Choice kind;
  };
  Choices open_;
  std::vector<Taken> taken_;               // those that were not 0
  std::array<u64, choice_kinds> zeros_{};  // since the last one in taken_, by kind
};

/// 0, always.
class DeterministicChooser final : public Chooser {
 public:
  DeterministicChooser() : Chooser({}) {}

 private:
  u32 pick(Choice, u32) override { return 0; }
};

/// Even chances, the same for the same seed on every host.
class SeededChooser final : public Chooser {
 public:
  explicit SeededChooser(u64 seed, Choices kinds = scheduling) : Chooser(kinds), state_(seed) {}

 private:
  u32 pick(Choice kind, u32 alternatives) override;
  u64 state_;
};

/// Every run there is, each once: those with fewer choices other than 0 come first, so a bound leaves out the longest, and
/// the first run that shows something shows it in the shortest way. A run is a child of the one that lacks its last choice
/// other than 0. Begin runs with `do { ... } while (chooser.next())`.
class ExhaustiveChooser final : public Chooser {
 public:
  /// At most `bound` runs; in each at most `depth` choices are explored, later ones are 0.
  explicit ExhaustiveChooser(Choices kinds = scheduling, u64 bound = ~u64{0}, u32 depth = 1U << 20)
      : Chooser(kinds), bound_(bound), depth_(depth) {}

  bool next() override;

  /// A run that comes to more than so many choices is given up: `choose` throws. For runs in which a thread waits in a loop
  /// for another that never gets its turn.
  void give_up_after(u32 choices) { longest_ = choices; }
  /// Whether the current run, or the one that ended last, was given up.
  bool gave_up() const { return at_ > longest_; }

  u64 bound() const { return bound_; }
  /// Runs begun so far.
  u64 runs() const { return runs_; }
  /// After `next` returned false: whether that was all, nothing left out for a bound.
  bool complete() const { return frontier_.empty() && !cut_; }
  /// All runs with at most so many choices other than 0 have ended, as far as `depth` lets them be told apart.
  u32 complete_up_to() const { return complete_up_to_; }

 private:
  u32 pick(Choice kind, u32 alternatives) override;
  void end_run();
  bool begin_child();

  struct Point {
    u32 alternatives;
    Choice kind;
  };
  struct Taken {
    u32 at;  // counting all choices of the run
    u32 index;
    Point of;
  };
  struct Begun {
    std::size_t parent;
    Taken last;
  };
  struct Children {
    std::size_t run;
    u32 depth;  // how many choices other than 0 the run has
    u32 first;  // number of the first of `points`, the choices behind the last one other than 0
    std::vector<Point> points;
  };
  static constexpr std::size_t no_run = ~std::size_t{0};

  std::vector<Begun> begun_;       // the runs but the first
  std::deque<Children> frontier_;  // of the first, those before (point_, index_) have begun
  std::size_t point_ = 0;
  u32 index_ = 0;
  u64 waiting_ = 0;  // runs in frontier_ that have not begun

  std::size_t run_ = no_run;  // the current run, in begun_
  std::vector<Taken> taken_;  // its choices other than 0
  std::size_t next_taken_ = 0;
  u32 at_ = 0;                 // how many choices it has made
  std::vector<Point> points_;  // those behind the last of taken_

  u64 bound_;
  u32 depth_;
  u32 longest_ = ~u32{0};
  u64 runs_ = 1;
  u32 complete_up_to_ = 0;
  bool ended_ = false;
  bool cut_ = false;
};

/// The run that printed these choices.
class ReplayChooser final : public Chooser {
 public:
  explicit ReplayChooser(std::string_view choices);

  /// Whether every choice listed has been taken. If not after the run, it was not the same one.
  bool finished() const;

 private:
  u32 pick(Choice kind, u32 alternatives) override;

  struct Listed {
    u64 skip;
    u32 index;
  };
  std::array<std::vector<Listed>, choice_kinds> listed_;  // by kind, the next one last
};

/// `deterministic`, `random:SEED[:KINDS]`, `explore:BOUND[:KINDS]` or `replay:CHOICES`; KINDS is names joined by `+`, or
/// `all`, or `scheduling` (the default). Throws ChooserError.
std::unique_ptr<Chooser> make_chooser(std::string_view specification);

}  // namespace touchstone
