// A step of a growth or a shrink that fails doesn't fail the operation that was to take it: the
// insert has inserted, the erase has erased, no entry has moved, and a later operation catches up.
#include "subjects.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

namespace {

using namespace ebb_tests;

constexpr int first_new_key = 3'000'000;

template <class Container> std::size_t evacuated(const Container& container) {
    return access_to<const Container>::nevacuate(engine(container));
}

template <class S> void insert_item(stage<S>& s, typename S::item_type& key) {
    if constexpr (S::is_map) {
        s.main.try_emplace(std::move(key), 17);
    } else {
        s.main.insert(std::move(key));
    }
}

// Three inserts in the middle of a doubling, in each of which the n-th place of some kinds fails
// and so many after it: they succeed, and the doubling stands still until nothing fails any more.
template <class S>
void expect_doubling_waits(unsigned kinds, std::uint64_t n, std::uint64_t times) {
    account memory;
    stage<S> s(memory, memory, state::amid_doubling);
    const std::size_t evacuated_before = evacuated(s.main);
    model expected = contents(s.main);
    for (int key = first_new_key; key < first_new_key + 3; ++key) {
        typename S::item_type item(key);
        expected.emplace(key, S::is_map ? 17 : 0);
        const injection armed(n, kinds, times);
        ASSERT_NO_THROW(insert_item(s, item));
        EXPECT_GT(armed.thrown(), 0U);
    }
    EXPECT_EQ(evacuated(s.main), evacuated_before);
    EXPECT_EQ(contents(s.main), expected);
    expect_sound(s.main);
    settle(s.main);
    EXPECT_FALSE(is_growing(s.main));
    EXPECT_EQ(contents(s.main), expected);
    expect_sound(s.main);
}

template <class S> class step_of_a_growth : public ::testing::Test {};
TYPED_TEST_SUITE(step_of_a_growth, subjects, subject_names);

TYPED_TEST(step_of_a_growth, without_memory_is_left_to_a_later_insert) {
    account memory;
    stage<TypeParam> s(memory, memory, state::before_doubling);
    const std::size_t buckets = s.main.bucket_count();
    using engine_type = std::remove_cvref_t<decltype(engine(s.main))>;
    memory.refused_bytes = 2 * buckets * engine_type::layout::row_bytes; // the table's, no chunk's
    model expected = contents(s.main);
    int key = first_new_key;
    for (; key < first_new_key + 20; ++key) {
        expected.insert(add(s.main, key));
        expect_sound(s.main);
    }
    EXPECT_FALSE(is_growing(s.main));
    EXPECT_EQ(s.main.bucket_count(), buckets);
    EXPECT_EQ(contents(s.main), expected);

    memory.refused_bytes = std::numeric_limits<std::size_t>::max();
    while (s.main.bucket_count() == buckets && key < first_new_key + 100) { // it asks again later
        expected.insert(add(s.main, key++));
    }
    EXPECT_EQ(s.main.bucket_count(), 2 * buckets);
    settle(s.main);
    expect_sound(s.main);
    EXPECT_EQ(contents(s.main), expected);
}

TYPED_TEST(step_of_a_growth, that_can_not_hash_leaves_the_bucket_where_it_is) {
    // The new key is hashed first.
    expect_doubling_waits<TypeParam>(static_cast<unsigned>(place::hash), 2, injection::for_good);
}

TYPED_TEST(step_of_a_growth, that_can_not_move_entries_leaves_the_bucket_where_it_is) {
    const bool moves_new_entry_last = // into its slot, after the step
        TypeParam::policy::follows == ebb::rules::go;
    if (TypeParam::kind == item_kind::copyable) {
        // The new key is moved first; the others are copied, since moving them back might fail.
        expect_doubling_waits<TypeParam>(place::copy | place::move, 2, injection::for_good);
    } else if (TypeParam::kind == item_kind::move_only && !moves_new_entry_last) {
        expect_doubling_waits<TypeParam>(static_cast<unsigned>(place::move), 6, 1);
    }
}

TYPED_TEST(step_of_a_growth, never_fails_an_erase) {
    for (const state where : {state::amid_doubling, state::shrink_due, state::amid_shrink}) {
        SCOPED_TRACE(name_of(where));
        account memory;
        stage<TypeParam> s(memory, memory, where);
        model expected = contents(s.main);
        std::vector<int> keys;
        for (const auto& entry : expected) {
            keys.push_back(entry.first);
        }
        keys.resize(keys.size() / 2);
        for (const int key : keys) {
            const typename TypeParam::item_type item(key);
            const unsigned kinds = place::hash | place::allocation; // but the key's own hash
            ASSERT_EQ((injection(2, kinds, injection::for_good), s.main.erase(item)), 1U);
            expected.erase(key);
        }
        expect_sound(s.main);
        EXPECT_EQ(contents(s.main), expected);
        settle(s.main);
        expect_sound(s.main);
        EXPECT_EQ(contents(s.main), expected);
    }
}

} // namespace
