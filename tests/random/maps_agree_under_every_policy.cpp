// Maps of numbers do what a std::unordered_map does, under every policy.
#include "support/random_commands.hpp"

namespace ebb_tests {
namespace {

template <class Policy>
using numbers = map_kind<number, number, ebb::hash<number>, Policy>;

using kinds =
    ::testing::Types<numbers<ebb::default_policy>, numbers<ebb::eager_policy>,
                     numbers<ebb::go_policy>, numbers<ebb::counted<ebb::default_policy>>,
                     numbers<ebb::counted<ebb::eager_policy>>, numbers<ebb::counted<ebb::go_policy>>>;
INSTANTIATE_TYPED_TEST_SUITE_P(by_policy, agreement, kinds);

} // namespace
} // namespace ebb_tests
