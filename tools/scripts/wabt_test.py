#!/usr/bin/env python3
"""wabt_test.py PROGRAM SUITES: what wabt makes of our JSON.

Every core script that Debian's `wast2json --enable-all` converts is converted by `touchstone wast2json` too, and
`spectest-interp` runs both: it has to report the same numbers. Prints the list. What wabt cannot read is left out, so the
length of the list is fixed for the release that is known, and has a lower bound for others.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

KNOWN = {"1.0.32": 186}  # release of wabt: how many scripts
LEAST = 50

# Where theirs is wrong and ours is not: they write `(ref $t)` in an encoding of before its proposal was done, which their
# interpreter takes for another type, so that an invalid module passes.
THEIRS_IS_WRONG = {"core/func.wast"}


def run(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=120)
    except subprocess.TimeoutExpired:
        return None


def numbers(json):
    """`N/M tests passed.`, and how the program ended."""
    done = run("spectest-interp", "--enable-all", json)
    if done is None:
        return "no end"
    found = re.findall(r"\d+/\d+ tests passed", done.stdout)
    return f"{found[-1] if found else 'no result'}, exit code {done.returncode}"


def compare(program, script, folder):
    """None if wabt does not convert the script; else theirs and ours."""
    theirs, ours = folder / "theirs", folder / "ours"
    theirs.mkdir(parents=True)
    ours.mkdir()
    done = run("wast2json", "--enable-all", script, "-o", theirs / "script.json")
    if done is None or done.returncode != 0:
        return None
    done = run(program, "wast2json", "--dialect", "wabt", script, "-o", ours / "script.json")
    if done is None or done.returncode != 0:
        return numbers(theirs / "script.json"), "not converted: " + (done.stderr.strip() if done else "no end")
    return numbers(theirs / "script.json"), numbers(ours / "script.json")


def main():
    program, suites = sys.argv[1], Path(sys.argv[2])
    if shutil.which("wast2json") is None or shutil.which("spectest-interp") is None:
        print("not found: wabt (apt-get install wabt)")
        return 0
    if not (suites / "core").is_dir():
        print(f"not found: suite core (looked in {suites})")
        return 0
    version = run("wast2json", "--version").stdout.strip()
    scripts = sorted((suites / "core").rglob("*.wast"))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as pool:
        results = list(
            pool.map(lambda pair: compare(program, pair[1], Path(folder) / str(pair[0])), enumerate(scripts)))
    converted = [(s.relative_to(suites), r) for s, r in zip(scripts, results) if r is not None]
    different = 0
    for script, (theirs, ours) in converted:
        same = theirs == ours or str(script) in THEIRS_IS_WRONG
        different += not same
        print(f"{script}: {theirs}" + ("" if theirs == ours else f"; ours: {ours}"))
    print(f"wabt {version}: {len(converted)} of {len(scripts)} scripts converted, {different} with other numbers")
    expected = KNOWN.get(version)
    if expected is not None and len(converted) != expected:
        print(f"expected {expected} scripts")
        return 1
    return 1 if different or len(converted) < LEAST else 0


if __name__ == "__main__":
    sys.exit(main())
