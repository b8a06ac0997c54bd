// The promises of a walk (support/walk_suite.hpp), by policy.
#include "support/walk_suite.hpp"

namespace ebb_tests {
namespace {

template <class Policy> using numbers = walk_kind<std::size_t, std::size_t, mixed_hash, Policy>;

using by_policy =
    testing::Types<numbers<ebb::default_policy>, numbers<ebb::eager_policy>,
                   numbers<ebb::go_policy>, numbers<ebb::counted<ebb::default_policy>>,
                   numbers<ebb::counted<ebb::go_policy>>>;
INSTANTIATE_TYPED_TEST_SUITE_P(by_policy, walks, by_policy);

} // namespace
} // namespace ebb_tests
