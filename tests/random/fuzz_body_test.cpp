// The body of the fuzz target as a unit test: on random bytes, and on every input of the corpus.
#include "support/fuzz_body.hpp"
#include "support/number_maps.hpp"
#include "support/random_source.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace ebb_tests {
namespace {

using bytes = std::vector<std::uint8_t>;

// Returns: whether the maps were right.
bool expect_right(const bytes& input) {
    try {
        fuzz_body(input.data(), input.size());
        return true;
    } catch (const disagreement& found) {
        ADD_FAILURE() << found.what();
        return false;
    }
}

bytes bytes_of(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

// The folder fuzz/corpus of the source tree. The name of this file may be relative to a folder that
// is not the present one (ccache makes it so), hence the search upwards from where the test runs.
std::filesystem::path corpus() {
    const std::filesystem::path tests = std::filesystem::path(__FILE__).parent_path().parent_path();
    if (is_directory(tests / "fuzz" / "corpus")) {
        return tests / "fuzz" / "corpus";
    }
    std::filesystem::path folder = std::filesystem::current_path();
    while (folder.has_relative_path() && !is_directory(folder / "tests" / "fuzz" / "corpus")) {
        folder = folder.parent_path();
    }
    return folder / "tests" / "fuzz" / "corpus";
}

TEST(fuzz_body, agrees_on_random_bytes) {
    constexpr std::size_t inputs = is_slow_build ? 200 : 3'000;
    random_source random;
    for (std::size_t i = 0; i < inputs; ++i) {
        bytes input(random.size_up_to(3'000));
        for (std::uint8_t& byte : input) {
            byte = static_cast<std::uint8_t>(random.below(256));
        }
        SCOPED_TRACE("EBB_TEST_SEED=" + std::to_string(run_seed()) + ", input " +
                     std::to_string(i));
        ASSERT_TRUE(expect_right(input));
    }
}

TEST(fuzz_body, agrees_on_the_corpus) {
    std::size_t inputs = 0;
    for (const auto& file : std::filesystem::directory_iterator(corpus())) {
        SCOPED_TRACE(file.path().filename().string());
        EXPECT_TRUE(expect_right(bytes_of(file.path())));
        ++inputs;
    }
    EXPECT_GE(inputs, 20U);
}

} // namespace
} // namespace ebb_tests
