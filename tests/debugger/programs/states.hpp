#pragma once
// Brings maps into the states that a debugger has to understand.

#include <ebb/table/invariants.hpp>

#include <cstddef>
#include <string>
#include <type_traits>

namespace debugger_tests {

template <class Map> void add(Map& map, int number) {
    if constexpr (std::is_same_v<typename Map::key_type, std::string>) {
        if constexpr (requires { typename Map::mapped_type; }) {
            map.try_emplace("key " + std::to_string(number), number);
        } else {
            map.emplace("key " + std::to_string(number));
        }
    } else if constexpr (requires { typename Map::mapped_type; }) {
        map.try_emplace(number, number * 10);
    } else {
        map.insert(number);
    }
}

template <class Map> void add_up_to(Map& map, int count) {
    for (int number = 0; number < count; ++number) {
        add(map, number);
    }
}

template <class Map> void erase(Map& map, int from, int to, int step = 1) {
    for (int number = from; number < to; number += step) {
        map.erase(number);
    }
}

template <class Map> struct growth_of {
    const Map& map;

    [[nodiscard]] const auto& engine() const { return ebb::table::map_access::engine(map); }
    using access = ebb::table::access<
        std::remove_cvref_t<decltype(ebb::table::map_access::engine(std::declval<const Map&>()))>>;
    [[nodiscard]] bool is_growing() const { return access::is_growing(engine()); }
    [[nodiscard]] ebb::table::growth_kind kind() const { return access::kind(engine()); }
    [[nodiscard]] bool is_half_done() const {
        std::size_t evacuated = 0;
        const std::size_t buckets = access::old(engine()).bucket_count();
        for (std::size_t index = 0; is_growing() && index < buckets; ++index) {
            evacuated += access::is_evacuated(engine(), index);
        }
        return is_growing() && evacuated * 5 >= buckets * 2;
    }
};

// Effects: inserts until a growth is under way, with `at_least` entries, and half done.
template <class Map> void add_until_half_grown(Map& map, int at_least) {
    const growth_of<Map> growth{map};
    for (int number = 0; number < at_least || !growth.is_half_done(); ++number) {
        add(map, number);
    }
}

// Effects: a shrink is half done.
template <class Map> void shrink_half(Map& map, int count) {
    const growth_of<Map> growth{map};
    add_up_to(map, count);
    while (growth.is_growing()) {
        map.maintain(64);
    }
    erase(map, count / 8, count);
    for (int number = count; !growth.is_half_done(); ++number) {
        add(map, number);
    }
}

// Effects: a go_map with chosen_bucket, whose 16 buckets have got overflow buckets that they do not
//   need any more, grows to as many buckets.
template <class Map> void grow_to_same_size(Map& map) {
    const growth_of<Map> growth{map};
    for (int bucket = 0; bucket < 16; ++bucket) {
        for (int n = 0; n < 5; ++n) {
            add(map, bucket * 1000 + n);
        }
    }
    while (growth.is_growing()) {
        add(map, 0);
    }
    for (int round = 0; !growth.is_growing(); ++round) {
        const int first = round % 16 * 1000 + 10;
        for (int key = first; key < first + 20 && !growth.is_growing(); ++key) {
            add(map, key);
        }
        if (!growth.is_growing()) {
            erase(map, first, first + 20);
        }
    }
    while (!growth.is_half_done()) {
        add(map, 15'500);
    }
}

} // namespace debugger_tests
