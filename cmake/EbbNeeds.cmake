# What a build needs from the system. Everything missing is named in one message, with the Debian packages
# that have it; nothing is downloaded.

set(ebb_missing "")
set(ebb_missing_packages "")

# ebb_needs_package(NAME DEBIAN PACKAGE...): find_package, whose targets every directory below can see.
macro(ebb_needs_package name)
    cmake_parse_arguments(ebb_need "" "" DEBIAN ${ARGN})
    find_package(${name} QUIET)
    if(NOT ${name}_FOUND)
        list(APPEND ebb_missing ${name})
        list(APPEND ebb_missing_packages ${ebb_need_DEBIAN})
    endif()
endmacro()

# ebb_needs_program(NAME DEBIAN PACKAGE...): find_program.
macro(ebb_needs_program name)
    cmake_parse_arguments(ebb_need "" "" DEBIAN ${ARGN})
    string(MAKE_C_IDENTIFIER "EBB_PROGRAM_${name}" ebb_program)
    find_program(${ebb_program} ${name})
    mark_as_advanced(${ebb_program})
    if(NOT ${ebb_program})
        list(APPEND ebb_missing ${name})
        list(APPEND ebb_missing_packages ${ebb_need_DEBIAN})
    endif()
endmacro()

# ebb_needs_module(NAME DEBIAN PACKAGE...): a library that only pkg-config knows, as PkgConfig::NAME.
macro(ebb_needs_module name)
    cmake_parse_arguments(ebb_need "" "" DEBIAN ${ARGN})
    if(PkgConfig_FOUND)
        pkg_check_modules(${name} QUIET IMPORTED_TARGET ${name})
    endif()
    if(NOT ${name}_FOUND)
        list(APPEND ebb_missing ${name})
        list(APPEND ebb_missing_packages ${ebb_need_DEBIAN})
    endif()
endmacro()

# ebb_needs_header(FOLDER/FILE DEBIAN PACKAGE...): a library of headers alone; the folder that FOLDER lies in is
# EBB_HEADER_FOLDER.
macro(ebb_needs_header header)
    cmake_parse_arguments(ebb_need "" "" DEBIAN ${ARGN})
    string(REGEX REPLACE "/.*" "" ebb_header "${header}")
    find_path(EBB_HEADER_${ebb_header} "${header}")
    mark_as_advanced(EBB_HEADER_${ebb_header})
    if(NOT EBB_HEADER_${ebb_header})
        list(APPEND ebb_missing "${header}")
        list(APPEND ebb_missing_packages ${ebb_need_DEBIAN})
    endif()
endmacro()

macro(ebb_stop_if_anything_is_missing)
    if(ebb_missing)
        list(JOIN ebb_missing ", " ebb_missing_text)
        list(JOIN ebb_missing_packages " " ebb_missing_packages_text)
        message(FATAL_ERROR
            "ebb's tests, benchmarks and command need what is not here: ${ebb_missing_text}.\n"
            "On Debian: apt-get install ${ebb_missing_packages_text}\n"
            "Or configure with -DEBB_BUILD_TESTS=OFF -DEBB_BUILD_BENCH=OFF -DEBB_BUILD_REPLAY=OFF "
            "-DEBB_BUILD_INSPECT=OFF; the library itself needs only a compiler.")
    endif()
endmacro()
