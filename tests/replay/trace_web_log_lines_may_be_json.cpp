// Web logs of JSON objects: Caddy, Traefik, nginx, and what containers have round any line.
#include "trace_reading.hpp"

namespace replay_tests {
namespace {

reading read_log(const std::string& text, const std::string& client = {}) {
    return read_text(text, {trace_format::web_log, {}, false, {}, client});
}

TEST(web_json, has_fields_of_several_servers) {
    const std::pair<const char*, const char*> lines[] = {
        {R"({"level":"info","ts":1700000000.5,"request":{"remote_ip":"192.0.2.1","uri":"/"}})",
         "request.remote_ip"},
        {R"({"ts":1700000000.5,"request":{"remote_ip":"10.0.0.1","client_ip":"192.0.2.1"}})",
         "request.client_ip"},
        {R"({"ts":"1700000000","request":{"remote_addr":"192.0.2.1:4711"}})",
         "request.remote_addr"},
        {R"({"ClientAddr":"192.0.2.1:4711","ClientHost":"192.0.2.1","time":"2023-10-10T13:00:00Z"})",
         "ClientHost"},
        {R"({"time_local":"10/Oct/2023:13:00:00 +0000","remote_addr":"192.0.2.1","status":"200"})",
         "remote_addr"},
        {R"({"time_iso8601":"2023-10-10T13:00:00+00:00","remote_addr":"192.0.2.1"})",
         "remote_addr"},
        {R"({"msec":"1700000000.123","remote_addr":"192.0.2.1"})", "remote_addr"},
        {R"({"@timestamp":"2023-10-10T13:00:00.000Z","source":{"ip":"192.0.2.1"}})", "source.ip"},
        {R"({"@timestamp":"2023-10-10T13:00:00.000Z","source.ip":"192.0.2.1"})", "source.ip"},
        {R"({"timestamp":"2023-10-10T13:00:00Z","httpRequest":{"remoteIp":"192.0.2.1"}})",
         "httpRequest.remoteIp"},
    };
    for (const auto& [line, from] : lines) {
        const reading got = read_log(line);
        EXPECT_EQ(got.error, "") << line;
        EXPECT_THAT(got.requests, ElementsAre("get 192.0.2.1 @0")) << line;
        ASSERT_FALSE(got.notes.empty()) << line;
        EXPECT_THAT(got.notes.front(),
                    ::testing::StartsWith("clients are taken from the field " + std::string(from)))
            << line;
    }
}

TEST(web_json, has_times_of_any_form) {
    EXPECT_THAT(read_log("{\"ts\":1700000000,\"ip\":\"h\"}\n{\"ts\":1700000000.25,\"ip\":\"h\"}\n")
                    .requests,
                ElementsAre("get h @0", "get h @0.25"));
    EXPECT_THAT(
        read_log("{\"ts\":1700000000000,\"ip\":\"h\"}\n{\"ts\":1700000001500,\"ip\":\"h\"}\n")
            .requests,
        ElementsAre("get h @0", "get h @1.5"));
    EXPECT_EQ(read_log("{\"ip\":\"h\"}\n").error,
              "trace:1: expected a time: ts, time, timestamp or the like, found '{\"ip\":\"h\"}'");
}

TEST(web_json, may_have_another_field_which_is_said) {
    const std::string line =
        R"({"ts":1,"request":{"remote_ip":"10.0.0.1","headers":{"X-Forwarded-For":["192.0.2.1, 10.1.1.1"]}}})";
    EXPECT_THAT(read_log(line).requests, ElementsAre("get 10.0.0.1 @0"));
    EXPECT_THAT(read_log(line).notes,
                ElementsAre("clients are taken from the field request.remote_ip; the field "
                            "request.headers.X-Forwarded-For has addresses, too: --client "
                            "request.headers.X-Forwarded-For would take that"));
    EXPECT_THAT(read_log(line, "request.headers.X-Forwarded-For").requests,
                ElementsAre("get 192.0.2.1 @0"));
    const reading got = read_log(line, "request.nobody");
    EXPECT_EQ(got.requests.size(), 0U);
    EXPECT_THAT(got.notes, ElementsAre(::testing::StartsWith("1 line stood around")));
}

TEST(web_json, may_stand_behind_and_within_others) {
    const std::string caddy = R"({"ts":1700000000,"request":{"remote_ip":"192.0.2.1"}})";
    EXPECT_THAT(
        read_log("web_1  | " + caddy + "\n2023-10-10T13:00:00Z stdout F " + caddy + "\n").requests,
        ElementsAre("get 192.0.2.1 @0", "get 192.0.2.1 @0"));
    EXPECT_THAT(
        read_log(
            R"({"log":"192.0.2.1 - - [10/Oct/2023:13:00:00 +0000] \"GET / HTTP/1.1\" 200 12\n","time":"2023-10-10T13:00:00Z"})")
            .requests,
        ElementsAre("get 192.0.2.1 @0"));
    EXPECT_THAT(
        read_log(
            R"({"log":"{\"ts\":1700000000,\"request\":{\"remote_ip\":\"192.0.2.1\"}}\n","stream":"stdout"})")
            .requests,
        ElementsAre("get 192.0.2.1 @0"));
}

TEST(web_json, may_have_messages_of_the_server_between) {
    const reading got =
        read_log("{\"level\":\"info\",\"ts\":1,\"msg\":\"serving initial configuration\"}\n"
                 "{\"ts\":1,\"ip\":\"h\"}\n{\"ts\":2,\"ip\":\"-\"}\n");
    EXPECT_EQ(got.error, "");
    EXPECT_THAT(got.requests, ElementsAre("get h @0"));
    EXPECT_THAT(got.notes.back(), ::testing::StartsWith("2 lines stood around what was recorded"));
}

TEST(web_json, is_whole) {
    EXPECT_EQ(read_log("{\"ts\":1,\"ip\":\"h}\n").error,
              "trace:1: expected an object in JSON, found '{\"ts\":1,\"ip\":\"h}'");
}

} // namespace
} // namespace replay_tests
