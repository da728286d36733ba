#!/usr/bin/env python3
"""Compiles a program that must be refused, and checks that the compiler's message names the reason.

usage: refused_test.py FILE COMPILER FLAG...

The second line of FILE is `// expect: WORDS`: what the message contains, or (nothing) if FILE is to be accepted.
"""

import subprocess
import sys


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    file, command = sys.argv[1], sys.argv[2:]
    with open(file, encoding="utf-8") as source:
        lines = source.read().splitlines()
    expected = lines[1].removeprefix("// expect: ")
    if expected == lines[1]:
        sys.exit(f"{file}: the second line does not say what to expect")
    run = subprocess.run([*command, "-fsyntax-only", file], capture_output=True, text=True, check=False)
    output = run.stdout + run.stderr
    if expected == "(nothing)":
        if run.returncode != 0:
            sys.exit(f"{file} is refused:\n{output}")
        return
    if run.returncode == 0:
        sys.exit(f"{file} is accepted, but should be refused: {expected}")
    if expected not in output:
        sys.exit(f"{file} is refused without the reason `{expected}`:\n{output}")


if __name__ == "__main__":
    main()
