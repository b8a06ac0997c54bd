#pragma once
// Commands that change nothing but mapped values: lookups, iterations, walks.

#include "support/commands/stage.hpp"

#include <cstddef>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace ebb_tests {

template <class Stage> struct lookup_commands {
    using kind = typename Stage::kind;
    using map_type = typename Stage::map_type;

    static void find(Stage& s) {
        const number key = s.some_key();
        const bool is_there = s.expected().contains(key);
        const auto spelled = s.key(key);
        s.map().prefetch(spelled);
        const auto found = s.map().find(spelled);
        expect((found != s.map().end()) == is_there, "find finds what is there, and nothing else");
        expect(std::as_const(s.map()).find(spelled) == found, "a const find finds another entry");
        if (is_there) {
            s.expect_entry(*found, key);
        }
    }

    static void count(Stage& s) {
        const number key = s.some_key();
        const bool is_there = s.expected().contains(key);
        const auto spelled = s.key(key);
        expect(s.map().contains(spelled) == is_there, "contains is wrong");
        expect(s.map().count(spelled) == (is_there ? 1U : 0U), "count is wrong");
        const auto [first, last] = s.map().equal_range(spelled);
        expect(std::distance(first, last) == (is_there ? 1 : 0), "equal_range is wrong");
        if (is_there) {
            s.expect_entry(*first, key);
        }
    }

    static void at(Stage& s) requires(kind::is_map) {
        const number key = s.some_key();
        try {
            const auto& mapped = std::as_const(s.map()).at(s.key(key));
            expect(s.expected().contains(key), "at finds what is not there");
            expect(kind::mapped::read(mapped) == s.expected().mapped(key), "at is wrong");
        } catch (const std::out_of_range&) {
            expect(!s.expected().contains(key), "at does not find what is there");
        }
    }

    static void change_mapped(Stage& s) requires(kind::is_map) {
        const number key = s.some_key();
        const number mapped = s.next_mapped();
        const auto found = s.map().find(s.key(key));
        if (found != s.map().end()) {
            found->second = s.mapped(mapped);
            s.acting().assign(key, mapped);
        }
    }

    static void iterate(Stage& s) {
        if (s.choices.affords(s.map().slot_count())) {
            expect_same<kind>(s.map(), s.expected());
        }
    }

    static void walk_through(Stage& s) {
        if (!s.choices.affords(s.map().slot_count())) {
            return;
        }
        std::vector<bool> seen(s.size());
        std::size_t count = 0;
        for (const auto& entry : s.map().range()) {
            const std::size_t place = s.expected().place(key_of<kind>(entry));
            expect(!seen[place], "a walk shows a key twice");
            seen[place] = true;
            s.expect_entry(entry, key_of<kind>(entry));
            ++count;
        }
        expect(count == s.size(), "a walk leaves entries out");
    }

    static void park_walk(Stage& s) {
        constexpr std::size_t walks_max = 3;
        if (s.acting().walk_count() == walks_max) {
            s.acting().drop_walk(s.choices.below(walks_max));
        }
        if (s.choices.affords(s.size())) {
            s.acting().park_walk();
        }
    }

    static void step_walk(Stage& s) {
        if (s.acting().walk_count() == 0) {
            return park_walk(s);
        }
        auto& walk = s.acting().walk(s.choices.below(s.acting().walk_count()));
        for (auto steps = s.choices.below(20); steps > 0; --steps) {
            auto* entry = walk.step();
            if (entry == nullptr) {
                return;
            }
            if constexpr (kind::is_map && !kind::throws) {
                if (steps % 4 == 0) {
                    const number mapped = s.next_mapped();
                    entry->second = s.mapped(mapped);
                    s.acting().assign(key_of<kind>(*entry), mapped);
                }
            }
        }
    }

    // As users write it: the loop erases and inserts what it likes.
    static void change_in_a_walk(Stage& s) {
        if (!s.choices.affords(s.size())) {
            return;
        }
        parked_walk<kind> walk(s.acting());
        for (auto steps = s.choices.below(40); steps > 0; --steps) {
            const auto* entry = walk.step();
            if (entry == nullptr) {
                return;
            }
            number key = key_of<kind>(*entry);
            if (s.choices.one_in(2)) {
                s.map().erase(s.key(key));
                s.acting().remove(key);
                walk.note_erased(key);
            }
            key = s.any_key();
            const number mapped = s.next_mapped();
            if (s.map().insert(s.entry(key, mapped)).second) {
                s.acting().put(key, mapped);
            }
        }
    }
};

} // namespace ebb_tests
