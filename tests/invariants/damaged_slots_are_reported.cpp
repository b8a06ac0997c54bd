// check() sees what is wrong with a slot: its tophash byte, its entry.
#include "corruption.hpp"

#include "ebb/bucket/tophash.hpp"

#include <string>

namespace ebb_tests {
namespace {

using testing::HasSubstr;
namespace mark = ebb::bucket;

TEST(check, reports_a_tophash_byte_that_is_not_of_the_hash) {
    const auto map = filled_map<plain_map>(100);
    const auto& byte = tophash_of(map, 42);
    const corrupted damage(byte, byte == 0xff ? 0xfe : byte + 1);
    EXPECT_THAT(broken_invariant(map), HasSubstr("a tophash byte differs from the entry's hash"));
}

TEST(check, reports_an_entry_that_its_tophash_byte_has_lost) {
    const auto map = filled_map<plain_map>(100);
    const corrupted damage(tophash_of(map, 42), mark::empty_one);
    EXPECT_THAT(broken_invariant(map), HasSubstr("size() is 100, but the tables hold 99 entries"));
}

TEST(check, reports_an_entry_behind_an_empty_rest) {
    const auto map = filled_map<plain_map>(16);
    const auto where = position_of(map, 0);
    const corrupted damage(where.control->tophash[0], mark::empty_rest);
    EXPECT_THAT(broken_invariant(map), HasSubstr("a slot in use follows an empty_rest"));
}

TEST(check, reports_an_empty_one_behind_an_empty_rest) {
    const auto map = filled_map<plain_map>(9);
    const auto where = position_of(map, 0);
    ASSERT_EQ(where.control->tophash[14], mark::empty_rest);
    const corrupted damage(where.control->tophash[15], mark::empty_one);
    EXPECT_THAT(broken_invariant(map), HasSubstr("an empty_one follows an empty_rest"));
}

TEST(check, reports_an_entry_in_another_bucket_than_its_own) {
    const auto map = filled_map<plain_map>(200);
    const number here = 0;
    number elsewhere = 1;
    while (position_of(map, elsewhere).control == position_of(map, here).control) {
        ++elsewhere;
    }
    const corrupted damage(position_of(map, here).entry->first, elsewhere);
    EXPECT_THAT(broken_invariant(map), HasSubstr("an entry lies in another bucket than its hash"));
}

TEST(check, reports_a_key_that_is_there_twice) {
    const auto map = filled_map<chained_map>(10);
    const corrupted damage(position_of(map, 7).entry->first, 3);
    EXPECT_THAT(broken_invariant(map), HasSubstr("an entry is not found by its key"));
}

TEST(check, names_the_bucket) {
    const auto map = filled_map<chained_map>(100);
    const auto where = position_of(map, 0);
    const corrupted damage(where.control->tophash[where.slot], 0x78);
    EXPECT_THAT(broken_invariant(map),
                HasSubstr("(bucket 0 of " + std::to_string(map.bucket_count())));
}

} // namespace
} // namespace ebb_tests
