// Command lines that ask for what there is not are refused with a word on what is wrong.
#include "command_line_parsed.hpp"

#include <gtest/gtest.h>

namespace replay_tests {
namespace {

TEST(command_line_mistakes, something_has_to_be_asked) {
    EXPECT_EQ(refusal_of({}), "A command is required");
    EXPECT_EQ(refusal_of({"replay"}), "A TRACE or --workload is required");
    EXPECT_EQ(refusal_of({"replay", "--quiet"}), "A TRACE or --workload is required");
    EXPECT_EQ(refusal_of({"completion"}), "SHELL is required");
}

TEST(command_line_mistakes, what_is_unknown_is_named) {
    EXPECT_EQ(refusal_of({"nope"}), "The following argument was not expected: nope");
    EXPECT_EQ(refusal_of({"--nope"}), "The following argument was not expected: --nope");
    EXPECT_EQ(refusal_of({"replay", "t", "--nope"}),
              "The following argument was not expected: --nope");
    EXPECT_EQ(refusal_of({"replay", "a", "b"}), "The following argument was not expected: b");
    EXPECT_EQ(refusal_of({"maps", "x"}), "The following argument was not expected: x");
    EXPECT_EQ(refusal_of({"completion", "tcsh"}), "SHELL: tcsh not in {bash,zsh,fish}");
}

TEST(command_line_mistakes, there_is_one_input) {
    EXPECT_EQ(refusal_of({"replay", "t", "--workload", "ycsb:a"}), "TRACE excludes --workload");
}

TEST(command_line_mistakes, workloads_have_no_format) {
    EXPECT_EQ(refusal_of({"replay", "--workload", "ycsb:a", "--format", "csv"}),
              "--workload excludes --format");
    EXPECT_EQ(refusal_of({"replay", "--workload", "ycsb:a", "--keys", "numbers"}),
              "--workload excludes --keys");
}

TEST(command_line_mistakes, values_are_those_that_there_are) {
    EXPECT_EQ(refusal_of({"replay", "t", "--format", "x"}),
              "--format: x not in {arc,twitter,web-log,redis-monitor,csv,oracle-general,keys}");
    EXPECT_EQ(refusal_of({"replay", "t", "--keys", "bytes"}),
              "--keys: bytes not in {numbers,strings}");
    EXPECT_EQ(refusal_of({"replay", "t", "--value-bytes", "16"}),
              "--value-bytes: 16 not in {8,64,256}");
    EXPECT_EQ(refusal_of({"replay", "t", "--rounds", "0"}),
              "--rounds: expected a whole number from 1 to 100, found '0'");
    EXPECT_EQ(refusal_of({"replay", "t", "--rounds", "101"}),
              "--rounds: expected a whole number from 1 to 100, found '101'");
    EXPECT_EQ(
        refusal_of({"replay", "t", "--seed", "9007199254740992"}),
        "--seed: expected a whole number from 0 to 9007199254740991, found '9007199254740992'");
    EXPECT_EQ(refusal_of({"replay", "t", "--requests", "2T"}),
              "--requests: expected a whole number from 1 to 9007199254740991, found '2T'");
}

// Whatever is wrong with a number: one line, which begins with the option.
TEST(command_line_mistakes, numbers_are_refused_in_a_line) {
    for (const std::string option : {"--requests", "--rounds", "--seed", "--value-bytes"}) {
        for (const std::string number : {"-1", "x", "2.5", "99999999999999999999999", "8x"}) {
            const std::string error = refusal_of({"replay", "t", option, number});
            EXPECT_TRUE(error.starts_with(option + ": "))
                << option << " " << number << ": " << error;
            EXPECT_LT(error.size(), 150U) << error;
        }
    }
    for (const std::string number : {"0", "0k", "-1M", "99999999999999M"}) {
        const std::string error = refusal_of({"replay", "t", "--requests", number});
        EXPECT_TRUE(error.starts_with("--requests: ")) << number << ": " << error;
        EXPECT_LT(error.size(), 150U) << error;
    }
}

TEST(command_line_mistakes, leading_zeros_change_no_number) {
    EXPECT_EQ(options_of({"t", "--requests", "010"}).requests, 10U);
    EXPECT_EQ(options_of({"--workload", "ycsb:a", "--seed", "010"}).seed, 10U);
}

TEST(command_line_mistakes, options_want_their_value_once) {
    EXPECT_EQ(refusal_of({"replay", "t", "--model"}), "--model: 1 required MODEL missing");
    EXPECT_EQ(refusal_of({"replay", "t", "--rounds", "1", "--rounds", "2"}),
              "--rounds: At Most 1 required but received 2");
}

TEST(command_line_mistakes, a_process_is_needed_and_of_buckets_a_map) {
    EXPECT_EQ(refusal_of({"list"}), "PID is required");
    EXPECT_EQ(refusal_of({"buckets", "7"}), "MAP is required");
    EXPECT_EQ(refusal_of({"top", "7", "--interval", "0.05"}),
              "--interval: expected seconds from 0.1 to 86400, found '0.05'");
    EXPECT_EQ(refusal_of({"buckets", "7", "m", "--first", "8", "--last", "7"}),
              "--last: expected 8 or more, as --first, found 7");
    EXPECT_EQ(refusal_of({"top", "7", "--sort", "size"}),
              "--sort: size not in {name,entries,bytes,changes}");
}

TEST(command_line_mistakes, help_and_version_are_none) {
    EXPECT_EQ(refusal_of({"--help"}), "help");
    EXPECT_EQ(refusal_of({"-h"}), "help");
    EXPECT_EQ(refusal_of({"--version"}), "help");
    for (const char* command : {"replay", "workloads", "maps", "list", "top", "stats", "buckets",
                                "health", "pprof", "completion", "manual"}) {
        EXPECT_EQ(refusal_of({command, "--help"}), "help");
    }
}

} // namespace
} // namespace replay_tests
