#pragma once
// What a map's control words say at one moment, copied out: every tophash byte, chain by chain.

#include "ebb/table/invariants.hpp"

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <type_traits>
#include <vector>

namespace pictures {

// A tophash byte a slot. No bytes: nothing has been written there yet.
using bucket_view = std::vector<std::uint8_t>;
using chain_view = std::vector<bucket_view>; // the home bucket, then its overflow buckets

struct table_view {
    std::vector<chain_view> chains; // one a bucket, in index order

    [[nodiscard]] std::size_t overflow_buckets() const {
        std::size_t count = 0;
        for (const chain_view& chain : chains) {
            count += chain.size() - 1;
        }
        return count;
    }
    [[nodiscard]] std::size_t slots() const {
        std::size_t count = 0;
        for (const chain_view& chain : chains) {
            for (const bucket_view& bucket : chain) {
                count += bucket.size();
            }
        }
        return count;
    }
};

struct map_view {
    std::size_t entries;
    std::size_t nevacuate;
    table_view current;
    std::optional<table_view> old; // while a growth is under way
};

[[nodiscard]] inline bool is_evacuation_mark(std::uint8_t tophash) noexcept {
    return !ebb::bucket::is_empty(tophash) && !ebb::bucket::is_in_use(tophash);
}

template <class Table, class Pool>
chain_view chain_of(const Table& table, const Pool& pool, std::size_t index) {
    const auto* control = table.control + index;
    chain_view chain{bucket_view(std::begin(control->tophash), std::end(control->tophash))};
    while (control->link != 0) {
        control = pool.control(control->link);
        chain.emplace_back(std::begin(control->tophash), std::end(control->tophash));
    }
    return chain;
}

// Requires: where a growth is under way, the map follows Go, so that old buckets keep their marks.
template <class Map> map_view view_of(const Map& map) {
    const auto& engine = ebb::table::map_access::engine(map);
    using seen = ebb::table::access<std::remove_cvref_t<decltype(engine)>>;
    const auto& current = seen::current(engine);
    const auto& old = seen::old(engine);

    map_view view{map.size(), seen::nevacuate(engine), {}, std::nullopt};
    if (seen::is_growing(engine)) {
        view.old.emplace();
        for (std::size_t index = 0; index <= old.mask; ++index) {
            view.old->chains.push_back(chain_of(old, seen::pool(engine, old), index));
        }
    }
    for (std::size_t index = 0; index <= current.mask; ++index) {
        const bool is_written =
            !view.old || is_evacuation_mark(view.old->chains[index & old.mask].front().front());
        view.current.chains.push_back(is_written
                                          ? chain_of(current, seen::pool(engine, current), index)
                                          : chain_view{bucket_view{}});
    }
    if (!view.old) { // a slot that a short row lacks is marked so
        std::erase(view.current.chains.front().front(), ebb::bucket::evacuated_empty);
    }
    return view;
}

} // namespace pictures
