// check() sees what is wrong with a chain of overflow buckets.
#include "corruption.hpp"

#include "ebb/bucket/tophash.hpp"

#include <cstdint>
#include <deque>

namespace ebb_tests {
namespace {

using testing::HasSubstr;
namespace mark = ebb::bucket;

class chain_check : public testing::Test {
  protected:
    chained_map map = filled_map<chained_map>(40); // three buckets
    const inside<chained_map>::table_type& table =
        inside<chained_map>::current(ebb::table::map_access::engine(map));
    const inside<chained_map>::pool_type& pool =
        inside<chained_map>::pool(ebb::table::map_access::engine(map), table);
    inside<chained_map>::control_type& home = table.control[0];
};

TEST_F(chain_check, reports_overflow_buckets_that_are_linked_nowhere) {
    const corrupted damage(home.link, 0U);
    EXPECT_THAT(broken_invariant(map),
                HasSubstr("the pool says 2 overflow buckets are in use, chains hold 0"));
}

TEST_F(chain_check, reports_a_bucket_left_out_of_its_chain) {
    const corrupted damage(home.link, pool.control(home.link)->link);
    EXPECT_THAT(broken_invariant(map), HasSubstr("chains hold 1"));
}

TEST_F(chain_check, reports_a_bucket_in_the_chain_of_another_home) {
    const corrupted damage(pool.control(home.link)->home, 1U);
    EXPECT_THAT(broken_invariant(map), HasSubstr("another home than its chain"));
}

TEST_F(chain_check, reports_a_chain_that_hangs_at_another_bucket) {
    const corrupted there(table.control[1].link, home.link);
    const corrupted here(home.link, 0U);
    EXPECT_NE(broken_invariant(map), "");
}

TEST_F(chain_check, reports_a_linked_bucket_without_entries) {
    const auto& last = *pool.control(pool.control(home.link)->link);
    ASSERT_EQ(last.word().in_use(), 0xffU);
    std::deque<corrupted<std::uint8_t>> damage;
    for (const std::uint8_t& byte : last.tophash) {
        damage.emplace_back(byte, mark::empty_rest);
    }
    EXPECT_THAT(broken_invariant(map), HasSubstr("an overflow bucket without entries is linked"));
}

TEST_F(chain_check, reports_an_empty_rest_that_ends_a_chain_too_early) {
    const corrupted damage(home.tophash[15], mark::empty_rest);
    EXPECT_THAT(broken_invariant(map), HasSubstr("a slot in use follows an empty_rest"));
}

} // namespace
} // namespace ebb_tests
