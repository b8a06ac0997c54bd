// Sets do what a std::unordered_set does.
#include "support/random_commands.hpp"

#include <cstdint>
#include <string>

namespace ebb_tests {
namespace {

template <class Policy> using numbers = set_kind<number, ebb::hash<number>, Policy>;

using kinds = ::testing::Types<
    numbers<ebb::default_policy>, numbers<ebb::go_policy>,
    set_kind<std::string, ebb::hash<std::string>, ebb::eager_policy>,
    set_kind<over_aligned, mixed_hash>, set_kind<number, four_hashes, ebb::default_policy>>;
INSTANTIATE_TYPED_TEST_SUITE_P(sets, agreement, kinds);

} // namespace
} // namespace ebb_tests
