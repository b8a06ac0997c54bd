#pragma once
// What a walk promises, for any kind of map: no key twice, nothing that is erased, everything that
// stayed, the latest values. Each .cpp file of tests/walks that includes this adds some kinds.

#include "support/number_maps.hpp"
#include "support/watched_map.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <list>
#include <utility>

namespace ebb_tests {

inline constexpr int walk_rounds = is_slow_build ? 5 : 60;

template <class Kind> class walks : public testing::Test {
  public:
    // A few rounds, each with a new map of up to `largest` entries, of every order of magnitude.
    template <class Round> void each_round(std::size_t largest, Round round) {
        for (int i = 0; i < walk_rounds && !this->HasFailure(); ++i) {
            watched_map<Kind> watched(random);
            watched.insert_new(1 + random.size_up_to(largest));
            round(watched);
            EXPECT_EQ(watched.map.size(), watched.size());
            EXPECT_EQ(broken_invariant(watched.map), "");
        }
    }

    // Walks to the end and calls change() after every step.
    template <class Change> void walk(watched_map<Kind>& watched, Change change) {
        watched_walk<Kind> walk(watched);
        while (walk.step()) {
            change();
        }
    }

    random_source random;
};

TYPED_TEST_SUITE_P(walks);

TYPED_TEST_P(walks, show_everything_once_where_nothing_changes) {
    this->each_round(TypeParam::largest,
                     [&](watched_map<TypeParam>& watched) { this->walk(watched, [] {}); });
}

TYPED_TEST_P(walks, can_be_range_loops_that_erase_what_they_show) {
    this->each_round(TypeParam::largest, [&](watched_map<TypeParam>& watched) {
        watch_record<TypeParam> record(watched);
        for (auto&& [key, mapped] : watched.map.range()) {
            record.expect_right(key, mapped);
            if (this->random.one_in(2)) {
                watched.erase(TypeParam::key::read(key));
            }
        }
        record.expect_complete();
    });
}

TYPED_TEST_P(walks, survive_three_doublings) {
    this->each_round(TypeParam::largest / 8, [&](watched_map<TypeParam>& watched) {
        const std::size_t before = watched.size();
        this->walk(watched, [&] {
            if (watched.size() < 8 * before) {
                watched.insert_new(8);
            }
            watched.write_any();
        });
        EXPECT_GE(watched.size(), 8 * before);
    });
}

TYPED_TEST_P(walks, survive_a_shrink_to_an_eighth) {
    this->each_round(TypeParam::largest, [&](watched_map<TypeParam>& watched) {
        const std::size_t before = watched.size();
        bool is_draining = true;
        this->walk(watched, [&] {
            is_draining = is_draining && watched.size() > before / 8;
            if (is_draining) {
                watched.erase_any(4);
            } else if (this->random.one_in(2)) {
                watched.map.maintain(this->random.below(4));
            } else {
                watched.insert_new(); // carries the shrink on as well
                watched.erase_any();
            }
        });
    });
}

TYPED_TEST_P(walks, survive_turnover) {
    this->each_round(TypeParam::largest, [&](watched_map<TypeParam>& watched) {
        this->walk(watched, [&] {
            watched.reinsert_any();
            watched.erase_any();
            watched.insert_new();
            watched.write_any();
        });
    });
}

// Each change with its chance; the rare ones are those that concern the whole map.
template <class Kind> void change_anything(watched_map<Kind>& watched, random_source& random) {
    switch (random.below(16)) {
    case 0:
        watched.insert_new(random.size_up_to(100));
        break;
    case 1:
        watched.erase_any(random.size_up_to(100));
        break;
    case 2:
        watched.map.maintain(random.size_up_to(8));
        break;
    case 3:
        random.one_in(20) ? watched.reshape() : watched.write_any();
        break;
    case 4:
        random.one_in(50) ? watched.erase_half() : watched.erase_any();
        break;
    case 5:
        random.one_in(200) ? watched.clear() : watched.reinsert_any();
        break;
    case 6:
        watched.insert_new(random.one_in(40) ? watched.size() : 2);
        break;
    case 7:
        watched.erase_any(random.one_in(40) ? watched.size() * 7 / 8 : 2);
        break;
    default:
        watched.write_any();
        break;
    }
}

TYPED_TEST_P(walks, survive_any_change_several_at_once) {
    this->each_round(TypeParam::largest, [&](watched_map<TypeParam>& watched) {
        std::list<watched_walk<TypeParam>> running;
        for (int change = 0; change < 500 && !this->HasFailure(); ++change) {
            change_anything(watched, this->random);
            if (this->random.one_in(30)) {
                ASSERT_EQ(broken_invariant(watched.map), "");
            }
            if (running.size() < 5 && this->random.one_in(20)) {
                running.emplace_back(watched);
            }
            const std::size_t steps = this->random.size_up_to(watched.size() / 50 + 3);
            for (std::size_t i = 0; i < steps && !running.empty(); ++i) {
                if (!running.front().step() || this->random.one_in(5'000)) {
                    running.pop_front(); // at its end, or before
                } else {
                    running.splice(running.end(), running, running.begin());
                }
            }
        }
        for (watched_walk<TypeParam>& walk : running) {
            while (walk.step()) {}
        }
    });
}

TYPED_TEST_P(walks, survive_a_map_that_is_emptied_and_built_anew) {
    this->each_round(TypeParam::largest / 2, [&](watched_map<TypeParam>& watched) {
        watched_walk<TypeParam> walk(watched);
        for (std::size_t steps = this->random.below(watched.size() + 1); steps > 0; --steps) {
            walk.step();
        }
        this->random.one_in(2) ? watched.clear() : watched.erase_any(watched.size());
        for (int i = 0; i < 3; ++i) {
            watched.map.maintain(1);
        }
        watched.insert_new(1 + this->random.size_up_to(TypeParam::largest));
        while (walk.step()) {}
    });
}

REGISTER_TYPED_TEST_SUITE_P(walks, show_everything_once_where_nothing_changes,
                            can_be_range_loops_that_erase_what_they_show, survive_three_doublings,
                            survive_a_shrink_to_an_eighth, survive_turnover,
                            survive_any_change_several_at_once,
                            survive_a_map_that_is_emptied_and_built_anew);

} // namespace ebb_tests
