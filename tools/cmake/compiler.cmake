# Compiler flags of our own code: touchstone_build_flags, linked privately by every target of ours.
# Third-party headers come in as system headers, so the warnings hold for our code alone.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 12)
  message(FATAL_ERROR "Touchstone needs g++ 12 or newer; this is ${CMAKE_CXX_COMPILER_VERSION}.")
elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 16)
  message(FATAL_ERROR "Touchstone needs clang 16 or newer; this is ${CMAKE_CXX_COMPILER_VERSION}.")
endif()

if(PROJECT_IS_TOP_LEVEL)
  if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
  endif()
  # Asserts stay on in every build: no -DNDEBUG. -g1 keeps function names and lines, for traces and profiles.
  set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
  set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g")
  set(CMAKE_CXX_FLAGS_DEBUG "-Og -g")

  find_program(TOUCHSTONE_CCACHE ccache)
  if(TOUCHSTONE_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${TOUCHSTONE_CCACHE}")
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    find_program(TOUCHSTONE_LLD NAMES ld.lld ld.lld-19)
    if(TOUCHSTONE_LLD AND NOT APPLE)
      add_link_options("-fuse-ld=${TOUCHSTONE_LLD}")
    endif()
  endif()
endif()

add_library(touchstone_build_flags INTERFACE)

# 4.3.3: results are rounded once, to nearest; a fused multiply-add would round differently.
target_compile_options(touchstone_build_flags INTERFACE -ffp-contract=off -fno-math-errno -fno-fast-math)

target_compile_options(touchstone_build_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wcast-align -Wimplicit-fallthrough -Wformat=2 -Wextra-semi -Wundef
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
  $<$<BOOL:${TOUCHSTONE_WERROR}>:-Werror>)

# g++ sees uninitialised members in the standard library where sanitizers have changed the code.
if(TOUCHSTONE_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(touchstone_build_flags INTERFACE -Wno-maybe-uninitialized)
endif()

# With optimisation each rule ends in a sibling call of the next (interp/execution); without it, and under sanitizers
# or instrumentation, the compilers do not promise that, and a loop calls the rules instead.
set(tail_calls OFF)
if(CMAKE_BUILD_TYPE MATCHES "^(Release|RelWithDebInfo|MinSizeRel)$" AND NOT TOUCHSTONE_SANITIZE AND NOT TOUCHSTONE_COVERAGE)
  set(tail_calls ON)
endif()
option(TOUCHSTONE_TAIL_CALLS "Rules end in tail calls (needs -O2 and no sanitizer)" ${tail_calls})
target_compile_definitions(touchstone_build_flags INTERFACE TOUCHSTONE_TAIL_CALLS=$<BOOL:${TOUCHSTONE_TAIL_CALLS}>)

if(CMAKE_BUILD_TYPE STREQUAL "Debug" OR TOUCHSTONE_SANITIZE)
  target_compile_definitions(touchstone_build_flags INTERFACE _GLIBCXX_ASSERTIONS)
endif()

# Instrumentation is for whole programs: it applies to every target, and to the linker.
if(TOUCHSTONE_SANITIZE)
  add_compile_options(-fsanitize=${TOUCHSTONE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TOUCHSTONE_SANITIZE})
endif()
if(TOUCHSTONE_COVERAGE)
  if(NOT CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    message(FATAL_ERROR "TOUCHSTONE_COVERAGE uses clang's source coverage: configure with the preset 'coverage'.")
  endif()
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()

option(TOUCHSTONE_TIDY "Run clang-tidy on our own sources while compiling" OFF)
if(TOUCHSTONE_TIDY)
  find_program(TOUCHSTONE_CLANG_TIDY NAMES clang-tidy-19 clang-tidy)
  if(NOT TOUCHSTONE_CLANG_TIDY)
    message(FATAL_ERROR "clang-tidy was not found. Install it with:\n"
      "  Debian:   apt-get install clang-tidy-19\n"
      "  Fedora:   dnf install clang-tools-extra\n"
      "  Homebrew: brew install llvm")
  endif()
  set(CMAKE_CXX_CLANG_TIDY "${TOUCHSTONE_CLANG_TIDY}" --quiet)
endif()
