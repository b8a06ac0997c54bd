// A workload is the same for the same seed, whatever machine and compiler. The hashes are pinned: a
// change of them is a change of what results of different versions may be compared.
#include "workload_stream.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>

namespace {

using namespace replay_tests;

std::uint64_t hash_of(std::string_view name, std::uint64_t seed_of_it) {
    const auto source = replay::make_workload(name, 100'000, seed_of_it);
    stream_hash hash;
    for (replay::request one; source->next(one);) {
        hash.add(one);
    }
    return hash.value();
}

TEST(workload_repeatable, streams_are_those_they_were) {
    EXPECT_EQ(hash_of("twitter:12", 1), 5531801525514095217U);
    EXPECT_EQ(hash_of("twitter:14", 1), 654354220520398205U);
    EXPECT_EQ(hash_of("ycsb:a", 1), 13458291977318126805U);
    EXPECT_EQ(hash_of("ycsb:e", 1), 1514785937968018597U);
}

TEST(workload_repeatable, another_seed_gives_another_stream) {
    for (const std::string_view name : {"twitter:14", "ycsb:a"}) {
        EXPECT_EQ(hash_of(name, 2), hash_of(name, 2));
        EXPECT_NE(hash_of(name, 1), hash_of(name, 2));
    }
}

} // namespace
