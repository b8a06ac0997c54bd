// A line of a web server's log is a lookup of the client, at the time in brackets.
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

constexpr reading_options web_log{trace_format::web_log, {}, false, {}, {}};
constexpr const char* rest = R"( "GET / HTTP/1.1" 200 2326)";

std::string line_at(std::string_view time) {
    return "10.0.0.1 - - [" + std::string(time) + "]" + rest + "\n";
}

TEST(web_log_lines, are_common_or_combined) {
    const reading got = read_text(
        R"(83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /a " 200 9 "-" "Mozilla (X11; \"y\")"
        "\n"
        R"(2001:db8::17 - - [17/May/2015:10:05:43 +0000] "GET /b HTTP/1.0" 404 -)"
        "\n"
        R"(crawler.example.org - ada [17/May/2015:10:06:03 +0000] "\x16\x03\x01)"
        "\n",
        web_log);
    EXPECT_EQ(got.error, "");
    EXPECT_THAT(got.requests, ElementsAre("get 83.149.9.216 @0", "get 2001:db8::17 @40",
                                          "get crawler.example.org @60"));
    EXPECT_EQ(got.facts.format, "web-log");
    EXPECT_FALSE(got.facts.has_numeric_keys);
    EXPECT_TRUE(got.facts.has_clock);
}

TEST(web_log_lines, may_name_users_with_blanks_and_brackets) {
    EXPECT_THAT(requests_of("h - Ada [the Countess] Lovelace [17/May/2015:10:05:03 +0000]" +
                                std::string(rest) + "\nh -  [] [17/May/2015:10:05:04 +0000]" + rest,
                            web_log),
                ElementsAre("get h @0", "get h @1"));
}

TEST(web_log_lines, have_times_with_zones) {
    EXPECT_THAT(requests_of(line_at("17/May/2015:10:05:03 +0000") +
                                line_at("17/May/2015:12:05:04 +0200") +
                                line_at("17/May/2015:04:35:05 -0530") +
                                line_at("16/May/2015:10:05:03 +0000"),
                            web_log),
                ElementsAre("get 10.0.0.1 @0", "get 10.0.0.1 @1", "get 10.0.0.1 @2",
                            "get 10.0.0.1 @-86400"));
}

TEST(web_log_lines, have_times_of_any_date) {
    EXPECT_THAT(requests_of(line_at("28/Feb/2016:23:59:59 +0000") +
                                line_at("29/Feb/2016:00:00:00 +0000") +
                                line_at("01/Mar/2016:00:00:00 +0000") +
                                line_at("31/Dec/2016:23:59:60 +0000") +
                                line_at("01/Jan/2017:00:00:00 +0000"),
                            web_log),
                ElementsAre("get 10.0.0.1 @0", "get 10.0.0.1 @1", "get 10.0.0.1 @86401",
                            "get 10.0.0.1 @2.65248e+07", "get 10.0.0.1 @2.65248e+07"));
    int month = 0;
    for (const char* name :
         {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}) {
        const auto got =
            requests_of(line_at("01/Jan/1999:00:00:00 +0000") +
                            line_at("01/" + std::string(name) + "/1999:00:00:00 +0000"),
                        web_log);
        constexpr int days_before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
        std::ostringstream expected;
        expected << "get 10.0.0.1 @" << days_before[month++] * 86'400.0;
        EXPECT_EQ(got.back(), expected.str());
    }
}

TEST(web_log_lines, have_no_other_times) {
    for (const std::string time :
         {"17/May/2015:10:05:03", "17/may/2015:10:05:03 +0000", "31/Apr/2015:10:05:03 +0000",
          "29/Feb/2015:10:05:03 +0000", "17/May/2015:24:05:03 +0000", "17/May/2015:10:60:03 +0000",
          "17/May/2015:10:05:61 +0000", "17/May/2015:10:05:03 00000", "17/May/2015:10:05:03 +0060",
          "17/Mai/2015:10:05:03 +0000", "1x/May/2015:10:05:03 +0000", "17/anF/2015:10:05:03 +0000",
          "17/May/9999:10:05:03 +0000", "17-May-2015:10:05:03 +0000",
          "17/May/2015:10:05:03.x +0000", ""}) {
        const std::string line = "h - - [" + time + "] \"\"";
        EXPECT_EQ(error_of(line + "\n", web_log),
                  "trace:1: expected a time like [17/May/2015:10:05:03 +0000], found '" + line +
                      "'");
    }
}

TEST(web_log_lines, have_a_client_first_and_a_request_last) {
    EXPECT_EQ(
        error_of("nonsense\n", web_log),
        "trace:1: expected a line of a web server's log: the common or combined format, JSON, "
        "W3C or a balancer's, found 'nonsense'");
    EXPECT_EQ(error_of(" - [17/May/2015:10:05:03 +0000] \"\"\n", web_log),
              "trace:1: expected a client before the time, found "
              "' - [17/May/2015:10:05:03 +0000] \"\"'");
    EXPECT_EQ(error_of("h - - [17/May/2015:10:05:03 +0000] GET\n", web_log),
              "trace:1: expected a request in quotes after the time, found ' GET'");
    EXPECT_EQ(error_of("h - - [17/May/2015:10:05:03 +0000]\n", web_log),
              "trace:1: expected a request in quotes after the time, found ''");
}

} // namespace
} // namespace replay_tests
