#pragma once
// The measured loops: every operation of the grid for one map and one type of entry. A call runs a
// whole measurement, so that nothing but the map's own calls stands in a loop.

#include "grid/measurement.hpp"
#include "grid/operation.hpp"
#include "grid/workload.hpp"
#include "peers/adapter.hpp"

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <vector>

namespace bench::grid {

template <peers::map_adapter Map, class Entry> class measured_loops {
    using key_type = typename Entry::key_type;
    using mapped_type = typename Entry::mapped_type;
    using keys_view = typename workload<Entry>::keys_view;

  public:
    measured_loops(const workload<Entry>& work, const conditions& given)
        : work_(work), given_(given) {
        Map::fix_seeds(given.seed);
    }

    [[nodiscard]] measurement measure(operation what) const {
        switch (what) {
        case operation::insert:
        case operation::insert_again:
            return inserts(0);
        case operation::insert_reserved:
        case operation::insert_reserved_again:
            return inserts(work_.entries());
        case operation::hit:
        case operation::miss:
        case operation::half_hit:
            return lookups();
        case operation::dependent_hit:
            return dependent_lookups();
        case operation::erase_insert:
            return turnovers();
        case operation::erase_all:
            return erases();
        case operation::walk:
            return walks(0);
        case operation::walk_sparse:
            return walks(work_.asks(0).size());
        case operation::copy:
        case operation::copy_again:
            return copies();
        case operation::clear_refill:
            return refills();
        case operation::cache:
            return cache_steps();
        case operation::toggle:
            return toggles();
        }
        throw std::logic_error("unknown operation");
    }

  private:
    [[nodiscard]] static mapped_type mapped(std::size_t number) {
        return static_cast<mapped_type>(number);
    }

    // Inserts keys, mapped to the numbers that follow `number`.
    static void fill(Map& map, keys_view keys, std::size_t number) {
        for (const key_type& key : keys) {
            map.insert(key, mapped(++number));
        }
    }
    void fill(Map& map, std::size_t which) const {
        fill(map, work_.keys(which), which * work_.entries());
    }
    [[nodiscard]] std::vector<Map> full_maps() const {
        std::vector<Map> maps(work_.maps());
        for (std::size_t i = 0; i < maps.size(); ++i) {
            fill(maps[i], i);
        }
        return maps;
    }
    [[nodiscard]] static std::uint64_t entries_in(const std::vector<Map>& maps) {
        std::uint64_t sum = 0;
        for (const Map& map : maps) {
            sum += map.size();
        }
        return sum;
    }

    [[nodiscard]] measurement inserts(std::size_t reserved) const {
        return repeated(given_, work_.all_entries(), [&](stopwatch& watch) {
            std::vector<Map> maps(work_.maps());
            return watch.time([&] {
                for (std::size_t i = 0; i < maps.size(); ++i) {
                    if (reserved != 0) {
                        maps[i].reserve(reserved);
                    }
                    fill(maps[i], i);
                }
                return entries_in(maps);
            });
        });
    }

    [[nodiscard]] measurement lookups() const {
        const std::vector<Map> maps = full_maps();
        return repeated(given_, work_.asks_per_map() * work_.maps(), [&](stopwatch& watch) {
            return watch.time([&] {
                std::uint64_t sum = 0;
                for (std::size_t i = 0; i < maps.size(); ++i) {
                    for (const key_type& key : work_.asks(i)) {
                        if (const mapped_type* found = maps[i].find(key)) {
                            sum += number_of(*found);
                        }
                    }
                }
                return sum;
            });
        });
    }

    // The place of the next key is known when the answer is: zero of it is added.
    [[nodiscard]] measurement dependent_lookups() const {
        const std::vector<Map> maps = full_maps();
        const std::uint64_t zero = work_.zero();
        return repeated(given_, work_.asks_per_map() * work_.maps(), [&](stopwatch& watch) {
            return watch.time([&] {
                std::uint64_t sum = 0;
                std::uint64_t answer = 0;
                for (std::size_t i = 0; i < maps.size(); ++i) {
                    const keys_view asks = work_.asks(i);
                    for (std::size_t at = 0; at < asks.size(); ++at) {
                        const mapped_type* found = maps[i].find(asks[at + (answer & zero)]);
                        answer = found == nullptr ? 0 : number_of(*found);
                        sum += answer;
                    }
                }
                return sum;
            });
        });
    }

    [[nodiscard]] measurement turnovers() const {
        return repeated(given_, work_.asks_per_map() * work_.maps(), [&](stopwatch& watch) {
            std::vector<Map> maps = full_maps();
            return watch.time([&] {
                std::uint64_t erased = 0;
                for (std::size_t i = 0; i < maps.size(); ++i) {
                    const keys_view goes = work_.asks(i);
                    const keys_view comes = work_.comes(i);
                    for (std::size_t at = 0; at < goes.size(); ++at) {
                        erased += maps[i].erase(goes[at]);
                        maps[i].insert(comes[at], mapped(at));
                    }
                }
                return erased + entries_in(maps);
            });
        });
    }

    [[nodiscard]] static std::uint64_t erase_all(Map& map, keys_view keys) {
        std::uint64_t erased = 0;
        for (const key_type& key : keys) {
            erased += map.erase(key);
        }
        return erased;
    }

    [[nodiscard]] measurement erases() const {
        return repeated(given_, work_.all_entries(), [&](stopwatch& watch) {
            std::vector<Map> maps = full_maps();
            return watch.time([&] {
                std::uint64_t erased = 0;
                for (std::size_t i = 0; i < maps.size(); ++i) {
                    erased += erase_all(maps[i], work_.asks(i));
                }
                return erased + entries_in(maps);
            });
        });
    }

    [[nodiscard]] measurement walks(std::size_t erased_before) const {
        std::vector<Map> maps = full_maps();
        if (erased_before != 0) {
            for (std::size_t i = 0; i < maps.size(); ++i) {
                static_cast<void>(erase_all(maps[i], work_.asks(i)));
            }
        }
        return repeated(given_, entries_in(maps) * work_.walks(), [&](stopwatch& watch) {
            return watch.time([&] {
                std::uint64_t sum = 0;
                for (std::size_t walk = 0; walk < work_.walks(); ++walk) {
                    for (const Map& map : maps) {
                        map.for_each(
                            [&](const auto&, const mapped_type& m) { sum += number_of(m); });
                    }
                    asm volatile("" : "+r"(sum)::"memory"); // the next walk is another one
                }
                return sum;
            });
        });
    }

    [[nodiscard]] measurement copies() const {
        const std::vector<Map> maps = full_maps();
        return repeated(given_, work_.all_entries(), [&](stopwatch& watch) {
            std::vector<Map> made;
            made.reserve(maps.size());
            return watch.time([&] {
                for (const Map& map : maps) {
                    made.push_back(map);
                }
                return entries_in(made);
            });
        });
    }

    [[nodiscard]] measurement refills() const {
        std::vector<Map> maps = full_maps();
        const auto refill_all = [&] {
            for (std::size_t i = 0; i < maps.size(); ++i) {
                maps[i].clear();
                fill(maps[i], i);
            }
            return entries_in(maps);
        };
        // The steady state, however few passes a large map gets: ebb expects a refill after the
        // second.
        refill_all();
        refill_all();
        return repeated(given_, work_.all_entries(),
                        [&](stopwatch& watch) { return watch.time(refill_all); });
    }

    // Steps on one map. Returns: the sum of the answers.
    [[nodiscard]] std::uint64_t run_cache(Map& map, std::size_t which) const {
        const keys_view oldest = work_.keys(which);
        const keys_view comes = work_.comes(which);
        const keys_view misses = work_.asks(which);
        std::uint64_t sum = 0;
        for (std::size_t step = 0; step < work_.cache_steps(); ++step) {
            const keys_view newest = comes.subspan(step, cache_newest);
            for (std::size_t i = 0; i < cache_hits; ++i) {
                const mapped_type* found = map.find(newest[cache_newest - 1 - i % cache_newest]);
                sum += found == nullptr ? 0 : number_of(*found);
            }
            for (const key_type& key : misses.subspan(step * cache_misses, cache_misses)) {
                sum += map.find(key) != nullptr;
            }
            sum += map.erase(oldest[step]);
            map.insert(comes[step + cache_newest], mapped(step));
        }
        return sum;
    }

    [[nodiscard]] measurement cache_steps() const {
        return repeated(given_, work_.cache_steps() * work_.maps(), [&](stopwatch& watch) {
            std::vector<Map> maps = full_maps();
            return watch.time([&] {
                std::uint64_t sum = 0;
                for (std::size_t i = 0; i < maps.size(); ++i) {
                    sum += run_cache(maps[i], i);
                }
                return sum + entries_in(maps);
            });
        });
    }

    [[nodiscard]] measurement toggles() const {
        return repeated(given_, work_.asks_per_map() * work_.maps(), [&](stopwatch& watch) {
            std::vector<Map> maps = full_maps();
            return watch.time([&] {
                std::uint64_t inserted = 0;
                for (std::size_t i = 0; i < maps.size(); ++i) {
                    std::size_t number = 0;
                    for (const key_type& key : work_.asks(i)) {
                        inserted += maps[i].toggle(key, mapped(++number));
                    }
                }
                return inserted + entries_in(maps);
            });
        });
    }

    const workload<Entry>& work_;
    conditions given_;
};

} // namespace bench::grid
