# Chapters and libraries.
#
#   touchstone_chapter(TARGET FOLDER [EXCLUDE REGEX] [LINK TARGET...])
#       an object library of the sources under FOLDER, tests and examples aside; no sources, no target
#   touchstone_library(TARGET CHAPTERS TARGET... LINK TARGET...)
#       a static library of those chapters that exist; no chapters, no target
#
# Every #include is relative to the root of the repository ("interp/support/error.hpp"). Installed headers keep that
# form: include/ and include/touchstone/ are both on the path of who links touchstone::touchstone, and
# <touchstone/wasm.hpp> is the umbrella; <wasm.h> is found under that name too, as C programs expect. In the build tree,
# build/include/touchstone is made to look the same.

function(touchstone_chapter target folder)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "EXCLUDE" "LINK")
  file(GLOB_RECURSE sources RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp")
  list(FILTER sources EXCLUDE REGEX "(^|/)(tests|examples)/")
  if(arg_EXCLUDE)
    list(FILTER sources EXCLUDE REGEX "${arg_EXCLUDE}")
  endif()
  if(NOT sources)
    return()
  endif()
  add_library(${target} OBJECT ${sources})
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/include")
  target_link_libraries(${target} PRIVATE touchstone_build_flags fmt::fmt ${arg_LINK})
endfunction()

function(touchstone_library target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "CHAPTERS;LINK")
  set(objects)
  foreach(chapter IN LISTS arg_CHAPTERS)
    if(TARGET ${chapter})
      list(APPEND objects "$<TARGET_OBJECTS:${chapter}>")
    endif()
  endforeach()
  if(NOT objects)
    return()
  endif()
  add_library(${target} STATIC ${objects})
  set_target_properties(${target} PROPERTIES TOUCHSTONE_OBJECTS "${objects}")
  add_library(touchstone::${target} ALIAS ${target})
  target_compile_features(${target} PUBLIC cxx_std_20)
  target_include_directories(${target} PUBLIC
    "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>" "$<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>"
    "$<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include/touchstone>"
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>" "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/touchstone>")
  # A touchstone library is part of what users link; anything else stays private to us.
  foreach(needed IN LISTS arg_LINK)
    if(needed STREQUAL "touchstone_core" OR needed STREQUAL "touchstone_component")
      if(TARGET ${needed})
        target_link_libraries(${target} PUBLIC ${needed})
      endif()
    else()
      target_link_libraries(${target} PRIVATE ${needed})
    endif()
  endforeach()
endfunction()

# The headers that users name without a folder.
set(TOUCHSTONE_UMBRELLAS interp/embedding/wasm.hpp abi/host/component.hpp
  interp/c_api/wasm.h interp/c_api/touchstone_wasm.h abi/c_api/touchstone_component.h)

# build/include/touchstone: the installed layout, by links into the source tree.
function(touchstone_build_includes)
  set(root "${PROJECT_BINARY_DIR}/include/touchstone")
  file(MAKE_DIRECTORY "${root}")
  file(CREATE_LINK "${PROJECT_SOURCE_DIR}/interp" "${root}/interp" SYMBOLIC)
  file(CREATE_LINK "${PROJECT_SOURCE_DIR}/abi" "${root}/abi" SYMBOLIC)
  foreach(umbrella IN LISTS TOUCHSTONE_UMBRELLAS)
    cmake_path(GET umbrella FILENAME name)
    file(CREATE_LINK "${PROJECT_SOURCE_DIR}/${umbrella}" "${root}/${name}" SYMBOLIC)
  endforeach()
endfunction()
touchstone_build_includes()
