// Which buckets of the old table have moved is read in their control entries. So no part of these
// goes back before the growth is over, however large they are.
#include "support/growth_states.hpp"
#include "support/own_pages.hpp"

#include <ebb/set.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

namespace {

using namespace ebb_tests;

TEST(marks_of_evacuated_buckets, are_kept_while_the_growth_is_under_way) {
    if (!ebb::pages::available) {
        GTEST_SKIP() << "all arrays are the heap's";
    }
    using small = std::uint32_t;
    struct number_as_it_is {
        std::uint64_t operator()(small key, std::uint64_t) const noexcept {
            return key | std::uint64_t{key} << 40;
        }
    };
    page_books books;
    ebb::set<small, number_as_it_is, ebb::equal_to<small>, own_pages<small>, ebb::go_policy> set{
        own_pages<small>(books)};
    constexpr small buckets = 65'536; // 1 MiB of control entries, which go back by halves elsewhere
    constexpr small entries = buckets / 2 * 13 + 1;
    set.reserve(entries - 1);
    for (small key = 0; key < entries; ++key) {
        set.insert(key);
    }
    ASSERT_TRUE(is_amid_growth(set));
    set.maintain(buckets * 3 / 4);
    ASSERT_TRUE(is_amid_growth(set));
    EXPECT_EQ(books.bytes_gone, 0U);
    for (small key = 0; key < entries; key += 97) {
        ASSERT_TRUE(set.contains(key)) << key;
    }
}

} // namespace
