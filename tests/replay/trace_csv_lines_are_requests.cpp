// Comma-separated values: with a header or without, with a clock or without, quotes as in RFC 4180.
#include "trace/operation_words.hpp"
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

constexpr reading_options csv{trace_format::csv, {}, false, {}, {}};

TEST(csv_lines, have_three_or_four_columns_without_a_header) {
    const reading got = read_text("10.25,set,a,60\n11,get,a\n12.5,delete,b,\n10,get,a,0\n", csv);
    EXPECT_EQ(got.error, "");
    EXPECT_THAT(got.requests,
                ElementsAre("set a @0 ttl 60", "get a @0.75", "erase b @2.25", "get a @-0.25"));
    EXPECT_EQ(got.facts.format, "csv");
    EXPECT_TRUE(got.facts.has_clock);
    EXPECT_FALSE(got.facts.has_numeric_keys);
}

TEST(csv_lines, have_columns_in_the_order_of_the_header) {
    EXPECT_THAT(requests_of("Key, TTL ,op,time\na,60,set,1\nb,,get,2\n", csv),
                ElementsAre("set a @0 ttl 60", "get b @1"));
    EXPECT_THAT(requests_of("\"op\",\"key\"\nget,time\n", csv), ElementsAre("get time"));
    EXPECT_THAT(requests_of("# made by hand\n\ntime,op,key\n1,get,op\n", csv),
                ElementsAre("get op @0"));
}

TEST(csv_lines, have_a_clock_if_the_first_has_a_time) {
    for (const char* text : {"op,key\nget,a\n", "time,op,key\n,get,a\n,get,a\n", ",get,a\n"}) {
        const reading got = read_text(text, csv);
        EXPECT_EQ(got.error, "");
        EXPECT_FALSE(got.facts.has_clock);
        EXPECT_EQ(got.requests.front(), "get a");
    }
    EXPECT_EQ(error_of("1,get,a\n,get,b\n", csv),
              "trace:2: expected a time, as the first request has one, found ',get,b'");
    EXPECT_EQ(error_of(",get,a\n1,get,b\n", csv),
              "trace:2: expected no time, as the first request has none, found '1,get,b'");
}

TEST(csv_lines, settle_the_clock_before_the_first_request_is_read) {
    line_source source(line_reader(open_bytes(file_of("x,get,a\n\n,get,a\n"))),
                       make_line_format(trace_format::csv), "csv", true);
    EXPECT_FALSE(source.facts().has_clock);
    line_source other(line_reader(open_bytes(file_of("x,get,a\n\n1,get,a\n"))),
                      make_line_format(trace_format::csv), "csv", true);
    EXPECT_TRUE(other.facts().has_clock);
}

TEST(csv_lines, have_operations_that_become_four_kinds) {
    constexpr std::pair<const char*, const char*> kinds[] = {
        {"get", "get"},      {"read", "get"},   {"set", "set"},     {"put", "set"},
        {"write", "set"},    {"update", "set"}, {"add", "add"},     {"insert", "add"},
        {"delete", "erase"}, {"del", "erase"},  {"erase", "erase"}, {"remove", "erase"},
        {"GET", "get"},      {" Set ", "set"}};
    for (const auto& [operation, kind] : kinds) {
        EXPECT_THAT(requests_of(std::string(",") + operation + ",k\n", csv),
                    ElementsAre(std::string(kind) + " k"))
            << operation;
    }
}

TEST(csv_lines, have_quotes_around_keys) {
    EXPECT_THAT(
        requests_of("1,get,\"a,b\"\n1,get,\"say \"\"hi\"\"\",60\n\"1\",\"get\",\"a\",\"7\"\n"
                    "1,get,5\" disk\n1,get, a \n1,get,\"#\"\n1,get,\"\"\"\"\n",
                    csv),
        ElementsAre("get a,b @0", "get say \"hi\" @0 ttl 60", "get a @0 ttl 7", "get 5\" disk @0",
                    "get  a  @0", "get # @0", "get \" @0"));
}

TEST(csv_lines, begin_with_a_number_sign_as_comments_or_keys) {
    EXPECT_THAT(requests_of("# one\n1,get,#a\n# two\n", csv), ElementsAre("get #a @0"));
    EXPECT_THAT(requests_of("# one\nkey,op\n#a,get\n", csv), ElementsAre("get #a"));
}

TEST(csv_lines, have_numbers_as_keys_on_request) {
    constexpr reading_options numeric{trace_format::csv, true, false, {}, {}};
    EXPECT_THAT(requests_of(",get,17\n", numeric), ElementsAre("get 17"));
    EXPECT_EQ(error_of(",get,17a\n", numeric),
              "trace:1: expected a decimal number below 2^64 as the key, found '17a'");
}

TEST(csv_lines, are_refused_for_the_field_that_is_wrong) {
    const std::string bad_time =
        "a time in seconds, below 2^32 seconds; --columns names another unit, as time_ms, found ";
    const std::pair<std::string, std::string> faults[] = {
        {"1,get", "3 fields, as in the first line, found '1,get'"},
        {"1,get,a,b,c", "3 fields, as in the first line, found '1,get,a,b,c'"},
        {"1,fetch,a", std::string(operation_words) + ", found 'fetch'"},
        {"now,get,a", bad_time + "'now'"},
        {"1339518083107,get,a", bad_time + "'1339518083107'"},
        {"1,get,", "a key, found '1,get,'"},
        {"1,get,a,soon", "a ttl in seconds, or nothing, found 'soon'"},
        {"1,get,a,-1", "a ttl in seconds, or nothing, found '-1'"},
        {"1,get,a,inf", "a ttl in seconds, or nothing, found 'inf'"},
        {"1,get,\"a", "quotes around whole fields, doubled inside, found '1,get,\"a'"},
        {"1,get,\"a\"b", "quotes around whole fields, doubled inside, found '1,get,\"a\"b'"},
        {"1,get,\"a\"\"", "quotes around whole fields, doubled inside, found '1,get,\"a\"\"'"},
    };
    for (const auto& [line, expected] : faults) {
        EXPECT_EQ(error_of("1,get,a\n" + line + "\n", csv), "trace:2: expected " + expected);
    }
}

TEST(csv_lines, have_a_header_that_names_the_key_once) {
    for (const std::string header : {"time,op,what", "op,key,key", "op,key,op", "ttl,size"}) {
        const std::string expected =
            "trace:1: expected one column with the key (key, object_id, id, lbn ...) among the "
            "names, and no name twice; --columns says which it is, found '" +
            header + "'";
        EXPECT_EQ(error_of(header + "\n1,get,a\n", csv), expected);
        // Without it nothing can be understood.
        const reading got =
            read_text(header + "\n1,get,a\n1,get,a,2\n", {trace_format::csv, {}, true, {}, {}});
        EXPECT_EQ(got.requests.size(), 0U);
        EXPECT_EQ(got.facts.first_skipped, expected);
    }
    EXPECT_EQ(error_of("op,key\nget,a\nget\n", csv),
              "trace:3: expected 2 fields, as in the first line, found 'get'");
    EXPECT_EQ(error_of("op,key\nget,a\nop,key\n", csv),
              std::string("trace:3: expected ") + operation_words + ", found 'op'");
}

} // namespace
} // namespace replay_tests
