#pragma once
// The operations under test: how each is called on a stage, and what it does to the contents.

#include "stage.hpp"

#include <string_view>
#include <utility>
#include <vector>

namespace ebb_tests {

enum class promise {
    strong, // an operation that throws has changed no contents
    basic,  // it has done a part of its work, and lost nothing else
};

template <class S> struct operation {
    std::string_view name;
    void (*run)(stage<S>&);
    void (*apply)(stage<S>&, model& main, model& peer); // done to models, in success
    enum promise promise = promise::strong;
    bool ends_walks = false;
    bool has_equal_peer = true; // the second map has an equal allocator
    bool keeps_entries = true;  // what leaves one map comes into the other
};

template <class S> void add_new(stage<S>& s, model& main, int mapped) {
    main.emplace(s.new_key, S::is_map ? mapped : 0);
}
template <class S> void change_nothing(stage<S>&, model&, model&) {}

// Inserts for one entry that are spelled alike for maps and sets.
template <class S> void add_shared_inserts(std::vector<operation<S>>& all) {
    using stage = ebb_tests::stage<S>;
    constexpr auto add_17 = [](stage& s, model& main, model&) { add_new(s, main, 17); };
    all.push_back(
        {"insert an rvalue, new", [](stage& s) { s.main.insert(std::move(s.new_entry)); }, add_17});
    all.push_back(
        {"insert an rvalue, found", [](stage& s) { s.main.insert(std::move(s.found_entry)); },
         [](stage& s, model& main, model&) { main.emplace(s.found_key, S::is_map ? 17 : 0); }});
    all.push_back({"emplace, new",
                   [](stage& s) {
                       if constexpr (S::is_map) {
                           s.main.emplace(s.new_key, 17);
                       } else {
                           s.main.emplace(s.new_key);
                       }
                   },
                   add_17});
    all.push_back({"insert a node, new", [](stage& s) { s.main.insert(std::move(s.new_node)); },
                   [](stage& s, model& main, model&) { add_new(s, main, s.new_key * 10); }});
    all.push_back({"insert a node with a hint, found",
                   [](stage& s) { s.main.insert(s.main.end(), std::move(s.found_node)); },
                   [](stage& s, model& main, model&) {
                       main.emplace(s.found_key, S::is_map ? s.found_key * 10 : 0);
                   }});
    if constexpr (S::kind != item_kind::move_only) {
        all.push_back({"insert an lvalue, new",
                       [](stage& s) { s.main.insert(std::as_const(s.new_entry)); }, add_17});
    }
}

template <class S> void add_map_inserts(std::vector<operation<S>>& all) {
    using stage = ebb_tests::stage<S>;
    constexpr auto add_17 = [](stage& s, model& main, model&) { add_new(s, main, 17); };
    all.push_back({"try_emplace an rvalue, new",
                   [](stage& s) { s.main.try_emplace(std::move(s.new_item), 17); }, add_17});
    all.push_back(
        {"insert_or_assign, new",
         [](stage& s) { s.main.insert_or_assign(std::move(s.new_item), std::move(s.mapped)); },
         add_17});
    all.push_back(
        {"insert_or_assign, found",
         [](stage& s) { s.main.insert_or_assign(std::move(s.found_item), std::move(s.mapped)); },
         [](stage& s, model& main, model&) { main[s.found_key] = 17; }});
    all.push_back({"operator[] of an rvalue, new", [](stage& s) { s.main[std::move(s.new_item)]; },
                   [](stage& s, model& main, model&) { add_new(s, main, 0); }});
    all.push_back({"operator[] of an rvalue, found",
                   [](stage& s) { s.main[std::move(s.found_item)]; },
                   [](stage& s, model& main, model&) { main.emplace(s.found_key, 0); }});
    if constexpr (S::kind != item_kind::move_only) {
        all.push_back({"try_emplace an lvalue, new",
                       [](stage& s) { s.main.try_emplace(s.new_item, s.mapped); }, add_17});
        all.push_back({"operator[] of an lvalue, new", [](stage& s) { s.main[s.new_item]; },
                       [](stage& s, model& main, model&) { add_new(s, main, 0); }});
    }
}

template <class S> void add_erasures(std::vector<operation<S>>& all) {
    using stage = ebb_tests::stage<S>;
    constexpr auto remove = [](stage& s, model& main, model&) { main.erase(s.found_key); };
    all.push_back({"erase a key, found", [](stage& s) { s.main.erase(s.found_item); }, remove});
    all.push_back(
        {"erase a key, absent", [](stage& s) { s.main.erase(s.new_item); }, change_nothing<S>});
    all.push_back({"extract a key, found",
                   [](stage& s) { const auto node = s.main.extract(s.found_item); }, remove});
    all.push_back({"extract at an iterator",
                   [](stage& s) {
                       if (!s.main.empty()) {
                           const auto node = s.main.extract(s.main.begin());
                       }
                   },
                   [](stage& s, model& main, model&) { main.erase(s.found_key); }});
    all.push_back({"erase at an iterator",
                   [](stage& s) {
                       if (const auto where = s.main.find(s.found_item); where != s.main.end()) {
                           s.main.erase(where);
                       }
                   },
                   remove});
}

template <class S> std::vector<operation<S>> operations_for_one_entry() {
    using stage = ebb_tests::stage<S>;
    std::vector<operation<S>> all;
    add_shared_inserts(all);
    if constexpr (S::is_map) {
        add_map_inserts(all);
    }
    add_erasures(all);
    all.push_back({"a step of a walk",
                   [](stage& s) {
                       if (const auto* entry = s.walk ? s.walk->next() : nullptr) {
                           s.stepped_to = numbers(*entry).first;
                       }
                   },
                   change_nothing<S>});
    all.push_back({"lookups",
                   [](stage& s) {
                       static_cast<void>(s.main.find(s.found_item));
                       static_cast<void>(s.main.contains(s.new_item));
                       static_cast<void>(s.main.equal_range(s.found_item));
                       s.main.prefetch(s.new_item);
                   },
                   change_nothing<S>});
    return all;
}

} // namespace ebb_tests
