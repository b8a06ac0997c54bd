#pragma once
// Commands on whole maps: memory, copies, moves, swaps, merges, comparisons.

#include "support/commands/stage.hpp"

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <utility>
#include <vector>

namespace ebb_tests {

template <class Stage> struct whole_commands {
    using kind = typename Stage::kind;
    using map_type = typename Stage::map_type;
    using value_type = typename map_type::value_type;

    // --- memory ---

    static void maintain(Stage& s) {
        const bool has_more = s.map().maintain(s.choices.below(40));
        if (!has_more) {
            expect(!s.map().maintain(1), "a map at rest has found work");
        }
    }
    static void come_to_rest(Stage& s) {
        if (s.choices.affords(s.map().slot_count())) {
            while (s.map().maintain(64)) {}
        }
    }
    static void reserve(Stage& s) {
        if (s.choices.affords(s.map().slot_count())) {
            const std::size_t entries = s.choices.below(2 * s.size() + 64);
            s.map().reserve(entries);
            expect(s.map().slot_count() >= entries, "reserve makes too little room");
        }
    }
    static void rehash(Stage& s) {
        if (s.choices.affords(s.map().slot_count())) {
            const std::size_t buckets = s.choices.below(s.map().bucket_count() * 2 + 4);
            s.map().rehash(buckets);
            expect(s.map().bucket_count() >= buckets, "rehash makes too few buckets");
        }
    }
    static void shrink_to_fit(Stage& s) {
        if (s.choices.affords(s.map().slot_count())) {
            s.map().shrink_to_fit();
            expect(s.size() != 0 || s.map().memory_bytes() == 0, "an empty map holds memory");
        }
    }

    // --- copies and moves ---

    static void copy(Stage& s) requires(kind::is_copyable) {
        if (!s.choices.affords(s.map().slot_count())) {
            return;
        }
        map_type copied(s.map());
        expect_same<kind>(copied, s.expected());
        expect_sound(copied);
        expect_equal(copied, s.map());
        if (s.size() != 0) {
            copied.erase(copied.begin());
            expect(s.map().size() == s.size(), "a copy shares an entry with its original");
        }
    }
    static void assign_copy(Stage& s) requires(kind::is_copyable) {
        if (!affords_both(s)) {
            return;
        }
        const map_type& source = s.choices.one_in(8) ? s.map() : s.other().map;
        const bool is_self = &source == &s.map();
        s.map() = source;
        if (!is_self) {
            s.acting().replace(s.other().expected());
        }
    }
    static void assign_list(Stage& s) requires(kind::is_copyable) {
        if (!s.choices.affords(s.size()) || !s.choices.one_in(4)) {
            return;
        }
        const number a = s.some_key();
        const number b = s.any_key();
        const number mapped = s.next_mapped();
        s.map() = {value_type(s.entry(a, mapped)), value_type(s.entry(b, mapped))};
        s.acting().remove_all();
        s.acting().put(a, mapped);
        s.acting().put(b, mapped);
    }
    static void construct_from_range(Stage& s) requires(kind::is_copyable && !kind::throws) {
        if (!s.choices.affords(s.size())) {
            return;
        }
        const std::vector<value_type> entries(s.map().begin(), s.map().end());
        const map_type made(entries.begin(), entries.end(), s.choices.below(64),
                            s.map().hash_function());
        expect_same<kind>(made, s.expected());
        expect_equal(made, s.map());
    }
    static void move(Stage& s) {
        map_type moved(std::move(s.map()));
        model entries = s.expected();
        s.acting().replace({});
        expect(s.map().empty() && s.map().begin() == s.map().end(), "a moved-from map has entries");
        if (s.choices.one_in(2)) { // a moved-from map can be used
            const number key = s.any_key();
            s.map().insert(s.entry(key, 0));
            s.acting().put(key, 0);
        }
        s.map() = std::move(moved);
        s.acting().replace(std::move(entries));
        expect(moved.empty(), "a moved-from map has entries");
    }
    static void assign_move(Stage& s) {
        if (affords_both(s) && s.choices.one_in(4)) {
            s.map() = std::move(s.other().map);
            s.acting().replace(s.other().expected());
            s.other().replace({});
        }
    }
    static void swap(Stage& s) {
        if (!affords_both(s) || s.map().get_allocator() != s.other().map.get_allocator()) {
            return;
        }
        if (s.choices.one_in(2)) {
            s.map().swap(s.other().map);
        } else {
            using std::swap;
            swap(s.map(), s.other().map);
        }
        s.acting().swap(s.other());
    }

    // --- more than one map ---

    static void merge(Stage& s) {
        if (!affords_both(s)) {
            return;
        }
        s.map().merge(s.other().map);
        const std::vector<number> keys = s.other().expected().keys();
        for (const number key : keys) {
            if (s.acting().put(key, s.other().expected().mapped(key))) {
                s.other().remove(key);
            }
        }
    }
    static void merge_another_type(Stage& s) {
        auto source = kind::template make<typename kind::other_map>(s.map().hash_function(), 1);
        model entries;
        for (auto count = s.choices.below(12); count > 0; --count) {
            const number key = s.some_key();
            const number mapped = s.next_mapped();
            source.insert(s.entry(key, mapped));
            entries.put(key, mapped);
        }
        s.map().merge(std::move(source));
        std::size_t left = 0;
        for (const number key : entries.keys()) {
            left += !s.acting().put(key, entries.mapped(key));
        }
        expect(source.size() == left, "merge takes what is missing, and nothing else");
    }
    static void compare(Stage& s) requires(kind::is_comparable) {
        if (!affords_both(s)) {
            return;
        }
        bool are_equal = s.expected().size() == s.other().expected().size();
        for (const number key : s.expected().keys()) {
            are_equal = are_equal && s.other().expected().contains(key) &&
                        s.other().expected().mapped(key) == s.expected().mapped(key);
        }
        expect((s.map() == s.other().map) == are_equal, "operator== is wrong");
        expect((s.map() != s.other().map) != are_equal, "operator!= is wrong");
    }

  private:
    static bool affords_both(Stage& s) {
        return s.choices.affords(s.map().slot_count() + s.other().map.slot_count());
    }
    static void expect_equal([[maybe_unused]] const map_type& a,
                             [[maybe_unused]] const map_type& b) {
        if constexpr (kind::is_comparable) {
            expect(a == b, "a copy does not equal its original");
        }
    }
};

} // namespace ebb_tests
