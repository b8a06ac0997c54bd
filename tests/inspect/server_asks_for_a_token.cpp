// A server that is reached from other machines answers those who know its token.
#include "inspect/raw_client.hpp"
#include "inspect/served_maps.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

namespace {

using ebb::inspect::server;
using ebb::inspect::server_options;

const std::string token = "correct horse battery staple"; // not one: it has spaces
const std::string good_token = "correct-horse-battery-staple";

server_options options_with(const std::string& address, const std::string& secret) {
    server_options options = patient_options();
    options.address = address;
    options.token = secret;
    return options;
}

int status_with(const server& inside, const std::string& headers) {
    return raw::ask(inside.port(),
                    "GET /metrics HTTP/1.1\r\nHost: service.example:9090\r\n" + headers + "\r\n")
        .status;
}

TEST(server_with_a_token, may_be_bound_to_any_address) {
    for (const char* address : {"0.0.0.0", "127.0.0.2"}) {
        const server inside(options_with(address, good_token));
        EXPECT_EQ(inside.url().find(std::string("http://") + address + ":"), 0U);
    }
    const server anywhere(options_with("0.0.0.0", good_token));
    EXPECT_EQ(status_with(anywhere, "Authorization: Bearer " + good_token + "\r\n"), 200);
}

TEST(server_with_a_token, is_needed_for_an_address_that_others_reach) {
    for (const char* address : {"0.0.0.0", "192.168.0.1", "::", "::ffff:192.168.0.1"}) {
        EXPECT_THROW(server{options_with(address, "")}, std::invalid_argument) << address;
    }
    for (const char* address : {"example.com", "", "1.2.3", "*"}) {
        EXPECT_THROW(server{options_with(address, good_token)}, std::invalid_argument) << address;
    }
}

TEST(server_with_a_token, has_one_that_can_not_be_guessed_nor_mistaken) {
    for (const std::string& bad :
         {token, std::string("short"), std::string("fifteen-letters"),
          std::string("line-feed-in-the-token\n"), std::string("zero-byte-in-the-token\0", 23),
          std::string("un-caractère-accentué")}) {
        EXPECT_THROW(server{options_with("127.0.0.1", bad)}, std::invalid_argument) << bad;
    }
}

TEST(server_with_a_token, answers_who_knows_it_whatever_the_host) {
    const server inside(options_with("127.0.0.1", good_token));
    EXPECT_EQ(status_with(inside, "Authorization: Bearer " + good_token + "\r\n"), 200);
    EXPECT_EQ(status_with(inside, "authorization:  bearer   " + good_token + "  \r\n"), 200);
    // The user ebb with the token as password.
    EXPECT_EQ(status_with(inside,
                          "Authorization: Basic ZWJiOmNvcnJlY3QtaG9yc2UtYmF0dGVyeS1zdGFwbGU=\r\n"),
              200);
}

TEST(server_with_a_token, refuses_all_others_whatever_they_ask_for) {
    const server inside(options_with("127.0.0.1", good_token));
    for (const std::string headers :
         {"", "Authorization: Bearer\r\n", "Authorization: Bearer \r\n", "Authorization: \r\n",
          "Authorization: Bearer correct-horse-battery-stapl\r\n",
          "Authorization: Bearer correct-horse-battery-staplecorrect-horse-battery-staple\r\n",
          "Authorization: Bearer Correct-horse-battery-staple\r\n",
          "Authorization: Basic correct-horse-battery-staple\r\n",
          "Authorization: Bearer ZWJiOmNvcnJlY3QtaG9yc2UtYmF0dGVyeS1zdGFwbGU=\r\n",
          "Authorization: correct-horse-battery-staple\r\n",
          "Cookie: token=correct-horse-battery-staple\r\n",
          "Authorization: Bearer correct-horse-battery-staple\r\nAuthorization: Bearer x\r\n"}) {
        EXPECT_EQ(status_with(inside, headers), 401) << headers;
    }
    for (const std::string path :
         {"/", "/debug/ebb/", "/debug/ebb/health", "/nowhere", "/debug/ebb"}) {
        const raw::answer got = raw::get(inside.port(), path); // Host: localhost
        EXPECT_EQ(got.status, 401) << path;
        EXPECT_EQ(got.headers.at("WWW-Authenticate"), "Basic realm=\"ebb\", charset=\"UTF-8\"");
        EXPECT_EQ(got.body.find(good_token), std::string::npos);
    }
}

} // namespace
