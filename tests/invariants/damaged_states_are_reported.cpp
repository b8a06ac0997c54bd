// check() sees what is wrong with a map's own numbers.
#include "corruption.hpp"

#include <cstddef>
#include <cstdint>

namespace ebb_tests {
namespace {

using testing::HasSubstr;

using core_type = ebb::table::core<ebb::default_policy>;

// Members of the core that no access<Engine> hands out. In an explicit instantiation private names
// may be used ([temp.spec.general]): the pointer to the member comes out through the friend.
template <class Name, typename Name::type Member> struct opened {
    friend typename Name::type member(Name) { return Member; }
};
#define EBB_OPEN(name, member_type)            \
    struct name {                              \
        using type = member_type core_type::*; \
        friend type member(name);              \
    };                                         \
    template struct opened<name, &core_type::name##_>;
EBB_OPEN(size, std::size_t)
EBB_OPEN(insert_limit, std::uint32_t)
#undef EBB_OPEN

template <class Name> [[nodiscard]] const auto& number_of(const plain_map& map) {
    return ebb::table::map_access::engine(map).*member(Name());
}
[[nodiscard]] const auto& cold_state_of(const plain_map& map) {
    return inside<plain_map>::cold(ebb::table::map_access::engine(map));
}
[[nodiscard]] const auto& marks_of(const plain_map& map) {
    return inside<plain_map>::marks(ebb::table::map_access::engine(map));
}

TEST(state_check, reports_a_wrong_size) {
    const auto map = filled_map<plain_map>(100);
    const corrupted damage(number_of<size>(map), 101);
    EXPECT_THAT(broken_invariant(map), HasSubstr("size() is 101, but the tables hold 100 entries"));
}

TEST(state_check, reports_work_that_inserts_would_not_do) {
    auto map = filled_map<plain_map>(1'000);
    for (number key = 0; key < 900; ++key) {
        map.erase(key);
    }
    EXPECT_EQ(broken_invariant(map), "");
    const corrupted damage(number_of<insert_limit>(map), 1'000);
    EXPECT_THAT(broken_invariant(map), HasSubstr("work is due and inserts would not do it"));
}

TEST(state_check, reports_an_operation_that_has_left_its_mark) {
    const auto map = filled_map<plain_map>(100);
    const corrupted damage(marks_of(map).mutating, 1);
    EXPECT_THAT(broken_invariant(map), HasSubstr("an operation has left its marks"));
}

TEST(state_check, reports_a_growth_that_has_left_its_marks) {
    const auto map = filled_map<plain_map>(100);
    {
        const corrupted damage(cold_state_of(map).nevacuate, 1);
        EXPECT_THAT(broken_invariant(map), HasSubstr("a growth is over and has left its marks"));
    }
    const corrupted damage(cold_state_of(map).kind, ebb::table::growth_kind::shrink);
    EXPECT_THAT(broken_invariant(map), HasSubstr("a growth is over and has left its marks"));
}

TEST(state_check, reports_an_empty_map_that_holds_a_table) {
    plain_map map;
    map.reserve(100);
    EXPECT_EQ(broken_invariant(map), "");
    const corrupted damage(marks_of(map).room, ebb::table::reservation::none);
    EXPECT_NE(broken_invariant(map), "");
}

TEST(state_check, reports_a_first_bucket_that_is_not_the_first) {
    const auto map = filled_map<plain_map>(1'000);
    const corrupted damage(cold_state_of(map).first_bucket, map.bucket_count() - 1);
    EXPECT_THAT(broken_invariant(map), HasSubstr("a mark says otherwise"));
    const corrupted mark(marks_of(map).has_first, 1);
    EXPECT_THAT(broken_invariant(map), HasSubstr("first_bucket is beyond an entry"));
}

TEST(state_check, reports_a_vacancy_where_there_is_an_entry) {
    auto map = filled_map<plain_map>(10'000);
    for (number key = 10; key < 10'000; ++key) {
        map.erase(key);
    }
    EXPECT_EQ(broken_invariant(map), "");
    const auto& table = inside<plain_map>::current(ebb::table::map_access::engine(map));
    const auto bucket = position_of(map, 0).control - table.control;
    const auto& noted = table.control[bucket / 64 * 64 + bucket / 32 % 2].notes.chain.vacant;
    const corrupted damage(noted, noted | std::uint32_t{1} << bucket % 32);
    EXPECT_THAT(broken_invariant(map), HasSubstr("a bucket noted as vacant is not"));
}

} // namespace
} // namespace ebb_tests
