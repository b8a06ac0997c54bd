# The header-only library ebb::ebb.

file(GLOB_RECURSE ebb_headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/include/ebb/*.hpp")

add_library(ebb INTERFACE)
add_library(ebb::ebb ALIAS ebb)
target_compile_features(ebb INTERFACE cxx_std_20)
target_sources(ebb INTERFACE
    FILE_SET HEADERS
    BASE_DIRS "${PROJECT_SOURCE_DIR}/include"
    FILES ${ebb_headers})

# Checked maps have another layout, so every translation unit of a program must agree. An installed ebb leaves
# the choice to whoever uses it.
if(EBB_CHECKED)
    target_compile_definitions(ebb INTERFACE $<BUILD_INTERFACE:EBB_CHECKED=1>)
endif()

# The target all_verify_interface_header_sets compiles every header alone.
if(PROJECT_IS_TOP_LEVEL)
    set_target_properties(ebb PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
endif()
