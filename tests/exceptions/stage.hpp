#pragma once
// What an operation under test finds: a map or a set in some state, a second one, keys, entries,
// node handles, and a walk that is under way.

#include "support/map_states.hpp"
#include "support/throwing.hpp"

#include "ebb/map.hpp"
#include "ebb/policy.hpp"
#include "ebb/set.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <type_traits>
#include <utility>
#include <vector>

namespace ebb_tests {

template <item_kind Kind, class Policy> struct map_subject {
    static constexpr bool is_map = true;
    static constexpr item_kind kind = Kind;
    using item_type = item<Kind>;
    using policy = Policy;
    using entry = std::pair<const item_type, item_type>;
    using container =
        ebb::map<item_type, item_type, item_hash, item_equal, counting_allocator<entry>, Policy>;
};

template <item_kind Kind, class Policy> struct set_subject {
    static constexpr bool is_map = false;
    static constexpr item_kind kind = Kind;
    using item_type = item<Kind>;
    using policy = Policy;
    using entry = item_type;
    using container = ebb::set<item_type, item_hash, item_equal, counting_allocator<entry>, Policy>;
};

// What an operation finds. Everything it needs has been made before it runs.
template <class S> struct stage {
    using container = typename S::container;
    using item_type = typename S::item_type;
    using entry = std::conditional_t<S::is_map, std::pair<item_type, item_type>, item_type>;
    using allocator = typename container::allocator_type;

    static constexpr int new_key = 1'000'000;

    stage(account& of_main, account& of_peer, state s)
        : main(0, item_hash{is_weak(s)}, item_equal{}, allocator(of_main)),
          peer(0, item_hash{}, item_equal{}, allocator(of_peer)) {
        ebb::fix_hash_seeds(7); // every stage of one state is the same
        state_builder<container>::build(main, s);
        if (!main.empty()) {
            found_key = numbers(*main.begin()).first;
            found_item = item_type(found_key);
            found_entry = entry_of(found_key);
            range[2].first = keys[2] = found_key;
        }
        for (int key = 0; key < 30; ++key) { // some of them in both
            add(peer, found_key + 20 + 1000 * key);
        }
        add(peer, found_key);
        container scratch{allocator(of_main)};
        add(scratch, new_key);
        new_node = scratch.extract(scratch.begin());
        add(scratch, found_key);
        found_node = scratch.extract(scratch.begin());
    }

    // Steps of a walk that stays parked while the operation runs.
    void begin_walk() {
        walk.reset(new typename container::walk_type(main.range()));
        for (std::size_t left = main.size() / 2; left > 0; --left) {
            shown.insert(numbers(*walk->next()).first);
        }
    }

    container main;
    container peer; // a second map, whose allocator may be equal
    std::optional<container> result;
    int found_key = 0;
    item_type new_item{new_key};
    item_type found_item{0};
    item_type mapped{17};
    entry new_entry = entry_of(new_key);
    entry found_entry = entry_of(0);
    typename container::node_type new_node;
    typename container::node_type found_node;
    std::vector<std::pair<int, int>> range{
        {new_key, 1}, {new_key + 1, 2}, {0, 3}, {new_key + 2, 4}, {new_key + 3, 5}};
    std::vector<int> keys{new_key, new_key + 1, 0, new_key + 2, new_key + 3};
    std::unique_ptr<typename container::walk_type> walk;
    std::set<int> shown;           // by the walk
    std::optional<int> stepped_to; // by the operation, with the walk

  private:
    static entry entry_of(int key) {
        if constexpr (S::is_map) {
            return entry(key, 17);
        } else {
            return entry(key);
        }
    }
};

} // namespace ebb_tests
