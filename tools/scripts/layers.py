#!/usr/bin/env python3
"""The layers test: every #include of our code against the table of who may see whom.

usage: layers.py [ROOT]      prints each include that the table forbids as file:line, and exits with 1 if there is one

The rules, from the bottom: syntax <- validation <- execution <- embedding; binary and text see syntax only; abi sees core
through embedding, syntax, validation and the front ends, and of execution the Chooser and stack switching alone; core
never sees abi. canonical, runtime, builtins and linking may call each other. A test sees all of its own side.
Third-party headers have their places too: what is installed must not need spdlog, nlohmann or fmt to be included.
"""

import re
import sys
from pathlib import Path

# Doors: single headers (stems of paths) that are seen from outside although their folder is not.
CHOICES = ["interp/execution/chooser", "interp/execution/stack_switching"]
# What types alone decide: validation needs it to give the core type and the size limits of a canonical definition.
LAYOUT = ["abi/canonical/despecialize", "abi/canonical/layout", "abi/canonical/flatten"]
# What lifting makes and lowering takes is what the host holds.
VALUES = ["abi/host/values"]

CORE_FRONT = ["interp/support", "interp/syntax"]
CORE = CORE_FRONT + ["interp/binary", "interp/text", "interp/validation", "interp/execution", "interp/embedding"]
CORE_DOORS = CORE_FRONT + ["interp/validation", "interp/embedding"] + CHOICES
ABI_CALLING = ["abi/canonical", "abi/runtime", "abi/builtins", "abi/linking"]
ABI = ["abi/syntax", "abi/binary", "abi/text", "abi/validation"] + ABI_CALLING + ["abi/host"]
TOOLS_DOORS = CORE_FRONT + ["interp/binary", "interp/text", "interp/validation", "interp/embedding"] + CHOICES + ABI

# Folder -> folders (or single headers) that it may include besides itself. The longest folder that fits a file counts.
MAY_SEE = {
    "interp/support": [],
    "interp/syntax": ["interp/support"],
    "interp/binary": CORE_FRONT,
    "interp/text": CORE_FRONT,
    "interp/validation": CORE_FRONT,
    "interp/execution": CORE_FRONT + ["interp/validation"],
    "interp/execution/numerics": CORE_FRONT,
    "interp/embedding": CORE,
    "interp/c_api": CORE_FRONT + ["interp/binary", "interp/validation", "interp/embedding"] + CHOICES,
    "interp/tests": CORE + ["interp/c_api"],
    "abi/syntax": CORE_FRONT,
    "abi/binary": CORE_FRONT + ["interp/binary", "abi/syntax"],
    "abi/text": CORE_FRONT + ["interp/text", "abi/syntax", "interp/binary", "abi/binary"],  # (core module binary "...")
    "abi/validation": CORE_FRONT + ["interp/validation", "abi/syntax"] + LAYOUT,
    **{folder: CORE_DOORS + ["abi/syntax", "abi/validation"] + VALUES + ABI_CALLING for folder in ABI_CALLING},
    "abi/host": CORE_DOORS + ["interp/binary", "interp/text"] + ABI,
    "abi/c_api": CORE_FRONT + ["interp/c_api", "interp/embedding"] + CHOICES + ABI,
    "abi/tests": CORE + ABI + ["interp/c_api", "abi/c_api"],
    "tools": TOOLS_DOORS,
    "tools/tests": CORE + ABI + ["tools"],
    "tools/bench": CORE + ABI + ["tools"],
    "tools/fuzz": CORE + ABI + ["tools"],
}

# Files that CMake makes.
GENERATED = {"expected.json.inc"}

