#!/usr/bin/env python3
"""Source coverage after the tests ran in a build with the preset `coverage`: a table of lines covered by folder.

usage: coverage.py BUILD        also writes BUILD/coverage/index.html with every line
"""

import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tool(name):
    for candidate in (f"{name}-19", name):
        if shutil.which(candidate):
            return candidate
    sys.exit(f"{name} was not found. Debian: apt-get install llvm-19; Fedora: dnf install llvm; Homebrew: brew install llvm")


def programs(build):
    """The program and the unit tests: what left profiles."""
    found = [build / "touchstone"]
    for folder in ("interp", "abi", "tools"):
        found += sorted(path for path in (build / folder).rglob("*_test") if path.is_file())
    return [path for path in found if path.exists()]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build = Path(sys.argv[1]).resolve()
    profiles = sorted((build / "profiles").glob("*.profraw"))
    if not profiles:
        sys.exit(f"no profiles in {build}/profiles: build with --preset coverage and run ctest --preset coverage first")
    merged = build / "profiles" / "all.profdata"
    subprocess.run([tool("llvm-profdata"), "merge", "-sparse", "-o", merged, *profiles], check=True)
    binaries = programs(build)
    objects = [str(binaries[0])] + [word for path in binaries[1:] for word in ("-object", str(path))]
    common = [f"-instr-profile={merged}", *objects, "-ignore-filename-regex=(/usr/|/tests/|/build/)"]
    subprocess.run([tool("llvm-cov"), "show", "-format=html", f"-output-dir={build}/coverage", *common], check=True,
                   stdout=subprocess.DEVNULL)
    exported = subprocess.run([tool("llvm-cov"), "export", "-summary-only", *common], check=True, capture_output=True)
    lines = defaultdict(lambda: [0, 0])
    for file in json.loads(exported.stdout)["data"][0]["files"]:
        path = Path(file["filename"])
        if path.is_relative_to(ROOT):
            folder = "/".join(path.relative_to(ROOT).parts[:2])
            lines[folder][0] += file["summary"]["lines"]["covered"]
            lines[folder][1] += file["summary"]["lines"]["count"]
    for folder, (covered, count) in sorted(lines.items()):
        print(f"{folder:24}{covered:8} of {count:6} lines {100 * covered / count if count else 100:6.1f} %")
    print(f"every line: {build}/coverage/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
