// What std::unordered_map accepts and is easily forgotten.
#include "ebb/map.hpp"
#include "ebb/set.hpp"
#include "map/kinds.hpp"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ebb_tests {
namespace {

template <class Policy> class standard_code : public testing::Test {};
TYPED_TEST_SUITE(standard_code, policies, policy_names);

struct row {
    int key;
    operator std::pair<const int, std::string>() const { return {key, "converted"}; }
};

TYPED_TEST(standard_code, inserts_what_converts_to_its_value_type) {
    map_of<int, std::string, TypeParam> map;
    EXPECT_TRUE(map.insert(row{5}).second);
    EXPECT_TRUE(map.emplace(row{6}).second);
    EXPECT_FALSE(map.emplace(row{6}).second);
    const std::array<row, 3> rows{row{6}, row{7}, row{8}};
    map.insert(rows.begin(), rows.end());
    EXPECT_EQ(map.size(), 4U);
    EXPECT_EQ(map.at(8), "converted");
}

// An allocator that constructs pairs with const keys alone, and counts them.
template <class T> struct pair_constructor : std::allocator<T> {
    static inline int constructed = 0;
    template <class U> struct rebind { using other = pair_constructor<U>; };

    pair_constructor() = default;
    template <class U> pair_constructor(const pair_constructor<U>&) noexcept {}
    template <class... Args> void construct(std::pair<const int, int>* place, Args&&... args) {
        ++constructed;
        std::construct_at(place, std::forward<Args>(args)...);
    }
    template <class U, class... Args> void construct(U*, Args&&...) = delete;
};

TYPED_TEST(standard_code, constructs_value_types_by_its_allocator) {
    using allocator = pair_constructor<std::pair<const int, int>>;
    map_of<int, int, TypeParam, ebb::hash<int>, ebb::equal_to<int>, allocator> map;
    const int before = allocator::constructed;
    map.emplace(std::piecewise_construct, std::forward_as_tuple(1), std::forward_as_tuple(2));
    EXPECT_GT(allocator::constructed, before);
    EXPECT_EQ(map.at(1), 2);
}

TYPED_TEST(standard_code, calls_erase_if_qualified) {
    map_of<int, int, TypeParam> map{{1, 2}, {2, 3}};
    EXPECT_EQ(std::erase_if(map, [](const auto& entry) { return entry.first == 1; }), 1U);
    EXPECT_EQ(ebb::erase_if(map, [](auto& entry) { return entry.second == 3; }), 1U);
    set_of<int, TypeParam> set{1, 2, 3};
    EXPECT_EQ(std::erase_if(set, [](int key) { return key != 2; }), 2U);
    EXPECT_EQ(erase_if(set, [](const int& key) { return key == 2; }), 1U);
}

TYPED_TEST(standard_code, names_keys_in_braces) {
    map_of<std::pair<void*, std::string>, int, TypeParam> map{{{nullptr, "a"}, 1}};
    EXPECT_EQ(map.erase({nullptr, {}}), 0U);
    EXPECT_TRUE(map.extract({nullptr, {}}).empty());
    EXPECT_EQ(map.count({nullptr, "a"}), 1U);
    EXPECT_NE(map.find({nullptr, "a"}), map.end());
    EXPECT_EQ(map.at({nullptr, "a"}), 1);
    EXPECT_EQ((map[{nullptr, "b"}]), 0);
    EXPECT_EQ(map.erase({nullptr, "b"}), 1U);
}

// Only move-assignable, as its traits require.
template <class T> struct moved_allocator {
    using value_type = T;
    using propagate_on_container_move_assignment = std::true_type;
    moved_allocator() = default;
    moved_allocator(const moved_allocator&) = default;
    template <class U> moved_allocator(const moved_allocator<U>&) noexcept {}
    moved_allocator& operator=(const moved_allocator&) = delete;
    moved_allocator& operator=(moved_allocator&&) noexcept { return *this; }
    T* allocate(std::size_t n) { return std::allocator<T>().allocate(n); }
    void deallocate(T* p, std::size_t n) noexcept { std::allocator<T>().deallocate(p, n); }
    bool operator==(const moved_allocator&) const { return true; }
};

TYPED_TEST(standard_code, moves_allocators_that_cannot_be_copy_assigned) {
    using allocator = moved_allocator<std::pair<const int, int>>;
    map_of<int, int, TypeParam, ebb::hash<int>, ebb::equal_to<int>, allocator> a;
    decltype(a) b{{1, 2}};
    a = std::move(b);
    EXPECT_EQ(a.at(1), 2);
}

template <class Node>
concept has_key_type = requires {
    typename Node::key_type;
};
template <class Node>
concept has_mapped_type = requires {
    typename Node::mapped_type;
};
template <class Node>
concept has_value_type = requires {
    typename Node::value_type;
};

TYPED_TEST(standard_code, finds_the_types_of_node_handles) {
    using map_node = typename map_of<int, long, TypeParam>::node_type;
    using set_node = typename set_of<int, TypeParam>::node_type;
    static_assert(has_key_type<map_node> && has_mapped_type<map_node> && !has_value_type<map_node>);
    static_assert(!has_key_type<set_node> && !has_mapped_type<set_node> &&
                  has_value_type<set_node>);
}

TYPED_TEST(standard_code, asks_for_the_most_buckets) {
    map_of<int, int, TypeParam> map;
    EXPECT_GE(map.max_bucket_count(), map.max_size() / 16);
    map.reserve(10'000);
    EXPECT_LE(map.bucket_count(), map.max_bucket_count());
}

TYPED_TEST(standard_code, inserts_ranges) {
    map_of<int, int, TypeParam> map;
    map.insert_range(std::vector<std::pair<int, int>>{{1, 1}, {2, 2}, {1, 3}});
    EXPECT_EQ(map.size(), 2U);
    const std::vector<int> keys{1, 2, 3, 1};
    set_of<int, TypeParam> set;
    set.insert_range(keys);
    EXPECT_EQ(set.size(), 3U);
#if defined(__cpp_lib_containers_ranges)
    const set_of<int, TypeParam> of_range(std::from_range, keys);
    EXPECT_EQ(of_range, set);
#endif
}

} // namespace
} // namespace ebb_tests
