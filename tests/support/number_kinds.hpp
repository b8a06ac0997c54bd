#pragma once
// Maps of numbers by policy and hash, for tests typed by both.

#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace ebb_tests {

// Five different hashes: long chains.
struct five_hashes {
    std::uint64_t operator()(number key, std::uint64_t seed) const noexcept {
        return ebb::mix(key % 5, seed);
    }
};

template <class Policy, class Hash> struct number_kind {
    using policy = Policy;
    using map = number_map<Policy, ebb::page_allocator<number_entry>, Hash>;

    // Long chains make every operation slow.
    static constexpr std::uint64_t enough = std::is_same_v<Hash, five_hashes> ? 300 : 3'000;
};

using default_kind = number_kind<ebb::default_policy, ebb::hash<number>>;
using eager_kind = number_kind<ebb::eager_policy, ebb::hash<number>>;
using go_kind = number_kind<ebb::go_policy, ebb::hash<number>>;
using default_kind_with_chains = number_kind<ebb::default_policy, five_hashes>;
using eager_kind_with_chains = number_kind<ebb::eager_policy, five_hashes>;
using go_kind_with_chains = number_kind<ebb::go_policy, five_hashes>;

using number_kinds = ::testing::Types<default_kind, eager_kind, go_kind, default_kind_with_chains,
                                      eager_kind_with_chains, go_kind_with_chains>;
using shrinking_kinds =
    ::testing::Types<default_kind, eager_kind, default_kind_with_chains, eager_kind_with_chains>;

} // namespace ebb_tests
