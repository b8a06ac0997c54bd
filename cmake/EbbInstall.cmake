# Headers, CMake package, ebb.pc and licence. The installed tree can be moved: nothing in it is absolute
# unless the directories given are. A header-only library has no architecture, hence share/ and not lib/.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

set(EBB_CMAKE_DIR "${CMAKE_INSTALL_DATADIR}/cmake/ebb")
set(EBB_COMPONENTS_CMAKE_DIR "${CMAKE_INSTALL_LIBDIR}/cmake") # a compiled library has an architecture
set(EBB_PKGCONFIG_DIR "${CMAKE_INSTALL_DATADIR}/pkgconfig")

install(TARGETS ebb EXPORT ebbTargets FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT ebbTargets NAMESPACE ebb:: DESTINATION "${EBB_CMAKE_DIR}")

configure_package_config_file(
    "${PROJECT_SOURCE_DIR}/cmake/ebbConfig.cmake.in"
    "${PROJECT_BINARY_DIR}/ebbConfig.cmake"
    INSTALL_DESTINATION "${EBB_CMAKE_DIR}"
    PATH_VARS EBB_COMPONENTS_CMAKE_DIR
    NO_SET_AND_CHECK_MACRO)
# Before 1.0 a new minor version may break what the last one promised.
write_basic_package_version_file(
    "${PROJECT_BINARY_DIR}/ebbConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion
    ARCH_INDEPENDENT)
install(
    FILES "${PROJECT_BINARY_DIR}/ebbConfig.cmake" "${PROJECT_BINARY_DIR}/ebbConfigVersion.cmake"
    DESTINATION "${EBB_CMAKE_DIR}")

if(IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}" OR IS_ABSOLUTE "${EBB_PKGCONFIG_DIR}")
    set(EBB_PC_PREFIX "${CMAKE_INSTALL_PREFIX}")
    set(EBB_PC_INCLUDEDIR "${CMAKE_INSTALL_FULL_INCLUDEDIR}")
else()
    file(RELATIVE_PATH EBB_PC_PREFIX "/${EBB_PKGCONFIG_DIR}" "/")
    string(REGEX REPLACE "/$" "" EBB_PC_PREFIX "\${pcfiledir}/${EBB_PC_PREFIX}")
    set(EBB_PC_INCLUDEDIR "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
# pkgconf escapes the blanks of pcfiledir itself, and no others.
string(REPLACE " " "\\ " EBB_PC_PREFIX "${EBB_PC_PREFIX}")
string(REPLACE " " "\\ " EBB_PC_INCLUDEDIR "${EBB_PC_INCLUDEDIR}")
configure_file("${PROJECT_SOURCE_DIR}/cmake/ebb.pc.in" "${PROJECT_BINARY_DIR}/ebb.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/ebb.pc" DESTINATION "${EBB_PKGCONFIG_DIR}")

# For debuggers that don't find the script in the program.
install(DIRECTORY "${PROJECT_SOURCE_DIR}/debugger/" DESTINATION "${CMAKE_INSTALL_DATADIR}/ebb/debugger"
    FILES_MATCHING PATTERN "*.py" PATTERN "*.natvis" PATTERN "__pycache__" EXCLUDE)
install(FILES "${PROJECT_SOURCE_DIR}/inspect/include/ebb/inspect/rules.def" DESTINATION "${CMAKE_INSTALL_DATADIR}/ebb/debugger")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")
