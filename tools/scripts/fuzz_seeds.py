#!/usr/bin/env python3
"""Seeds for the fuzz targets, from test scripts: small modules and components as text and as binary.

usage: fuzz_seeds.py TOUCHSTONE OUT SCRIPTS...     fills OUT/text and OUT/binary; SCRIPTS are folders with .wast files

They are cut out of the scripts by counting parentheses. `(module binary "...")` gives its bytes at once; the others are
translated with `touchstone parse`; those that it refuses stay as text only, for the parser to refuse.
"""

import hashlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

LARGEST = 4096    # bytes; larger modules slow the fuzzer down and show little more
PER_SCRIPT = 12

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|;;[^\n]*|\(;|;\)|[()]', re.DOTALL)
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
ESCAPE = re.compile(rb"\\([0-9a-fA-F]{2}|.)", re.DOTALL)
SIMPLE = {b"n": b"\n", b"t": b"\t", b"r": b"\r"}


OPENS = re.compile(r"\(\s*(?:module|component)\b(?!\s+instance\b)")
SORT = r"\(\s*(?:module|component)\s+(?:\$\S+\s+)?"


def modules(source):
    """The text of every `(module ...)` and `(component ...)` in a script."""
    depth, comment, start, start_depth = 0, 0, None, 0
    for match in TOKEN.finditer(source):
        token = match[0]
        if token == "(;":
            comment += 1
        elif token == ";)" and comment:
            comment -= 1
        elif comment:
            continue
        elif token == "(":
            depth += 1
            if start is None and OPENS.match(source, match.start()):
                start, start_depth = match.start(), depth
        elif token == ")":
            if start is not None and depth == start_depth:
                yield re.sub(r"^(\(\s*\w+\s+)definition\b", r"\1", source[start:match.end()])
                start = None
            depth -= 1


def bytes_of(text):
    joined = "".join(STRING.findall(text)).encode()
    return ESCAPE.sub(lambda m: SIMPLE.get(m[1]) or (bytes([int(m[1], 16)]) if len(m[1]) == 2 else m[1]), joined)


def name_of(content):
    return hashlib.sha1(content).hexdigest()[:16]


def save(folder, content):
    if 0 < len(content) <= LARGEST:
        (folder / name_of(content)).write_bytes(content)


def translate(program, text):
    try:
        done = subprocess.run([program, "parse", "-", "-o", "-"], input=text, capture_output=True, timeout=20)
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    program, out = sys.argv[1], Path(sys.argv[2])
    for kind in ("text", "binary"):
        (out / kind).mkdir(parents=True, exist_ok=True)
    texts = []
    for script in sorted(path for folder in sys.argv[3:] for path in Path(folder).rglob("*.wast")):
        here = 0
        for module in modules(script.read_text(encoding="utf-8", errors="replace")):
            if here == PER_SCRIPT or len(module) > 4 * LARGEST:
                continue
            here += 1
            if re.match(SORT + r"binary\b", module):
                save(out / "binary", bytes_of(module))
            elif re.match(SORT + r"quote\b", module):
                save(out / "text", bytes_of(module))
            else:
                texts.append(module.encode())
    for text in texts:
        save(out / "text", text)
    with ThreadPoolExecutor() as pool:
        for binary in pool.map(lambda text: translate(program, text), texts):
            save(out / "binary", binary)
    print(f"seeds: {len(list((out / 'text').iterdir()))} texts, {len(list((out / 'binary').iterdir()))} binaries")


if __name__ == "__main__":
    main()
