# Other people's libraries. One that is missing is named together with the command that installs it.
function(touchstone_need found what debian fedora homebrew)
  if(NOT ${found})
    message(FATAL_ERROR "${what} was not found. Install it with:\n"
      "  Debian:   apt-get install ${debian}\n"
      "  Fedora:   dnf install ${fedora}\n"
      "  Homebrew: brew install ${homebrew}")
  endif()
endfunction()

find_package(Threads REQUIRED)

find_package(fmt QUIET)
touchstone_need(fmt_FOUND "fmt" libfmt-dev fmt-devel fmt)

# Debian 12 has Boost 1.74 under the plain names and 1.81 beside it.
find_package(Boost 1.81 QUIET CONFIG COMPONENTS context)
touchstone_need(Boost_FOUND "Boost 1.81 or newer (headers and Boost.Context)"
  "libboost1.81-dev libboost-context1.81-dev" boost-devel boost)

if(TOUCHSTONE_TOOLS OR TOUCHSTONE_TESTS)
  find_package(nlohmann_json QUIET)
  touchstone_need(nlohmann_json_FOUND "nlohmann/json" nlohmann-json3-dev json-devel nlohmann-json)
  find_package(spdlog QUIET)
  touchstone_need(spdlog_FOUND "spdlog" libspdlog-dev spdlog-devel spdlog)
  find_package(CLI11 QUIET)
  touchstone_need(CLI11_FOUND "CLI11" libcli11-dev cli11-devel cli11)
endif()

if(TOUCHSTONE_TESTS)
  find_package(GTest QUIET)
  touchstone_need(GTest_FOUND "GoogleTest" "libgtest-dev libgmock-dev" "gtest-devel gmock-devel" googletest)
  find_package(benchmark QUIET)
  touchstone_need(benchmark_FOUND "Google Benchmark" libbenchmark-dev google-benchmark-devel google-benchmark)
  find_package(Python3 3.9 QUIET COMPONENTS Interpreter)
  touchstone_need(Python3_FOUND "Python 3" python3 python3 python)
endif()
