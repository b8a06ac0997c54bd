// What a monitor printed gives, replayed, the keys that the server has: random commands, among them
// such as Redis refuses, are given to a real one.
#include "planned.hpp"
#include "redis_client.hpp"
#include "trace_reading.hpp"

#include <iterator>
#include <limits>
#include <map>
#include <memory>
#include <set>

namespace replay_tests {
namespace {

std::unique_ptr<line_source> source_of(const std::string& capture) {
    return std::make_unique<line_source>(line_reader(open_bytes(file_of(capture))),
                                         make_line_format(trace_format::redis_monitor),
                                         "redis-monitor", false);
}

// Returns: the keys that the requests leave, with "!" if they expire.
std::set<std::string> keys_asked(const std::string& capture) {
    constexpr double never = std::numeric_limits<double>::infinity();
    const auto source = source_of(capture);
    std::map<std::string, double> deadlines;
    double now = 0;
    for (request one; source->next(one);) {
        now = one.time;
        std::erase_if(deadlines, [&](const auto& each) { return each.second <= now; });
        const std::string key(one.text);
        const double deadline = one.ttl > 0 ? now + one.ttl : never;
        if (one.kind == request_kind::set) deadlines[key] = deadline;
        if (one.kind == request_kind::add) deadlines.emplace(key, deadline);
        if (one.kind == request_kind::erase) deadlines.erase(key);
    }
    std::set<std::string> keys_left;
    for (const auto& [key, deadline] : deadlines) {
        keys_left.insert(key + (deadline == never ? "" : "!"));
    }
    return keys_left;
}

// Returns: how many keys the operations leave in a map.
std::size_t keys_replayed(const std::string& capture) {
    const auto source = source_of(capture);
    plan made;
    made.facts = make_plan(*source, parse_model("direct", source->facts()), made.file, go_on);
    std::vector<operation<std::string>> operations = read_operations<std::string>(made);
    operations.resize(operations.size() - made.facts.drain_operations);
    std::set<std::string> live;
    for (const auto& each : operations) {
        if (each.kind == operation_kind::erase) live.erase(each.key);
        if (each.kind == operation_kind::assign || each.kind == operation_kind::insert) {
            live.insert(each.key);
        }
    }
    EXPECT_EQ(live.size(), made.facts.entries_at_end);
    return live.size();
}

void expect_same_keys(server_and_client& both) {
    const std::string capture = both.capture();
    const std::set<std::string> there = both.keys_there();
    ASSERT_EQ(keys_asked(capture), there) << capture;
    ASSERT_EQ(keys_replayed(capture), there.size()) << capture;
}

TEST(redis_keys, are_those_of_a_server) {
    if (redis_process::program().empty()) {
        GTEST_SKIP()
            << "no redis-server is installed (scripts/setup installs Debian's redis-tools)";
    }
    random_source random;
    for (int round = 0; round != 12; ++round) {
        server_and_client both(random);
        // From short sequences, which leave something of each command, to long ones.
        const std::size_t count = std::size_t{20} << static_cast<unsigned>(round / 2);
        for (std::size_t i = 0; i != count; ++i) {
            both.give_line(redis_command_patterns[random.below(std::size(redis_command_patterns))]);
        }
        expect_same_keys(both);
        if (HasFatalFailure()) return;
    }
}

// Each command alone, on keys in every state.
TEST(redis_keys, are_those_of_a_server_after_each_command) {
    if (redis_process::program().empty()) {
        GTEST_SKIP()
            << "no redis-server is installed (scripts/setup installs Debian's redis-tools)";
    }
    random_source random;
    server_and_client both(random);
    constexpr const char* states[] = {"SET K v",      "SET K v EX 1000000", "RPUSH K E",
                                      "RPUSH K E E",  "RPUSH K E E E",      "SADD K E",
                                      "SADD K E E",   "ZADD K 1 E",         "HSET K f v",
                                      "XADD K * f v", "PFADD K v"};
    for (const char* command : redis_command_patterns) {
        for (int round = 0; round != 12; ++round) {
            both.start_anew();
            for (const char* database : {"SELECT 2", "SELECT 1", "SELECT 0"}) {
                both.give_line(database);
                for (std::size_t key = 0; key != keys; ++key) {
                    both.give_line(states[random.below(std::size(states))]);
                }
                both.give_line("EXPIRE K 1000000");
            }
            for (int times = 0; times != 3; ++times) {
                both.give_line(command);
            }
            expect_same_keys(both);
            if (HasFatalFailure()) return;
        }
    }
}

} // namespace
} // namespace replay_tests
