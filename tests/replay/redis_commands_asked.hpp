#pragma once
// What commands of Redis ask, as text that a test can compare.

#include "trace/redis_commands.hpp"
#include "trace/redis_server.hpp"
#include "trace_reading.hpp"

namespace replay_tests {

inline constexpr double now = 1'000;

// What the last command asks, where "; " stands between commands and blanks between arguments,
// "<none>" for an empty one. "refused ..." if Redis refuses it.
inline std::string asked(const std::string& lines) {
    redis_server server;
    std::string all;
    std::istringstream list(lines);
    for (std::string line; std::getline(list >> std::ws, line, ';');) {
        std::istringstream words(line);
        std::vector<std::string> arguments;
        for (std::string word; words >> word;) {
            arguments.push_back(word == "<none>" ? "" : word);
        }
        const redis_command* const command = find_redis_command(arguments.at(0));
        if (command == nullptr) return "unknown";
        std::vector<redis_request> requests;
        const std::vector<std::string_view> views(arguments.begin(), arguments.end());
        all = server.carry_out(*command, views, 0, {0, now}, requests) ? "" : "refused";
        for (const redis_request& one : requests) {
            request plain{one.kind, 0, one.ttl, 0, {}, one.value_bytes};
            const std::string key = (one.database == 0 ? "" : std::to_string(one.database) + ":") +
                                    std::string(one.key);
            plain.text = key;
            all += (all.empty() ? "" : ", ") + described(plain, {});
        }
    }
    return all;
}

struct expected_requests {
    const char* line;
    const char* requests;
};

inline void expect_all(std::initializer_list<expected_requests> cases) {
    for (const auto& [line, requests] : cases) {
        EXPECT_EQ(asked(line), requests) << line;
    }
}

} // namespace replay_tests
