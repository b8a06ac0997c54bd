# Compile through ccache where there is one. Paths are hashed relative to the source tree, so that one clone
# finds what another has compiled; precompiled headers need the two sloppinesses.

find_program(EBB_CCACHE ccache)
mark_as_advanced(EBB_CCACHE)
if(EBB_CCACHE AND PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER
        "${CMAKE_COMMAND}" -E env
        "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}"
        CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros
        "${EBB_CCACHE}")
endif()
