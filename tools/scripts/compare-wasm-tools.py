#!/usr/bin/env python3
"""Compares the bytes that `touchstone parse` writes for component texts with those of `wasm-tools parse`.

usage: compare-wasm-tools.py [--touchstone PROGRAM] [--wasm-tools PROGRAM] [--keep FOLDER] PATH...

Every `(component ...)` text of the given scripts (files, or folders of `.wast`) is cut out and given to both programs.
Equal bytes count as equal, a text that both refuse as well; everything else is told, with the place in the script and
the first section that differs. The differences that are meant are listed in abi/text/README.md. Exit code 1 if there
are others.

Not part of the test suite: wasm-tools (1.257.1 is what the README speaks of) is installed with
`cargo install wasm-tools`.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

# Place of the component -> why the bytes differ; the rules that decide are in abi/text/README.md.
MEANT = {
    "async/cancellable.wast:13": "cancellable",
    "async/during-sync-call-may-block-if-other-ready-threads.wast:12": "elem",
    "async/during-sync-call-no-exclusive-resume.wast:8": "elem",
    "async/during-sync-call-no-sibling-resume.wast:16": "elem",
    "async/during-sync-call-no-sibling-resume.wast:162": "elem",
    "async/trap-if-block-and-sync.wast:5": "elem",
    "async/trap-if-sync-and-waitable-set.wast:3": "elem",
    "linking/shared-everything-dynamic-linking.wast:152": "elem",
}

SECTIONS = {
    0: "custom", 1: "core module", 2: "core instance", 3: "core type", 4: "component", 5: "instance", 6: "alias",
    7: "type", 8: "canon", 9: "start", 10: "import", 11: "export", 12: "value",
}


def tokens(text):
    """Yields (kind, begin, end) of parentheses, strings and words; skips white space and comments."""
    at, size = 0, len(text)
    while at < size:
        c = text[at]
        if text.startswith(";;", at):
            at = text.find("\n", at) + 1 or size
        elif text.startswith("(;", at):
            depth, at = 1, at + 2
            while depth and at < size:
                if text.startswith("(;", at):
                    depth, at = depth + 1, at + 2
                elif text.startswith(";)", at):
                    depth, at = depth - 1, at + 2
                else:
                    at += 1
        elif c.isspace():
            at += 1
        elif c in "()":
            yield c, at, at + 1
            at += 1
        elif c == '"':
            end = at + 1
            while text[end] != '"':
                end += 2 if text[end] == "\\" else 1
            yield "string", at, end + 1
            at = end + 1
        else:
            end = at
            while end < size and not text[end].isspace() and text[end] not in '()";':
                end += 1
            end = max(end, at + 1)
            yield "word", at, end
            at = end


def components(text):
    """Yields (line, source) of each component in text form, outermost only; `definition` is left out."""
    stream = list(tokens(text))
    i = 0
    while i < len(stream):
        word = text[stream[i + 1][1]:stream[i + 1][2]] if i + 1 < len(stream) else ""
        if stream[i][0] != "(" or word != "component":
            i += 1
            continue
        depth, end = 0, i
        while True:
            depth += {"(": 1, ")": -1}.get(stream[end][0], 0)
            end += 1
            if depth == 0:
                break
        begin_at, end_at = stream[i][1], stream[end - 1][2]
        heads = [text[b:e] for _, b, e in stream[i + 2:i + 4]]
        if heads and heads[0] == "definition":
            heads = heads[1:] + [text[b:e] for _, b, e in stream[i + 4:i + 5]]
            source = "(component" + text[stream[i + 2][2]:end_at]
        else:
            source = text[begin_at:end_at]
        if heads and heads[0].startswith("$"):
            heads = heads[1:]
        if not heads or heads[0] not in ("binary", "quote", "instance"):
            yield text.count("\n", 0, begin_at) + 1, source
        i = end


def uleb(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, at


def sections(data):
    at = 8
    while at < len(data):
        identifier = data[at]
        size, content = uleb(data, at + 1)
        yield identifier, at, data[content:content + size]
        at = content + size


def first_difference(ours, theirs, path=""):
    pairs = list(zip(sections(ours), sections(theirs)))
    for (our_id, our_at, our_content), (their_id, their_at, their_content) in pairs:
        where = f"{path}{SECTIONS.get(our_id, our_id)} section @{our_at:#x}"
        if our_id != their_id:
            return f"{where}: theirs is a {SECTIONS.get(their_id, their_id)} section"
        if our_content != their_content:
            if our_id == 4:
                return first_difference(our_content, their_content, where + " > ")
            return f"{where}:\n    ours   {our_content[:80].hex(' ')}\n    theirs {their_content[:80].hex(' ')}"
    return f"{path}number of sections"


def parse(command, source, folder, name):
    output = folder / name
    if output.exists():
        output.unlink()
    environment = dict(os.environ, WAST_STRICT_COMPONENT_INDICES="0")
    done = subprocess.run(command + [source, "-o", output], capture_output=True, text=True, env=environment, check=False)
    if done.returncode not in (0, 1):
        return None, f"exit code {done.returncode}: {done.stderr}"
    return (output.read_bytes() if done.returncode == 0 else None), done.stderr


def scripts(paths):
    for path in map(pathlib.Path, paths):
        yield from ((path, p) for p in sorted(path.rglob("*.wast"))) if path.is_dir() else [(path.parent, path)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--touchstone", default="touchstone")
    parser.add_argument("--wasm-tools", default="wasm-tools")
    parser.add_argument("--keep", help="where texts and binaries that differ are left")
    options = parser.parse_args()
    count = equal = meant = different = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for base, script in scripts(options.paths):
            for line, source in components(script.read_text(encoding="utf-8")):
                count += 1
                place = f"{script.relative_to(base).as_posix()}:{line}"
                text = folder / "text.wat"
                text.write_text(source, encoding="utf-8")
                ours, our_error = parse([options.touchstone, "parse"], text, folder, "ours.wasm")
                theirs, their_error = parse([options.wasm_tools, "parse"], text, folder, "theirs.wasm")
                if ours == theirs:
                    equal += 1
                    continue
                if place in MEANT:
                    meant += 1
                    continue
                different += 1
                if ours is None or theirs is None:
                    error = our_error if ours is None else their_error
                    who = "touchstone" if ours is None else "wasm-tools"
                    print(f"{place}: only {who} refuses it\n    " + error.strip().replace("\n", "\n    "))
                else:
                    print(f"{place}: {first_difference(ours, theirs)}")
                if options.keep:
                    kept = pathlib.Path(options.keep) / place.replace("/", "_").replace(":", "_")
                    kept.mkdir(parents=True, exist_ok=True)
                    for data, name in ((source.encode(), "text.wat"), (ours, "ours.wasm"), (theirs, "theirs.wasm")):
                        if data is not None:
                            (kept / name).write_bytes(data)
    print(f"{count} components: {equal} equal, {meant} different as meant, {different} different")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
