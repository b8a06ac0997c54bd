// Operations that succeed, in several states: what they move and invalidate, whether they allocate,
// what becomes of a walk, how much of a growth they carry out. Where the table says that something
// may happen, it does happen in one of the states.
#include "claims.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <map>
#include <set>

namespace {

using namespace ebb_tests;

constexpr std::array states{state::row_full,        state::bucket_full,
                            state::before_doubling, state::amid_doubling,
                            state::shrink_due,      state::amid_shrink,
                            state::chains,          state::long_chains_amid_doubling};

using addresses = std::multimap<int, const void*>; // of the entries, by their keys

template <class Container> addresses addresses_in(const probe<Container>& p) {
    addresses all;
    const auto add_all = [&](const Container& container) {
        for (const auto& entry : container) {
            all.emplace(numbers(entry).first, &entry);
        }
    };
    add_all(p.other);
    add_all(p.unequal);
    if (p.m) {
        add_all(*p.m);
    }
    if (p.made) {
        add_all(*p.made);
    }
    return all;
}

// What has become of the entries that were there before an operation.
struct fate {
    int stayed = 0;
    int moved = 0;
    int gone = 0;

    fate(const addresses& before, const addresses& after) {
        for (const auto& [key, address] : before) {
            const auto [first, last] = after.equal_range(key);
            const bool is_there = std::any_of(
                first, last, [a = address](const auto& entry) { return entry.second == a; });
            ++(is_there ? stayed : first != last ? moved : gone);
        }
    }
};

// What was seen of a row in all states.
struct sightings {
    bool moves = false;
    bool invalidates = false;
    bool allocates = false;
};

template <class Container> class success {
  public:
    success(const guarantee_row& row, const check<Container>& check, state s)
        : row_(row), check_(check), state_(s), p_(s) {}

    void look_at(sightings& seen) {
        begin_walk();
        const addresses before = addresses_in(p_);
        const std::uint64_t allocations_before = allocations();
        const ebb::counters counts_before = p_.m->counters();
        const bool shrinks = access_to<Container>::kind(engine(*p_.m)) == growth_kind::shrink ||
                             access_to<Container>::is_shrink_due(engine(*p_.m));
        check_.run(p_);
        const bool allocates = allocations() != allocations_before;
        const fate entries(before, addresses_in(p_));
        EXPECT_TRUE(row_.moves == "may" || entries.moved == 0) << entries.moved << " have moved";
        EXPECT_TRUE(row_.references != "kept" || entries.moved + entries.gone == 0);
        EXPECT_TRUE(row_.references != "erased" || entries.moved == 0);
        EXPECT_TRUE(row_.allocates == "may" || !allocates);
        seen.moves |= entries.moved > 0;
        seen.invalidates |= entries.moved + entries.gone > 0;
        seen.allocates |= allocates;
        expect_iterators_valid();
        if (row_.complexity == "O(1)" && group_of(row_) != "Construction" && !is_weak(state_)) {
            expect_little_moved(counts_before, shrinks);
        }
        finish_walk();
    }

  private:
    using growth_kind = ebb::table::growth_kind;

    // Of the maps' allocators, and all that go past them.
    [[nodiscard]] std::uint64_t allocations() const {
        return p_.memory.allocations + p_.other_memory.allocations + common_account.allocations +
               operator_new_calls;
    }

    void expect_little_moved(const ebb::counters& before, bool shrinks) const {
        const ebb::counters& after = p_.m->counters();
        if (shrinks) {
            EXPECT_LE(after.entries_moved - before.entries_moved, 32U);
        } else {
            EXPECT_LE(after.buckets_moved - before.buckets_moved, 2U);
        }
    }

    // Iterators that the table calls valid are dereferenced; a checked build would stop at others.
    void expect_iterators_valid() const {
        if (row_.iterators == "all") {
            return;
        }
        std::set<const void*> there;
        for (const auto& entry : addresses_in(p_)) {
            there.insert(entry.second);
        }
        for (const auto& [each, address] : p_.each_entry) {
            EXPECT_TRUE(!there.contains(address) || &*each == address);
        }
    }

    void begin_walk() {
        before_ = contents(*p_.m);
        for (std::size_t left = p_.m->size() / 2; left > 0; --left) {
            shown_.insert(numbers(*p_.walk.next()).first);
        }
    }

    // Steps of the walk that the operation itself has taken are not seen here.
    void finish_walk() {
        std::set<int> now;
        for (const auto& entry : p_.m ? contents(*p_.m) : model()) {
            now.insert(entry.first);
        }
        if (row_.walks == "end") {
            EXPECT_EQ(p_.walk.next(), nullptr);
            return;
        }
        while (const auto* entry = p_.walk.next()) {
            const int key = numbers(*entry).first;
            EXPECT_TRUE(now.contains(key)) << key << " is not there";
            EXPECT_TRUE(shown_.insert(key).second) << key << " was shown twice";
        }
        for (const int key : now) {
            EXPECT_TRUE(!before_.contains(key) || shown_.contains(key) || group_of(row_) == "Walks")
                << key << " was not shown";
        }
    }

    const guarantee_row& row_;
    const check<Container>& check_;
    state state_;
    probe<Container> p_;
    model before_;
    std::set<int> shown_;
};

template <class Claimant> class every_operation : public ::testing::Test {};
TYPED_TEST_SUITE(every_operation, claimants, claimant_names);

TYPED_TEST(every_operation, does_what_the_table_says) {
    std::map<std::string, sightings> seen;
    for_each_call<TypeParam>([&](const guarantee_row& row, const auto& check) {
        for (const state s : states) {
            SCOPED_TRACE(name_of(s));
            success<typename TypeParam::container>(row, check, s).look_at(seen[row.id]);
        }
    });
    for (const guarantee_row& row : rows_about(TypeParam::of, TypeParam::policy)) {
        SCOPED_TRACE(row.id);
        EXPECT_TRUE(row.moves == "never" || seen[row.id].moves) << "never moves anything";
        EXPECT_TRUE(row.references == "kept" || seen[row.id].invalidates) << "invalidates nothing";
        EXPECT_TRUE(row.allocates == "never" || seen[row.id].allocates) << "never allocates";
    }
}

} // namespace
