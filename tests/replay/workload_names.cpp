// Workloads are called by their names; other names are refused with a word on what there is.
#include "error.hpp"
#include "workload/workload.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>

namespace {

using namespace replay;

std::string refusal_of(const std::string& name) {
    try {
        (void)make_workload(name, 10, 1);
    } catch (const usage_error& error) {
        return error.what();
    }
    return "not refused";
}

std::string summary_of(const std::string& name) {
    for (const workload_facts& one : all_workloads()) {
        if (one.name == name) return one.summary;
    }
    return "not listed";
}

TEST(workload_names, unknown_ones_are_refused) {
    for (const std::string name :
         {"", "twitter", "twitter:", "twitter:0", "twitter:55", "twitter:x", "twitter:014",
          "Twitter:14", "twitter:14 ", "ycsb", "ycsb:", "ycsb:g", "ycsb:A", "ycsb:aa", "oltp"}) {
        EXPECT_EQ(refusal_of(name), "there is no workload \"" + name +
                                        "\"; there are twitter:1 to twitter:54, without twitter:5, "
                                        "and ycsb:a to ycsb:f");
    }
}

TEST(workload_names, cluster_5_has_no_figures) {
    EXPECT_EQ(refusal_of("twitter:5"), "there is no workload \"twitter:5\": the figures of cluster "
                                       "5 were not published");
}

TEST(workload_names, all_that_are_listed_give_their_requests) {
    constexpr std::uint64_t requests = 5'000;
    std::set<std::string> names;
    for (const workload_facts& listed : all_workloads()) {
        EXPECT_TRUE(names.insert(listed.name).second) << listed.name;
        EXPECT_EQ(listed.summary.find('\n'), std::string::npos);
        const auto source = make_workload(listed.name, requests, 1);
        EXPECT_EQ(source->facts().name, listed.name);
        EXPECT_EQ(source->facts().format, "workload");
        EXPECT_FALSE(source->facts().has_numeric_keys);
        EXPECT_EQ(source->facts().has_clock, listed.name.starts_with("twitter:"));
        EXPECT_EQ(source->progress(), 0);
        request one;
        for (std::uint64_t i = 0; i < requests; ++i) {
            ASSERT_TRUE(source->next(one)) << listed.name;
        }
        EXPECT_EQ(source->progress(), 1);
        EXPECT_FALSE(source->next(one)) << listed.name;
        EXPECT_FALSE(source->next(one)) << listed.name;
    }
    EXPECT_EQ(names.size(), 53U + 6U);
}

TEST(workload_names, few_requests_are_given_as_well) {
    for (const workload_facts& listed : all_workloads()) {
        for (std::uint64_t requests = 0; requests < 20; ++requests) {
            const auto source = make_workload(listed.name, requests, 1);
            std::uint64_t given = 0;
            for (request one; source->next(one);) {
                ++given;
            }
            ASSERT_EQ(given, requests) << listed.name;
        }
    }
}

TEST(workload_names, summaries_say_what_to_expect) {
    EXPECT_EQ(summary_of("twitter:14"), "storage; get 65%, delete 22%, set 13%; TTL 1d; keys 96 B, "
                                        "values 414 B; alpha 1.2959");
    EXPECT_EQ(summary_of("twitter:12"), "computation; set 80%, get 20%; TTL 299s to 300s; keys 44 "
                                        "B, values 1030 B; alpha 0.3048");
    EXPECT_EQ(summary_of("twitter:27"), "storage; get 85%, set 15%; TTL 1h to 92.6d; keys 66 B, "
                                        "values 8 B; alpha 1.065");
    EXPECT_EQ(summary_of("twitter:43"), "computation; set 50%, get 50%; TTL 8h; keys 44 B, values "
                                        "304 B; alpha unknown");
    EXPECT_EQ(summary_of("ycsb:a"),
              "update heavy: read 50%, update 50%; zipfian; no TTL; values 1000 B");
}

} // namespace
