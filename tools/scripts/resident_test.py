#!/usr/bin/env python3
"""resident_test.py PROGRAM SCRIPT MIB: runs a script alone, with folded operands and without, and fails if the process ever had more than MIB
mebibytes of resident memory."""

import os
import sys


def run(arguments):
    """(exit status, most resident bytes) of a process."""
    process = os.spawnv(os.P_NOWAIT, arguments[0], arguments)
    _, status, usage = os.wait4(process, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss * unit


def main():
    program, script, mebibytes = sys.argv[1:]
    failed = False
    for options in ([], ["--no-fold"]):
        status, most = run([program, "wast", "-q", *options, script])
        print(f"{' '.join(options) or 'folded'}: {most / 2**20:.1f} MiB, at most {mebibytes} wanted")
        failed = failed or status != 0 or most > int(mebibytes) * 2**20
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