# Third-party headers: where each may be included.
THIRD_PARTY = [
    (re.compile(r"^boost/context/"), lambda file: file.startswith("interp/execution/stack_switching"), "stack_switching only"),
    (re.compile(r"^boost/(describe|mp11)"), lambda file: file.startswith("abi/host/"), "abi/host only"),
    (re.compile(r"^boost/"), lambda file: file.startswith(("interp/execution/stack_switching", "abi/host/")),
     "stack_switching and abi/host only"),
    (re.compile(r"^(spdlog|nlohmann|CLI)/"), lambda file: file.startswith("tools/"), "tools only"),
    (re.compile(r"^fmt/"), lambda file: not installed(file), "not in an installed header"),
    (re.compile(r"^(gtest|gmock)/"), lambda file: "/tests/" in file, "tests only"),
    (re.compile(r"^(format|expected|print|generator|stacktrace)$"), lambda file: False, "g++ 12 does not have it"),
]

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
SUFFIXES = {".hpp", ".cpp", ".def", ".h"}


def installed(file):
    return file.startswith(("interp/", "abi/")) and file.endswith((".hpp", ".def")) and "/tests/" not in file \
        and "/examples/" not in file


def folder_of(file):
    """The longest row of the table that holds this file, or None."""
    best = None
    for folder in MAY_SEE:
        if file.startswith(folder + "/") and (best is None or len(folder) > len(best)):
            best = folder
    return best


def inside(file, place):
    return file.startswith(place + "/") or (place in CHOICES + LAYOUT + VALUES and re.match(re.escape(place) + r"\w*\.\w+$", file))


def blame(file, included, root):
    """Why `file` may not include `included` (relative to the root), or None."""
    if included in GENERATED:
        return None
    if not included.startswith(("interp/", "abi/", "tools/")):
        return "an include in quotes is relative to the root of the repository"
    if not (root / included).is_file():
        return "no such file"
    own = folder_of(file)
    if own is None:
        return "this folder is in no row of the table of tools/scripts/layers.py"
    if "/examples/" in file:
        return "an example includes <touchstone/...> as its readers will"
    if inside(included, own) or any(inside(included, place) for place in MAY_SEE[own]):
        return None
    return f"{own} may not see it"


def includes_of(path):
    source = path.read_text(encoding="utf-8", errors="replace")
    for match in INCLUDE.finditer(source):
        yield source.count("\n", 0, match.start(1) if match[1] else match.start(2)) + 1, match[1], match[2]


def cycles(graph):
    """Circles of headers, each as a list of files."""
    found, state, trail = [], {}, []

    def visit(node):
        state[node] = "open"
        trail.append(node)
        for following in graph.get(node, []):
            if state.get(following) == "open":
                found.append(trail[trail.index(following):] + [following])
            elif following not in state:
                visit(following)
        trail.pop()
        state[node] = "done"

    for node in sorted(graph):
        if node not in state:
            visit(node)
    return found


def check(root):
    """All findings, as lines."""
    findings, graph, count = [], {}, 0
    files = sorted(path for side in ("interp", "abi", "tools") for path in (root / side).rglob("*")
                   if path.suffix in SUFFIXES and path.is_file())
    for path in files:
        file = path.relative_to(root).as_posix()
        for line, quoted, angled in includes_of(path):
            count += 1
            name = quoted or angled
            reason = None
            if quoted:
                reason = blame(file, quoted, root)
                graph.setdefault(file, []).append(quoted)
            elif angled.startswith("touchstone/"):
                if installed(file) or not ("/examples/" in file or "/tests/" in file or file.startswith("tools/")):
                    reason = "inside the project an include is relative to the root of the repository"
            else:
                for pattern, allowed, where in THIRD_PARTY:
                    if pattern.match(angled):
                        reason = None if allowed(file) else where
                        break
            if reason:
                findings.append(f"{file}:{line}: {name}: {reason}")
    findings += ["circle of includes: " + " -> ".join(circle) for circle in cycles(graph)]
    return findings, len(files), count


def main():
    root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parents[2]).resolve()
    sys.setrecursionlimit(10000)
    findings, files, count = check(root)
    for finding in findings:
        print(finding)
    print(f"{count} includes in {files} files, {len(findings)} against the table")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
