// The library calls no function of the user's by accident. Everything here that is called by a name
// the library or the standard uses is deleted, for any arguments: were one found, this file would
// not compile.

#include "ebb/go_map.hpp"
#include "ebb/map.hpp"
#include "ebb/set.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace greedy {

#define EBB_TESTS_GREEDY(name) template <class... Args> void name(Args&&...) = delete

// Free functions of the library.
EBB_TESTS_GREEDY(mark_dead);
EBB_TESTS_GREEDY(mark_alive);
EBB_TESTS_GREEDY(spend);
EBB_TESTS_GREEDY(part);
EBB_TESTS_GREEDY(mix);
EBB_TESTS_GREEDY(hash_bytes);
EBB_TESTS_GREEDY(hash_of);
EBB_TESTS_GREEDY(splitmix);
EBB_TESTS_GREEDY(next_hash_seed);
EBB_TESTS_GREEDY(random_seed_base);
EBB_TESTS_GREEDY(seed_state);
EBB_TESTS_GREEDY(is_nothrow_hash);
EBB_TESTS_GREEDY(type_name);
EBB_TESTS_GREEDY(report_misuse);
EBB_TESTS_GREEDY(print_misuse);
EBB_TESTS_GREEDY(attempt);
EBB_TESTS_GREEDY(fail);
EBB_TESTS_GREEDY(too_long);
EBB_TESTS_GREEDY(not_there);
EBB_TESTS_GREEDY(out_of_memory);
EBB_TESTS_GREEDY(array_too_long);
EBB_TESTS_GREEDY(count_slots);
EBB_TESTS_GREEDY(query_of);
EBB_TESTS_GREEDY(tophash_of);
EBB_TESTS_GREEDY(make_no_slot_control);
EBB_TESTS_GREEDY(round_up);
EBB_TESTS_GREEDY(round_down);
EBB_TESTS_GREEDY(release);
EBB_TESTS_GREEDY(reserve);
EBB_TESTS_GREEDY(discard);
EBB_TESTS_GREEDY(populate);
// Of the standard. (Not swap, which is to be found for hash and equality.)
EBB_TESTS_GREEDY(move);
EBB_TESTS_GREEDY(forward);
EBB_TESTS_GREEDY(exchange);
EBB_TESTS_GREEDY(addressof);
EBB_TESTS_GREEDY(as_const);
EBB_TESTS_GREEDY(declval);
EBB_TESTS_GREEDY(min);
EBB_TESTS_GREEDY(max);
EBB_TESTS_GREEDY(copy);
EBB_TESTS_GREEDY(copy_n);
EBB_TESTS_GREEDY(fill);
EBB_TESTS_GREEDY(reverse);
EBB_TESTS_GREEDY(find_if);
EBB_TESTS_GREEDY(construct_at);
EBB_TESTS_GREEDY(destroy_at);
EBB_TESTS_GREEDY(to_address);
EBB_TESTS_GREEDY(forward_as_tuple);
EBB_TESTS_GREEDY(make_pair);
EBB_TESTS_GREEDY(distance);
EBB_TESTS_GREEDY(advance);
EBB_TESTS_GREEDY(next);
EBB_TESTS_GREEDY(prev);
EBB_TESTS_GREEDY(apply);
EBB_TESTS_GREEDY(visit);
EBB_TESTS_GREEDY(invoke);
EBB_TESTS_GREEDY(memcpy);
EBB_TESTS_GREEDY(memset);
EBB_TESTS_GREEDY(bit_cast);
EBB_TESTS_GREEDY(bit_ceil);
EBB_TESTS_GREEDY(countr_zero);

template <class T> void operator&(T&&) = delete;
template <class A, class B> void operator,(A&&, B&&) = delete;
template <class A, class B> void operator|(A&&, B&&) = delete;
template <class A, class B> void operator<<(A&&, B&&) = delete;

struct unit {
    int id = 0;

