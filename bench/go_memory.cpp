// What stays in ebb::go_map and in ebb::map when 99 % of the entries are deleted; bench/go/memory
// does the same with Go's own map. The script bench/go_memory runs both.
//
//     go_memory [entries]                 default 1M; a table in Markdown on stdout
//
// Every series runs in a process of its own. "held" is memory_bytes(), "resident" what the system
// counts above the empty process, each in MiB. "walk" is the time of one walk over all entries as a
// multiple of that in a new map of the same kind with the same entries: the least of many each.

#include "command_line.hpp"
#include "measure.hpp"
#include "resident.hpp"

#include "ebb/go_map.hpp"
#include "ebb/map.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <utility>

namespace {

using namespace bench;

enum class workload {
    deletes,           // and nothing else
    mixed,             // an insert after every ten deletes
    deletes_maintained // deletes alone, then maintain() until nothing is left to do
};

double mib(std::size_t bytes) { return static_cast<double>(bytes) / (1 << 20); }

template <class Map> std::uint64_t walk_ns(const Map& map) {
    constexpr int walks = 51;
    std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
    number expected = 0;
    for (int i = 0; i < walks; ++i) {
        number sum = 0;
        const std::uint64_t begin = thread_ns();
        for (const auto& [key, value] : map) {
            sum += key ^ value;
        }
        least = std::min(least, thread_ns() - begin);
        expected = i == 0 ? sum : expected;
        expect_equal(expected, sum, "two walks over one map");
    }
    return least;
}

template <class Map> class series {
  public:
    series(std::string name, std::size_t entries) : name_(std::move(name)), entries_(entries) {}

    void run(workload work) {
        for (std::size_t i = 0; i < entries_; ++i) {
            map_.emplace(nth_number(i), i);
        }
        peak_resident_ = status_bytes("VmHWM") - resident_before_;
        full_resident_ = resident();
        full_held_ = map_.memory_bytes();
        std::size_t next = entries_;
        for (std::size_t deleted = 0; map_.size() > entries_ / 100; ++deleted) {
            map_.erase(nth_number(deleted));
            if (work == workload::mixed && deleted % 10 == 9) {
                map_.emplace(nth_number(next), next);
                ++next;
            }
        }
        while (work == workload::deletes_maintained && map_.maintain(1'000)) {}
        print_row();
    }

  private:
    [[nodiscard]] std::size_t resident() const {
        return std::max(status_bytes("VmRSS"), resident_before_) - resident_before_;
    }

    void print_row() const {
        const double resident_now = mib(resident());
        const double held_now = mib(map_.memory_bytes());
        const std::uint64_t walk = walk_ns(map_);
        Map fresh;
        for (const auto& [key, value] : map_) {
            fresh.emplace(key, value);
        }
        std::printf("| %s | %.1f | %.1f | %.1f | %.2f | %.2f | %.1f |\n", name_.c_str(),
                    mib(peak_resident_), mib(full_held_), mib(full_resident_), held_now,
                    resident_now, static_cast<double>(walk) / static_cast<double>(walk_ns(fresh)));
    }

    std::string name_;
    std::size_t entries_;
    std::size_t resident_before_ = status_bytes("VmRSS");
    std::size_t peak_resident_ = 0;
    std::size_t full_held_ = 0;
    std::size_t full_resident_ = 0;
    Map map_;
};

template <class Map> void measure(std::string name, std::size_t entries, workload work) {
    name += work == workload::deletes ? ", deletes alone"
            : work == workload::mixed ? ", an insert to ten deletes"
                                      : ", deletes alone, then `maintain`";
    run_apart("go_memory: " + name, [&] { series<Map>(name, entries).run(work); });
}

} // namespace

int main(int argc, char** argv) {
    std::size_t entries = 1'000'000;
    command_line asked("go_memory", "What stays in a map when 99 % of the entries are deleted: a "
                                    "table in Markdown on stdout");
    asked.add_count("entries", entries, 1'000, "How many each map gets; usual: 1M");
    asked.follow(argc, argv);
    std::printf("| map | peak: resident | full: held | resident | 1 %%: held | resident | walk |\n"
                "|---|---|---|---|---|---|---|\n");
    using go_map = ebb::go_map<number, number>;
    using ebb_map = ebb::map<number, number>;
    using eager_map = ebb::eager_map<number, number>;
    measure<go_map>("`ebb::go_map`", entries, workload::deletes);
    measure<go_map>("`ebb::go_map`", entries, workload::mixed);
    measure<ebb_map>("`ebb::map`", entries, workload::deletes);
    measure<ebb_map>("`ebb::map`", entries, workload::deletes_maintained);
    measure<ebb_map>("`ebb::map`", entries, workload::mixed);
    measure<eager_map>("`ebb::eager_map`", entries, workload::deletes);
    return EXIT_SUCCESS;
}
