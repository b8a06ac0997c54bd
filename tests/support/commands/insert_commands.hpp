#pragma once
// Commands that add entries. Here and in the other families: the model learns what the map did
// before anything else can throw.

#include "support/commands/stage.hpp"

#include <cstddef>
#include <initializer_list>
#include <tuple>
#include <utility>
#include <vector>

namespace ebb_tests {

template <class Stage> struct insert_commands {
    using kind = typename Stage::kind;
    using map_type = typename Stage::map_type;
    using value_type = typename map_type::value_type;
    using iterator = typename map_type::iterator;
    using result = std::pair<iterator, bool>;

    static void insert(Stage& s) {
        const number key = choose_key(s);
        const number mapped = s.next_mapped();
        if constexpr (kind::is_copyable) {
            if (s.choices.one_in(3)) {
                const value_type entry(s.entry(key, mapped));
                note(s, key, mapped, s.map().insert(entry));
                return;
            }
        }
        note(s, key, mapped, s.map().insert(s.entry(key, mapped)));
    }

    static void insert_with_hint(Stage& s) {
        const number key = choose_key(s);
        const number mapped = s.next_mapped();
        const auto hint = s.map().find(s.key(s.some_key()));
        const bool is_new = !s.expected().contains(key);
        const auto where = s.choices.one_in(2) ? s.map().insert(hint, s.entry(key, mapped))
                                               : s.map().emplace_hint(hint, s.entry(key, mapped));
        note(s, key, mapped, result(where, is_new));
    }

    static void emplace(Stage& s) {
        const number key = choose_key(s);
        const number mapped = s.next_mapped();
        if constexpr (kind::is_map) {
            switch (s.choices.below(3)) {
            case 0:
                note(s, key, mapped, s.map().emplace(s.key(key), s.mapped(mapped)));
                return;
            case 1:
                note(s, key, mapped,
                     s.map().emplace(std::piecewise_construct, std::forward_as_tuple(s.key(key)),
                                     std::forward_as_tuple(s.mapped(mapped))));
                return;
            default:
                break;
            }
        }
        note(s, key, mapped, s.map().emplace(s.entry(key, mapped)));
    }

    static void try_emplace(Stage& s) requires(kind::is_map) {
        const number key = choose_key(s);
        const number mapped = s.next_mapped();
        auto spelled = s.key(key);
        switch (s.choices.below(3)) {
        case 0:
            note(s, key, mapped, s.map().try_emplace(std::move(spelled), s.mapped(mapped)));
            return;
        case 1: {
            const bool is_new = !s.expected().contains(key);
            const auto where =
                s.map().try_emplace(s.map().cend(), std::move(spelled), s.mapped(mapped));
            note(s, key, mapped, result(where, is_new));
            return;
        }
        default:
            if constexpr (kind::is_copyable) {
                note(s, key, mapped, s.map().try_emplace(std::as_const(spelled), s.mapped(mapped)));
            } else {
                note(s, key, mapped, s.map().try_emplace(std::move(spelled), s.mapped(mapped)));
            }
        }
    }

    static void insert_or_assign(Stage& s) requires(kind::is_map) {
        const number key = choose_key(s);
        const number mapped = s.next_mapped();
        const bool is_new = !s.expected().contains(key);
        const result put =
            s.choices.one_in(2)
                ? s.map().insert_or_assign(s.key(key), s.mapped(mapped))
                : result(s.map().insert_or_assign(s.map().cbegin(), s.key(key), s.mapped(mapped)),
                         is_new);
        if (!is_new) {
            s.acting().assign(key, mapped);
        }
        note(s, key, mapped, put);
    }

    // The new value comes out of the very map that may have to move it.
    static void insert_own_value(Stage& s) requires(kind::is_map&& kind::is_copyable) {
        const number from = s.present_key();
        const number key = choose_key(s);
        const auto found = s.map().find(s.key(from));
        if (found != s.map().end()) {
            note(s, key, s.expected().mapped(from), s.map().try_emplace(s.key(key), found->second));
        }
    }

    static void subscript(Stage& s) requires(
        kind::is_map && !kind::throws) // which makes an entry before it can be given a value
    {
        const number key = choose_key(s);
        const number mapped = s.next_mapped();
        s.map()[s.key(key)] = s.mapped(mapped);
        if (!s.acting().put(key, mapped)) {
            s.acting().assign(key, mapped);
        }
        s.expect_entry(*s.map().find(s.key(key)), key);
    }

    static void insert_range(Stage& s) {
        const std::size_t size = s.size();
        if (!s.choices.affords(size / 16)) {
            return insert(s);
        }
        const number stride = number{1} << s.choices.below(9);
        const number first = s.any_key();
        const std::size_t count = 1 + s.choices.below(32 + size / 64);
        std::vector<decltype(s.entry(0, 0))> entries;
        std::vector<std::pair<number, number>> numbers;
        for (number i = 0; i < count; ++i) {
            const number key = (first + i * stride) & key_mask;
            const number mapped = s.next_mapped();
            entries.push_back(s.entry(key, mapped));
            numbers.emplace_back(key, mapped);
        }
        s.map().insert(std::make_move_iterator(entries.begin()),
                       std::make_move_iterator(entries.end()));
        for (const auto& [key, mapped] : numbers) {
            s.acting().put(key, mapped);
        }
    }

    static void insert_list(Stage& s) requires(kind::is_copyable) {
        const number a = s.some_key();
        const number b = s.any_key();
        const number mapped = s.next_mapped();
        s.map().insert({value_type(s.entry(a, mapped)), value_type(s.entry(b, mapped)),
                        value_type(s.entry(a, mapped))});
        s.acting().put(a, mapped);
        s.acting().put(b, mapped);
    }

    // Out of one map into the same or the other, under the same key or a new one.
    static void insert_node(Stage& s) {
        const number key = s.present_key();
        auto node = s.map().extract(s.key(key));
        const bool had = s.expected().contains(key);
        const number mapped = had ? s.expected().mapped(key) : 0;
        if (had) {
            s.acting().remove(key);
        }
        expect(node.empty() != had, "extract takes what is there, and nothing else");
        number new_key = key;
        if (had && s.choices.one_in(2)) {
            new_key = s.any_key();
            rename(s, node, new_key);
        }
        const bool is_new = had && !s.expected().contains(new_key);
        if (s.choices.one_in(2)) {
            const auto put = s.map().insert(std::move(node));
            const result where(put.position, put.inserted);
            note_node(s, had, new_key, mapped, where);
            expect(put.node.empty() == (is_new || !had), "a node is kept where its key is found");
        } else {
            const auto where = s.map().insert(s.map().cbegin(), std::move(node));
            note_node(s, had, new_key, mapped, result(where, is_new));
            expect(node.empty() == (is_new || !had), "a node stays where its key is found");
        }
    }

  private:
    // Keys fit an int, which items hold.
    static constexpr number key_mask = 0x3fffffff;

    static number choose_key(Stage& s) { return s.choices.one_in(4) ? s.some_key() : s.new_key(); }

    template <class Node> static void rename(Stage& s, Node& node, number key) {
        if constexpr (kind::is_map) {
            node.key() = s.key(key);
        } else {
            node.value() = s.key(key);
        }
    }

    static void note(Stage& s, number key, number mapped, const result& got) {
        const bool is_new = s.acting().put(key, mapped);
        expect(got.second == is_new, "an insert says wrongly whether it inserted");
        s.expect_entry(*got.first, key);
        expect(s.map().find(s.key(key)) == got.first, "an insert returns another position");
    }
    static void note_node(Stage& s, bool had, number key, number mapped, const result& got) {
        if (had) {
            note(s, key, mapped, got);
        } else {
            expect(got.first == s.map().end(), "inserting an empty node returns end()");
        }
    }
};

} // namespace ebb_tests
