// Requests that are wrong are refused with a sentence, and the next one is answered.

#include "inspect/raw_client.hpp"
#include "inspect/served_maps.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace {

class server_refuses : public testing::Test {
  protected:
    raw::answer ask(const std::string& request) { return raw::ask(server_.port(), request); }
    int status_of(const std::string& request) {
        const raw::answer got = ask(request);
        EXPECT_FALSE(got.status != 200 && got.body.empty()) << request.substr(0, 100);
        return got.status;
    }
    int status_with(const std::string& header) {
        return status_of("GET /debug/ebb/health HTTP/1.1\r\n" + header + "\r\n");
    }
    int status_at(const std::string& target) {
        return status_of("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    void TearDown() override {
        EXPECT_EQ(status_at("/debug/ebb/maps/" + std::to_string(map_.id()) + "/buckets"), 200);
        map_.wait_for_turns(100);
    }

    polled_map map_{"polled"};
    ebb::inspect::server server_{patient_options()};
};

TEST_F(server_refuses, hosts_that_are_not_this_machine) {
    for (const std::string host : {"localhost", "LOCALHOST:1", "localhost:", "127.0.0.1",
                                   "127.0.0.1:65535", "[::1]", "[::1]:80"}) {
        EXPECT_EQ(status_with("Host: " + host + "\r\n"), 200) << host;
    }
    for (const std::string host :
         {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "localhost:80x",
          "192.168.0.1", "[::1", "::1", "evil@localhost", "127.0.0.10", ""}) {
        EXPECT_EQ(status_with("Host: " + host + "\r\n"), 403) << host;
    }
    EXPECT_EQ(status_with(""), 400);
    EXPECT_EQ(status_with("Host: localhost\r\nHost: localhost\r\n"), 400);
}

TEST_F(server_refuses, methods_other_than_get_and_head) {
    for (const std::string method :
         {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"}) {
        const raw::answer got =
            ask(method +
                " /debug/ebb/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody");
        EXPECT_EQ(got.status, 405) << method;
        EXPECT_EQ(got.headers.at("Allow"), "GET, HEAD");
    }
    raw::client client(server_.port());
    client.send("HEAD /debug/ebb/health HTTP/2\r\nHost: localhost\r\n\r\n");
    const std::string got = client.read_to_end();
    EXPECT_EQ(got.find("HTTP/1.1 505"), 0U);
    EXPECT_EQ(got.find("\r\n\r\n") + 4, got.size()); // no body
}

TEST_F(server_refuses, bodies) {
    EXPECT_EQ(status_with("Host: localhost\r\nContent-Length: 0\r\n"), 200);
    for (const std::string length : {"1", "18446744073709551616", "99999999999999999999999999"}) {
        EXPECT_EQ(status_with("Host: localhost\r\nContent-Length: " + length + "\r\n"), 413);
    }
    for (const std::string length : {"-1", "x", "1 1", ""}) {
        EXPECT_EQ(status_with("Host: localhost\r\nContent-Length: " + length + "\r\n"), 400);
    }
    EXPECT_EQ(status_with("Host: localhost\r\nTransfer-Encoding: chunked\r\n"), 413);
}

TEST_F(server_refuses, what_is_too_long) {
    EXPECT_EQ(status_at("/" + std::string(4'000, 'a')), 404);
    EXPECT_EQ(status_at("/" + std::string(10'000, 'a')), 414);
    EXPECT_EQ(ask("GET /" + std::string(1'000'000, 'a')).status, 414);
    EXPECT_EQ(status_at("/debug/ebb/health?" + std::string(10'000, '&')), 414);
    EXPECT_EQ(status_with("Host: localhost\r\nX: " + std::string(100'000, 'a') + "\r\n"), 431);
    std::string many = "Host: localhost\r\n";
    for (int i = 0; i < 1'000; ++i) {
        many += "A: b\r\n";
    }
    EXPECT_EQ(status_with(many), 431);
}

TEST_F(server_refuses, what_is_not_http) {
    EXPECT_EQ(status_of("GET /\r\n\r\n"), 400);
    EXPECT_EQ(status_of("\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET / HTTP/1.1\nHost: localhost\n\n"), 400);
    EXPECT_EQ(status_of("get / HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET / FTP/1.1\r\nHost: localhost\r\n\r\n"), 505);
    EXPECT_EQ(status_of("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400);
    EXPECT_EQ(status_of("GET / / HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400);
    EXPECT_EQ(status_at(std::string("/a\0b", 4)), 400);
    EXPECT_EQ(status_with("Host: localhost\r\nno colon\r\n"), 400);
    EXPECT_EQ(status_with("Host: localhost\r\nspace : x\r\n"), 400);
    EXPECT_EQ(status_with(" Host: localhost\r\n"), 400);
    EXPECT_EQ(status_of("\x16\x03\x01\n\n\n"), 400); // the beginning of TLS, more or less
}

TEST_F(server_refuses, percent_signs_without_two_digits) {
    for (const std::string target : {"/%", "/%4", "/%zz", "/debug/ebb/maps/1?first=%", "/%%%"}) {
        EXPECT_EQ(status_at(target), 400) << target;
    }
    for (const std::string target : {"/%00", "/%2e%2e/%2e%2e/etc/passwd", "/../../etc/passwd",
                                     "/debug/ebb/maps.json%00", "/%c3%28", "//debug/ebb/"}) {
        EXPECT_EQ(status_at(target), 404) << target;
    }
    EXPECT_EQ(status_at("/debug/ebb/%6daps.json"), 200);
}

TEST_F(server_refuses, maps_that_are_not_there) {
    for (const std::string map : {"0", "18446744073709551615", "18446744073709551616", "-1", "x",
                                  "", "1x", "01234567890123456789012345", "1/", "1/other"}) {
        EXPECT_EQ(status_at("/debug/ebb/maps/" + map), 404) << map;
        EXPECT_EQ(status_at("/debug/ebb/maps/" + map + "/buckets"), 404) << map;
    }
}

TEST_F(server_refuses, parameters_that_make_no_sense) {
    const std::string buckets = "/debug/ebb/maps/" + std::to_string(map_.id()) + "/buckets";
    for (const std::string query : {"table=older",
                                    "table=",
                                    "first=-1",
                                    "first=x",
                                    "first=1x",
                                    "first=+1",
                                    "first=0x10",
                                    "first=18446744073709551616",
                                    "first=4294967297",
                                    "last=1e3",
                                    "first=3&last=2",
                                    "cells=0",
                                    "cells=65537",
                                    "cells=-5",
                                    "words=2",
                                    "words=yes",
                                    "words=1&first=0&last=4097",
                                    "unknown=1",
                                    "first=1&first=2",
                                    "first"}) {
        EXPECT_EQ(status_at(buckets + "?" + query), 400) << query;
    }
    for (const std::string query : {"first=4294967296", "first=0&last=0", "last=4294967296", ""}) {
        EXPECT_EQ(status_at(buckets + "?" + query), 200) << query;
    }
    for (const std::string query :
         {"seconds=0", "seconds=301", "seconds=-1", "seconds=1.5", "seconds=", "debug=2",
          "debug=1&seconds=1", "seconds=1&debug=1", "gc=1"}) {
        EXPECT_EQ(status_at("/debug/pprof/ebb?" + query), 400) << query;
    }
    EXPECT_EQ(status_at("/debug/ebb/maps.json?x=1"), 400);
    EXPECT_EQ(status_at("/metrics?name[]=x"), 400);
}

// Where ranges are heeded, these are a thousand copies.
TEST_F(server_refuses, many_ranges) {
    std::string ranges = "bytes=0-";
    for (int i = 0; i < 1'000; ++i) {
        ranges += ",0-";
    }
    const raw::answer got = ask("GET /debug/ebb/maps.json HTTP/1.1\r\nHost: localhost\r\n"
                                "Accept-Encoding: gzip, br\r\nRange: " +
                                ranges + "\r\n\r\n");
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.body[0], '{');
}

} // namespace
