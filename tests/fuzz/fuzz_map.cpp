// The entry of libFuzzer. What is left of an input that fails: a test in the language of ebb.
//
//     cmake --preset fuzz && cmake --build --preset fuzz
//     build/fuzz/tests/fuzz/fuzz_map -max_len=1024 -max_total_time=600 NEW_INPUTS tests/fuzz/corpus
//     build/fuzz/tests/fuzz/fuzz_map -merge=1 tests/fuzz/corpus NEW_INPUTS

#include "support/fuzz_body.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ebb_tests::fuzz_body(data, size); // what it throws stops the program
    return 0;
}
