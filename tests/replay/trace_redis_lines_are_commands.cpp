// A line of `redis-cli MONITOR` is a command with its time, database and arguments.
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

constexpr reading_options redis{trace_format::redis_monitor, {}, false};

std::string get(std::string_view time, std::string_view client, std::string_view key) {
    return std::string(time) + " [" + std::string(client) + "] \"get\" \"" + std::string(key) +
           "\"\n";
}

TEST(redis_lines, begin_with_time_and_client) {
    const reading got = read_text("OK\n" + get("1339518083.107412", "0 127.0.0.1:60866", "a") +
                                      get("1339518083.107413", "0 [::1]:49066", "b") +
                                      get("1339518084.107412", "0 unix:/tmp/redis.sock", "c") +
                                      get("1339518085.607412", "0 lua", "d"),
                                  redis);
    EXPECT_EQ(got.error, "");
    EXPECT_THAT(got.requests, ElementsAre("get a @0", "get b @1e-06", "get c @1", "get d @2.5"));
    EXPECT_EQ(got.facts.format, "redis-monitor");
    EXPECT_FALSE(got.facts.has_numeric_keys);
    EXPECT_TRUE(got.facts.has_clock);
    EXPECT_EQ(got.facts.lines, 5U);
}

TEST(redis_lines, have_keys_named_after_databases_but_the_first) {
    EXPECT_THAT(requests_of(get("1.0", "0 lua", "k") + get("1.0", "1 lua", "k") +
                                get("1.0", "15 127.0.0.1:1", "k"),
                            redis),
                ElementsAre("get k @0", "get 1:k @0", "get 15:k @0"));
}

TEST(redis_lines, give_several_requests_named_after_their_database) {
    EXPECT_THAT(requests_of("1.0 [2 lua] \"MGET\" \"a\" \"b\" \"c\\n\"\n", redis),
                ElementsAre("get 2:a @0", "get 2:b @0", "get 2:c\n @0"));
}

TEST(redis_lines, have_escapes_in_their_arguments) {
    EXPECT_THAT(requests_of(get("1.0", "0 lua", R"(\"\\\n\r\t\a\b)") +
                                get("1.0", "0 lua", R"(\xc3\xa9 \x20\x7F)") +
                                get("1.0", "0 lua", R"(] \"x\" [)") + get("1.0", "0 lua", ""),
                            redis),
                ElementsAre("get \"\\\n\r\t\a\b @0", "get \xc3\xa9  \x7f @0", "get ] \"x\" [ @0",
                            "get  @0"));
    using namespace std::string_view_literals;
    EXPECT_THAT(requests_of(get("1.0", "0 lua", R"(a\x00b)"), redis), ElementsAre("get a\0b @0"sv));
}

TEST(redis_lines, may_have_numbers_as_keys) {
    constexpr reading_options numeric{trace_format::redis_monitor, true, false};
    EXPECT_THAT(requests_of("1.0 [0 lua] \"mget\" \"17\" \"4\"\n", numeric),
                ElementsAre("get 17 @0", "get 4 @0"));
    EXPECT_EQ(error_of("1.0 [0 lua] \"mget\" \"17\" \"k\"\n", numeric),
              "trace:1: expected a decimal number below 2^64 as the key, found 'k'");
    EXPECT_EQ(error_of(get("1.0", "1 lua", "17"), numeric),
              "trace:1: expected a decimal number below 2^64 as the key, found '1:17'");
    // A line counts as a whole.
    const reading lenient =
        read_text("1.0 [0 lua] \"mget\" \"17\" \"k\"\n" + get("1.0", "0 lua", "3"),
                  {trace_format::redis_monitor, true, true});
    EXPECT_THAT(lenient.requests, ElementsAre("get 3 @0"));
    EXPECT_EQ(lenient.facts.lines_skipped, 1U);
}

TEST(redis_lines, have_no_other_form) {
    for (const std::string line :
         {"ok", "1339518083 \"get\" \"k\"", "x [0 lua] \"get\" \"k\"", "1.0 [x lua] \"get\" \"k\"",
          "1.0 [0] \"get\" \"k\"", "1.0 [0 lua]", "1.0 [0 lua] get k",
          "9999999999.0 [0 lua] \"get\""}) {
        EXPECT_EQ(error_of(line + "\n", redis),
                  "trace:1: expected a line like 1339518083.107412 [0 127.0.0.1:60866] \"GET\" "
                  "\"key\", found '" +
                      line + "'");
    }
}

TEST(redis_lines, have_no_other_quotes) {
    const std::pair<std::string, std::string> faults[] = {
        {R"("get" "k)", R"("k)"},         {R"("get" k)", R"( k)"},
        {R"("get" "k" )", R"( )"},        {R"("get""k")", R"("k")"},
        {R"("get" "\q")", R"("\q")"},     {R"("get" "\x4")", R"("\x4")"},
        {R"("get" "\x4g")", R"("\x4g")"}, {R"("get" "k\)", R"("k\)"},
        {R"("get" "\x)", R"("\x)"},       {R"(")", R"(")"},
    };
    for (const auto& [arguments, rest] : faults) {
        EXPECT_EQ(
            error_of("1.0 [0 lua] " + arguments + "\n", redis),
            "trace:1: expected arguments in double quotes, with \\\\ \\\" \\n \\r \\t \\a \\b "
            "\\xHH in them, found '" +
                rest + "'")
            << arguments;
    }
}

TEST(redis_lines, have_commands_that_are_known) {
    EXPECT_EQ(error_of("1.0 [0 lua] \"json.get\" \"k\"\n", redis),
              "trace:1: expected a command of Redis, found 'json.get'");
    EXPECT_EQ(error_of("1.0 [0 lua] \"\" \"k\"\n", redis),
              "trace:1: expected a command of Redis, found ''");
    EXPECT_EQ(error_of("1.0 [0 lua] \"SETEX\" \"k\" \"x\" \"v\"\n", redis),
              "trace:1: expected other arguments of this command, found '\"SETEX\" \"k\" \"x\" "
              "\"v\"'");
}

} // namespace
} // namespace replay_tests
