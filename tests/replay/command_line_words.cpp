// What `ebb` is asked to do, from its command line.
#include "command_line_parsed.hpp"

#include <ebb/attach/commands.hpp>

#include <gtest/gtest.h>

namespace replay_tests {
namespace {

using replay::command_line;
using replay::options;
using names = std::vector<std::string>;

TEST(command_line_words, a_trace_is_all_that_it_takes) {
    const options asked = options_of({"trace.lis"});
    EXPECT_EQ(asked.trace.path, "trace.lis");
    EXPECT_EQ(asked.trace.format, std::nullopt);
    EXPECT_EQ(asked.trace.numeric_keys, std::nullopt);
    EXPECT_FALSE(asked.trace.lenient);
    EXPECT_EQ(asked.workload, "");
    EXPECT_EQ(asked.requests, 0U);
    EXPECT_EQ(asked.seed, 1U);
    EXPECT_EQ(asked.model, "");
    EXPECT_EQ(asked.maps, names{});
    EXPECT_EQ(asked.rounds, 3U);
    EXPECT_EQ(asked.value_bytes, 8U);
    EXPECT_EQ(asked.json_path, "");
    EXPECT_EQ(asked.html_path, "");
    EXPECT_FALSE(asked.quiet);
    EXPECT_EQ(asked.command_line, "ebb replay trace.lis");
}

TEST(command_line_words, a_trace_may_have_every_option) {
    const options asked = options_of(
        {"trace.csv",  "--format",    "csv",           "--keys",  "strings", "--lenient",
         "--requests", "1000",        "--model",       "cache:5", "--maps",  "ebb,std",
         "--rounds",   "7",           "--value-bytes", "64",      "--json",  "report.json",
         "--html",     "report.html", "--quiet"});
    EXPECT_EQ(asked.trace.path, "trace.csv");
    EXPECT_EQ(asked.trace.format, replay::trace_format::csv);
    EXPECT_EQ(asked.trace.numeric_keys, false);
    EXPECT_TRUE(asked.trace.lenient);
    EXPECT_EQ(asked.requests, 1'000U);
    EXPECT_EQ(asked.model, "cache:5");
    EXPECT_EQ(asked.maps, (names{"ebb", "std"}));
    EXPECT_EQ(asked.rounds, 7U);
    EXPECT_EQ(asked.value_bytes, 64U);
    EXPECT_EQ(asked.json_path, "report.json");
    EXPECT_EQ(asked.html_path, "report.html");
    EXPECT_TRUE(asked.quiet);
    EXPECT_EQ(options_of({"t", "--keys", "numbers"}).trace.numeric_keys, true);
}

TEST(command_line_words, a_workload_may_have_a_seed) {
    const options asked = options_of({"--workload", "twitter:14", "--seed=42", "--requests=2M"});
    EXPECT_EQ(asked.workload, "twitter:14");
    EXPECT_EQ(asked.trace.path, "");
    EXPECT_EQ(asked.seed, 42U);
    EXPECT_EQ(asked.requests, 2'000'000U);
    EXPECT_EQ(asked.command_line, "ebb replay --workload twitter:14 --seed=42 --requests=2M");
}

TEST(command_line_words, every_format_has_its_name) {
    for (const replay::format_name& each : replay::trace_formats()) {
        EXPECT_EQ(options_of({"t", "--format", each.name}).trace.format, each.format);
    }
}

TEST(command_line_words, numbers_may_have_a_unit) {
    const auto requests = [](const char* count) {
        return options_of({"t", "--requests", count}).requests;
    };
    EXPECT_EQ(requests("1"), 1U);
    EXPECT_EQ(requests("5k"), 5'000U);
    EXPECT_EQ(requests("5 k"), 5'000U);
    EXPECT_EQ(requests("20M"), 20'000'000U);
}

TEST(command_line_words, a_hyphen_is_standard_input_and_output) {
    const options asked = options_of({"-", "--json", "-"});
    EXPECT_EQ(asked.trace.path, "-");
    EXPECT_EQ(asked.json_path, "-");
}

TEST(command_line_words, options_may_stand_before_the_trace) {
    EXPECT_EQ(options_of({"--quiet", "trace.lis"}).trace.path, "trace.lis");
    EXPECT_EQ(options_of({"--rounds", "1", "trace.lis"}).trace.path, "trace.lis");
}

TEST(command_line_words, maps_may_stand_before_the_trace) {
    const options asked = options_of({"--maps", "ebb,std", "trace.lis"});
    EXPECT_EQ(asked.trace.path, "trace.lis");
    EXPECT_EQ(asked.maps, (names{"ebb", "std"}));
}

TEST(command_line_words, maps_may_be_named_one_by_one) {
    EXPECT_EQ(options_of({"t", "--maps", "ebb", "--maps", "std"}).maps, (names{"ebb", "std"}));
}

TEST(command_line_words, seeds_are_what_json_keeps_exactly) {
    EXPECT_EQ(options_of({"--workload", "ycsb:a", "--seed", "0"}).seed, 0U);
    EXPECT_EQ(options_of({"--workload", "ycsb:a", "--seed", "9007199254740991"}).seed,
              9'007'199'254'740'991U);
}

TEST(command_line_words, every_command_is_told_apart) {
    const auto parsed = [](names words) {
        command_line asked;
        parse(asked, std::move(words));
        names found;
        for (const CLI::App* command : asked.app.get_subcommands()) {
            found.push_back(command->get_name());
        }
        return found;
    };
    EXPECT_EQ(parsed({"replay", "t"}), names{"replay"});
    EXPECT_EQ(parsed({"workloads"}), names{"workloads"});
    EXPECT_EQ(parsed({"maps"}), names{"maps"});
    EXPECT_EQ(parsed({"manual"}), names{"manual"});
    for (const char* command : {"list", "top", "stats", "health", "pprof"}) {
        EXPECT_EQ(parsed({command, "7"}), names{command});
    }
    EXPECT_EQ(parsed({"buckets", "7", "sessions"}), names{"buckets"});
    for (const char* shell : {"bash", "zsh", "fish"}) {
        command_line asked;
        parse(asked, {"completion", shell});
        EXPECT_TRUE(asked.completion->parsed());
        EXPECT_EQ(asked.shell, shell);
    }
}

TEST(command_line_words, a_process_and_a_map_may_have_their_options) {
    command_line asked;
    parse(asked, {"buckets", "server", "sessions", "--old", "--first", "16", "--last", "31"});
    EXPECT_EQ(asked.attach.what().process, "server");
    EXPECT_EQ(asked.attach.what().map, "sessions");
    EXPECT_TRUE(asked.attach.what().of_old_table);
    EXPECT_EQ(asked.attach.what().first_bucket, 16U);
    EXPECT_EQ(asked.attach.what().last_bucket, 31U);
    command_line top;
    parse(top, {"top", "7", "--interval", "0.25", "--count", "3", "--sort", "changes"});
    EXPECT_EQ(top.attach.what().interval, std::chrono::milliseconds(250));
    EXPECT_EQ(top.attach.what().count, 3U);
    EXPECT_EQ(top.attach.what().sort, ebb::attach::sort_key::changes);
    command_line health;
    parse(health, {"health", "7", "--json", "--seconds", "90"});
    EXPECT_TRUE(health.attach.what().as_json);
    EXPECT_EQ(health.attach.what().watching, std::chrono::seconds(90));
    command_line pprof;
    parse(pprof, {"pprof", "7", "-o", "maps.pb.gz"});
    EXPECT_EQ(pprof.attach.profile_path(), "maps.pb.gz");
}

} // namespace
} // namespace replay_tests
