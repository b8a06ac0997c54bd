#pragma once
// Commands that take entries out.

#include "support/commands/stage.hpp"

#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace ebb_tests {

template <class Stage> struct erase_commands {
    using kind = typename Stage::kind;
    using map_type = typename Stage::map_type;

    static void erase_key(Stage& s) {
        const number key = choose_key(s);
        const number staying = s.present_key();
        const auto* other = kind::erase_by_key_moves ? nullptr : address_of(s, staying);
        const bool was_there = s.expected().contains(key);
        const std::size_t count = s.map().erase(s.key(key));
        note_erased(s, key, was_there);
        expect(count == (was_there ? 1U : 0U), "erase says wrongly whether it erased");
        if (other != nullptr && staying != key) {
            expect(address_of(s, staying) == other, "erasing by key has moved another entry");
        }
    }

    // By a reference to the key of the entry that is to go.
    static void erase_by_own_key(Stage& s) {
        const number key = s.present_key();
        const auto found = s.map().find(s.key(key));
        if (found == s.map().end()) {
            return;
        }
        std::size_t count = 0;
        if constexpr (kind::is_map) {
            count = s.map().erase(found->first);
        } else {
            count = s.map().erase(*found);
        }
        note_erased(s, key, true);
        expect(count == 1, "an entry is not erased by its own key");
    }

    static void erase_iterator(Stage& s) {
        const number key = s.present_key();
        const auto found = s.map().find(s.key(key));
        if (found == s.map().end()) {
            return;
        }
        const number staying = s.present_key();
        const auto other = s.map().find(s.key(staying));
        const auto after = std::next(found);
        const auto returned = s.choices.one_in(2)
                                  ? s.map().erase(found)
                                  : s.map().erase(typename map_type::const_iterator(found));
        note_erased(s, key, true);
        expect(returned == after, "erase returns another position than the next one");
        if (staying != key) {
            s.expect_entry(*other, staying);
        }
    }

    static void erase_range(Stage& s) {
        const std::size_t size = s.size();
        if (!s.choices.affords(size / 16)) {
            return erase_iterator(s);
        }
        auto first = s.choices.one_in(2) ? s.map().begin() : s.map().find(s.key(s.present_key()));
        std::vector<number> gone;
        auto last = first;
        for (auto count = s.choices.below(33 + size / 32); count > 0 && last != s.map().end();
             --count) {
            gone.push_back(key_of<kind>(*last));
            ++last;
        }
        const auto returned = s.map().erase(first, last);
        for (const number key : gone) {
            s.acting().remove(key);
        }
        expect(returned == last, "erase of a range returns another position than its end");
    }

    static void erase_from_the_front(Stage& s) {
        for (auto count = s.choices.below(8); count > 0 && s.size() > 0; --count) {
            const number key = key_of<kind>(*s.map().begin());
            s.map().erase(s.map().begin());
            s.acting().remove(key);
        }
    }

    static void erase_if(Stage& s) {
        if (!s.choices.affords(s.size())) {
            return erase_key(s);
        }
        const number divisor = 1 + s.choices.below(6);
        const bool erases_most = s.choices.one_in(4);
        const auto is_to_go = [=](number key) { return (key / 3 % divisor == 0) != erases_most; };
        const std::size_t count = ebb::erase_if(s.map(), [&](const auto& entry) {
            injection::pass(place::predicate);
            return is_to_go(key_of<kind>(entry));
        });
        std::size_t expected_count = 0;
        const std::vector<number> keys = s.expected().keys();
        for (const number key : keys) {
            if (is_to_go(key)) {
                s.acting().remove(key);
                ++expected_count;
            }
        }
        expect(count == expected_count, "erase_if erases a wrong number of entries");
    }

    static void extract(Stage& s) {
        const number key = choose_key(s);
        const bool was_there = s.expected().contains(key);
        const number mapped = was_there ? s.expected().mapped(key) : 0;
        auto node = [&] {
            if (was_there && s.choices.one_in(2)) {
                return s.map().extract(typename map_type::const_iterator(s.map().find(s.key(key))));
            }
            return s.map().extract(s.key(key));
        }();
        note_erased(s, key, was_there);
        expect(node.empty() != was_there, "extract takes what is there, and nothing else");
        const auto moved = std::move(node);
        if (moved.empty()) {
            return;
        }
        if constexpr (kind::is_map) {
            expect(kind::key::read(moved.key()) == key, "a node has another key");
            expect(kind::mapped::read(moved.mapped()) == mapped, "a node has another value");
        } else {
            expect(kind::key::read(moved.value()) == key, "a node has another key");
        }
    }

    static void clear(Stage& s) {
        if (!s.choices.affords(s.size()) || !s.choices.one_in(8)) {
            return erase_key(s);
        }
        s.map().clear();
        s.acting().remove_all();
        expect(s.map().begin() == s.map().end(), "a cleared map has entries");
    }

  private:
    static number choose_key(Stage& s) {
        return s.choices.one_in(4) ? s.any_key() : s.present_key();
    }
    static void note_erased(Stage& s, number key, bool was_there) {
        if (was_there) {
            s.acting().remove(key);
        }
    }
    static const void* address_of(Stage& s, number key) {
        const auto found = s.map().find(s.key(key));
        return found == s.map().end() ? nullptr : std::addressof(*found);
    }
};

} // namespace ebb_tests
