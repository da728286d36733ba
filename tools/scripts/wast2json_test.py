#!/usr/bin/env python3
"""wast2json_test.py PROGRAM SUITES: every script of the component-model suite as JSON.

Each has to be converted, into one command for each of its top-level forms, and the files that the commands name have to be
there.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path


def complaint(program, script, folder):
    """What is wrong, or None."""
    out = folder / "script.json"
    done = subprocess.run([program, "wast2json", script, "-o", out], capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        return done.stderr
    commands = json.loads(out.read_text())["commands"]
    records = subprocess.run([program, "wast", "--json", "--messages=off", script], capture_output=True, text=True,
                             timeout=120).stdout.splitlines()
    if len(commands) != len(records):
        return f"{len(commands)} commands, {len(records)} forms"
    for command in commands:
        for key in ("filename", "binary_filename"):
            if key in command and not (folder / command[key]).is_file():
                return f"line {command['line']}: no file {command[key]}"
        if command["type"].startswith("module") and "instance" not in command["type"] and "filename" not in command:
            return f"line {command['line']}: no file"
    return None


def main():
    program, suite = sys.argv[1], Path(sys.argv[2]) / "component-model"
    if not suite.is_dir():
        print(f"not found: suite component-model (looked in {suite.parent})")
        return 0
    scripts, failed = sorted(suite.rglob("*.wast")), 0
    for script in scripts:
        with tempfile.TemporaryDirectory() as folder:
            wrong = complaint(program, script, Path(folder))
        if wrong:
            failed += 1
            print(f"{script.relative_to(suite)}: {wrong.strip()}")
    print(f"{len(scripts)} scripts, {failed} failed")
    return 1 if failed or not scripts else 0


if __name__ == "__main__":
    sys.exit(main())
