// In checked builds (EBB_CHECKED) the use of an iterator that is no longer valid stops the program.
// Checked maps have names of their own, so this file may be checked where the others are not.
#undef EBB_CHECKED
#define EBB_CHECKED 1
#include "ebb/go_map.hpp"
#include "ebb/map.hpp"
#include "ebb/set.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <utility>

namespace {

using map = ebb::map<int, int>;

constexpr const char* invalidated =
    "ebb: fatal: an iterator was used after an operation that invalidated it; map at 0x[0-9a-f]+, "
    "a .*int";
constexpr const char* erased =
    "ebb: fatal: an iterator was used after its entry was erased; map at";
constexpr const char* nowhere = "ebb: fatal: an iterator was used that refers to no entry";

template <class Map = map> Map map_of(int entries) {
    Map m;
    for (int key = 0; key < entries; ++key) {
        m.try_emplace(key, key);
    }
    return m;
}

// Reads what an iterator refers to; the result keeps the compiler from dropping it.
template <class Iterator> int use(Iterator it) { return std::printf("%d", it->first); }

using stale_iterators_DeathTest = testing::Test;

TEST(stale_iterators_DeathTest, after_an_insert_are_reported) {
    map m = map_of(3);
    const auto it = m.begin();
    m.try_emplace(3, 3);
    EXPECT_DEATH(use(it), invalidated);
    EXPECT_DEATH(static_cast<void>(*it), invalidated);
    EXPECT_DEATH(++map::iterator(it), invalidated);
    EXPECT_DEATH(m.erase(it), invalidated);
    EXPECT_DEATH(m.extract(it), invalidated);
}

TEST(stale_iterators_DeathTest, after_the_erasing_of_their_entry_are_reported) {
    map m = map_of(100);
    const auto it = m.find(5);
    m.erase(5);
    EXPECT_DEATH(use(it), erased);
    EXPECT_DEATH(m.erase(it), erased);
    EXPECT_DEATH(++map::iterator(it), erased);
}

TEST(stale_iterators_DeathTest, after_the_erasing_of_the_last_entry_are_reported) {
    map m = map_of(1);
    const auto it = m.begin();
    m.erase(0);
    EXPECT_DEATH(use(it), invalidated);
}

TEST(stale_iterators_DeathTest, after_a_clear_are_reported) {
    map m = map_of(3);
    const auto it = m.begin();
    m.clear();
    EXPECT_DEATH(use(it), invalidated);
}

// Without moving any other.
void erase_most(map& m) {
    for (int key = 10; key < 1'000; ++key) {
        m.erase(key);
    }
}

TEST(stale_iterators_DeathTest, after_what_moves_entries_are_reported) {
    using mover = void (*)(map&);
    const mover movers[] = {[](map& m) { m.reserve(10'000); }, [](map& m) { m.rehash(1'000); },
                            [](map& m) { m.shrink_to_fit(); }, [](map& m) { m.maintain(1'000); }};
    for (const mover move_entries : movers) {
        map m = map_of(1'000);
        erase_most(m);
        const auto it = m.find(5);
        EXPECT_EQ(it->second, 5);
        move_entries(m);
        EXPECT_EQ(m.at(5), 5);
        EXPECT_DEATH(use(it), invalidated);
    }
}

TEST(stale_iterators_DeathTest, after_an_erase_by_key_that_moved_entries_are_reported) {
    using eager_map = ebb::map<int, int, ebb::hash<int>, ebb::equal_to<int>,
                               ebb::page_allocator<std::pair<const int, int>>, ebb::eager_policy>;
    auto m = map_of<eager_map>(1'000);
    const auto it = m.find(5);
    for (int key = 10; key < 1'000; ++key) {
        m.erase(key);
    }
    EXPECT_DEATH(use(it), invalidated);
}

TEST(stale_iterators_DeathTest, after_a_found_insert_that_moved_entries_are_reported) {
    auto m = map_of<ebb::go_map<int, int>>(53); // 8 buckets of 8 take 52: a doubling has begun
    const auto it = m.find(5);
    for (int key = 0; key < 53; ++key) {
        m.try_emplace(key, key);
    }
    EXPECT_DEATH(use(it), invalidated);
}

TEST(stale_iterators_DeathTest, after_a_move_a_swap_or_an_assignment_are_reported) {
    map m = map_of(3);
    map other = map_of(4);
    const auto of_m = m.begin();
    const auto of_other = other.begin();
    swap(m, other);
    EXPECT_DEATH(use(of_m), invalidated);
    EXPECT_DEATH(use(of_other), invalidated);
    const auto again = m.begin();
    const map taken = std::move(m);
    EXPECT_DEATH(use(again), invalidated);
    const auto assigned = other.begin();
    other = taken;
    EXPECT_DEATH(use(assigned), invalidated);
}

TEST(stale_iterators_DeathTest, at_the_end_are_reported) {
    map m = map_of(3);
    EXPECT_DEATH(use(m.end()), nowhere);
    EXPECT_DEATH(use(m.find(17)), nowhere);
    EXPECT_DEATH(use(map::iterator()), nowhere);
    EXPECT_DEATH(++m.end(), nowhere);
    EXPECT_DEATH(m.erase(m.end()), nowhere);
    EXPECT_DEATH(use(map().begin()), nowhere);
}

TEST(stale_iterators_DeathTest, of_a_set_are_reported) {
    ebb::set<int> s{1, 2, 3};
    const auto it = s.begin();
    s.insert(4);
    EXPECT_DEATH(static_cast<void>(std::printf("%d", *it)), invalidated);
}

TEST(stale_iterators_DeathTest, are_reported_to_a_handler) {
    static map m = map_of(3);
    const auto it = m.begin();
    m.try_emplace(3, 3);
    ebb::on_misuse([](const ebb::misuse& told) {
        std::fprintf(stderr, "kind %d, %s map", static_cast<int>(told.kind),
                     told.map == &m ? "that" : "another");
    });
    EXPECT_DEATH(use(it), "kind 1, that map");
    ebb::on_misuse(nullptr);
}

TEST(valid_iterators, are_not_reported) {
    map m = map_of(1'000);
    const auto it = m.find(5);
    for (int key = 10; key < 1'000; ++key) {
        m.erase(key);
        m.insert_or_assign(5, key); // finds its key, and moves nothing
    }
    EXPECT_EQ(it->second, 999);
    auto after = m.erase(m.begin());
    while (after != m.end()) {
        after = m.erase(after);
    }
    EXPECT_TRUE(m.empty());
}

} // namespace
