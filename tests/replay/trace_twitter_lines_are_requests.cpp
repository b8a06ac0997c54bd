// A line of a Twitter trace is a request; its seven columns are checked one by one.
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

constexpr reading_options twitter{trace_format::twitter, {}, false, {}, {}};

TEST(twitter_lines, state_time_key_size_and_ttl) {
    const reading got = read_text("100,q:q:1:8WTfjZU14ee,17,213,4,get,0\n"
                                  "100,b,1,4294967296,4,set,3600\n"
                                  "160,b,1,0,9,delete,0\n"
                                  "99,b,1,0,9,get,0\n",
                                  twitter);
    EXPECT_EQ(got.error, "");
    EXPECT_THAT(got.requests,
                ElementsAre("get q:q:1:8WTfjZU14ee @0 bytes 213",
                            "set b @0 ttl 3600 bytes 4294967295", "erase b @60", "get b @-1"));
    EXPECT_EQ(got.facts.format, "twitter");
    EXPECT_FALSE(got.facts.has_numeric_keys);
    EXPECT_TRUE(got.facts.has_clock);
}

TEST(twitter_lines, have_operations_that_become_four_kinds) {
    constexpr std::pair<const char*, const char*> kinds[] = {
        {"get", "get"},  {"gets", "get"},    {"set", "set"},     {"add", "add"},
        {"cas", "set"},  {"replace", "set"}, {"append", "get"},  {"prepend", "get"},
        {"incr", "get"}, {"decr", "get"},    {"delete", "erase"}};
    for (const auto& [operation, kind] : kinds) {
        EXPECT_THAT(requests_of(std::string("0,k,1,0,1,") + operation + ",0\n", twitter),
                    ElementsAre(std::string(kind) + " k @0"))
            << operation;
    }
}

TEST(twitter_lines, have_keys_with_commas) {
    EXPECT_THAT(requests_of("0,a,b,get,0,7,1,2,get,0\n0,,,1,1,2,get,0\n", twitter),
                ElementsAre("get a,b,get,0 @0 bytes 1", "get , @0 bytes 1"));
}

TEST(twitter_lines, have_numbers_as_keys_on_request) {
    constexpr reading_options numeric{trace_format::twitter, true, false, {}, {}};
    EXPECT_THAT(requests_of("0,17,2,0,1,get,0\n", numeric), ElementsAre("get 17 @0"));
    EXPECT_EQ(error_of("0,k17,3,0,1,get,0\n", numeric),
              "trace:1: expected a decimal number below 2^64 as the key, found 'k17'");
}

TEST(twitter_lines, are_refused_for_the_column_that_is_wrong) {
    const std::string columns = "timestamp,key,key size,value size,client id,operation,TTL";
    const std::string operations =
        "get, gets, set, add, replace, cas, append, prepend, delete, incr or decr";
    const std::pair<std::string, std::string> faults[] = {
        {"0,k,1,0,1,get", columns + ", found '0,k,1,0,1,get'"},
        {"nonsense", columns + ", found 'nonsense'"},
        {"x,k,1,0,1,get,0", "a timestamp in whole seconds, below 2^32, found 'x'"},
        {"1339518083107,k,1,0,1,get,0",
         "a timestamp in whole seconds, below 2^32, found '1339518083107'"},
        {"0,,1,0,1,get,0", "a key in the second field, found '0,,1,0,1,get,0'"},
        {"0,k,x,0,1,get,0", "a key size in bytes, found 'x'"},
        {"0,k,1,-1,1,get,0", "a value size in bytes, found '-1'"},
        {"0,k,1,0,1,GET,0", operations + ", found 'GET'"},
        {"0,k,1,0,1,get,", "a TTL in whole seconds, found ''"},
        {"0,k,1,0,1,get,0.5", "a TTL in whole seconds, found '0.5'"},
    };
    for (const auto& [line, expected] : faults) {
        EXPECT_EQ(error_of("0,k,1,0,1,get,0\n" + line + "\n", twitter),
                  "trace:2: expected " + expected);
    }
}

} // namespace
} // namespace replay_tests
