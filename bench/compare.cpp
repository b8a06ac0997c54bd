// What an operation costs, against the maps that people use: u64 -> u64, several sizes.
//
//     compare [size...] [rounds=N]        sizes such as 1000, 32k, 10M; default 1k 32k 1M 10M
//
// Rounds are interleaved (A B C, B C A, ...), each map is made anew in every round, figures are
// medians of the rounds. All maps get the same keys in the same order; what they answer is compared.

#include "maps.hpp"
#include "measure.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <functional>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace bench;

constexpr std::size_t kinds = 5;
constexpr std::array<const char*, kinds> kind_names{"insert", "hit", "miss", "erase+insert",
                                                    "drain"};
constexpr std::size_t std_size_max = 100'000; // beyond it takes too long

// What is asked of every map of one size.
struct workload {
    explicit workload(std::size_t size) : keys(size), drain_order(size) {
        const std::size_t asked = std::clamp<std::size_t>(size, 1'000'000, 4'000'000);
        std::generate(keys.begin(), keys.end(),
                      [i = std::size_t{0}]() mutable { return nth_number(i++); });
        random_source random(1);
        hits.resize(asked);
        std::generate(hits.begin(), hits.end(), [&] { return keys[random.below(size)]; });
        misses.resize(asked);
        std::uint64_t next = size;
        std::generate(misses.begin(), misses.end(), [&] { return nth_number(next++); });
        std::vector<number> present = keys;
        turnover.resize(asked);
        for (auto& [goes, comes] : turnover) {
            number& victim = present[random.below(size)];
            goes = std::exchange(victim, comes = nth_number(next++));
        }
        drain_order = present;
        for (std::size_t i = size; i > 1; --i) {
            std::swap(drain_order[i - 1], drain_order[random.below(i)]);
        }
    }
    std::vector<number> keys;
    std::vector<number> hits;
    std::vector<number> misses;
    std::vector<std::pair<number, number>> turnover; // erased, inserted in its stead
    std::vector<number> drain_order;                 // what is there after the turnover
};

struct answers {
    std::array<double, kinds> ns{};
    std::uint64_t sum = 0;
};

template <class Map> void fill(Map& map, const std::vector<number>& keys) {
    for (const number key : keys) {
        map.emplace(key, key ^ 1);
    }
}

template <class Map> answers measured(const workload& work) {
    answers got;
    const std::size_t size = work.keys.size();
    const std::size_t repeats = std::max<std::size_t>(1, 500'000 / size);
    for (std::size_t i = 0; i < repeats; ++i) {
        Map map;
        got.ns[0] += ns_an_operation(size * repeats, [&] { fill(map, work.keys); });
        got.sum += map.size();
    }
    Map map;
    fill(map, work.keys);
    got.ns[1] = ns_an_operation(work.hits.size(), [&] {
        for (const number key : work.hits) {
            got.sum += map.find(key)->second;
        }
    });
    got.ns[2] = ns_an_operation(work.misses.size(), [&] {
        for (const number key : work.misses) {
            got.sum += map.find(key) != map.end();
        }
    });
    got.ns[3] = ns_an_operation(work.turnover.size(), [&] {
        for (const auto& [goes, comes] : work.turnover) {
            got.sum += map.erase(goes);
            map.emplace(comes, comes);
        }
    });
    for (std::size_t i = 0; i < repeats; ++i) {
        got.ns[4] += ns_an_operation(size * repeats, [&] {
            for (const number key : work.drain_order) {
                got.sum += map.erase(key);
            }
        });
        got.sum += map.size();
        fill(map, work.drain_order);
    }
    return got;
}

class table {
  public:
    template <class Competitor> void add() {
        names_.push_back(Competitor::name);
        measure_.push_back([](const workload& work) {
            ebb::fix_hash_seeds(1);
            return measured<typename Competitor::map_type>(work);
        });
        ns_.emplace_back();
    }

    void run(const workload& work, std::size_t rounds) {
        std::uint64_t sum = 0;
        for (std::size_t round = 0; round < rounds; ++round) {
            for (std::size_t i = 0; i < names_.size(); ++i) {
                const std::size_t which = (round + i) % names_.size();
                const answers got = measure_[which](work);
                if (round + i == 0) {
                    sum = got.sum;
                }
                expect_equal(got.sum, sum, names_[which].c_str());
                for (std::size_t kind = 0; kind < kinds; ++kind) {
                    ns_[which][kind].push_back(got.ns[kind]);
                }
            }
        }
    }

    // The first map is ebb's; the ratio is to the best of the others.
    void print(std::size_t size) const {
        std::printf("\n%-28s", (count_name(size) + " entries, ns").c_str());
        for (const char* name : kind_names) {
            std::printf("%14s", name);
        }
        std::array<double, kinds> best{};
        for (std::size_t i = 0; i < names_.size(); ++i) {
            std::printf("\n%-28s", names_[i].c_str());
            for (std::size_t kind = 0; kind < kinds; ++kind) {
                const double ns = median(ns_[i][kind]);
                std::printf("%14.1f", ns);
                if (i != 0) {
                    best[kind] = best[kind] == 0 ? ns : std::min(best[kind], ns);
                }
            }
        }
        std::printf("\n%-28s", "ebb / best of the others");
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            std::printf("%14.2f", median(ns_[0][kind]) / best[kind]);
        }
        std::printf("\n");
        std::fflush(stdout);
    }

  private:
    std::vector<std::string> names_;
    std::vector<std::function<answers(const workload&)>> measure_;
    std::vector<std::array<std::vector<double>, kinds>> ns_;
};

} // namespace

int main(int argc, char** argv) {
    std::vector<std::size_t> sizes;
    std::size_t rounds = 7;
    for (int i = 1; i < argc; ++i) {
        if (std::strncmp(argv[i], "rounds=", 7) == 0) {
            rounds = bench::parsed_count(argv[i] + 7);
        } else {
            sizes.push_back(bench::parsed_count(argv[i]));
        }
    }
    if (sizes.empty()) {
        sizes = {1'000, 32'000, 1'000'000, 10'000'000};
    }
    for (const std::size_t size : sizes) {
        if (size == 0 || rounds == 0) {
            std::fprintf(stderr, "usage: compare [size...] [rounds=N]\n");
            return EXIT_FAILURE;
        }
        table results;
        results.add<bench::ebb_default>();
#if defined(EBB_BENCH_HAVE_BOOST)
        results.add<bench::boost_flat>();
#endif
#if defined(EBB_BENCH_HAVE_ABSL)
        results.add<bench::absl_flat>();
#endif
        if (size <= std_size_max) {
            results.add<bench::std_unordered>();
        }
        results.run(workload(size), rounds);
        results.print(size);
    }
    return EXIT_SUCCESS;
}
