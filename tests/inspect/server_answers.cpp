#include "inspect/eventually.hpp"
#include "inspect/raw_client.hpp"
#include "inspect/schema_check.hpp"
#include "inspect/served_maps.hpp"
#include "page_asset.hpp"

#include <ebb/go_map.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using json = nlohmann::json;

class server_answers : public testing::Test {
  protected:
    raw::answer get(const std::string& target) { return raw::get(server_.port(), target); }
    std::string path_of(std::uint64_t id) { return "/debug/ebb/maps/" + std::to_string(id); }

    polled_map polled_{"polled"};
    locked_map locked_{"locked", 20'000};
    ebb::inspect::server server_{patient_options()};
};

TEST_F(server_answers, all_maps_as_json) {
    const raw::answer got = get("/debug/ebb/maps.json");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.headers.at("Content-Type"), "application/json; charset=utf-8");
    EXPECT_EQ(schema_check().fault_of(got.body, "maps"), "");
    const json maps = json::parse(got.body)["maps"];
    ASSERT_GE(maps.size(), 2U);
    EXPECT_EQ(maps[maps.size() - 2]["map"]["name"], "polled");
    EXPECT_EQ(maps.back()["map"]["name"], "locked");
    EXPECT_EQ(maps.back()["figures"]["entries"], 20'000);
}

TEST_F(server_answers, one_map_as_json) {
    const raw::answer got = get(path_of(locked_.id()));
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(schema_check().fault_of(got.body, "maps"), "");
    EXPECT_EQ(json::parse(got.body)["maps"].size(), 1U);
    EXPECT_EQ(json::parse(got.body)["maps"][0]["map"]["id"], locked_.id());
}

TEST_F(server_answers, the_census_follows) {
    EXPECT_TRUE(eventually([&] {
        const json map = json::parse(get(path_of(polled_.id())).body)["maps"][0];
        return !map["census"].is_null() && map["history"]["rows"].size() > 1;
    }));
}

TEST_F(server_answers, buckets_as_cells) {
    const raw::answer got = get(path_of(locked_.id()) + "/buckets?cells=16");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(schema_check().fault_of(got.body, "buckets"), "");
    const json buckets = json::parse(got.body);
    EXPECT_EQ(buckets["cells"].size(), 16U);
    std::uint64_t in_use = 0;
    for (const json& cell : buckets["cells"]) {
        in_use += cell[3].get<std::uint64_t>();
    }
    EXPECT_EQ(in_use, 20'000U);
    EXPECT_EQ(buckets["last"], buckets["buckets"]);
    EXPECT_TRUE(buckets["words"].is_null());
}

TEST_F(server_answers, some_buckets_as_words) {
    const raw::answer got = get(path_of(locked_.id()) + "/buckets?first=8&last=24&words=1");
    const json buckets = json::parse(got.body);
    EXPECT_EQ(schema_check().fault_of(got.body, "buckets"), "");
    EXPECT_EQ(buckets["cells"].size(), 16U);
    ASSERT_GE(buckets["words"].size(), 16U);
    EXPECT_EQ(buckets["words"][0][0], 8);
    EXPECT_EQ(buckets["words"][0][2].get<std::string>().size(), 32U);
    EXPECT_EQ(buckets["words"].back()[0], 23);
}

TEST_F(server_answers, buckets_of_a_table_that_is_not_there) {
    const json buckets = json::parse(get(path_of(locked_.id()) + "/buckets?table=old").body);
    EXPECT_EQ(buckets["buckets"], 0);
    EXPECT_TRUE(buckets["cells"].empty());
}

TEST_F(server_answers, buckets_of_a_map_that_polls) {
    const raw::answer got = get(path_of(polled_.id()) + "/buckets");
    EXPECT_EQ(got.status, 200) << got.body;
    EXPECT_EQ(schema_check().fault_of(got.body, "buckets"), "");
}

TEST_F(server_answers, health_of_healthy_maps) {
    const raw::answer got = get("/debug/ebb/health");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(schema_check().fault_of(got.body, "health"), "");
    EXPECT_EQ(json::parse(got.body)["status"], "ok");
}

TEST_F(server_answers, health_of_a_map_with_a_serious_finding) {
    ebb::inspect::server_options options = patient_options();
    options.watching.limits.floor_bytes = 1;
    options.watching.limits.deleted_warning = 0;
    options.watching.limits.deleted_serious = 0;
    ebb::go_map<std::uint64_t, std::uint64_t> emptied; // keeps its deleted slots
    std::mutex lock;
    const auto watched = ebb::inspect::watch(emptied, "emptied", lock);
    {
        const std::lock_guard guard(lock);
        for (std::uint64_t i = 0; i < 10'000; ++i) {
            emptied.try_emplace(i, i);
        }
        for (std::uint64_t i = 0; i < 10'000; i += 2) {
            emptied.erase(i);
        }
    }
    const ebb::inspect::server strict(options);
    raw::answer got;
    ASSERT_TRUE(eventually([&] {
        got = raw::get(strict.port(), "/debug/ebb/health");
        return got.status == 503;
    }));
    EXPECT_EQ(schema_check().fault_of(got.body, "health"), "");
    const json health = json::parse(got.body);
    EXPECT_EQ(health["status"], "serious");
    EXPECT_EQ(health["findings"][0]["severity"], "serious");
}

TEST_F(server_answers, profiles) {
    const raw::answer index = get("/debug/pprof/");
    EXPECT_EQ(index.status, 200);
    EXPECT_NE(index.body.find("ebb?debug=1"), std::string::npos);
    const raw::answer profile = get("/debug/pprof/ebb");
    EXPECT_EQ(profile.status, 200);
    EXPECT_EQ(profile.body.substr(0, 2), "\x1f\x8b");
    EXPECT_EQ(get("/debug/pprof/ebb?debug=0").body.substr(0, 2), "\x1f\x8b");
    const raw::answer text = get("/debug/pprof/ebb?debug=1");
    EXPECT_EQ(text.status, 200);
    EXPECT_NE(text.body.find("locked"), std::string::npos);
    EXPECT_NE(text.body.find("polled"), std::string::npos);
}

TEST_F(server_answers, the_difference_over_time) {
    const raw::answer got = get("/debug/pprof/ebb?seconds=1");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.body.substr(0, 2), "\x1f\x8b");
}

TEST_F(server_answers, metrics) {
    get("/debug/ebb/maps.json"); // looks at the maps if nothing else has
    const raw::answer got = get("/metrics");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.headers.at("Content-Type"), "text/plain; version=0.0.4; charset=utf-8");
    EXPECT_NE(got.body.find("ebb_memory_bytes{map=\"locked\""), std::string::npos);
}

