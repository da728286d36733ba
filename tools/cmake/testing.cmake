# Tests (what each label means is in the README).
#
#   touchstone_unit_tests(FOLDER LINK TARGET...)     every *_test.cpp is a program of its own, every TEST a case
#   touchstone_refused_tests(FOLDER)                 every *.cpp is a case: the compiler refuses it for the reason it names
#   touchstone_c_examples(FOLDER LINK TARGET...)     every *.c is a program of its own, in plain C, and a case
#   touchstone_examples(FOLDER LINK TARGET...)       every *.cpp is a program of its own, and a case: it ends with 0
#   touchstone_headers_test(NAME TARGET...)          every header of the current folder compiles alone
#   touchstone_script_tests(PREFIX FOLDER LABELS LABEL... [ARGS ARG...] [EXCLUDE REGEX])
#                                                    every .wast file under FOLDER is one case
#   touchstone_cli_tests(FOLDER)                     every file with RUN lines is one case (tools/scripts/cli_test.py)
#   touchstone_python_test(NAME LABEL SCRIPT)        passes if the script exits with 0
include(GoogleTest)

# Upstream suites: the cache variable, else the environment's, else where tools/fetch-suites puts them.
set(suites_folder "${TOUCHSTONE_SUITES}")
if(NOT suites_folder)
  set(suites_folder "$ENV{TOUCHSTONE_SUITES}")
endif()
if(NOT suites_folder)
  set(suites_folder "${PROJECT_SOURCE_DIR}/spec-tests/upstream")
endif()
cmake_path(ABSOLUTE_PATH suites_folder BASE_DIRECTORY "${PROJECT_SOURCE_DIR}" NORMALIZE)
message(STATUS "Upstream test suites: ${suites_folder}")

# Sanitizers: a report ends the test, and says where.
# Profiles of a build for coverage are gathered in one folder, a few files for all processes.
set(TOUCHSTONE_TEST_ENVIRONMENT
  "TOUCHSTONE_SUITES=${suites_folder}"
  "LLVM_PROFILE_FILE=${PROJECT_BINARY_DIR}/profiles/%4m.profraw"
  "ASAN_OPTIONS=detect_stack_use_after_return=0:strict_string_checks=1:allocator_may_return_null=1"
  "UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1")

