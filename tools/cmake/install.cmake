# Installation, and the CMake package: find_package(touchstone) gives touchstone::touchstone, and touchstone::shared where
# TOUCHSTONE_SHARED is on: the C interface alone, for programs that are not C++ and for languages that load it.
include(CMakePackageConfigHelpers)

add_library(touchstone_touchstone INTERFACE)
add_library(touchstone::touchstone ALIAS touchstone_touchstone)
set_target_properties(touchstone_touchstone PROPERTIES EXPORT_NAME touchstone)
set(libraries)
foreach(library touchstone_core touchstone_component)
  if(TARGET ${library})
    list(APPEND libraries ${library})
    target_link_libraries(touchstone_touchstone INTERFACE ${library})
  endif()
endforeach()

if(TOUCHSTONE_SHARED)
  get_target_property(core touchstone_core TOUCHSTONE_OBJECTS)
  get_target_property(component touchstone_component TOUCHSTONE_OBJECTS)
  add_library(touchstone_shared SHARED ${core} ${component})
  add_library(touchstone::shared ALIAS touchstone_shared)
  target_link_libraries(touchstone_shared PRIVATE fmt::fmt Boost::context)
  set_target_properties(touchstone_shared PROPERTIES EXPORT_NAME shared OUTPUT_NAME touchstone LINKER_LANGUAGE CXX
    VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
  target_include_directories(touchstone_shared INTERFACE
    "$<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include/touchstone>"
    "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/touchstone>")
  # Nothing of C++ is seen from outside.
  if(APPLE)
    target_link_options(touchstone_shared PRIVATE "-Wl,-exported_symbol,_wasm_*" "-Wl,-exported_symbol,_touchstone_*")
  else()
    target_link_options(touchstone_shared PRIVATE
      "-Wl,--version-script=${PROJECT_SOURCE_DIR}/tools/cmake/shared.map" $<$<NOT:$<BOOL:${TOUCHSTONE_SANITIZE}>>:-Wl,--no-undefined>)
    set_target_properties(touchstone_shared PROPERTIES LINK_DEPENDS "${PROJECT_SOURCE_DIR}/tools/cmake/shared.map")
  endif()
  list(APPEND libraries touchstone_shared)
  if(TOUCHSTONE_TESTS AND NOT TOUCHSTONE_SANITIZE)  # Python would have to load the sanitizer first
    add_test(NAME unit/c/oracle.py COMMAND Python3::Interpreter "${PROJECT_SOURCE_DIR}/abi/c_api/examples/oracle.py"
      "$<TARGET_FILE:touchstone_shared>")
    add_test(NAME unit/c/exports COMMAND Python3::Interpreter "${PROJECT_SOURCE_DIR}/tools/scripts/exports_test.py"
      "${CMAKE_NM}" "$<TARGET_FILE:touchstone_shared>")
    set_tests_properties(unit/c/oracle.py unit/c/exports PROPERTIES LABELS unit TIMEOUT 300)
  endif()
endif()

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/touchstone")
install(TARGETS touchstone_touchstone ${libraries} EXPORT touchstone)
install(EXPORT touchstone NAMESPACE touchstone:: DESTINATION "${package_dir}" FILE touchstoneTargets.cmake)
configure_package_config_file(tools/cmake/touchstoneConfig.cmake.in "${PROJECT_BINARY_DIR}/touchstoneConfig.cmake"
  INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/touchstoneConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/touchstoneConfig.cmake" "${PROJECT_BINARY_DIR}/touchstoneConfigVersion.cmake"
  DESTINATION "${package_dir}")

foreach(layer interp abi)
  if(IS_DIRECTORY "${PROJECT_SOURCE_DIR}/${layer}")
    install(DIRECTORY ${layer} DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/touchstone"
      FILES_MATCHING PATTERN "*.hpp" PATTERN "*.def" PATTERN "*.h" PATTERN tests EXCLUDE PATTERN examples EXCLUDE)
  endif()
endforeach()
install(FILES ${TOUCHSTONE_UMBRELLAS} DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/touchstone")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DATADIR}/licenses/touchstone")
