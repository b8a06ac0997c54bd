# ebb_add_compile_fail_test(SOURCE): proves that a mistake is refused, and with a message that says why.
#
# SOURCE has the mistake between `#ifdef EBB_MISTAKE` and `#endif`, and a line `// expect: REGEX`. Without the
# macro it must compile, so that nothing but the mistake can be what is refused; with it the compiler must
# report an error whose line matches REGEX. A mistake in how it is compiled stands in a line `// mistake: FLAG`.

function(ebb_add_compile_fail_test source)
    cmake_path(GET source STEM name)
    file(STRINGS "${source}" expected REGEX "^// expect: " LIMIT_COUNT 1)
    if(NOT expected)
        message(FATAL_ERROR "${source} has no line '// expect: REGEX'")
    endif()
    string(REPLACE "// expect: " "" expected "${expected}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${source}")

    file(STRINGS "${source}" mistake REGEX "^// mistake: " LIMIT_COUNT 1)
    string(REPLACE "// mistake: " "" mistake "${mistake}")
    if(NOT mistake)
        set(mistake -DEBB_MISTAKE)
    endif()

    set(compile
        "${CMAKE_CXX_COMPILER}" -std=c++20 -fsyntax-only
        "-I${PROJECT_SOURCE_DIR}/include" "-I${PROJECT_SOURCE_DIR}/tests")
    add_test(NAME compile_fail.${name}.without_the_mistake COMMAND ${compile} "${source}")
    add_test(NAME compile_fail.${name} COMMAND ${compile} ${mistake} "${source}")
    set_tests_properties(compile_fail.${name} PROPERTIES
        PASS_REGULAR_EXPRESSION "error: [^\n]*${expected}")
    set_tests_properties(compile_fail.${name} compile_fail.${name}.without_the_mistake PROPERTIES
        LABELS compile_fail)
endfunction()
