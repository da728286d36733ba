// Choices: the choosers, choice strings, specifications of choosers. See the header; not in the specification.
#include "interp/execution/chooser.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <optional>
#include <utility>

namespace touchstone {

namespace {

struct KindRow {
  std::string_view name;
  char letter;
};

// In the order of Choice.
constexpr std::array<KindRow, choice_kinds> kinds{{{"nan_bits", 'n'},
                                                   {"relaxed_simd", 'r'},
                                                   {"grow", 'g'},
                                                   {"access", 'a'},
                                                   {"thread", 't'},
                                                   {"event", 'e'},
                                                   {"block", 'b'},
                                                   {"cancel", 'c'},
                                                   {"debug_message", 'd'}}};

std::size_t number(Choice kind) { return static_cast<std::size_t>(kind); }

/// All of `text` as a number, or nothing.
template <class T>
std::optional<T> read_number(std::string_view text) {
  T value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// Calls `f` with each piece of `text` between separators.
template <class F>
void for_each_piece(std::string_view text, char separator, F&& f) {
  for (;;) {
    std::size_t end = std::min(text.find(separator), text.size());
    f(text.substr(0, end));
    if (end == text.size()) return;
    text.remove_prefix(end + 1);
  }
}

Choices read_kinds(std::string_view text) {
  Choices result;
  for_each_piece(text, '+', [&](std::string_view name) {
    if (name == "all") {
      result = Choices::all();
    } else if (name == "scheduling") {
      result = result | scheduling;
    } else {
      auto row = std::find_if(kinds.begin(), kinds.end(), [&](const KindRow& k) { return k.name == name; });
      if (row == kinds.end()) {
        std::string known = "all, scheduling";
        for (const KindRow& k : kinds) known += ", " + std::string(k.name);
        throw ChooserError("unknown kind of choice " + quoted(name) + "; there are " + known);
      }
      result = result | Choices{static_cast<Choice>(row - kinds.begin())};
    }
  });
  return result;
}

}  // namespace

std::string_view choice_name(Choice kind) { return kinds[number(kind)].name; }

// ---- Chooser

u32 Chooser::choose(Choice kind, u32 alternatives) {
  assert(alternatives > 0);
  if (alternatives == 1) return 0;
  u32 index = open(kind) ? pick(kind, alternatives) : 0;
  assert(index < alternatives);
  u64& zeros = zeros_[number(kind)];
  if (index == 0) {
    ++zeros;
  } else {
    taken_.push_back({std::exchange(zeros, 0), index, kind});
  }
  return index;
}

std::string Chooser::choices() const {
  std::string text;
  for (const Taken& choice : taken_) {
    if (!text.empty()) text += '.';
    if (choice.skipped != 0) text += std::to_string(choice.skipped);
    text += kinds[number(choice.kind)].letter;
    if (choice.index != 1) text += std::to_string(choice.index);
  }
  return text;
}

void Chooser::forget_run() {
  taken_.clear();
  zeros_.fill(0);
}

// ---- Seeded

u32 SeededChooser::pick(Choice, u32 alternatives) {
  // SplitMix64: a Weyl sequence, each member mixed by two multiplications.
  state_ += 0x9E37'79B9'7F4A'7C15;
  u64 z = state_;
  z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9;
  z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EB;
  z ^= z >> 31;
  return static_cast<u32>(((z >> 32) * alternatives) >> 32);
}

// ---- Exhaustive

u32 ExhaustiveChooser::pick(Choice kind, u32 alternatives) {
  const u32 at = at_++;
  if (gave_up()) throw ChooserError("given up after " + std::to_string(longest_) + " choices");
  if (next_taken_ == taken_.size()) {
    if (at < depth_) {
      points_.push_back({alternatives, kind});
    } else {
      cut_ = true;
    }
    return 0;
  }
  const Taken& next = taken_[next_taken_];
  if (at != next.at) return 0;
  if (next.of.kind != kind || next.of.alternatives != alternatives)
    throw ChooserError("the run does not repeat: choice " + std::to_string(at_) + " was " +
                       std::string(choice_name(next.of.kind)) + " of " + std::to_string(next.of.alternatives) +
                       " and is " + std::string(choice_name(kind)) + " of " + std::to_string(alternatives));
  ++next_taken_;
  return next.index;
}

/// Of runs that could begin only beyond the bound nothing is kept.
void ExhaustiveChooser::end_run() {
  if (next_taken_ != taken_.size() && !gave_up())
    throw ChooserError("the run does not repeat: it ended before choice " + std::to_string(taken_[next_taken_].at + 1));
  u64 children = 0;
  for (const Point& point : points_) children += point.alternatives - 1;
  if (children == 0) return;
  if (waiting_ >= bound_ - runs_) {
    cut_ = true;
    return;
  }
  waiting_ += children;
  frontier_.push_back(
      {run_, static_cast<u32>(taken_.size()), taken_.empty() ? 0 : taken_.back().at + 1, std::exchange(points_, {})});
}

bool ExhaustiveChooser::begin_child() {
  while (!frontier_.empty()) {
    const Children& front = frontier_.front();
    complete_up_to_ = front.depth;
    if (point_ < front.points.size() && ++index_ == front.points[point_].alternatives) {
      index_ = 0;
      ++point_;
      continue;
    }
    if (point_ == front.points.size()) {
      point_ = 0;
      index_ = 0;
      frontier_.pop_front();
      continue;
    }
    if (runs_ == bound_) {
      --index_;
      return false;
    }
    begun_.push_back({front.run, {front.first + static_cast<u32>(point_), index_, front.points[point_]}});
    run_ = begun_.size() - 1;
    return true;
  }
  if (!cut_) complete_up_to_ = ~u32{0};
  return false;
}

bool ExhaustiveChooser::next() {
  if (!std::exchange(ended_, true)) end_run();
  if (!begin_child()) return false;
  ended_ = false;
  --waiting_;
  ++runs_;
  taken_.clear();
  for (std::size_t run = run_; run != no_run; run = begun_[run].parent) taken_.push_back(begun_[run].last);
  std::reverse(taken_.begin(), taken_.end());
  next_taken_ = 0;
  at_ = 0;
  points_.clear();
  forget_run();
  return true;
}

// ---- Replay

ReplayChooser::ReplayChooser(std::string_view choices) : Chooser(Choices::all()) {
  if (choices.empty()) return;
  for_each_piece(choices, '.', [&](std::string_view piece) {
    std::size_t letter = std::min(piece.find_first_not_of("0123456789"), piece.size());
    auto row = std::find_if(kinds.begin(), kinds.end(),
                            [&](const KindRow& k) { return letter < piece.size() && k.letter == piece[letter]; });
    if (row == kinds.end()) throw ChooserError("choice string: no kind of choice in " + quoted(piece));
    auto skip = letter == 0 ? 0 : read_number<u64>(piece.substr(0, letter));
    auto index = letter + 1 == piece.size() ? 1 : read_number<u32>(piece.substr(letter + 1));
    if (!skip || !index || *index == 0) throw ChooserError("choice string: no index in " + quoted(piece));
    listed_[static_cast<std::size_t>(row - kinds.begin())].push_back({*skip, *index});
  });
  for (auto& list : listed_) std::reverse(list.begin(), list.end());
}

u32 ReplayChooser::pick(Choice kind, u32 alternatives) {
  auto& list = listed_[number(kind)];
  if (list.empty()) return 0;
  if (list.back().skip > 0) {
    list.back().skip--;
    return 0;
  }
  u32 index = list.back().index;
  if (index >= alternatives)
    throw ChooserError("the choices are of another run: " + std::string(choice_name(kind)) + " " +
                       std::to_string(index) + " is asked for, of " + std::to_string(alternatives));
  list.pop_back();
  return index;
}

bool ReplayChooser::finished() const {
  return std::all_of(listed_.begin(), listed_.end(), [](const auto& list) { return list.empty(); });
}

// ---- Specifications

std::unique_ptr<Chooser> make_chooser(std::string_view specification) {
  std::size_t colon = std::min(specification.find(':'), specification.size());
  std::string_view name = specification.substr(0, colon);
  std::string_view rest = specification.substr(std::min(colon + 1, specification.size()));
  if (specification == "deterministic") return std::make_unique<DeterministicChooser>();
  if (name == "replay" && colon < specification.size()) return std::make_unique<ReplayChooser>(rest);
  if (name == "random" || name == "explore") {
    std::size_t second = std::min(rest.find(':'), rest.size());
    auto value = read_number<u64>(rest.substr(0, second));
    if (!value)
      throw ChooserError(std::string(name) +
                         " needs a number: " + (name == "random" ? "random:SEED" : "explore:BOUND"));
    Choices which = second < rest.size() ? read_kinds(rest.substr(second + 1)) : scheduling;
    if (name == "random") return std::make_unique<SeededChooser>(*value, which);
    if (*value == 0) throw ChooserError("explore:0 allows no run");
    return std::make_unique<ExhaustiveChooser>(which, *value);
  }
  throw ChooserError("unknown chooser " + quoted(specification) +
                     "; there are deterministic, random:SEED, explore:BOUND and replay:CHOICES");
}

}  // namespace touchstone
