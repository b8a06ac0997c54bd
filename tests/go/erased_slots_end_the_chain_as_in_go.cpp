// The marks of erased slots: those behind the last entry of a chain say that nothing follows, those
// before it do not. Compared slot by slot with what mapassign and mapdelete of Go 1.19 do, written
// down naively.
#include "chains.hpp"

#include "support/random_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace {

using namespace ebb_tests;

constexpr unsigned empty_rest = 0;
constexpr unsigned empty_one = 1;

class go_chain {
  public:
    [[nodiscard]] const tophash_bytes& bytes() const { return bytes_; }
    [[nodiscard]] bool contains(number key) const {
        return std::ranges::find(keys_, key) != keys_.end();
    }

    void insert(number key) {
        auto free = std::ranges::find_if(bytes_, [](unsigned byte) { return byte <= empty_one; });
        const auto slot = static_cast<std::size_t>(free - bytes_.begin());
        if (free == bytes_.end()) {
            bytes_.resize(bytes_.size() + 8, empty_rest);
            keys_.resize(bytes_.size(), no_key);
        }
        bytes_[slot] = static_cast<unsigned>(key >> 56);
        keys_[slot] = key;
    }
    void erase(number key) {
        auto slot = static_cast<std::size_t>(std::ranges::find(keys_, key) - keys_.begin());
        keys_[slot] = no_key;
        bytes_[slot] = empty_one;
        if (slot + 1 < bytes_.size() && bytes_[slot + 1] != empty_rest) {
            return;
        }
        for (++slot; slot > 0 && bytes_[slot - 1] == empty_one; --slot) {
            bytes_[slot - 1] = empty_rest;
        }
    }

  private:
    static constexpr number no_key = ~number{0};
    tophash_bytes bytes_ = tophash_bytes(8, empty_rest);
    std::vector<number> keys_ = std::vector<number>(8, no_key);
};

// Keys come to one chain of three buckets at most and leave it by erase(key), in no order.
template <class Erase> void expect_marks_as_in_go(Erase&& erase) {
    constexpr std::size_t home = 3;
    random_source random;
    chosen_go_map map;
    map.reserve(100); // 16 buckets: no growth is due
    go_chain chain;
    std::vector<number> keys;
    for (number i = 0; i < 24; ++i) {
        keys.push_back(key_of(home, 5 + random.below(251), i));
    }
    std::size_t share = 1; // of four steps so many are inserts, by turns few and many
    for (int step = 0; step < 2'000; ++step) {
        share = random.one_in(40) ? 4 - share : share;
        const number key = keys[random.below(keys.size())];
        if (random.below(4) < share && !chain.contains(key)) {
            map[key] = key;
            chain.insert(key);
        } else if (chain.contains(key)) {
            erase(map, key);
            chain.erase(key);
        }
        ASSERT_EQ(chain_of(map, home), chain.bytes()) << "step " << step;
    }
    EXPECT_EQ(broken_invariant(map), "");
}

TEST(marks_of_erased_slots, are_those_of_go_where_keys_are_erased) {
    expect_marks_as_in_go([](auto& map, number key) { map.erase(key); });
}

TEST(marks_of_erased_slots, are_those_of_go_where_iterators_are_erased) {
    expect_marks_as_in_go([](auto& map, number key) { map.erase(map.find(key)); });
}

TEST(marks_of_erased_slots, are_those_of_go_where_all_that_match_are_erased) {
    expect_marks_as_in_go([](auto& map, number key) {
        erase_if(map, [key](const auto& entry) { return entry.first == key; });
    });
}

} // namespace
