// A line of `redis-cli MONITOR` is a command with its time, database and arguments.
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

constexpr reading_options redis{trace_format::redis_monitor, {}, false, {}, {}};

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
    constexpr reading_options numeric{trace_format::redis_monitor, true, false, {}, {}};
    EXPECT_THAT(requests_of("1.0 [0 lua] \"mget\" \"17\" \"4\"\n", numeric),
                ElementsAre("get 17 @0", "get 4 @0"));
    EXPECT_EQ(error_of("1.0 [0 lua] \"mget\" \"17\" \"k\"\n", numeric),
              "trace:1: expected a decimal number below 2^64 as the key, found 'k'");
    EXPECT_EQ(error_of(get("1.0", "1 lua", "17"), numeric),
              "trace:1: expected a decimal number below 2^64 as the key, found '1:17'");
    // A line counts as a whole.
    const reading lenient =
        read_text("1.0 [0 lua] \"mget\" \"17\" \"k\"\n" + get("1.0", "0 lua", "3"),
                  {trace_format::redis_monitor, true, true, {}, {}});
    EXPECT_THAT(lenient.requests, ElementsAre("get 3 @0"));
    EXPECT_EQ(lenient.facts.lines_skipped, 1U);
}

TEST(redis_lines, have_no_other_form) {
    for (const std::string line :
         {"1.0 [x lua] \"get\" \"k\"", "1.0 [0] \"get\" \"k\"", "1.0 [0 lua]", "1.0 [0 lua] get k",
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

// As a pipe through kubectl gives it, or one to the port itself.
TEST(redis_lines, may_stand_among_others) {
    const reading got = read_text("Warning: Using a password may not be safe.\n+OK\r\n+" +
                                      get("1.0", "0 lua", "k") + "1339518083 \"get\" \"k\"\n^C\n" +
                                      get("2.0", "0 lua", "k") + "x [0 lua] \"get\" \"k\"\n" +
                                      "command terminated with exit code 124\n",
                                  redis);
    EXPECT_EQ(got.error, "");
    EXPECT_THAT(got.requests, ElementsAre("get k @0", "get k @1"));
    EXPECT_EQ(got.facts.lines_skipped, 0U);
    EXPECT_THAT(got.notes,
                ElementsAre("5 lines stood around what was recorded and were passed over: line 1 "
                            "'Warning: Using a password may not be safe.', line 4 '1339518083 "
                            "\"get\" \"k\"', line 5 '^C' ..."));
}

TEST(redis_lines, may_end_anywhere) {
    const std::string whole = get("1.0", "0 lua", "k");
    for (std::size_t cut = 1; cut != whole.size() - 1; ++cut) {
        const reading got = read_text(whole + whole.substr(0, cut), redis);
        EXPECT_EQ(got.error, "");
        EXPECT_GE(got.requests.size(), 1U);
    }
    EXPECT_THAT(read_text(whole + "2.0 [0 lua] \"get\" \"ke", redis).notes,
                ElementsAre("the last line, 2, was cut off and is left out"));
}

TEST(redis_lines, may_have_values_of_many_megabytes) {
    const std::string value(std::size_t{9} << 20U, 'x');
    const std::string line = "1.0 [0 lua] \"SET\" \"k\" \"" + value + "\" \"EX\" \"60\"\n";
    EXPECT_THAT(requests_of(line + line),
                ElementsAre("set k @0 ttl 60 bytes 9437184", "set k @0 ttl 60 bytes 9437184"));
}

TEST(redis_lines, are_counted_by_command_where_they_ask_nothing) {
    const reading got =
        read_text("1.0 [0 lua] \"json.get\" \"k\"\n1.0 [0 lua] \"\\x1b[31m\"\n"
                  "1.0 [0 lua] \"SETEX\" \"k\" \"x\" \"v\"\n"
                  "1.0 [0 lua] \"ping\"\n1.0 [0 lua] \"info\"\n1.0 [0 lua] \"PING\"\n",
                  redis);
    EXPECT_EQ(got.error, "");
    EXPECT_THAT(got.requests, ElementsAre());
    EXPECT_THAT(got.notes,
                ElementsAre("3 commands without a key: 2 PING, 1 INFO",
                            "1 command that Redis refuses, and that changed nothing: 1 SETEX",
                            "2 commands not understood (of modules or newer versions), and passed "
                            "over: 1 '\\x1b[31M', 1 JSON.GET"));
}

TEST(redis_lines, may_be_asked_of_a_server_whose_databases_are_swapped) {
    EXPECT_THAT(
        requests_of("1.0 [0 lua] \"SET\" \"k\" \"v\"\n1.0 [0 lua] \"SWAPDB\" \"0\" \"3\"\n" +
                        get("1.0", "3 lua", "k") + get("1.0", "0 lua", "k"),
                    redis),
        ElementsAre("set k @0 bytes 1", "get k @0", "get 3:k @0"));
}

} // namespace
} // namespace replay_tests
