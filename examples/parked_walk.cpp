// A scan that goes on over hours, a few entries at a time, while the table changes under it. The
// walk costs its own bytes: it holds no old table, and the map shrinks around it.
#include <ebb/map.hpp>

#include <cstdint>
#include <iostream>

int main() {
    ebb::map<std::uint32_t, std::uint32_t> flows; // address -> packets
    for (std::uint32_t address = 0; address < 200'000; ++address) {
        flows[address] = address % 100;
    }

    auto scan = flows.range();
    std::size_t seen = 0;
    std::size_t steps = 0;
    for (bool is_over = false; !is_over; ++steps) {
        for (int i = 0; i < 1'000; ++i) { // a slice of the scan
            auto* flow = scan.next();
            if (flow == nullptr) {
                is_over = true;
                break;
            }
            ++seen;
        }
        // Other work in between: most flows end, some begin.
        for (std::uint32_t i = 0; i < 2'000; ++i) {
            flows.erase(static_cast<std::uint32_t>(steps) * 2'000 + i);
        }
        flows.try_emplace(1'000'000 + static_cast<std::uint32_t>(steps), 1);
        flows.maintain(2'000);
    }
    std::cout << "saw " << seen << " flows in " << steps << " steps; " << flows.size()
              << " are left in " << flows.memory_bytes() << " bytes\n";
}
