#pragma once
// The operations for many entries: how each is called on a stage, and what it does to the contents.

#include "operations.hpp"

#include <iterator>
#include <utility>
#include <vector>

namespace ebb_tests {

template <class S> void add_range(stage<S>& s, model& main, model&) {
    for (const auto& [key, mapped] : s.range) {
        main.emplace(key, S::is_map ? mapped : 0);
    }
}

// What makes entries out of a range, or erases a range.
template <class S> void add_range_operations(std::vector<operation<S>>& all) {
    using stage = ebb_tests::stage<S>;
    all.push_back({"insert a range",
                   [](stage& s) {
                       if constexpr (S::is_map) {
                           s.main.insert(s.range.begin(), s.range.end());
                       } else {
                           s.main.insert(s.keys.begin(), s.keys.end());
                       }
                   },
                   add_range<S>, promise::basic});
    all.push_back({"erase a range",
                   [](stage& s) {
                       auto last = s.main.begin();
                       for (std::size_t i = s.main.size() / 3; i > 0; --i) {
                           ++last;
                       }
                       s.main.erase(s.main.begin(), last);
                   },
                   [](stage& s, model& main, model&) {
                       auto entry = std::as_const(s.main).begin();
                       for (std::size_t i = s.main.size() / 3; i > 0; --i, ++entry) {
                           main.erase(numbers(*entry).first);
                       }
                   },
                   promise::basic, false, true, false});
    all.push_back({"erase_if",
                   [](stage& s) {
                       erase_if(s.main, [](const auto& entry) {
                           injection::pass(place::predicate);
                           return numbers(entry).first % 2 == 0;
                       });
                   },
                   [](stage&, model& main, model&) {
                       std::erase_if(main, [](const auto& entry) { return entry.first % 2 == 0; });
                   },
                   promise::basic, false, true, false});
    all.push_back({"clear", [](stage& s) { s.main.clear(); },
                   [](stage&, model& main, model&) { main.clear(); }, promise::strong});
    constexpr auto merge = [](stage& s) { s.main.merge(s.peer); };
    constexpr auto take_from_peer = [](stage&, model& main, model& peer) { main.merge(peer); };
    all.push_back({"merge", merge, take_from_peer, promise::basic});
    all.push_back(
        {"merge, unequal allocators", merge, take_from_peer, promise::basic, false, false});
}

// What changes the table and not the entries.
template <class S> void add_table_operations(std::vector<operation<S>>& all) {
    using stage = ebb_tests::stage<S>;
    all.push_back(
        {"reserve", [](stage& s) { s.main.reserve(s.main.size() * 2 + 10); }, change_nothing<S>});
    all.push_back({"reserve much", [](stage& s) { s.main.reserve(500); }, change_nothing<S>});
    all.push_back({"rehash", [](stage& s) { s.main.rehash(16); }, change_nothing<S>});
    all.push_back({"shrink_to_fit", [](stage& s) { s.main.shrink_to_fit(); }, change_nothing<S>});
    all.push_back({"maintain", [](stage& s) { s.main.maintain(3); }, change_nothing<S>});
}

// What makes a container out of another one.
template <class S> void add_transfers(std::vector<operation<S>>& all) {
    using stage = ebb_tests::stage<S>;
    constexpr auto give_away = [](stage&, model& main, model&) { main.clear(); };
    constexpr auto give_to_peer = [](stage&, model& main, model& peer) {
        peer = std::exchange(main, {});
    };
    all.push_back({"move construction", [](stage& s) { s.result.emplace(std::move(s.main)); },
                   give_away, promise::strong, true});
    all.push_back({"move construction, unequal allocators",
                   [](stage& s) { s.result.emplace(std::move(s.main), s.peer.get_allocator()); },
                   give_away, promise::basic, true, false, false});
    constexpr auto move_assign = [](stage& s) { s.peer = std::move(s.main); };
    all.push_back({"move assignment", move_assign, give_to_peer, promise::strong, true});
    all.push_back({"move assignment, unequal allocators", move_assign, give_to_peer, promise::basic,
                   true, false, false});
    all.push_back({"swap", [](stage& s) { s.main.swap(s.peer); },
                   [](stage&, model& main, model& peer) { main.swap(peer); }, promise::strong,
                   true});
    if constexpr (S::kind != item_kind::move_only) {
        all.push_back(
            {"copy construction", [](stage& s) { s.result.emplace(s.main); }, change_nothing<S>});
        all.push_back({"copy assignment", [](stage& s) { s.peer = s.main; },
                       [](stage&, model& main, model& peer) { peer = main; }});
        all.push_back({"copy assignment, unequal allocators", [](stage& s) { s.main = s.peer; },
                       [](stage&, model& main, model& peer) { main = peer; }, promise::strong, true,
                       false});
    }
}

template <class S> std::vector<operation<S>> operations_for_many_entries() {
    std::vector<operation<S>> all;
    add_range_operations(all);
    add_table_operations(all);
    add_transfers(all);
    return all;
}

} // namespace ebb_tests
