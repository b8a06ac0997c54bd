// Which buckets are vacant is noted from 64 buckets on, and stays so where a shrink finds no
// memory.
#include "support/ledger_allocator.hpp"
#include "support/number_maps.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <new>

namespace {

using namespace ebb_tests;

template <class Policy> class vacancies : public testing::Test {
  protected:
    using map_type = number_map<Policy, plain_ledger_allocator<number_entry>>;

    // By iterators, which move nothing under any policy.
    void erase_all_from(std::uint64_t first) {
        erase_if(map, [first](const auto& entry) { return entry.second >= first; });
    }
    [[nodiscard]] std::size_t noted() const {
        return inside<map_type>::noted_vacancies(ebb::table::map_access::engine(map));
    }

    ledger books;
    map_type map{plain_ledger_allocator<number_entry>(books)};
};
TYPED_TEST_SUITE(vacancies, shrinking_policies, policy_names);

TYPED_TEST(vacancies, are_noted_in_a_table_of_one_group) {
    insert_numbers(this->map, 0, 64 * 13);
    come_to_rest(this->map);
    ASSERT_EQ(this->map.bucket_count(), 64U);
    this->erase_all_from(10);
    EXPECT_GE(this->noted(), 54U);
    EXPECT_EQ(broken_invariant(this->map), "");
}

TYPED_TEST(vacancies, stay_noted_where_maintain_finds_no_memory) {
    insert_numbers(this->map, 0, 256 * 13);
    come_to_rest(this->map);
    this->erase_all_from(10);
    const std::size_t before = this->noted();
    ASSERT_GE(before, 200U);
    this->books.refuse_above = 0;
    EXPECT_THROW(static_cast<void>(this->map.maintain(1)), std::bad_alloc);
    EXPECT_EQ(this->noted(), before);
    EXPECT_EQ(broken_invariant(this->map), "");
}

} // namespace
