#!/usr/bin/env python3
"""Runs one test of the command line: a file under tools/tests/cli whose first lines say what to run.

usage: cli_test.py TOUCHSTONE FILE       BLESS=1 writes the expected output anew; review the difference

    ;; What this test shows, in a sentence or two.
    ;; RUN: print % | parse - -o %tmp/a.wasm
    ;; EXIT: 1

RUN is a command line of the program, without its name; `|` joins several. Several RUN lines run one after the other and
their output is put together. `%` is the file itself, `%tmp` a fresh folder, and the working directory is the file's own,
so that paths in the output are the same everywhere. ENV: NAME=VALUE sets a variable. EXIT is the status of the last RUN
(default 0; the others must end with 0). A last word `>FILE` sends output there. NEEDS: PATH passes over the test where
there is no such path. Standard output must equal FILE.stdout, standard error FILE.stderr; a file that
is absent stands for no output. In files that are not WebAssembly text, `#` opens these lines instead of `;;`.
"""

import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

HEADER = re.compile(r"^\s*(?:;;|#)\s*(RUN|EXIT|ENV|NEEDS):\s*(.*?)\s*$")


def read_header(path):
    runs, exit_code, environment = [], 0, {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        match = HEADER.match(line)
        if not match:
            continue
        key, value = match.groups()
        if key == "RUN":
            runs.append(value)
        elif key == "NEEDS":
            if not os.path.exists(value):
                print(f"not found: {value}")
                sys.exit(0)
        elif key == "EXIT":
            exit_code = int(value)
        else:
            name, _, setting = value.partition("=")
            environment[name] = setting
    return runs, exit_code, environment


def stages(run):
    """The commands of a pipeline, each a list of words."""
    result = [[]]
    lexer = shlex.shlex(run, posix=True, punctuation_chars="|")
    lexer.whitespace_split = True
    lexer.commenters = ""
    for word in lexer:
        if word == "|":
            result.append([])
        else:
            result[-1].append(word)
    return result


def run_pipeline(program, run, path, folder, environment):
    """(status of the last command, its output, the error output of all)"""
    data, errors, status = b"", b"", 0
    for words in stages(run):
        words = [path.name if word == "%" else word.replace("%tmp", folder) for word in words]
        to = open(words.pop()[1:], "wb") if words[-1].startswith(">") else subprocess.PIPE
        done = subprocess.run([program, *words], input=data, stdout=to, stderr=subprocess.PIPE, cwd=path.parent,
                              env=environment, timeout=120)
        data, errors, status = done.stdout or b"", errors + done.stderr, done.returncode
    return status, data, errors


def compare(path, what, got, bless):
    golden = Path(f"{path}.{what}")
    if bless:
        if got:
            golden.write_bytes(got)
        else:
            golden.unlink(missing_ok=True)
        return True
    wanted = golden.read_bytes() if golden.exists() else b""
    if got == wanted:
        return True
    print("".join(difflib.unified_diff(wanted.decode(errors="replace").splitlines(True),
                                       got.decode(errors="replace").splitlines(True), f"expected {what}", f"got {what}")))
    return False


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, path = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
    runs, exit_code, extra = read_header(path)
    if not runs:
        sys.exit(f"{path}: no RUN line")
    output, errors, good = b"", b"", True
    # Colour and logging do not depend on the terminal or the shell that the tests are run from.
    environment = {**os.environ, "NO_COLOR": "1", "LC_ALL": "C.UTF-8", **extra}
    with tempfile.TemporaryDirectory() as folder:
        for number, run in enumerate(runs):
            status, out, err = run_pipeline(program, run, path, folder, environment)
            out = re.sub(rb'time="[0-9.]+"', b'time="0.000"', out)  # of JUnit's records
            output, errors = output + out.replace(folder.encode(), b"%tmp"), errors + err.replace(folder.encode(), b"%tmp")
            wanted = exit_code if number == len(runs) - 1 else 0
            if status != wanted:
                print(f"{run}: exit status {status}, expected {wanted}")
                good = False
    bless = bool(os.environ.get("BLESS"))
    good = compare(path, "stdout", output, bless) and good
    good = compare(path, "stderr", errors, bless) and good
    if not good:
        print("BLESS=1 takes the new output as expected.")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
