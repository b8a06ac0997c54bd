// Operations that fail: what they throw is what the table says they may, and leaves what it says.
// Whatever the table says may be thrown is thrown in one of the states.
#include "claims.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>

namespace {

using namespace ebb_tests;

constexpr std::array states{state::row_full, state::before_doubling, state::amid_doubling,
                            state::shrink_due, state::chains_amid_doubling};

// The table's words for what throws at a kind of place.
const std::map<std::string, unsigned> kinds{
    {"hash", static_cast<unsigned>(place::hash)},
    {"equality", static_cast<unsigned>(place::equality)},
    {"construction", (place::copy | place::move) | static_cast<unsigned>(place::construction)},
    {"assignment", static_cast<unsigned>(place::assignment)},
    {"allocation", static_cast<unsigned>(place::allocation)},
    {"functions", static_cast<unsigned>(place::functions)},
    {"predicate", static_cast<unsigned>(place::predicate)},
};

template <class Container> class failure {
  public:
    failure(const guarantee_row& row, const check<Container>& check) : row_(row), check_(check) {}

    // Runs the operation in a state with the n-th place of a kind failing, for many n.
    // Returns: whether it ever threw.
    bool throws(state s, const std::string& kind) {
        bool has_thrown = false;
        for (std::uint64_t n = 1;; n += 1 + n / 4) {
            SCOPED_TRACE(kind + " fails at " + std::to_string(n) + " in state " + name_of(s));
            probe<Container> p(s);
            const std::array before{contents(*p.m), contents(p.other), contents(p.unequal)};
            const auto [is_reached, throws] = run(p, n, kinds.at(kind));
            if (throws) {
                has_thrown = true;
                const std::array now{contents(*p.m), contents(p.other), contents(p.unequal)};
                EXPECT_TRUE(before == now || guarantee_against(kind) == "basic");
            }
            if (p.m) {
                expect_sound(*p.m);
            }
            expect_sound(p.other);
            expect_sound(p.unequal);
            if (!is_reached || ::testing::Test::HasFailure()) {
                return has_thrown;
            }
        }
    }

  private:
    // Returns: whether the n-th place was reached, and whether the operation threw.
    std::pair<bool, bool> run(probe<Container>& p, std::uint64_t n, unsigned kind) {
        const injection armed(n, kind);
        try {
            check_.run(p);
            return {armed.thrown() > 0, false};
        } catch (const std::exception&) {
            return {true, true};
        }
    }

    [[nodiscard]] const std::string& guarantee_against(const std::string& kind) const {
        return kind == "functions" ? row_.guarantee_if_functions_throw : row_.guarantee;
    }

    const guarantee_row& row_;
    const check<Container>& check_;
};

// Calls of a row together throw this much.
using sightings = std::map<std::string, std::set<std::string>>;

template <class Claimant> sightings fail_everywhere() {
    sightings seen;
    for_each_call<Claimant>([&](const guarantee_row& row, const auto& check) {
        for (const auto& kind : kinds) {
            for (const state s : states) {
                if (!row.terminates.contains(kind.first) &&
                    failure<typename Claimant::container>(row, check).throws(s, kind.first)) {
                    EXPECT_TRUE(row.throws.contains(kind.first)) << "throws: " << kind.first;
                    seen[row.id].insert(kind.first);
                }
            }
        }
        EXPECT_EQ(row.guarantee == "nothing throws", row.throws.empty());
    });
    return seen;
}

template <class Claimant> class any_failure : public ::testing::Test {};
TYPED_TEST_SUITE(any_failure, claimants, claimant_names);

TYPED_TEST(any_failure, is_one_of_the_table) {
    const sightings seen = fail_everywhere<TypeParam>();
    if (TypeParam::policy != std::string("default")) {
        return; // under other policies, some operations do less
    }
    for (const guarantee_row& row : rows_about(TypeParam::of, TypeParam::policy)) {
        for (const std::string& word : row.throws) {
            EXPECT_TRUE(!kinds.contains(word) || seen.at(row.id).contains(word))
                << row.id << " never throws: " << word;
        }
    }
}

} // namespace