    unit() = default;
    unit(int i) : id(i) {}
    bool operator==(const unit& other) const { return id == other.id; }
};
struct by_id {
    std::size_t operator()(const unit& u) const { return static_cast<std::size_t>(u.id); }
};
struct same_id {
    bool operator()(const unit& a, const unit& b) const { return a.id == b.id; }
};
template <class T> struct allocator {
    using value_type = T;

    allocator() = default;
    template <class U> allocator(const allocator<U>&) noexcept {}
    T* allocate(std::size_t n) { return std::allocator<T>().allocate(n); }
    void deallocate(T* p, std::size_t n) noexcept { std::allocator<T>().deallocate(p, n); }
    bool operator==(const allocator&) const { return true; }
};

template <class Policy, template <class> class Allocator>
using map = ebb::map<unit, unit, by_id, same_id, Allocator<std::pair<const unit, unit>>, Policy>;
template <class Policy, template <class> class Allocator>
using set = ebb::set<unit, by_id, same_id, Allocator<unit>, Policy>;

} // namespace greedy

template <> struct std::hash<greedy::unit> : greedy::by_id {};

namespace {

template <class Map> void use_all_of_a_map() {
    using greedy::unit;
    Map map;
    for (int i = 0; i < 300; ++i) {
        map.try_emplace(unit(i), i);
        map.insert({unit(i), unit(i)});
        map.insert_or_assign(unit(i), unit(1));
        map[unit(i)] = unit(2);
        map.emplace(i, i);
    }
    EXPECT_EQ(map.at(unit(7)).id, 2);
    std::vector<unit> keys{unit(1), unit(2)};
    int found = 0;
    map.contains_many(keys, [&](bool is_there) { found += is_there; });
    map.find_many(keys, [&](auto where) { found += where->second.id; });
    std::vector<std::pair<unit, unit>> more{{unit(500), unit(1)}, {unit(501), unit(2)}};
    map.insert_many(more);
    map.insert(more.begin(), more.end());
    Map other(map);
    other = map;
    other.swap(map);
    map = std::move(other);
    other = Map(more.begin(), more.end());
    map.merge(other);
    EXPECT_TRUE(Map(map) == map);
    for (auto& entry : map.range()) {
        map.erase(entry.first);
        break;
    }
    map.insert(map.extract(unit(9)));
    map.erase(map.begin());
    map.erase(unit(4));
    map.erase(map.begin(), std::next(map.begin(), 3));
    erase_if(map, [](const auto& entry) { return entry.first.id % 2 == 0; });
    map.reserve(5'000);
    map.shrink_to_fit();
    map.maintain(5);
    map.prefetch(unit(1));
    EXPECT_NE(map.memory_bytes() + map.count(unit(5)) + map.bucket_count(), 0U);
    map.clear();
}

template <class Set> void use_all_of_a_set() {
    using greedy::unit;
    Set set;
    for (int i = 0; i < 300; ++i) {
        set.insert(unit(i));
        set.emplace(i);
    }
    Set other(set);
    set.merge(other);
    set.insert(set.extract(set.begin()));
    for (int i = 0; i < 200; ++i) {
        set.erase(unit(i));
    }
    other = std::move(set);
    for (const unit& each : other.range()) {
        other.erase(each);
    }
    EXPECT_TRUE(other.empty());
}

TEST(names_of_the_user, are_left_alone_by_maps) {
    use_all_of_a_map<greedy::map<ebb::default_policy, ebb::page_allocator>>();
    use_all_of_a_map<greedy::map<ebb::eager_policy, greedy::allocator>>();
    use_all_of_a_map<greedy::map<ebb::go_policy, std::allocator>>();
    use_all_of_a_map<ebb::map<greedy::unit, greedy::unit>>();
}

TEST(names_of_the_user, are_left_alone_by_sets) {
    use_all_of_a_set<greedy::set<ebb::default_policy, ebb::page_allocator>>();
    use_all_of_a_set<greedy::set<ebb::go_policy, greedy::allocator>>();
}

} // namespace