TEST_F(server_answers, the_page_or_why_there_is_none) {
    const raw::answer got = get("/debug/ebb/");
    EXPECT_EQ(got.headers.at("Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(got.status, ebb::inspect::page_asset().empty() ? 503 : 200);
    if (got.status == 503) {
        EXPECT_NE(got.body.find(ebb::inspect::page_missing()), std::string::npos);
        EXPECT_NE(got.body.find("polled"), std::string::npos) << "what can be said without it";
        return;
    }
    EXPECT_NE(got.headers.at("Content-Security-Policy").find("connect-src 'self'"),
              std::string::npos);
}

TEST_F(server_answers, the_process_in_a_few_lines) {
    const raw::answer got = get("/debug/ebb/summary");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.headers.at("Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(got.body.find("process "), 0U);
    for (const std::string word : {"locked", "polled", "entries", "findings"}) {
        EXPECT_NE(got.body.find(word), std::string::npos) << word << "\n" << got.body;
    }
}

// As GET, without the body; more can be asked for on the connection.
TEST_F(server_answers, head) {
    get("/debug/ebb/maps.json"); // looks at the maps if nothing else has
    raw::client client(server_.port());
    for (const std::string path :
         {"/metrics", "/debug/ebb/", "/debug/ebb/maps.json", "/debug/ebb/summary",
          "/debug/pprof/ebb", "/debug/ebb/nowhere"}) {
        const raw::answer whole = get(path);
        client.send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const raw::answer got = client.receive_head();
        EXPECT_EQ(got.status, whole.status) << path;
        EXPECT_EQ(got.headers.at("Content-Type"), whole.headers.at("Content-Type")) << path;
        EXPECT_GT(std::stoul(got.headers.at("Content-Length")), 0U) << path;
    }
    client.send("HEAD /debug/ebb/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    const std::string last = client.read_to_end();
    EXPECT_EQ(last.find("\r\n\r\n") + 4, last.size()) << "no body";
}

TEST_F(server_answers, paths_without_the_last_slash_lead_on) {
    for (const std::string path : {"/debug/ebb", "/debug/pprof"}) {
        const raw::answer got = get(path);
        EXPECT_EQ(got.status, 301);
        EXPECT_EQ(got.headers.at("Location"), path + "/");
    }
}

TEST_F(server_answers, every_answer_is_kept_to_itself) {
    for (const std::string path : {"/debug/ebb/", "/debug/ebb/maps.json", "/metrics", "/nothing"}) {
        const raw::answer got = get(path);
        EXPECT_EQ(got.headers.at("Cache-Control"), "no-store");
        EXPECT_EQ(got.headers.at("X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(got.headers.at("Content-Security-Policy").find("default-src 'none'"), 0U);
        EXPECT_EQ(got.headers.count("Server"), 0U);
    }
}

TEST_F(server_answers, several_requests_on_one_connection) {
    raw::client client(server_.port());
    const std::string request = "GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    client.send(request + request); // the second one before the first is answered
    EXPECT_EQ(client.receive().status, 200);
    EXPECT_EQ(client.receive().status, 200);
    client.send(request);
    EXPECT_EQ(client.receive().status, 200);
}

TEST_F(server_answers, a_connection_ends_after_many_requests) {
    raw::client client(server_.port());
    int answers = 0;
    while (client.send("GET /nothing HTTP/1.1\r\nHost: [::1]:1\r\n\r\n") &&
           client.receive().status == 404) {
        ++answers;
    }
    EXPECT_EQ(answers, 100);
}

} // namespace
