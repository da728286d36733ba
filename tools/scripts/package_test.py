#!/usr/bin/env python3
"""Installs a build, then configures, builds and runs programs outside the tree that use it with find_package.

usage: package_test.py BUILD CONSUMER CXX CC   BUILD is a finished build, CONSUMER a folder with a CMake project that
                                               makes `consumer` and, in C, `c_consumer`

Also checks that the installed headers name neither the source tree nor libraries that users do not have.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def run(*words, **options):
    print("+", *words, flush=True)
    subprocess.run([str(word) for word in words], check=True, **options)


def main():
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    build, consumer, compiler, c_compiler = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4]
    with tempfile.TemporaryDirectory() as folder:
        prefix, outside = Path(folder) / "prefix", Path(folder) / "consumer"
        run("cmake", "--install", build, "--prefix", prefix, stdout=subprocess.DEVNULL)
        for header in sorted([*prefix.rglob("*.hpp"), *prefix.rglob("*.h")]):
            private = re.search(r"#\s*include\s*<(fmt|spdlog|nlohmann|CLI)/", header.read_text(encoding="utf-8"))
            if private:
                sys.exit(f"{header.relative_to(prefix)} includes {private[1]}, which users need not have")
        shutil.copytree(consumer, outside / "source")
        run("cmake", "-S", outside / "source", "-B", outside / "build", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
            f"-DCMAKE_CXX_COMPILER={compiler}", f"-DCMAKE_C_COMPILER={c_compiler}", f"-DCMAKE_PREFIX_PATH={prefix}",
            "-DCMAKE_CXX_FLAGS=-Wall -Wextra -Wpedantic -Werror", "-DCMAKE_C_FLAGS=-Wall -Wextra -Wpedantic -Werror")
        run("cmake", "--build", outside / "build")
        run(outside / "build" / "consumer")
        run(outside / "build" / "c_consumer")
        if (outside / "build" / "shared_consumer").exists():  # of a build with TOUCHSTONE_SHARED
            run(outside / "build" / "shared_consumer")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"failed: {' '.join(map(str, error.cmd))}")