function(touchstone_unit_tests folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*_test.cpp")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    add_executable(${name} "${source}")
    target_compile_definitions(${name} PRIVATE TOUCHSTONE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE touchstone_build_flags ${arg_LINK} fmt::fmt GTest::gtest GTest::gmock GTest::gtest_main)
    set(label unit)
    if(name MATCHES "table_test$")
      set(label table)
    elseif(name MATCHES "definitions_test$")
      set(label definitions)
    elseif(name MATCHES "exhaustive_test$")
      set(label exhaustive)  # all values of a type: tools/check --long
    endif()
    # As a property of discovered tests the environment would lose all entries but the first.
    set_target_properties(${name} PROPERTIES
      CROSSCOMPILING_EMULATOR "${CMAKE_COMMAND};-E;env;${TOUCHSTONE_TEST_ENVIRONMENT}")
    gtest_discover_tests(${name} DISCOVERY_MODE PRE_TEST TEST_PREFIX "${label}/"
      PROPERTIES LABELS ${label} TIMEOUT 900)
  endforeach()
endfunction()

function(touchstone_refused_tests folder)
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp")
  get_target_property(includes Boost::headers INTERFACE_INCLUDE_DIRECTORIES)
  list(REMOVE_ITEM includes ${CMAKE_CXX_IMPLICIT_INCLUDE_DIRECTORIES})
  list(TRANSFORM includes PREPEND "-I")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    add_test(NAME "unit/refused/${name}"
      COMMAND Python3::Interpreter "${PROJECT_SOURCE_DIR}/tools/scripts/refused_test.py" "${source}"
        "${CMAKE_CXX_COMPILER}" -std=c++20 "-I${PROJECT_SOURCE_DIR}" "-I${PROJECT_BINARY_DIR}/include" ${includes})
    set_tests_properties("unit/refused/${name}" PROPERTIES LABELS unit TIMEOUT 300)
  endforeach()
endfunction()

# Whatever the library needs of C++, a program that uses it in C needs none of it but to be linked.
function(touchstone_c_examples folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.c")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    add_executable(c_${name} "${source}")
    set_target_properties(c_${name} PROPERTIES C_STANDARD 11 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF)
    target_compile_options(c_${name} PRIVATE -Wall -Wextra -Wpedantic $<$<BOOL:${TOUCHSTONE_WERROR}>:-Werror>)
    target_link_libraries(c_${name} PRIVATE ${arg_LINK} Threads::Threads)
    add_test(NAME "unit/c/${name}" COMMAND c_${name})
    set_tests_properties("unit/c/${name}" PROPERTIES
      LABELS unit TIMEOUT 300 ENVIRONMENT "${TOUCHSTONE_TEST_ENVIRONMENT}")
  endforeach()
endfunction()

# As programs of other people: by the installed names of headers.
function(touchstone_examples folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "LINK")
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp")
  foreach(source IN LISTS sources)
    cmake_path(GET source STEM name)
    add_executable(example_${name} "${source}")
    target_include_directories(example_${name} PRIVATE "${PROJECT_BINARY_DIR}/include")
    target_link_libraries(example_${name} PRIVATE touchstone_build_flags ${arg_LINK})
    add_test(NAME "unit/example/${name}" COMMAND example_${name})
    set_tests_properties("unit/example/${name}" PROPERTIES
      LABELS unit TIMEOUT 300 ENVIRONMENT "${TOUCHSTONE_TEST_ENVIRONMENT}")
  endforeach()
endfunction()

function(touchstone_headers_test name)
  file(GLOB_RECURSE headers RELATIVE "${PROJECT_SOURCE_DIR}" CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.hpp")
  set(sources)
  foreach(header IN LISTS headers)
    string(REPLACE "/" "." stem "${header}")
    set(source "${CMAKE_CURRENT_BINARY_DIR}/headers/${stem}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "#include \"@header@\"\n" @ONLY)
    list(APPEND sources "${source}")
  endforeach()
  if(NOT sources)
    return()
  endif()
  add_library(touchstone_headers_${name} OBJECT EXCLUDE_FROM_ALL ${sources})
  target_link_libraries(touchstone_headers_${name} PRIVATE touchstone_build_flags ${ARGN})
  target_compile_options(touchstone_headers_${name} PRIVATE -O0 -g0)  # only whether they compile
  add_test(NAME headers/${name}
    COMMAND "${CMAKE_COMMAND}" --build "${PROJECT_BINARY_DIR}" --target touchstone_headers_${name})
  set_tests_properties(headers/${name} PROPERTIES LABELS layers TIMEOUT 1200 RESOURCE_LOCK build)
endfunction()

function(touchstone_script_tests prefix folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "EXCLUDE" "LABELS;ARGS")
  file(GLOB_RECURSE scripts RELATIVE "${folder}" CONFIGURE_DEPENDS "${folder}/*.wast")
  if(arg_EXCLUDE)
    list(FILTER scripts EXCLUDE REGEX "${arg_EXCLUDE}")
  endif()
  foreach(script IN LISTS scripts)
    add_test(NAME "${prefix}/${script}" COMMAND touchstone wast ${arg_ARGS} "${folder}/${script}")
    set_tests_properties("${prefix}/${script}" PROPERTIES
      LABELS "${arg_LABELS}" TIMEOUT 600 ENVIRONMENT "${TOUCHSTONE_TEST_ENVIRONMENT}")
  endforeach()
endfunction()

# A test that stands for something absent: it shows up as skipped, by name, with what to do about it.
function(touchstone_absent_test name label message)
  add_test(NAME "${name}" COMMAND "${CMAKE_COMMAND}" -E echo "not found: ${message}")
  set_tests_properties("${name}" PROPERTIES LABELS "${label}" SKIP_REGULAR_EXPRESSION "not found")
endfunction()

function(touchstone_cli_tests folder)
  file(GLOB tests RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}/${folder}" CONFIGURE_DEPENDS
    "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.wat" "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.wast"
    "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.test")
  foreach(test IN LISTS tests)
    add_test(NAME "cli/${test}" COMMAND Python3::Interpreter "${PROJECT_SOURCE_DIR}/tools/scripts/cli_test.py"
      "$<TARGET_FILE:touchstone>" "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/${test}")
    set_tests_properties("cli/${test}" PROPERTIES LABELS cli TIMEOUT 300 ENVIRONMENT "${TOUCHSTONE_TEST_ENVIRONMENT}")
  endforeach()
endfunction()

function(touchstone_python_test name label script)
  add_test(NAME "${name}" COMMAND Python3::Interpreter "${CMAKE_CURRENT_SOURCE_DIR}/${script}")
  set_tests_properties("${name}" PROPERTIES LABELS "${label}" TIMEOUT 300)
endfunction()
