// Runs a script under other choices than the deterministic ones: by a seed, by a choice string, or under every schedule.
//
// A schedule is a run of the script, known by its choices. Exploring runs it again and again, each time from fresh
// stores: first the schedules with one choice other than the first alternative, then those with two, and so on, until
// there are no more or the bound is reached. So the first schedule under which an assertion fails is a shortest one. What
// stands behind a failure in the same schedule is not judged: it acts on what the script did not mean. A schedule that
// comes to 10,000 choices is given up and not judged: a loop in it waits for a thread that never gets its turn.
// Strategy: directives that act on different stores cannot influence each other. A script is cut into parts accordingly,
// and each part explored alone, the others left out: schedules add up that else would multiply.
#pragma once

#include "tools/wast/pass.hpp"

namespace touchstone::wast {

/// Runs the script as `options.choices` asks. Throws ChooserError if it cannot be read.
void run_under_choices(FileResult& result, const Passes& passes, const Script& script, const RunOptions& options);

}  // namespace touchstone::wast
