#include "scenarios.hpp"

#include "ebb/map.hpp"

#include <initializer_list>

namespace pictures {

namespace {

// Entries of bucket `low` with these tophash bytes, in this order.
template <class Map>
void insert_all(Map& map, unsigned low, std::initializer_list<unsigned> tophashes) {
    for (const unsigned tophash : tophashes) {
        map.emplace(key_of(low, tophash), 0);
    }
}

template <class Map>
void erase_all(Map& map, unsigned low, std::initializer_list<unsigned> tophashes) {
    for (const unsigned tophash : tophashes) {
        map.erase(key_of(low, tophash));
    }
}

specimen four_buckets() {
    specimen map;
    map.reserve(20);
    return map;
}

// The i-th of 2^64 different numbers in no order (SplitMix64).
constexpr std::uint64_t nth_number(std::uint64_t i) noexcept {
    std::uint64_t z = (i + 1) * 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111eb;
    return z ^ (z >> 31U);
}

} // namespace

map_view plain_map() {
    specimen map = four_buckets();
    insert_all(map, 0, {0x3c, 0xf1, 0x58, 0x90});
    insert_all(map, 1, {0xa7, 0x12, 0xc4, 0x6b, 0xe9, 0x35, 0x81, 0xd0, 0x4e, 0xb2, 0x77});
    insert_all(map, 2, {0x9d, 0x26});
    insert_all(map, 3, {0x5f, 0xcc, 0x18, 0x83, 0xfa, 0x41, 0x6e, 0xb9, 0x2d});
    erase_all(map, 0, {0xf1});
    return view_of(map);
}

std::vector<chain_view> chain_losing_entries() {
    specimen map = four_buckets();
    insert_all(map, 1, {0xa7, 0x12, 0xc4, 0x6b, 0xe9, 0x35, 0x81, 0xd0, 0x4e, 0xb2});
    erase_all(map, 1, {0xc4});
    std::vector<chain_view> states{view_of(map).current.chains[1]};
    for (const unsigned tophash : {0xd0U, 0x4eU, 0xb2U}) {
        erase_all(map, 1, {tophash});
        states.push_back(view_of(map).current.chains[1]);
    }
    return states;
}

map_view map_in_a_doubling() {
    specimen map = four_buckets();
    // `low` counts up to 7: its third bit says where the doubling takes the entry.
    insert_all(map, 0, {0x3c, 0xf1});
    insert_all(map, 4, {0x58, 0x90, 0x22});
    insert_all(map, 0, {0xd4, 0xb5});
    insert_all(map, 1, {0x12, 0xc4, 0x6b, 0xe9});
    insert_all(map, 5, {0x35, 0x81, 0xd0});
    insert_all(map, 2, {0x9d, 0x26, 0x7b});
    insert_all(map, 6, {0x61, 0xee});
    insert_all(map, 2, {0x47, 0xac});
    insert_all(map, 6, {0x19, 0xf3, 0x8c});
    insert_all(map, 3, {0x5f, 0xcc});
    erase_all(map, 0, {0xf1});
    insert_all(map, 7, {0xfa});
    insert_all(map, 6, {0xb0}); // the 27th of at most 26: the doubling begins with its bucket
    return view_of(map);
}

before_and_after same_size_growth() {
    specimen map = four_buckets();
    insert_all(map, 1, {0xa7, 0x12});
    // Two chains of three buckets, one after the other so that the load stays under the limit.
    insert_all(map, 0,
               {0x3c, 0xf1, 0x58, 0x90, 0xd4, 0xb5, 0x22, 0x7e, 0x0b, 0x64, 0xa9, 0x13, 0xc8, 0x2f,
                0xe6, 0x51, 0x9a});
    erase_all(map, 0, {0x3c, 0x58, 0x90, 0xd4, 0xb5, 0x7e, 0x0b, 0x64, 0xa9, 0xc8, 0x2f, 0xe6});
    erase_all(map, 0, {0x51});
    insert_all(map, 3,
               {0x5f, 0xcc, 0x18, 0x83, 0xfa, 0x41, 0x6e, 0xb9, 0x2d, 0x76, 0x99, 0xe0, 0x1c, 0xaf,
                0x37, 0xd2, 0x48});
    erase_all(map, 3, {0x5f, 0xcc, 0x83, 0xfa, 0x41, 0x6e, 0xb9, 0x2d, 0x76, 0x99, 0x1c, 0xaf});
    erase_all(map, 3, {0x37});
    before_and_after views{view_of(map), {}};
    insert_all(map, 2, {0x9d}); // the growth begins: buckets 2 and 0
    map[key_of(1, 0xa7)] = 1;   // a value is replaced: buckets 1 and 3, and the growth has ended
    views.after = view_of(map);
    return views;
}

both_maps maps_that_lost_nearly_all(std::size_t entries, std::size_t left) {
    specimen go;
    ebb::map<std::uint64_t, int, hash_is_key> ebb;
    const auto insert = [&](std::size_t i) {
        go.emplace(nth_number(i), 0);
        ebb.emplace(nth_number(i), 0);
    };
    for (std::size_t i = 0; i < entries; ++i) {
        insert(i);
    }
    both_maps views{view_of(go), view_of(ebb), {}, {}};
    std::size_t next = entries;
    for (std::size_t erased = 0; go.size() > left; ++erased) {
        go.erase(nth_number(erased));
        ebb.erase(nth_number(erased));
        if (erased % 10 == 9) {
            insert(next++);
        }
    }
    views.go = view_of(go);
    views.ebb = view_of(ebb);
    return views;
}

} // namespace pictures
