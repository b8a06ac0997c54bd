// hash_bytes: every length from 0 to 300, every bit, every prefix, the seed.
#include "spread.hpp"

#include "ebb/hash.hpp"

#include <algorithm>
#include <cstring>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace {

using ebb::hash_bytes;

constexpr std::size_t length_max = 300;

std::string random_text() {
    std::mt19937_64 random{6};
    std::string text(length_max, ' ');
    for (char& c : text) {
        c = static_cast<char>(random());
    }
    return text;
}

TEST(bytes, prefixes_of_a_run_hash_differently) {
    for (const std::string& text :
         {random_text(), std::string(length_max, '\0'), std::string(length_max, 'a'),
          std::string(length_max, '\xff')}) {
        std::set<std::uint64_t> hashes;
        for (std::size_t length = 0; length <= length_max; ++length) {
            EXPECT_TRUE(hashes.insert(hash_bytes(text.data(), length, 7)).second) << length;
        }
    }
}

TEST(bytes, that_differ_in_one_bit_hash_differently) {
    std::string text = random_text();
    for (std::size_t length = 1; length <= length_max; ++length) {
        std::set<std::uint64_t> hashes{hash_bytes(text.data(), length, 8)};
        for (std::size_t bit = 0; bit < length * 8; ++bit) {
            const char kept = text[bit / 8];
            text[bit / 8] = static_cast<char>(kept ^ (1 << (bit % 8)));
            ASSERT_TRUE(hashes.insert(hash_bytes(text.data(), length, 8)).second)
                << "length " << length << " bit " << bit;
            text[bit / 8] = kept;
        }
    }
}

TEST(bytes, in_another_order_hash_differently) {
    // Blocks of 8, 16 and 48 bytes exchanged: no lane and no factor stands for another.
    const std::string text = random_text().substr(0, 288);
    for (const std::size_t block : {8U, 16U, 48U}) {
        std::set<std::uint64_t> hashes{hash_bytes(text.data(), text.size(), 9)};
        for (std::size_t one = 0; one < text.size() / block; ++one) {
            for (std::size_t other = 0; other < one; ++other) {
                std::string swapped = text;
                swapped.replace(one * block, block, text, other * block, block);
                swapped.replace(other * block, block, text, one * block, block);
                EXPECT_TRUE(hashes.insert(hash_bytes(swapped.data(), swapped.size(), 9)).second);
            }
        }
    }
}

// All that is exchanged in a run of up to 112 bytes goes through one round of the three lanes, so
// that no state of a later round makes up for a key that two lanes share.
TEST(bytes, in_another_lane_hash_differently) {
    for (std::size_t length = 49; length <= 112; ++length) {
        const std::string text = random_text().substr(0, length);
        for (std::uint64_t seed = 0; seed < 4; ++seed) {
            std::set<std::uint64_t> hashes{hash_bytes(text.data(), length, seed)};
            for (const auto& [one, other] : {std::pair{0U, 16U}, {0U, 32U}, {16U, 32U}}) {
                std::string swapped = text;
                swapped.replace(one, 16, text, other, 16);
                swapped.replace(other, 16, text, one, 16);
                EXPECT_TRUE(hashes.insert(hash_bytes(swapped.data(), length, seed)).second)
                    << length << ": " << one << " and " << other << " under " << seed;
            }
        }
    }
}

TEST(bytes, hash_differently_under_another_seed) {
    const std::string text = random_text();
    for (std::size_t length = 0; length <= length_max; ++length) {
        std::set<std::uint64_t> hashes;
        for (unsigned bit = 0; bit < 64; ++bit) {
            hashes.insert(hash_bytes(text.data(), length, std::uint64_t{1} << bit));
        }
        EXPECT_EQ(hashes.size(), 64U) << length;
    }
}

TEST(bytes, hash_alike_wherever_they_lie) {
    const std::string text = random_text();
    alignas(16) char buffer[length_max + 16];
    for (std::size_t length = 0; length <= length_max; ++length) {
        for (std::size_t offset = 0; offset < 16; ++offset) {
            std::memset(buffer, static_cast<int>(offset), sizeof buffer);
            std::memcpy(buffer + offset, text.data(), length);
            ASSERT_EQ(hash_bytes(buffer + offset, length, 10), hash_bytes(text.data(), length, 10));
        }
    }
}

TEST(bytes, of_a_published_constant_hide_nothing_beside_them) {
    // In wyhash a factor of zero makes 8 bytes indifferent: any of these keys would collide. The
    // seed is 1 and not 0, under which everyone knows all.
    for (const std::uint64_t constant : ebb::hashing::pi_digits) {
        std::set<std::uint64_t> hashes;
        for (std::uint64_t other = 0; other < 1'000; ++other) {
            const std::uint64_t halves[] = {constant, other};
            const std::uint64_t swapped[] = {other, constant};
            const std::uint64_t longer[] = {constant, other, 1, 2};
            const std::uint64_t longer_swapped[] = {other, constant, 3, 4};
            hashes.insert(hash_bytes(halves, sizeof halves, 1));
            hashes.insert(hash_bytes(swapped, sizeof swapped, 1));
            hashes.insert(hash_bytes(longer, sizeof longer, 1));
            hashes.insert(hash_bytes(longer_swapped, sizeof longer_swapped, 1));
        }
        EXPECT_EQ(hashes.size(), 4'000U);
    }
}

// Of 8 to 16 bytes a factor is made of two words of 4 bytes each, which may be any two of the four.
// (A seed of one bit is the one that a careless mixture of seed and constant would hide.)
TEST(bytes, of_a_constant_cut_in_halves_hide_nothing_beside_them) {
    const auto hashes_of = [](std::uint64_t constant, std::size_t high, std::size_t low,
                              std::uint64_t seed) {
        std::set<std::uint64_t> hashes;
        for (std::uint32_t other = 0; other < 4; ++other) {
            std::uint32_t words[] = {other, other, other, other};
            words[high] = static_cast<std::uint32_t>(constant >> 32);
            words[low] = static_cast<std::uint32_t>(constant);
            hashes.insert(hash_bytes(words, sizeof words, seed));
        }
        return hashes.size();
    };
    for (unsigned bit = 0; bit < 64; ++bit) {
        for (const std::uint64_t constant : ebb::hashing::pi_digits) {
            for (std::size_t halves = 0; halves < 16; ++halves) {
                const std::size_t high = halves / 4;
                const std::size_t low = halves % 4;
                EXPECT_TRUE(high == low ||
                            hashes_of(constant, high, low, std::uint64_t{1} << bit) == 4)
                    << constant << " in words " << high << " and " << low << ", seed bit " << bit;
            }
        }
    }
}

// What is joined of three lanes has room for all of each: a lane that lost half of its bits would
// give some of these runs the same hash.
TEST(bytes, of_one_lane_keep_their_hashes_apart) {
    constexpr std::size_t runs = 200'000;
    std::string text = random_text().substr(0, 64);
    for (std::size_t lane = 0; lane < 3; ++lane) {
        std::vector<std::uint64_t> hashes;
        for (std::uint64_t run = 0; run < runs; ++run) {
            std::memcpy(text.data() + lane * 16, &run, sizeof run);
            hashes.push_back(hash_bytes(text.data(), text.size(), 12));
        }
        std::sort(hashes.begin(), hashes.end());
        EXPECT_EQ(std::adjacent_find(hashes.begin(), hashes.end()), hashes.end()) << lane;
    }
}

TEST(bytes, none_at_all_may_be_at_null) {
    EXPECT_EQ(hash_bytes(nullptr, 0, 11), hash_bytes("", 0, 11));
}

} // namespace
