// What a map holds while it fills and empties: bytes that it asked for and resident memory.
//
//     memory_follows [entries]            default 20M; CSV on stdout, a summary on stderr
//
// Every series runs in a process of its own. Columns: series, step (fill, drain, rest), entries,
// memory_bytes (0 where the map doesn't tell), resident bytes above those of the empty process.

#include "maps.hpp"
#include "measure.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

using namespace bench;

// Returns: a line of /proc/self/status, in bytes; "VmHWM" is the peak of "VmRSS".
std::size_t status_bytes(const char* name) {
    std::FILE* status = std::fopen("/proc/self/status", "r");
    std::size_t kib = 0;
    char line[256];
    while (status != nullptr && std::fgets(line, sizeof line, status) != nullptr) {
        if (std::strncmp(line, name, std::strlen(name)) == 0) {
            kib = std::strtoull(line + std::strlen(name) + 1, nullptr, 10);
        }
    }
    if (status != nullptr) {
        std::fclose(status);
    }
    return kib * 1024;
}

template <class Map> std::size_t memory_bytes(const Map& map) {
    if constexpr (requires { map.memory_bytes(); }) {
        return map.memory_bytes();
    } else {
        return 0;
    }
}

// One in eleven operations of a drain may be an insert.
enum class drain { erases, erases_and_inserts };

template <class Map> class series {
  public:
    series(const char* name, std::size_t entries) : name_(name), entries_(entries) {}

    void run(drain how) {
        const std::size_t sample = std::max<std::size_t>(1, entries_ / 200);
        for (std::size_t i = 0; i < entries_; ++i) {
            map_.emplace(nth_number(i), i);
            most_bytes_ = std::max(most_bytes_, memory_bytes(map_));
            if (i % sample == 0) {
                print("fill");
            }
        }
        print("fill");
        summarize_growth();
        std::size_t next = entries_;
        std::size_t erased = 0;
        for (std::size_t step = 0; erased < next; ++step) {
            if (how == drain::erases_and_inserts && step % 11 == 10 && map_.size() > sample) {
                map_.emplace(nth_number(next), next);
                ++next;
            } else {
                map_.erase(nth_number(erased++));
            }
            if (step % sample == 0) {
                print("drain");
            }
            if (map_.size() == entries_ / 10 || map_.size() == entries_ / 1'000) {
                summarize_drain();
            }
        }
        print("drain");
        summarize_drain();
        if constexpr (requires { map_.maintain(1); }) {
            while (map_.maintain(1'000)) {}
            print("rest");
            std::fprintf(stderr, "%s: at rest %.1f MiB held, %.1f MiB resident\n", name_,
                         mib(memory_bytes(map_)), mib(resident()));
        }
    }

  private:
    static double mib(std::size_t bytes) { return static_cast<double>(bytes) / (1 << 20); }

    [[nodiscard]] std::size_t resident() const {
        const std::size_t now = status_bytes("VmRSS:");
        return now > resident_before_ ? now - resident_before_ : 0;
    }
    void print(const char* step) const {
        std::printf("%s,%s,%zu,%zu,%zu\n", name_, step, map_.size(), memory_bytes(map_),
                    resident());
    }
    void summarize_growth() const {
        const std::size_t peak = status_bytes("VmHWM:") - resident_before_;
        std::fprintf(stderr, "%s: %zu entries: %.1f MiB resident, peak %.1f MiB (%.2f times)",
                     name_, map_.size(), mib(resident()), mib(peak),
                     static_cast<double>(peak) / static_cast<double>(resident()));
        if (memory_bytes(map_) != 0) {
            std::fprintf(stderr, "; held %.1f MiB, peak %.2f times", mib(memory_bytes(map_)),
                         static_cast<double>(most_bytes_) /
                             static_cast<double>(memory_bytes(map_)));
        }
        std::fprintf(stderr, "\n");
    }
    void summarize_drain() const {
        std::fprintf(stderr, "%s: down to %zu entries: %.1f MiB resident, held %.1f MiB\n", name_,
                     map_.size(), mib(resident()), mib(memory_bytes(map_)));
    }

    const char* name_;
    std::size_t entries_;
    std::size_t resident_before_ = status_bytes("VmRSS:");
    std::size_t most_bytes_ = 0;
    Map map_;
};

template <class Competitor> void run_apart(const char* name, std::size_t entries, drain how) {
    std::fflush(stdout);
    const pid_t child = ::fork();
    if (child == 0) {
        series<typename Competitor::map_type>(name, entries).run(how);
        std::fflush(stdout);
        std::_Exit(EXIT_SUCCESS);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || status != 0) {
        std::fprintf(stderr, "%s did not finish\n", name);
        std::exit(EXIT_FAILURE);
    }
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t entries = argc > 1 ? bench::parsed_count(argv[1]) : 20'000'000;
    std::printf("series,step,entries,memory_bytes,resident_bytes\n");
    run_apart<bench::ebb_eager>("ebb eager (erases)", entries, drain::erases);
    run_apart<bench::ebb_default>("ebb (an insert to ten erases)", entries,
                                  drain::erases_and_inserts);
    run_apart<bench::ebb_default>("ebb (erases)", entries, drain::erases);
#if defined(EBB_BENCH_HAVE_BOOST)
    run_apart<bench::boost_flat>("boost (erases)", entries, drain::erases);
#endif
#if defined(EBB_BENCH_HAVE_ABSL)
    run_apart<bench::absl_flat>("absl (erases)", entries, drain::erases);
#endif
    return EXIT_SUCCESS;
}
