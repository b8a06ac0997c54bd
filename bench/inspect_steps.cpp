// How long a map is held by one who looks at it: the time of every step of a census.
//
//     inspect_steps [entries]    default 20M; a table on stdout
//
// A step is what happens at once, in a poll of the owner or under its lock; ebb::inspect promises
// that no step takes more than 100 us. Times are processor time of the thread, in one run: what is
// shown as the longest has met interrupts too.

#include "command_line.hpp"
#include "measure.hpp"

#include <ebb/go_map.hpp>
#include <ebb/inspect/snapshot.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

using namespace bench;

template <class Map> void measure(const char* name, const Map& map) {
    ebb::inspect::own_memory memory;
    std::vector<std::uint64_t> ns;
    ebb::inspect::census_taker taker(ebb::inspect::place_of(map), {});
    for (bool goes_on = true; goes_on;) {
        const std::uint64_t begun = thread_ns();
        goes_on = taker.step(memory);
        ns.push_back(thread_ns() - begun);
    }
    expect_equal(taker.counted().slots().in_use, map.size(), "entries counted");
    std::uint64_t all = 0;
    for (const std::uint64_t each : ns) {
        all += each;
    }
    const std::uint64_t begun = thread_ns();
    expect_equal(ebb::inspect::figures_of(map).now.entries, map.size(), "entries");
    const std::uint64_t figures_ns = thread_ns() - begun;
    std::sort(ns.begin(), ns.end());
    const auto at = [&](double share) {
        const auto index = static_cast<std::size_t>(static_cast<double>(ns.size()) * share);
        return static_cast<double>(ns[std::min(index, ns.size() - 1)]) / 1e3;
    };
    std::printf("%-26s%12s%10zu%12.1f%12.1f%12.1f%12.1f%12.1f\n", name,
                count_name(map.size()).c_str(), ns.size(), at(0.5), at(0.99), at(1),
                static_cast<double>(all) / 1e6, static_cast<double>(figures_ns) / 1e3);
}

template <class Map> void measure_life(const char* name, std::size_t entries) {
    Map map;
    std::size_t inserted = 0;
    const auto insert_to = [&](std::size_t count) {
        for (; inserted < count; ++inserted) {
            map.try_emplace(nth_number(inserted), inserted);
        }
    };
    insert_to(entries);
    measure(name, map);
    const std::size_t buckets = map.bucket_count();
    while (map.bucket_count() == buckets) {
        insert_to(inserted + 1);
    }
    insert_to(inserted + entries / 100);
    measure("  while it grows", map);
    for (std::size_t i = 0; i < inserted / 100 * 99; ++i) {
        map.erase(nth_number(i));
    }
    measure("  99 % erased", map);
}

} // namespace

int main(int argc, char** argv) {
    std::size_t entries = 20'000'000;
    command_line asked("inspect_steps", "How long a map is held by one who looks at it: the time "
                                        "of every step of a census");
    asked.add_count("entries", entries, 1'000, "How many each map gets; usual: 20M");
    asked.follow(argc, argv);
    std::printf("%-26s%12s%10s%12s%12s%12s%12s%12s\n", "", "entries", "steps", "median/us",
                "p99/us", "longest/us", "census/ms", "figures/us");
    measure_life<ebb::map<std::uint64_t, std::uint64_t>>("map", entries);
    measure_life<ebb::go_map<std::uint64_t, std::uint64_t>>("go_map", entries);
}
