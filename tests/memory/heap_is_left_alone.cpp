// glibc puts small free blocks together when it is asked for a large one, or given one: 10 ns for
// each that the whole program has freed. No operation of a map is to wait for that: not an erase,
// not the first insert of a refill, and not the end of a map, which a program that frees much would
// pay with 100 ms.
#include <ebb/map.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <random>
#include <string>
#include <vector>

#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 33)
#include <malloc.h>

namespace {

// Small free blocks that the heap has not put together with others.
std::size_t apart() { return ::mallinfo2().smblks; }

class heap : public testing::TestWithParam<std::size_t> {
  protected:
    void SetUp() override {
        for (std::size_t i = 0; i < GetParam(); ++i) {
            keys_.push_back("longer than what a string holds " + std::to_string(i));
        }
        fill();
        std::shuffle(keys_.begin(), keys_.end(), std::mt19937(1));
    }

    void fill() {
        for (const std::string& key : keys_) {
            map_->try_emplace(key, 0);
        }
    }
    // Returns: whether the heap shows its small blocks; a sanitizer's does not.
    bool erase_all_but_one() {
        for (std::size_t i = 1; i < keys_.size(); ++i) {
            map_->erase(keys_[i]);
        }
        return apart() != 0;
    }

    std::vector<std::string> keys_;
    std::optional<ebb::map<std::string, int>> map_{std::in_place};
};

TEST_P(heap, is_left_alone_by_erases) {
    if (!ebb::pages::available || !erase_all_but_one()) {
        GTEST_SKIP() << "another heap, or tables are in it";
    }
    const std::size_t before = apart();
    EXPECT_GE(before, GetParam() * 9 / 10) << "but for the few that a thread keeps";
    map_->erase(keys_[0]);
    EXPECT_TRUE(map_->empty());
    EXPECT_GE(apart(), before);
}

TEST_P(heap, is_left_alone_by_refills) {
    map_->clear(); // so the next one is not the first, and a refill is expected
    fill();
    map_->clear();
    const std::size_t before = apart();
    if (!ebb::pages::available || before == 0) {
        GTEST_SKIP() << "another heap, or tables are in it";
    }
    map_->try_emplace("short", 0);
    EXPECT_GE(map_->bucket_count() * 16, GetParam()) << "the table is there";
    EXPECT_GE(apart(), before);
}

TEST_P(heap, is_left_alone_by_a_map_that_goes) {
    if (!ebb::pages::available || !erase_all_but_one()) {
        GTEST_SKIP() << "another heap, or tables are in it";
    }
    fill();
    const std::size_t before = apart();
    map_.reset();
    EXPECT_GE(apart(), before);
}

TEST_P(heap, is_left_alone_by_a_map_that_is_replaced) {
    if (!ebb::pages::available || !erase_all_but_one()) {
        GTEST_SKIP() << "another heap, or tables are in it";
    }
    fill();
    const std::size_t before = apart();
    *map_ = {};
    EXPECT_GE(apart(), before);
}

INSTANTIATE_TEST_SUITE_P(entries, heap, testing::Values(1'000, 20'000, 100'000),
                         testing::PrintToStringParamName());

} // namespace
#endif
