// The first lines tell the format; where they don't, the error says what to do.
#include "temporary_folder.hpp"
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

constexpr const char* names = "arc, twitter, web-log, redis-monitor, csv, oracle-general or keys";

TEST(trace_format, is_recognized_by_the_lines) {
    const std::pair<const char*, const char*> texts[] = {
        {"arc", "5 1 0 0\n"},
        {"arc", "# pages\n\n5 1 0 0\n"},
        {"twitter", "0,q:q:1:8WTf,12,213,4,get,0\n"},
        {"twitter", "0,a,b,3,213,4,get,0\n"},
        {"web-log", "h - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1\n"},
        {"redis-monitor", "OK\n"},
        {"redis-monitor", "1339518083.107412 [0 127.0.0.1:60866] \"PING\"\n"},
        {"csv", "1,get,a\n"},
        {"csv", "1,get,a,60\n"},
        {"csv", "op,key\n"},
        {"csv", "time;op;key\n1;set;k\n"},
        {"csv", "timestamp\tobject_id\n1\tk\n"},
        {"csv", "1 17 512\n2 18 512\n"},
        {"csv", "1,17\n2,18\n"},
        {"keys", "17\n18\n17\n"},
        {"keys", "user:17\n/index.html?a=b&c\n"},
        {"web-log", "v.org:443 h - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 1\n"},
        {"web-log", "{\"ts\":1,\"msg\":\"up\"}\n{\"ts\":1,\"remote_ip\":\"192.0.2.1\"}\n"},
        {"web-log", "#Version: 1.0\n#Fields: date time c-ip\n2023-10-10 13:00:00 192.0.2.1\n"},
        {"redis-monitor", "Warning\n1339518083.107412 [0 127.0.0.1:60866] \"PING\"\n"},
        {"csv", "\xef\xbb\xbfkey,op\r\na,get\r\n"},
    };
    for (const auto& [format, text] : texts) {
        const reading got = read_text(text);
        EXPECT_EQ(got.error, "") << text;
        EXPECT_EQ(got.facts.format, format) << text;
    }
}

TEST(trace_format, is_recognized_in_spite_of_malformed_lines) {
    EXPECT_EQ(error_of("5 1 0\n5 1 0 0\n"),
              "trace:1: expected four decimal numbers, start_page page_count ignored "
              "request_number, found '5 1 0'");
    EXPECT_THAT(error_of("time,op,what\n1,get,a\n"),
                ::testing::StartsWith("trace:1: expected one column with the key"));
}

TEST(trace_format, is_not_recognized_by_the_lesser_part_of_the_lines) {
    EXPECT_EQ(error_of("hello\nworld\n5 1 0 0\n"),
              std::string("trace: not recognized as ") + names +
                  "; --format names the format; the first line is 'hello'");
}

TEST(trace_format, is_not_recognized_in_other_files) {
    EXPECT_EQ(error_of(std::string("\x7f"
                                   "ELF\x02\0\t\xff\n",
                                   9)),
              std::string("trace: not recognized as ") + names +
                  "; --format names the format; the first line is '\\x7fELF\\x02\\x00\\t\\xff'");
    EXPECT_EQ(error_of("y " + std::string(500, 'x')),
              std::string("trace: not recognized as ") + names +
                  "; --format names the format; the first line is 'y " + std::string(78, 'x') +
                  "...'");
    EXPECT_THAT(error_of("a,b,c\nd,e,f\n"), ::testing::StartsWith("trace: not recognized"));
    EXPECT_THAT(error_of("{\"ts\":1,\"msg\":\"up\"}\n"), ::testing::StartsWith("trace: not recog"));
    EXPECT_EQ(error_of("# only\n\n# this\n"), "trace: no format can be told from empty lines and "
                                              "comments; --format names it");
}

TEST(trace_format, is_looked_for_only_if_it_is_not_named) {
    const temporary_folder folder;
    const std::string path = folder.write("t", "hello\n5 1 0 0\n");
    const auto source = open_trace({path, trace_format::arc, false, true, {}, {}});
    const reading got = read_all(*source);
    EXPECT_THAT(got.requests, ElementsAre("get 5"));
    EXPECT_EQ(got.facts.name, path);
    EXPECT_EQ(got.facts.lines_skipped, 1U);
}

TEST(trace_format, has_a_name_of_its_own) {
    std::vector<std::string> all;
    for (const format_name& one : trace_formats()) {
        all.emplace_back(one.name);
        EXPECT_EQ(name_of(one.format), one.name);
        EXPECT_STRNE(one.summary, "");
        if (one.format == trace_format::oracle_general) continue;
        EXPECT_NE(make_line_format(one.format), nullptr);
    }
    EXPECT_THAT(all, ElementsAre("arc", "twitter", "web-log", "redis-monitor", "csv",
                                 "oracle-general", "keys"));
}

} // namespace
} // namespace replay_tests
