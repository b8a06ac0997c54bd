// Many lookups at once against loops of single ones: random hits and misses, 64-bit numbers.
//
//     batches [entries]...    default 1k 48k 300k 1M 10M; ns a lookup, medians of seven rounds;
//                             "ebb, many" is find_many, which takes turns with ebb's loop

#include "command_line.hpp"
#include "maps.hpp"
#include "measure.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace bench;

constexpr int rounds = 7;
constexpr std::size_t lookups_min = 1'000'000; // in a round

struct keys {
    std::vector<number> hits;
    std::vector<number> misses;
};

keys make_keys(std::size_t entries) {
    keys made;
    const std::size_t count = std::min<std::size_t>(entries, 1'000'000);
    random_source random(3);
    for (std::size_t i = 0; i < count; ++i) {
        made.hits.push_back(nth_number(random.below(entries)));
        made.misses.push_back(nth_number(entries + i));
    }
    return made;
}

struct result {
    std::string name;
    std::vector<double> hit_ns;
    std::vector<double> miss_ns;
};

double median(std::vector<double> all) {
    std::sort(all.begin(), all.end());
    return all[all.size() / 2];
}

// Returns: ns a key. `look_up(keys)` returns the sum of what it found.
template <class LookUp>
double timed(const std::vector<number>& wanted, std::uint64_t expected, LookUp&& look_up) {
    const std::size_t times = std::max<std::size_t>(1, lookups_min / wanted.size());
    std::uint64_t sum = 0;
    const std::uint64_t begin = thread_ns();
    for (std::size_t i = 0; i < times; ++i) {
        sum += look_up(wanted);
    }
    const std::uint64_t ns = thread_ns() - begin;
    expect_equal(sum, expected * times, "the sum of what was found");
    return static_cast<double>(ns) / static_cast<double>(times * wanted.size());
}

void compare(std::size_t entries) {
    const keys wanted = make_keys(entries);
    std::uint64_t expected = 0;
    for (const number key : wanted.hits) {
        expected += key;
    }
    std::vector<result> results;
    for_each_map([&]<class Map>() {
        if constexpr (!std::is_same_v<Map, peers::ebb_eager_map<number, number>>) {
            Map map;
            for (std::size_t i = 0; i < entries; ++i) {
                map.insert(nth_number(i), nth_number(i));
            }
            const auto loop = [&map](const std::vector<number>& sought) {
                std::uint64_t sum = 0;
                for (const number key : sought) {
                    const number* found = map.find(key);
                    sum += found != nullptr ? *found : 0;
                }
                return sum;
            };
            result one{Map::name, {}, {}};
            result many{"ebb, many", {}, {}};
            for (int round = 0; round < rounds; ++round) {
                one.hit_ns.push_back(timed(wanted.hits, expected, loop));
                one.miss_ns.push_back(timed(wanted.misses, 0, loop));
                if constexpr (requires { map.find_many(wanted.hits); }) {
                    const auto at_once = [&map](const auto& sought) {
                        return map.find_many(sought);
                    };
                    many.hit_ns.push_back(timed(wanted.hits, expected, at_once));
                    many.miss_ns.push_back(timed(wanted.misses, 0, at_once));
                }
            }
            if (!many.hit_ns.empty()) {
                results.push_back(std::move(many));
            }
            results.push_back(std::move(one));
        }
    });
    std::printf("%s entries: ns a lookup\n%-12s%10s%10s\n", count_name(entries).c_str(), "", "hit",
                "miss");
    for (const result& each : results) {
        std::printf("%-12s%10.2f%10.2f\n", each.name.c_str(), median(each.hit_ns),
                    median(each.miss_ns));
    }
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::size_t> sizes{1'000, 48'000, 300'000, 1'000'000, 10'000'000};
    command_line asked("batches", "Many lookups at once against loops of single ones");
    asked.add_counts("entries", sizes, 100, "Of the maps; usual: 1k 48k 300k 1M 10M");
    asked.follow(argc, argv);
    for (const std::size_t entries : sizes) {
        compare(entries);
    }
    return 0;
}
