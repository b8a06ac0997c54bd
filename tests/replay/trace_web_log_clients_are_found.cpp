// The client of a web log is found wherever its format has it, and which field was taken is said.
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

const std::string time = "[10/Oct/2023:13:00:00 +0000]";
const std::string combined = R"( "GET / HTTP/1.1" 200 12 "-" "agent x; y")";

reading read_log(const std::string& text, const std::string& client = {}) {
    return read_text(text, {trace_format::web_log, {}, false, {}, client});
}

TEST(web_clients, stand_behind_what_others_put_in_front) {
    for (const std::string prefix :
         {"", "www.example.com:443 ", "www.example.com ",
          "Oct 10 13:00:00 web1 nginx: ", "<134>1 2023-10-10T13:00:00Z web1 nginx 123 - - ",
          "2023-10-10T13:00:00.123456789Z stdout F ", "web_1  | ", "[pod/web-0/nginx] ", "\"",
          "'"}) {
        const reading got = read_log(prefix + "192.0.2.1 - - " + time + combined + "\n" + prefix +
                                     "2001:db8::1 - ada " + time + combined + "\n");
        EXPECT_EQ(got.error, "") << prefix;
        EXPECT_THAT(got.requests, ElementsAre("get 192.0.2.1 @0", "get 2001:db8::1 @0")) << prefix;
    }
}

TEST(web_clients, stand_in_lines_that_are_quoted) {
    EXPECT_THAT(read_log("\"192.0.2.1 - - " + time +
                         " \"\"GET / HTTP/1.1\"\" 200 12\"\n\"192.0.2.2 - - " + time +
                         " \\\"GET / HTTP/1.1\\\" 200 12\"\n")
                    .requests,
                ElementsAre("get 192.0.2.1 @0", "get 192.0.2.2 @0"));
}

TEST(web_clients, have_names_and_ports) {
    EXPECT_THAT(
        read_log("crawler.example.org - - " + time + combined + "\n192.0.2.1:4711 - - " + time +
                 combined + "\n[2001:db8::1]:80 - - " + time + combined + "\n")
            .requests,
        ElementsAre("get crawler.example.org @0", "get 192.0.2.1 @0", "get 2001:db8::1 @0"));
}

TEST(web_clients, are_the_first_of_a_list_of_proxies) {
    const reading got = read_log("192.0.2.7, 10.0.0.1, 10.0.0.2 - - " + time + combined + "\n");
    EXPECT_THAT(got.requests, ElementsAre("get 192.0.2.7 @0"));
}

TEST(web_clients, may_be_in_another_field_which_is_said) {
    EXPECT_THAT(read_log("192.0.2.1 - - " + time + combined + "\n").notes, ElementsAre());
    EXPECT_THAT(read_log("v.example.org 192.0.2.1 - - " + time + combined + "\n").notes,
                ElementsAre("clients are taken from the field 2"));
    const std::string two = "10.0.0.1 192.0.2.1 - - " + time + combined + "\n";
    EXPECT_THAT(read_log(two).requests, ElementsAre("get 192.0.2.1 @0"));
    EXPECT_THAT(read_log(two).notes,
                ElementsAre("clients are taken from the field 2; the field 1 has addresses, too: "
                            "--client 1 would take that"));
    const std::string forwarded = "10.0.0.1 - - " + time + combined + " \"192.0.2.1, 10.0.0.9\"\n";
    EXPECT_THAT(read_log(forwarded).requests, ElementsAre("get 10.0.0.1 @0"));
    EXPECT_THAT(read_log(forwarded).notes,
                ElementsAre("clients are taken from the field 1; the field -1 has addresses, too: "
                            "--client -1 would take that"));
    EXPECT_THAT(read_log(forwarded, "-1").requests, ElementsAre("get 192.0.2.1 @0"));
    EXPECT_THAT(read_log(two, "1").requests, ElementsAre("get 10.0.0.1 @0"));
    for (const char* field : {"0", "99", "-99", "remote_ip", "1x"}) {
        EXPECT_THAT(read_log(two, field).error,
                    ::testing::StartsWith(std::string("trace:1: expected a field ") + field))
            << field;
    }
}

