// The worst single operation: while a map fills, and while it empties.
//
//     worst_operation [entries] [runs]    default 20M, 4; CSV on stdout, a table on stderr
//
// Every operation is timed by itself (processor time of the thread), in several runs that do exactly
// the same; of each operation the shortest time counts, so that what only one run met - being
// descheduled, an interrupt - drops out. The clock itself takes part of a microsecond, which stands
// in the table as "clock".
//
// The ebb map shrinks in inserts: it is also drained with an insert to ten erases.

#include "maps.hpp"
#include "measure.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using namespace bench;

// Shortest times of operations that are done in the same order in every run.
class shortest_times {
  public:
    explicit shortest_times(std::size_t operations) { ns_.reserve(operations); }

    void begin_run() {
        next_ = 0;
        last_ = thread_time_ns();
    }
    void operation_is_over() {
        const std::uint64_t now = thread_time_ns();
        constexpr std::uint64_t longest = std::numeric_limits<std::uint32_t>::max();
        const auto ns = static_cast<std::uint32_t>(std::min(now - last_, longest));
        if (next_ == ns_.size()) {
            ns_.push_back(ns);
        } else {
            ns_[next_] = std::min(ns_[next_], ns);
        }
        ++next_;
        last_ = thread_time_ns();
    }
    void print(const char* map, const char* step) {
        std::sort(ns_.begin(), ns_.end());
        std::printf("%s,%s", map, step);
        std::fprintf(stderr, "%-12s%-24s", map, step);
        for (const double share : {0.5, 0.99, 0.9999, 1.0}) {
            const auto index = static_cast<std::size_t>(static_cast<double>(ns_.size()) * share);
            const double us = ns_[std::min(index, ns_.size() - 1)] / 1e3;
            std::printf(",%.3f", us);
            std::fprintf(stderr, "%14.2f", us);
        }
        std::printf("\n");
        std::fprintf(stderr, "\n");
        std::fflush(stdout);
    }

  private:
    std::vector<std::uint32_t> ns_;
    std::size_t next_ = 0;
    std::uint64_t last_ = 0;
};

enum class drain { erases, erases_and_inserts };

template <class Map> void empty(Map& map, std::size_t entries, drain how, shortest_times& times) {
    std::size_t next = entries;
    times.begin_run();
    for (std::size_t step = 0, erased = 0; erased < next; ++step) {
        if (how == drain::erases_and_inserts && step % 11 == 10 && next < entries * 11 / 10) {
            map.insert(nth_number(next), next);
            ++next;
        } else {
            map.erase(nth_number(erased++));
        }
        times.operation_is_over();
    }
    expect_equal(map.size(), 0, "entries after the drain");
}

template <class Map> void measure(std::size_t entries, std::size_t runs, drain how) {
    shortest_times filling(entries);
    shortest_times draining(entries * 5 / 4);
    for (std::size_t run = 0; run < runs; ++run) {
        Map::fix_seeds(1);
        Map map;
        filling.begin_run();
        for (std::size_t i = 0; i < entries; ++i) {
            map.insert(nth_number(i), i);
            filling.operation_is_over();
        }
        empty(map, entries, how, draining);
    }
    if (how == drain::erases) {
        filling.print(Map::name, "insert");
        draining.print(Map::name, "erase");
    } else {
        draining.print(Map::name, "an insert to ten erases");
    }
}

void measure_clock() {
    constexpr std::size_t readings = 1'000'000;
    shortest_times nothing(readings);
    for (int run = 0; run < 2; ++run) {
        nothing.begin_run();
        for (std::size_t i = 0; i < readings; ++i) {
            nothing.operation_is_over();
        }
    }
    nothing.print("clock", "nothing");
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t entries = argc > 1 ? bench::parsed_count(argv[1]) : 20'000'000;
    const std::size_t runs = argc > 2 ? bench::parsed_count(argv[2]) : 4;
    if (argc > 3 || entries < 100 || runs == 0) {
        std::fprintf(stderr, "usage: worst_operation [entries] [runs], such as 20M 4\n");
        return 2;
    }
    std::fprintf(stderr, "%s entries, us, shortest of %zu runs\n%-36s%14s%14s%14s%14s\n",
                 bench::count_name(entries).c_str(), runs, "", "median", "99 %", "99.99 %",
                 "worst");
    std::printf("# entries: %zu\n# runs: %zu\nmap,step,median_us,p99_us,p9999_us,worst_us\n",
                entries, runs);
    measure_clock();
    bench::for_each_map([&]<class Map>() {
        measure<Map>(entries, runs, drain::erases);
        if constexpr (std::is_same_v<Map, peers::ebb_map<bench::number, bench::number>>) {
            measure<Map>(entries, runs, drain::erases_and_inserts);
        }
    });
    return EXIT_SUCCESS;
}
