#!/usr/bin/env python3
"""Checks that the shared library exports the functions of the C headers, and nothing else.

usage: exports_test.py NM LIBRARY
"""

import subprocess
import sys

SOME = {"wasm_engine_new", "wasm_func_call", "touchstone_error_new", "touchstone_component_new", "touchstone_func_invoke_text"}


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    option = "-gU" if sys.platform == "darwin" else "-D"
    listed = subprocess.run([sys.argv[1], option, "--defined-only", sys.argv[2]], capture_output=True, text=True, check=True)
    names = {line.split()[-1].split("@")[0] for line in listed.stdout.splitlines() if line.strip()}
    names = {name.removeprefix("_") if sys.platform == "darwin" else name for name in names}
    others = sorted(name for name in names if not name.startswith(("wasm_", "touchstone_")))
    if others:
        sys.exit(f"{sys.argv[2]} exports {len(others)} other symbols: {', '.join(others[:5])}")
    if not SOME <= names:
        sys.exit(f"{sys.argv[2]} does not export {', '.join(sorted(SOME - names))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