TEST(web_clients, may_be_missing) {
    const reading got =
        read_log("- - - " + time + combined + "\n192.0.2.1 - - " + time + combined + "\n");
    EXPECT_EQ(got.error, "");
    EXPECT_THAT(got.requests, ElementsAre("get 192.0.2.1 @0"));
    EXPECT_THAT(got.notes, ElementsAre(::testing::StartsWith("1 line stood around")));
}

TEST(web_clients, stand_behind_the_time_in_s3) {
    EXPECT_THAT(
        read_log("79a59df9 bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 79a59df9 3E57427F3EX "
                 "REST.GET.VERSIONING - \"GET /bucket HTTP/1.1\" 200\n")
            .requests,
        ElementsAre("get 192.0.2.3 @0"));
}

TEST(web_clients, of_balancers_have_ports) {
    EXPECT_THAT(
        read_log(
            "2015-05-13T23:39:43.945958Z my-lb 192.0.2.39:2817 10.0.0.1:80 0.000073 0.001048 "
            "0.000057 200 200 0 29 \"GET http://www.example.com:80/ HTTP/1.1\" \"curl/7.38.0\" - "
            "-\n"
            "https 2015-05-13T23:39:44.945958Z app/my-lb/50dc6c495c0c9188 192.0.2.40:2817 "
            "10.0.0.1:80 0.0 0.0 0.0 200 200 34 366 \"GET https://www.example.com/ HTTP/1.1\"\n"
            "tls 2.0 2015-05-13T23:39:45.945958 net/my-lb/c6e77e28c25b2234 g3d4b5e8bb8464cd "
            "192.0.2.41:51341 172.100.100.185:443 5 2\n")
            .requests,
        ElementsAre("get 192.0.2.39 @0", "get 192.0.2.40 @1", "get 192.0.2.41 @2"));
}

TEST(web_clients, of_w3c_are_named_by_fields) {
    const reading iis = read_log("#Software: Microsoft Internet Information Services 10.0\n"
                                 "#Fields: date time s-ip cs-method cs-uri-stem c-ip sc-status\n"
                                 "2023-10-10 13:00:00 10.0.0.1 GET / 192.0.2.1 200\n"
                                 "#Fields: date time c-ip\n2023-10-10 13:00:01.5 192.0.2.2\n");
    EXPECT_EQ(iis.error, "");
    EXPECT_THAT(iis.requests, ElementsAre("get 192.0.2.1 @0", "get 192.0.2.2 @1.5"));
    EXPECT_THAT(iis.notes, ElementsAre("clients are taken from the field c-ip"));
    const std::string cloudfront =
        "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip "
        "cs-method x-forwarded-for\n2023-10-10\t13:00:00\tFRA2\t392\t"
        "192.0.2.1\tGET\t198.51.100.7\n";
    EXPECT_THAT(read_log(cloudfront).requests, ElementsAre("get 192.0.2.1 @0"));
    EXPECT_THAT(read_log(cloudfront).notes,
                ElementsAre("clients are taken from the field c-ip; the field x-forwarded-for has "
                            "addresses, too: --client x-forwarded-for would take that"));
    EXPECT_THAT(read_log(cloudfront, "X-Forwarded-For").requests,
                ElementsAre("get 198.51.100.7 @0"));
}

TEST(web_clients, of_w3c_are_refused_where_fields_are_missing) {
    EXPECT_EQ(read_log("#Fields: date time s-ip\n").error,
              "trace:1: expected c-ip among the #Fields, found '#Fields: date time s-ip'");
    EXPECT_EQ(read_log("#Fields: time c-ip\n").error,
              "trace:1: expected date and time among the #Fields, found '#Fields: time c-ip'");
    EXPECT_EQ(read_log("#Fields: date time c-ip\n", "xff").error,
              "trace:1: expected the field that --client names among the #Fields, found '#Fields: "
              "date time c-ip'");
    EXPECT_EQ(read_log("#Fields: date time c-ip\n2023-10-10 13:00:00\n").error,
              "trace:2: expected 3 fields, as #Fields names, found '2023-10-10 13:00:00'");
    EXPECT_EQ(read_log("#Fields: date time c-ip\n2023-10-32 13:00:00 h\n").error,
              "trace:2: expected a date and a time of day, found '2023-10-32 13:00:00 h'");
}

} // namespace
} // namespace replay_tests
