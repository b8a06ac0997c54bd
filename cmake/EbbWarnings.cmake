# ebb_warnings: what ebb's own programs are compiled with. Users of the library do not get it.

add_library(ebb_warnings INTERFACE)
target_compile_options(ebb_warnings INTERFACE
    -Wall
    -Wextra
    -Wpedantic
    -Wconversion
    -Wshadow
    -Wundef
    # g++ 12 takes `"a" + string`, inlined, for a copy onto itself (GCC bug 105651).
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>
    $<$<BOOL:${EBB_WARNINGS_AS_ERRORS}>:-Werror>)
