// What a map holds while it fills and empties: bytes that it asked for and resident memory.
//
//     memory_follows [entries]            default 20M; CSV on stdout, a summary on stderr
//
// Every series runs in a process of its own; "ebb with_inserts" has an insert to ten erases, since
// ebb::map shrinks in inserts. Columns: map, step, entries, memory_bytes (0 where the
// map doesn't tell), resident bytes above those of the empty process. Steps:
//
//     fill, drain         the curve, 200 points each
//     peak                the most that was resident while the map filled
//     full                at rest after that
//     erased_99           when the first 99 % have been erased
//     rest                empty, and after maintain() where there is such

#include "command_line.hpp"
#include "maps.hpp"
#include "measure.hpp"
#include "resident.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <type_traits>

namespace {

using namespace bench;

enum class drain { erases, erases_and_inserts };

template <class Map> class series {
  public:
    series(std::string name, std::size_t entries) : name_(std::move(name)), entries_(entries) {}

    void run(drain how) {
        fill();
        empty(how);
        if constexpr (requires { map_.maintain(1); }) {
            while (map_.maintain(1'000)) {}
        }
        print("rest", resident());
    }

  private:
    void fill() {
        for (std::size_t i = 0; i < entries_; ++i) {
            map_.insert(nth_number(i), i);
            if (i % sample_ == 0) {
                print("fill", resident());
            }
        }
        print("peak", above_start("VmHWM"));
        print("full", resident());
    }

    void empty(drain how) {
        std::size_t next = entries_;
        std::size_t erased = 0;
        bool is_sparse = false;
        for (std::size_t step = 0; erased < next; ++step) {
            if (how == drain::erases_and_inserts && step % 11 == 10 && map_.size() > sample_) {
                map_.insert(nth_number(next), next);
                ++next;
            } else {
                map_.erase(nth_number(erased++));
            }
            if (step % sample_ == 0) {
                print("drain", resident());
            }
            if (!is_sparse && map_.size() <= entries_ / 100) {
                is_sparse = true;
                print("erased_99", resident());
            }
        }
    }

    [[nodiscard]] std::size_t memory_bytes() const {
        if constexpr (requires { map_.memory_bytes(); }) {
            return map_.memory_bytes();
        } else {
            return 0;
        }
    }
    [[nodiscard]] std::size_t above_start(const char* what) const {
        const std::size_t now = status_bytes(what);
        return now > resident_before_ ? now - resident_before_ : 0;
    }
    [[nodiscard]] std::size_t resident() const { return above_start("VmRSS"); }

    void print(const std::string& step, std::size_t resident_bytes) const {
        std::printf("%s,%s,%zu,%zu,%zu\n", name_.c_str(), step.c_str(), map_.size(), memory_bytes(),
                    resident_bytes);
        if (step != "fill" && step != "drain") {
            constexpr double mib = 1 << 20;
            std::fprintf(stderr, "%-28s%-12s%12zu entries%10.1f MiB held%10.1f MiB resident\n",
                         name_.c_str(), step.c_str(), map_.size(),
                         static_cast<double>(memory_bytes()) / mib,
                         static_cast<double>(resident_bytes) / mib);
        }
    }

    std::string name_;
    std::size_t entries_;
    std::size_t sample_ = std::max<std::size_t>(1, entries_ / 200);
    std::size_t resident_before_ = status_bytes("VmRSS");
    Map map_;
};

template <class Map> void measure(const std::string& name, std::size_t entries, drain how) {
    run_apart("memory_follows: " + name, [&] { series<Map>(name, entries).run(how); });
}

} // namespace

int main(int argc, char** argv) {
    std::size_t entries = 20'000'000;
    command_line asked(
        "memory_follows",
        "What a map holds while it fills and empties: CSV on stdout, a summary on stderr");
    asked.add_count("entries", entries, 1'000, "How many each map gets; usual: 20M");
    asked.follow(argc, argv);
    std::printf("# entries: %zu\nmap,step,entries,memory_bytes,resident_bytes\n", entries);
    bench::for_each_map([&]<class Map>() {
        measure<Map>(Map::name, entries, drain::erases);
        if constexpr (std::is_same_v<Map, peers::ebb_map<bench::number, bench::number>>) {
            measure<Map>("ebb with_inserts", entries, drain::erases_and_inserts);
        }
    });
    return EXIT_SUCCESS;
}
