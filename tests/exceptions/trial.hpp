#pragma once
// Runs an operation on a stage with one throwing place after the other, and looks at what is left.

#include "operations.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace ebb_tests {

// Whether `all` may be what an operation left that stopped halfway between two contents: nothing is
// there that neither has, and everything that both have.
inline bool lies_between(const model& all, const model& before, const model& after) {
    const auto has = [](const model& m, const model::value_type& entry) {
        const auto found = m.find(entry.first);
        return found != m.end() && found->second == entry.second;
    };
    bool is_between = true;
    for (const auto& entry : all) {
        is_between = is_between && (has(before, entry) || has(after, entry));
    }
    for (const auto& entry : before) {
        is_between = is_between && (has(all, entry) || !has(after, entry));
    }
    return is_between;
}

template <class S> class trial {
  public:
    trial(const operation<S>& op, state s) : op_(op), state_(s) {}

    // Effects: runs the operation with the n-th place of some kinds failing, and `times - 1` after
    //   it, for n = 1, 2, ... until none of them is reached. (Where there are hundreds of them, not
    //   every n is tried.)
    // Returns: in how many of these runs the operation went through in spite of a failure.
    int run(unsigned kinds, std::uint64_t times) {
        int endured = 0;
        for (std::uint64_t n = 1; !::testing::Test::HasFailure(); n += 1 + n / steps) {
            SCOPED_TRACE(std::string(op_.name) + ", state " + name_of(state_) + ", failing " +
                         (times == 1 ? "once, at " : "for good, from ") + std::to_string(n));
            const long living = live_items;
            account of_main;
            account of_peer;
            run_once(of_main, op_.has_equal_peer ? of_main : of_peer, n, kinds, times);
            EXPECT_EQ(live_items, living) << "an entry has leaked, or was destroyed twice";
            EXPECT_EQ(misplaced_items, 0) << "an entry was destroyed where it was not made";
            EXPECT_EQ(of_main.bytes + of_peer.bytes, 0U) << "memory has leaked";
            if (thrown_ == 0) {
                break;
            }
            endured += has_failed_ ? 0 : 1;
        }
        return endured;
    }

  private:
    // The first so many places fail one by one. Under a sanitizer, which makes each run thirty
    // times as long, not so many.
    static constexpr std::uint64_t steps = EBB_HAVE_ASAN ? 8 : 64;

    void run_once(account& of_main, account& of_peer, std::uint64_t n, unsigned kinds,
                  std::uint64_t times) {
        stage<S> s(of_main, of_peer, state_);
        if (times == 1) {
            s.begin_walk();
        }
        const model main_before = contents(s.main);
        const model peer_before = contents(s.peer);
        model main_after = main_before;
        model peer_after = peer_before;
        op_.apply(s, main_after, peer_after);
        run_armed(s, n, kinds, times);
        const model main_now = contents(s.main);
        const model peer_now = contents(s.peer);
        if (!has_failed_) {
            EXPECT_EQ(main_now, main_after);
            EXPECT_EQ(peer_now, peer_after);
            EXPECT_TRUE(!s.result || contents(*s.result) == main_before);
        } else if (op_.promise == promise::strong) {
            EXPECT_EQ(main_now, main_before);
            EXPECT_EQ(peer_now, peer_before);
            EXPECT_TRUE(holds(s.new_node, s.new_key) && holds(s.found_node, s.found_key));
        } else {
            EXPECT_TRUE(lies_between(main_now, main_before, main_after));
            EXPECT_TRUE(lies_between(peer_now, peer_before, peer_after));
            expect_nothing_lost(main_before, peer_before, main_now, peer_now);
        }
        look_at(s, of_main, of_peer);
        finish_walk(s, main_before);
        work_on(s, main_now);
    }

    void run_armed(stage<S>& s, std::uint64_t n, unsigned kinds, std::uint64_t times) {
        const injection armed(n, kinds, times);
        has_failed_ = false;
        try {
            op_.run(s);
        } catch (...) {
            has_failed_ = true;
        }
        thrown_ = armed.thrown();
        EXPECT_TRUE(!has_failed_ || thrown_ > 0) << "threw without having been made to";
    }

    // A node handle that was to be inserted, and was not, still has its entry.
    template <class Node> static bool holds(Node& node, int key) {
        if (node.empty()) {
            return false;
        }
        if constexpr (S::is_map) {
            return node.key().value() == key;
        } else {
            return node.value().value() == key;
        }
    }

    // What was in one of two maps before an operation that keeps entries is in one of them now.
    void expect_nothing_lost(const model& main_before, const model& peer_before, model now,
                             const model& peer_now) const {
        if (op_.keeps_entries) {
            now.insert(peer_now.begin(), peer_now.end());
            for (const model& before : {main_before, peer_before}) {
                for (const auto& entry : before) {
                    EXPECT_EQ(now.count(entry.first), 1U) << "lost: " << entry.first;
                }
            }
        }
    }

    static void look_at(stage<S>& s, const account& of_main, const account& of_peer) {
        expect_sound(s.main);
        expect_sound(s.peer);
        std::size_t bytes = s.main.memory_bytes() + s.peer.memory_bytes();
        if (s.result) {
            expect_sound(*s.result);
            bytes += s.result->memory_bytes();
        }
        EXPECT_EQ(of_main.bytes + (&of_main == &of_peer ? 0 : of_peer.bytes), bytes);
    }

    // The parked walk shows what was there all the time, once.
    void finish_walk(stage<S>& s, const model& before) const {
        const model now = contents(s.main);
        if (s.stepped_to) {
            EXPECT_TRUE(s.shown.insert(*s.stepped_to).second);
        }
        while (auto* entry = s.walk ? s.walk->next() : nullptr) {
            const int key = numbers(*entry).first;
            EXPECT_TRUE(s.shown.insert(key).second) << key << " was shown twice";
            EXPECT_EQ(now.count(key), 1U) << key << " is not there";
        }
        for (const auto& [key, mapped] : before) {
            EXPECT_TRUE(!s.walk || op_.ends_walks || now.count(key) == 0 || s.shown.count(key) == 1)
                << key << " was not shown";
        }
    }

    // Without failures everything goes on as if there had been none.
    static void work_on(stage<S>& s, model expected) {
        settle(s.main);
        EXPECT_EQ(contents(s.main), expected);
        for (int key = 2'000'000; key < 2'000'010; ++key) {
            expected.insert(add(s.main, key));
        }
        EXPECT_EQ(contents(s.main), expected);
        settle(s.main);
        EXPECT_FALSE(is_growing(s.main));
        expect_sound(s.main);
    }

    const operation<S>& op_;
    state state_;
    bool has_failed_ = false;
    std::uint64_t thrown_ = 0;
};

// Failures that `S` endures for good: moves of what can only be moved must be taken back, which has
// to succeed.
template <class S>
inline constexpr unsigned kinds_for_good = S::kind == item_kind::move_only ? all_but(place::move)
                                                                           : every_place;

template <class S> void expect_promises_kept(const std::vector<operation<S>>& operations) {
    for (const operation<S>& op : operations) {
        for (const state s : all_states) {
            trial<S>(op, s).run(every_place, 1);
            trial<S>(op, s).run(kinds_for_good<S>, injection::for_good);
        }
    }
}

} // namespace ebb_tests
