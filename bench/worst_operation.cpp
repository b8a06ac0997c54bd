// The worst single operation: while a map fills, and while it empties.
//
//     worst_operation [entries] [runs]    default 20M, 4; CSV on stdout, a table on stderr
//
// Numbers, and a twentieth of so many strings: each of these is a block of the heap, and what the
// heap does with all of them when a map gives large blocks back is a part of an operation too.
//
// Every operation is timed by itself (processor time of the thread), in several runs that do
// exactly the same; of each operation the shortest time counts, so that what only one run met -
// being descheduled, an interrupt - drops out. The clock itself takes part of a microsecond, which
// stands in the table as "clock".
//
// The ebb map shrinks in inserts: it is also drained with an insert to ten erases.

#include "command_line.hpp"
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

    void begin_run() { next_ = 0; }
    void begin_operation() { begin_ = thread_ns(); }
    void operation_is_over() {
        const std::uint64_t now = thread_ns();
        constexpr std::uint64_t longest = std::numeric_limits<std::uint32_t>::max();
        const auto ns = static_cast<std::uint32_t>(std::min(now - begin_, longest));
        if (next_ == ns_.size()) {
            ns_.push_back(ns);
        } else {
            ns_[next_] = std::min(ns_[next_], ns);
        }
        ++next_;
    }
    void print(const char* map, const std::string& step) {
        std::sort(ns_.begin(), ns_.end());
        std::printf("%s,%s", map, step.c_str());
        std::fprintf(stderr, "%-12s%-36s", map, step.c_str());
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
    std::uint64_t begin_ = 0;
};

enum class drain { erases, erases_and_inserts };

template <class Key> [[nodiscard]] Key nth_key(std::size_t i) {
    if constexpr (std::is_same_v<Key, std::string>) {
        return nth_string_of_16(i);
    } else {
        return nth_number(i);
    }
}

template <class Map> void empty(Map& map, std::size_t entries, drain how, shortest_times& times) {
    using key_type = typename Map::key_type;
    std::size_t next = entries;
    for (std::size_t step = 0, erased = 0; erased < next; ++step) {
        const bool inserts =
            how == drain::erases_and_inserts && step % 11 == 10 && next < entries * 11 / 10;
        const auto key = nth_key<key_type>(inserts ? next++ : erased++);
        times.begin_operation();
        if (inserts) {
            map.insert(key, next);
        } else {
            map.erase(key);
        }
        times.operation_is_over();
    }
    expect_equal(map.size(), 0, "entries after the drain");
}

template <class Map>
void measure(std::size_t entries, std::size_t runs, drain how, const std::string& of) {
    shortest_times filling(entries);
    shortest_times draining(entries * 5 / 4);
    for (std::size_t run = 0; run < runs; ++run) {
        Map::fix_seeds(1);
        Map map;
        filling.begin_run();
        for (std::size_t i = 0; i < entries; ++i) {
            const auto key = nth_key<typename Map::key_type>(i);
            filling.begin_operation();
            map.insert(key, i);
            filling.operation_is_over();
        }
        draining.begin_run();
        empty(map, entries, how, draining);
    }
    if (how == drain::erases) {
        filling.print(Map::name, "insert" + of);
        draining.print(Map::name, "erase" + of);
    } else {
        draining.print(Map::name, "an insert to ten erases" + of);
    }
}

void measure_clock() {
    constexpr std::size_t readings = 1'000'000;
    shortest_times nothing(readings);
    for (int run = 0; run < 2; ++run) {
        nothing.begin_run();
        for (std::size_t i = 0; i < readings; ++i) {
            nothing.begin_operation();
            nothing.operation_is_over();
        }
    }
    nothing.print("clock", "nothing");
}

template <class Key>
void measure_all(std::size_t entries, std::size_t runs, const std::string& of = "") {
    for_each_map<Key>([&]<class Map>() {
        measure<Map>(entries, runs, drain::erases, of);
        if constexpr (std::is_same_v<Map, peers::ebb_map<Key, number>>) {
            measure<Map>(entries, runs, drain::erases_and_inserts, of);
        }
    });
}

} // namespace

int main(int argc, char** argv) {
    std::size_t entries = 20'000'000;
    std::size_t runs = 4;
    command_line asked("worst_operation", "The worst single operation while a map fills and while "
                                          "it empties: CSV on stdout, a table on stderr");
    asked.add_count("entries", entries, 100, "How many each map gets; usual: 20M");
    asked.add_count("runs", runs, 1, "Of each operation the shortest time counts; usual: 4");
    asked.follow(argc, argv);
    const std::size_t strings = entries / 20;
    std::fprintf(stderr,
                 "%s numbers, %s strings; us, shortest of %zu runs\n%-48s%14s%14s%14s%14s\n",
                 bench::count_name(entries).c_str(), bench::count_name(strings).c_str(), runs, "",
                 "median", "99 %", "99.99 %", "worst");
    std::printf("# entries: %zu\n# strings: %zu\n# runs: %zu\n"
                "map,step,median_us,p99_us,p9999_us,worst_us\n",
                entries, strings, runs);
    measure_clock();
    measure_all<bench::number>(entries, runs);
    measure_all<std::string>(strings, runs, " of strings");
    return EXIT_SUCCESS;
}
