#pragma once
// A map or set in some state, and everything that the operations of the table are called with.

#include "support/map_states.hpp"
#include "support/throwing.hpp"

#include "ebb/map.hpp"
#include "ebb/policy.hpp"
#include "ebb/set.hpp"

#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace ebb_tests {

using probed_item = item<item_kind::copyable>;

template <class Policy>
using probed_map =
    ebb::map<probed_item, probed_item, fragile<item_hash>, fragile<item_equal>,
             counting_allocator<std::pair<const probed_item, probed_item>>, ebb::counted<Policy>>;
template <class Policy>
using probed_set = ebb::set<probed_item, fragile<item_hash>, fragile<item_equal>,
                            counting_allocator<probed_item>, ebb::counted<Policy>>;

// What a declared noexcept is asked of: maps of which no part is a test's. (Also counted.)
using plain_map = ebb::map<int, int, ebb::hash<int>, ebb::equal_to<int>,
                           ebb::page_allocator<std::pair<const int, int>>, ebb::counted<>>;
using plain_set =
    ebb::set<int, ebb::hash<int>, ebb::equal_to<int>, ebb::page_allocator<int>, ebb::counted<>>;

template <class Container> inline constexpr bool is_map = requires {
    typename Container::mapped_type;
};

struct even_numbers {
    template <class Entry> bool operator()(const Entry& entry) const {
        injection::pass(place::predicate);
        return numbers(entry).first % 2 == 0;
    }
};

// In an expression with operators that change their operand: a copy of an iterator.
template <class T> T copied(const T& value) noexcept { return value; }

template <class Container> struct probe {
    using container = Container;
    using key_type = typename Container::key_type;
    using value_type = typename Container::value_type;
    using entry_type =
        typename std::conditional_t<is_map<Container>, std::pair<key_type, key_type>, key_type>;
    using number_entry = std::conditional_t<is_map<Container>, std::pair<int, int>, int>;
    using allocator = typename Container::allocator_type;

    static constexpr int new_number = 1'000'001; // all even numbers above are in no container

    explicit probe(state s) : walk(begin_walk(s)) {
        begin_to_grow(other, 2'000'000);
        begin_to_grow(unequal, 3'000'000);
        where = m->begin();
        found_key = key_type(numbers(*where).first);
        found_entry = entry_of<entry_type>(found_key.value());
        found_number = found_key.value();
        range[1] = entry_of<number_entry>(found_key.value());
        range_end = std::next(m->cbegin(), std::ssize(*m) / 2);
        for (auto each = m->cbegin(); each != m->cend(); ++each) {
            each_entry.emplace_back(each, &*each);
        }
        twin = *m;
        Container scratch{own};
        add(scratch, new_number);
        new_node = scratch.extract(scratch.begin());
        add(scratch, found_number);
        found_node = scratch.extract(scratch.begin());
    }

    // The elements of any list. (They are made once: an initializer_list doesn't own them.)
    static std::initializer_list<value_type> list() {
        static const auto entry = [](int key) { return entry_of<value_type>(4'000'000 + key); };
        static const std::initializer_list<value_type> kept{
            entry(0),  entry(2),  entry(4),  entry(6),  entry(8),
            entry(10), entry(12), entry(14), entry(16), entry(18)};
        return kept;
    }

    account memory;
    account other_memory;
    allocator own{memory};
    allocator foreign{other_memory};
    fragile<item_hash> hash;
    fragile<item_equal> equal;
    std::optional<Container> m; // which the operations are called for
    Container other{own};
    Container unequal{foreign};
    Container twin{own}; // equal to m
    std::optional<Container> made;

    key_type new_key{new_number};
    key_type found_key{0};
    key_type mapped{17};
    int found_number = 0;
    entry_type new_entry = entry_of<entry_type>(new_number);
    entry_type found_entry = entry_of<entry_type>(0);
    std::vector<number_entry> range{entry_of<number_entry>(new_number), entry_of<number_entry>(0),
                                    entry_of<number_entry>(new_number)}; // equal to the first
    typename Container::node_type new_node;
    typename Container::node_type found_node;
    typename Container::const_iterator where; // at the entry with found_key
    typename Container::const_iterator range_end;
    std::vector<std::pair<typename Container::const_iterator, const void*>> each_entry;
    even_numbers predicate;
    typename Container::walk_type walk; // through m

  private:
    template <class Entry> static Entry entry_of(int key) {
        if constexpr (is_map<Container>) {
            return Entry(key, key * 10);
        } else {
            return Entry(key);
        }
    }
    static void begin_to_grow(Container& c, int even_key) {
        while (c.bucket_count() < 8 || !is_growing(c)) {
            add(c, even_key);
            even_key += 2;
        }
    }

    // Brings m into the state.
    typename Container::walk_type begin_walk(state s) {
        static_cast<void>(list());
        ebb::fix_hash_seeds(3); // one with which each row meets all that it speaks of
        m.emplace(0, item_hash{is_weak(s)}, item_equal{}, own);
        state_builder<Container>::build(*m, s);
        return m->range();
    }
};

} // namespace ebb_tests
