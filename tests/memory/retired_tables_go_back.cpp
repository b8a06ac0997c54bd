// A large table that nobody needs any more goes back slice by slice, with whatever operations come;
// at once, where the map goes itself. And what was reserved goes back when it is told to.
#include "support/growth_states.hpp"
#include "support/ledger_allocator.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace ebb_tests {
namespace {

using large_value = std::array<char, 8'000>; // so that few entries fill tables of pages
using large_entry = std::pair<const number, large_value>;

constexpr std::size_t slice = std::size_t{512} << 10;

template <class Policy> class retired_table : public testing::Test {
  protected:
    using allocator = paged_ledger_allocator<large_entry>;
    using map_type =
        ebb::map<number, large_value, ebb::hash<number>, ebb::equal_to<number>, allocator, Policy>;

    static constexpr std::uint64_t entries = 800; // 6 MiB of them, in rows of 8 MiB or 16

    void SetUp() override {
        if (!ebb::pages::available) {
            GTEST_SKIP() << "what is not pages goes back at once";
        }
    }
    void insert(std::uint64_t first, std::uint64_t last) {
        for (; first < last; ++first) {
            map.try_emplace(nth_number(first));
        }
    }
    void retire_one() {
        map.reserve(entries);
        insert(0, 1);
        map.clear();
        ASSERT_GE(books.bytes_held, 8 * slice);
    }
    // That what operation() does gives at least a slice back, and what the map says is true.
    template <class Operation> void expect_slice_less_after(Operation&& operation) {
        const std::size_t before = books.bytes_held;
        operation();
        EXPECT_LE(books.bytes_held, before - slice);
        EXPECT_EQ(map.memory_bytes(), books.bytes_held);
    }

    ledger books;
    map_type map{allocator(books)};
};
TYPED_TEST_SUITE(retired_table, shrinking_policies, policy_names);

TYPED_TEST(retired_table, goes_back_with_erases) {
    this->retire_one();
    this->insert(0, 5);
    this->expect_slice_less_after([this] { this->map.erase(nth_number(0)); });
    this->expect_slice_less_after([this] { this->map.erase(this->map.begin()); });
    this->expect_slice_less_after([this] { this->map.erase(nth_number(2)); });
}

TYPED_TEST(retired_table, goes_back_with_the_erase_that_leaves_a_reservation_empty) {
    this->retire_one();
    this->map.reserve(10);
    this->insert(0, 1);
    this->expect_slice_less_after([this] { this->map.erase(this->map.begin()); });
}

TYPED_TEST(retired_table, goes_back_with_its_map) {
    {
        this->retire_one();
        const auto taken = std::move(this->map);
    }
    EXPECT_EQ(this->books.bytes_held, 0U);
    this->retire_one();
    this->map = typename TestFixture::map_type(paged_ledger_allocator<large_entry>(this->books));
    EXPECT_EQ(this->books.bytes_held, 0U);
}

TYPED_TEST(retired_table, may_be_one_that_was_reserved_in_vain) {
    this->map.reserve(this->entries);
    ASSERT_NE(this->books.bytes_held, 0U);
    this->map.clear();
    come_to_rest(this->map);
    EXPECT_EQ(this->books.bytes_held, 0U);
    EXPECT_EQ(this->map.bucket_count(), 0U);
}

template <class Policy> class retired_table_of_go : public retired_table<Policy> {};
TYPED_TEST_SUITE(retired_table_of_go, ::testing::Types<ebb::go_policy>, policy_names);

TYPED_TEST(retired_table_of_go, goes_back_with_assignments_to_what_is_there) {
    this->map.reserve(this->entries);
    std::uint64_t next = 0;
    for (; !is_amid_growth(this->map); ++next) {
        this->insert(next, next + 1);
    }
    static_cast<void>(this->map.maintain(this->map.bucket_count()));
    ASSERT_FALSE(is_amid_growth(this->map));
    for (std::uint64_t i = 0; i < 8; ++i) {
        this->expect_slice_less_after([&] { this->insert(i, i + 1); });
    }
    this->insert(0, next);
    EXPECT_FALSE(this->map.maintain(0)) << "nothing is left to do";
}

} // namespace
} // namespace ebb_tests
