// Keys and values of no content, and of more bytes than Go would store in place.
#include "both_policies.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace {

using namespace ebb_tests;

struct nothing {
    friend bool operator==(nothing, nothing) { return true; }
};
struct hash_of_nothing {
    std::uint64_t operator()(nothing) const { return 42; }
};

template <class Policy> class entry_size : public testing::Test {};
TYPED_TEST_SUITE(entry_size, both_policies, policy_names);

TYPED_TEST(entry_size, may_be_that_of_nothing) {
    map_under<int, nothing, TypeParam> values;
    values[3];
    EXPECT_EQ(values.size(), 1u);
    ebb::map<nothing, int, hash_of_nothing, std::equal_to<nothing>,
             ebb::page_allocator<std::pair<const nothing, int>>, TypeParam>
        keys;
    keys[nothing{}] = 5;
    keys[nothing{}] = 6;
    EXPECT_EQ(keys.size(), 1u);
    EXPECT_EQ(keys[nothing{}], 6);
    map_under<std::string, int, TypeParam> empty_text;
    empty_text[""] = 1;
    EXPECT_EQ(empty_text.at(""), 1);
}

TYPED_TEST(entry_size, may_be_large) {
    using block = std::array<std::uint64_t, 64>; // 512 bytes
    map_under<block, block, TypeParam> map;
    const auto block_of = [](std::uint64_t i) {
        block b;
        b.fill(i);
        return b;
    };
    for (std::uint64_t i = 0; i < 100; ++i) {
        map[block_of(i)] = block_of(i + 1'000);
    }
    for (std::uint64_t i = 0; i < 100; i += 3) {
        map.erase(block_of(i));
    }
    std::size_t count = 0;
    for (auto&& [key, value] : map.range()) {
        EXPECT_EQ(key[63] + 1'000, value[0]);
        ++count;
    }
    EXPECT_EQ(count, 66u);
    EXPECT_EQ(broken_invariant(map), "");
}

// Texts of the same length, and of all lengths, in a map of one bucket.
TYPED_TEST(entry_size, of_texts_in_one_bucket_may_differ) {
    map_under<std::string, int, TypeParam> same;
    map_under<std::string, int, TypeParam> different;
    for (int i = 0; i < 8; ++i) {
        same[std::string(40, static_cast<char>('a' + i))] = i;
        different[std::string(static_cast<std::size_t>(i), 'x')] = i;
    }
    for (int i = 0; i < 8; ++i) {
        EXPECT_EQ(same.at(std::string(40, static_cast<char>('a' + i))), i);
        EXPECT_EQ(different.at(std::string(static_cast<std::size_t>(i), 'x')), i);
    }
    EXPECT_FALSE(same.contains(std::string(40, 'z')));
    EXPECT_FALSE(different.contains(std::string(8, 'x')));
}

} // namespace
