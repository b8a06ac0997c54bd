// The promises of a walk (support/walk_suite.hpp), by what keys and values can do.
#include "support/walk_suite.hpp"

namespace ebb_tests {
namespace {

using owner = std::unique_ptr<std::size_t>;

using by_entry = testing::Types<walk_kind<std::string, std::size_t>, walk_kind<std::size_t, owner>,
                                walk_kind<moved_key, owner>, walk_kind<copied_key, std::size_t>,
                                walk_kind<copied_key, std::size_t, seven_hashes, ebb::eager_policy>,
                                walk_kind<moved_key, std::string, mixed_hash, ebb::go_policy>>;
INSTANTIATE_TYPED_TEST_SUITE_P(by_entry, walks, by_entry);

} // namespace
} // namespace ebb_tests
