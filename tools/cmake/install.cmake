# Installation, and the CMake package: find_package(touchstone) gives touchstone::touchstone.
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
