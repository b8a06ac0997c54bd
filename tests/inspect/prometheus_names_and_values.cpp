// The metrics have the names that are documented, and say what the figures say.
#include "filled.hpp"
#include "observed.hpp"

#include <ebb/inspect/prometheus.hpp>

#include <ebb/go_map.hpp>
#include <ebb/map.hpp>

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>
#include <string>

namespace ebb_tests {
namespace {

using ebb::inspect::observation;
using ebb::inspect::prometheus_of;

// The samples by name and labels; how often each family is described.
struct scrape {
    explicit scrape(const std::string& text) {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            if (line.starts_with("# TYPE ")) {
                const std::string rest = line.substr(7);
                ++types[rest.substr(0, rest.find(' '))];
            } else if (line.starts_with("# HELP ")) {
                const std::string rest = line.substr(7);
                ++helps[rest.substr(0, rest.find(' '))];
            } else {
                const std::size_t space = line.rfind(' ');
                EXPECT_TRUE(
                    values.emplace(line.substr(0, space), std::stod(line.substr(space))).second)
                    << "twice: " << line;
            }
        }
    }
    [[nodiscard]] double operator[](const std::string& sample) const {
        const auto at = values.find(sample);
        EXPECT_NE(at, values.end()) << sample;
        return at == values.end() ? -1 : at->second;
    }

    std::map<std::string, double> values;
    std::map<std::string, int> types;
    std::map<std::string, int> helps;
};

using counted_map = ebb::counted_map<std::uint64_t, std::uint64_t>;

TEST(prometheus_metrics, have_the_documented_names_once_each) {
    const counted_map map = filled<counted_map>(1'000).map;
    const scrape seen(prometheus_of({observed(map, 1, "a"), observed(map, 2, "b")}));
    const std::set<std::string> expected{"ebb_entries",
                                         "ebb_slots",
                                         "ebb_memory_bytes",
                                         "ebb_buckets",
                                         "ebb_overflow_buckets",
                                         "ebb_evacuation_in_progress",
                                         "ebb_old_table_age_seconds",
                                         "ebb_cursors",
                                         "ebb_oldest_cursor_age_seconds",
                                         "ebb_growths_total",
                                         "ebb_evacuated_buckets_total",
                                         "ebb_inserts_total",
                                         "ebb_erases_total",
                                         "ebb_slots_reused_total",
                                         "ebb_chain_length",
                                         "ebb_map_info",
                                         "ebb_findings"};
    std::set<std::string> names;
    for (const auto& [name, times] : seen.types) {
        EXPECT_EQ(times, 1) << name;
        names.insert(name);
    }
    EXPECT_EQ(names, expected);
    EXPECT_EQ(seen.helps, seen.types);
}

TEST(prometheus_metrics, say_what_the_figures_say) {
    filled<counted_map> map(50'000);
    map.insert_until([&] { return ebb::inspect::figures_of(map.map).now.old.buckets != 0; }, 100);
    map.erase_any(10'000);
    observation made = observed(map.map, 7, "orders");
    made.latest.now.growth.age_seconds = 12.5;
    const scrape seen(prometheus_of({made}));
    const ebb::inspect::figures& now = made.latest.now;
    const std::string of = "{map=\"orders\",id=\"7\"";
    EXPECT_EQ(seen["ebb_slots" + of + ",state=\"in_use\"}"], now.entries);
    EXPECT_EQ(seen["ebb_slots" + of + ",state=\"deleted\"}"], made.latest.counted->slots().deleted);
    double bytes = 0;
    for (const char* component : {"control", "entries", "overflow", "retired"}) {
        bytes += seen["ebb_memory_bytes" + of + ",component=\"" + component + "\"}"];
    }
    EXPECT_EQ(bytes, now.memory_bytes);
    EXPECT_EQ(seen["ebb_buckets" + of + ",table=\"current\"}"], now.current.buckets);
    EXPECT_EQ(seen["ebb_buckets" + of + ",table=\"old\"}"], now.old.buckets);
    EXPECT_EQ(seen["ebb_evacuation_in_progress" + of + "}"], 1);
    EXPECT_EQ(seen["ebb_old_table_age_seconds" + of + "}"], 12.5);
    EXPECT_EQ(seen["ebb_inserts_total" + of + "}"], now.counts->inserts);
    EXPECT_EQ(seen["ebb_erases_total" + of + "}"], 10'000);
    EXPECT_EQ(seen["ebb_growths_total" + of + ",kind=\"double\"}"], now.counts->growths_double);
    EXPECT_EQ(seen["ebb_findings" + of + ",detector=\"weak_hash\"}"], 0);
}

TEST(prometheus_metrics, have_chain_lengths_as_a_histogram) {
    const observation made = observed(filled<ebb::go_map<std::uint64_t, int>>(50'000).map, 1, "m");
    const scrape seen(prometheus_of({made}));
    const std::vector<std::uint64_t>& lengths = made.latest.counted->chain_lengths;
    const std::string of = "ebb_chain_length_bucket{map=\"m\",id=\"1\",le=\"";
    EXPECT_EQ(seen[of + "1\"}"], lengths[1]);
    EXPECT_EQ(seen[of + "2\"}"], lengths[1] + lengths[2]);
    EXPECT_EQ(seen[of + "+Inf\"}"], made.latest.counted->chains());
    EXPECT_EQ(seen["ebb_chain_length_count{map=\"m\",id=\"1\"}"], made.latest.counted->chains());
    EXPECT_EQ(seen["ebb_chain_length_sum{map=\"m\",id=\"1\"}"],
              static_cast<double>(made.latest.now.current.buckets +
                                  made.latest.now.current.overflow_buckets));
}

TEST(prometheus_metrics, leave_out_what_is_not_known) {
    observation made = observed(filled<ebb::map<std::uint64_t, int>>(1'000).map, 1, "m");
    made.latest.counted.reset();
    const scrape seen(prometheus_of({made}));
    EXPECT_FALSE(seen.types.contains("ebb_slots"));
    EXPECT_FALSE(seen.types.contains("ebb_chain_length"));
    EXPECT_FALSE(seen.types.contains("ebb_inserts_total")) << "it does not count";
    EXPECT_EQ(prometheus_of({}), "");
    made.latest.taken = {};
    EXPECT_EQ(scrape(prometheus_of({made})).types.size(), 1U) << "only what it is is known";
}

TEST(prometheus_metrics, escape_what_programs_name_their_maps) {
    const std::string text = prometheus_of({observed(ebb::map<int, int>(), 1,
                                                     "a\\b\"c\nd\xFF"
                                                     "e")});
    EXPECT_NE(text.find(R"(map="a\\b\"c\nd)"
                        "\xEF\xBF\xBD"
                        "e\""),
              std::string::npos)
        << text;
}

} // namespace
} // namespace ebb_tests
