# ebb_warnings: what ebb's own programs are compiled with. Users of the library do not get it.

add_library(ebb_warnings INTERFACE)
target_compile_options(ebb_warnings INTERFACE
    -Wall
    -Wextra
    -Wpedantic
    -Wconversion
    -Wshadow
    -Wundef
    $<$<BOOL:${EBB_WARNINGS_AS_ERRORS}>:-Werror>)
