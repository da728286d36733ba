# Toolchain file of the presets that ask for clang: the newest that is installed, 19 first since it is what we test.
find_program(TOUCHSTONE_CLANG NAMES clang++-19 clang++-20 clang++-21 clang++-18 clang++-17 clang++-16 clang++)
if(NOT TOUCHSTONE_CLANG)
  message(FATAL_ERROR "clang++ was not found. Install it with:\n"
    "  Debian:   apt-get install clang-19 libclang-rt-19-dev lld-19 llvm-19\n"
    "  Fedora:   dnf install clang compiler-rt lld llvm\n"
    "  Homebrew: brew install llvm lld")
endif()
set(CMAKE_CXX_COMPILER "${TOUCHSTONE_CLANG}")
# The tests in C, with the compiler of the same name.
string(REGEX REPLACE "clang\\+\\+([^/]*)$" "clang\\1" CMAKE_C_COMPILER "${TOUCHSTONE_CLANG}")
