// What a map did: exact counters, by policy. Ordinary maps have none and pay nothing for them.
#include <ebb/map.hpp>

#include <cstdint>
#include <iostream>

int main() {
    ebb::counted_map<std::uint64_t, std::uint64_t> orders;
    for (std::uint64_t order = 0; order < 1'000'000; ++order) {
        orders.try_emplace(order, order * 100);
        if (order >= 10'000) {
            orders.erase(order - 10'000); // a sliding window
        }
    }
    const ebb::counters& did = orders.counters();
    std::cout << did.inserts << " inserts, " << did.erases << " erases, " << did.reused_slots
              << " of the inserts into a slot used before\n"
              << did.growths_double << " doublings, " << did.growths_shrink << " shrinks, "
              << did.buckets_moved << " buckets moved\n"
              << did.overflow_allocations << " overflow buckets chained, " << did.overflow_releases
              << " unlinked\n"
              << orders.memory_bytes() << " bytes held for " << orders.size() << " entries\n";
}
