// The worst single operation: while a map fills, and while it empties.
//
//     worst_operation [entries] [runs]    default 20M, 4
//
// Every operation is timed by itself (processor time of the thread), in several runs that do exactly
// the same; of each operation the shortest time counts, so that what only one run met - being
// descheduled, an interrupt - drops out. The clock itself takes part of a microsecond, which stands
// in the table as "nothing".

#include "maps.hpp"
#include "measure.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <vector>

namespace {

using namespace bench;

// Shortest times of operations that are done in the same order in every run.
class shortest_times {
  public:
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
    void print(const char* name, const char* what) {
        std::sort(ns_.begin(), ns_.end());
        std::printf("%-28s%-28s", name, what);
        for (const double share : {0.5, 0.99, 0.9999, 0.99999}) {
            const auto index = static_cast<std::size_t>(static_cast<double>(ns_.size()) * share);
            std::printf("%12.2f", ns_[std::min(index, ns_.size() - 1)] / 1e3);
        }
        std::printf("%12.2f\n", ns_.back() / 1e3);
        std::fflush(stdout);
    }
    void reserve(std::size_t operations) { ns_.reserve(operations); }

  private:
    std::vector<std::uint32_t> ns_;
    std::size_t next_ = 0;
    std::uint64_t last_ = 0;
};

enum class drain { erases, erases_and_inserts };

template <class Competitor> void measure(std::size_t entries, std::size_t runs, drain how) {
    shortest_times filling;
    shortest_times draining;
    filling.reserve(entries);
    draining.reserve(entries * 5 / 4);
    for (std::size_t run = 0; run < runs; ++run) {
        ebb::fix_hash_seeds(1);
        typename Competitor::map_type map;
        filling.begin_run();
        for (std::size_t i = 0; i < entries; ++i) {
            map.emplace(nth_number(i), i);
            filling.operation_is_over();
        }
        std::size_t next = entries;
        draining.begin_run();
        for (std::size_t step = 0, erased = 0; erased < next; ++step) {
            if (how == drain::erases_and_inserts && step % 11 == 10 && next < entries * 11 / 10) {
                map.emplace(nth_number(next), next);
                ++next;
            } else {
                map.erase(nth_number(erased++));
            }
            draining.operation_is_over();
        }
        expect_equal(map.size(), 0, "entries after the drain");
    }
    filling.print(Competitor::name, "inserts");
    draining.print(Competitor::name, how == drain::erases ? "erases" : "an insert to ten erases");
}

void measure_nothing() {
    shortest_times nothing;
    for (int run = 0; run < 2; ++run) {
        nothing.begin_run();
        for (int i = 0; i < 1'000'000; ++i) {
            nothing.operation_is_over();
        }
    }
    nothing.print("(the clock)", "nothing");
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t entries = argc > 1 ? bench::parsed_count(argv[1]) : 20'000'000;
    const std::size_t runs = argc > 2 ? bench::parsed_count(argv[2]) : 4;
    std::printf("%zu entries, us, shortest of %zu runs\n%-56s%12s%12s%12s%12s%12s\n", entries, runs,
                "", "median", "99 %", "99.99 %", "99.999 %", "worst");
    measure_nothing();
    measure<bench::ebb_default>(entries, runs, drain::erases_and_inserts);
    measure<bench::ebb_eager>(entries, runs, drain::erases);
#if defined(EBB_BENCH_HAVE_BOOST)
    measure<bench::boost_flat>(entries, runs, drain::erases);
#endif
    return EXIT_SUCCESS;
}
