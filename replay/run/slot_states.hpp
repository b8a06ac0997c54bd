#pragma once
// What the slots of an ebb map hold at one moment, counted by their tophash bytes.

#include <ebb/table/invariants.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace replay {

struct slot_states {
    std::uint64_t in_use = 0;
    std::uint64_t deleted = 0;    // empty_one: was used, and is free again
    std::uint64_t never_used = 0; // empty_rest
    std::uint64_t overflow_buckets = 0;

    void count(std::uint8_t tophash) noexcept {
        in_use += ebb::bucket::is_in_use(tophash);
        deleted += tophash == ebb::bucket::empty_one;
        never_used += tophash == ebb::bucket::empty_rest;
    }
};

// Complexity: O(buckets).
template <class Map> [[nodiscard]] slot_states slot_states_of(const Map& map) {
    const auto& engine = ebb::table::map_access::engine(map);
    using seen = ebb::table::access<std::remove_cvref_t<decltype(engine)>>;
    slot_states states;
    const auto add_table = [&](const auto& table, bool is_old) {
        const auto& pool = seen::pool(engine, table);
        states.overflow_buckets += pool.live();
        for (std::size_t index = 0; index <= table.mask; ++index) {
            if (is_old ? seen::is_evacuated(engine, index)
                       : !seen::is_written(engine, table, index)) {
                continue;
            }
            const auto* control = table.control + index;
            for (;;) {
                for (const std::uint8_t tophash : control->tophash) {
                    states.count(tophash);
                }
                if (control->link == 0) {
                    break;
                }
                control = pool.control(control->link);
            }
        }
    };
    if (seen::is_growing(engine)) {
        add_table(seen::old(engine), true);
    }
    if (map.bucket_count() != 0) {
        add_table(seen::current(engine), false);
    }
    return states;
}

} // namespace replay
