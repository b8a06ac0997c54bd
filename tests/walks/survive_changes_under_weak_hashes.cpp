// The promises of a walk (support/walk_suite.hpp), with hashes that make long chains.
#include "support/walk_suite.hpp"

namespace ebb_tests {
namespace {

template <class Hash, class Policy = ebb::default_policy>
using numbers = walk_kind<std::size_t, std::size_t, Hash, Policy>;

using by_hash = testing::Types<numbers<seven_hashes>, numbers<seven_hashes, ebb::eager_policy>,
                               numbers<seven_hashes, ebb::go_policy>, numbers<one_chain_hash>,
                               numbers<identity_hash>, numbers<identity_hash, ebb::go_policy>>;
INSTANTIATE_TYPED_TEST_SUITE_P(by_hash, walks, by_hash);

} // namespace
} // namespace ebb_tests
