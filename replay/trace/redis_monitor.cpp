#include "trace/redis_monitor.hpp"

#include "text/units.hpp"
#include "trace/numbers.hpp"
#include "trace/redis_commands.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>

namespace replay {
namespace {

using ebb::inspect::number_of;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Whether the line begins like "1339518083.107412 [".
bool is_of_capture(std::string_view line) {
    const std::size_t blank = line.find(' ');
    const std::string_view time = line.substr(0, blank);
    const std::size_t point = time.find('.');
    return blank != std::string_view::npos && point != std::string_view::npos && point != 0 &&
           std::all_of(time.begin(), time.begin() + static_cast<std::ptrdiff_t>(point), is_digit) &&
           std::all_of(time.begin() + static_cast<std::ptrdiff_t>(point) + 1, time.end(),
                       is_digit) &&
           line.substr(blank + 1).starts_with('[');
}

struct parts {
    std::chrono::nanoseconds time{};
    std::uint64_t database = 0;
    std::string_view command; // from the first quote on
};

std::optional<parts> split(std::string_view line) {
    const std::size_t space = line.find(" [");
    const auto time = seconds_in(line.substr(0, space));
    const std::size_t database = space + 2;
    const std::size_t client = line.find(' ', database);
    // A client may be [::1]:6379, or the path of a socket.
    const std::size_t end = line.find("] \"", database);
    if (!time || end == std::string_view::npos || client > end) return std::nullopt;
    const auto number = number_in(line.substr(database, client - database));
    if (!number) return std::nullopt;
    return parts{*time, *number, line.substr(end + 2)};
}

} // namespace

line_kind redis_monitor_format::read_line(std::string_view line, request& to) {
    requests_.clear();
    given_ = 0;
    // Who listens without redis-cli sees the protocol's own mark of an answer.
    if (line.starts_with('+')) line.remove_prefix(1);
    if (line == "OK") return line_kind::other;
    if (!is_of_capture(line)) return line_kind::foreign;
    const auto found = split(line);
    if (!found) {
        return malformed("a line like 1339518083.107412 [0 127.0.0.1:60866] \"GET\" \"key\"", line);
    }
    if (const std::string_view rest = arguments_.read(found->command); !rest.empty()) {
        return malformed(
            "arguments in double quotes, with \\\\ \\\" \\n \\r \\t \\a \\b \\xHH in them", rest);
    }
    time_ = elapsed(found->time);
    const double date = std::chrono::duration<double>(found->time).count();
    const line_kind kind = read_command(found->database, {time_, date});
    if (kind != line_kind::requests) {
        requests_.clear();
        return kind;
    }
    return more(to) ? line_kind::requests : line_kind::other;
}

// Effects: fills requests_, unless the line is malformed.
line_kind redis_monitor_format::read_command(redis_keyspace::database_number database,
                                             const redis_moment& moment) {
    const std::string_view name = arguments_.all().front();
    const redis_command* const command = find_redis_command(name);
    if (command == nullptr) {
        unknown_.add(name);
        return line_kind::other;
    }
    if (!server_.carry_out(*command, arguments_.all(), database, moment, requests_)) {
        refused_.add(name);
    } else if (command->shape == redis_shape::no_key) {
        without_key_.add(name);
    }
    // All of a line's keys are settled before the first is given: a line counts as a whole.
    request unused;
    for (const redis_request& one : requests_) {
        if (has_numeric_keys() && !settle_key(one, unused)) return line_kind::malformed;
    }
    return requests_.empty() ? line_kind::other : line_kind::requests;
}

bool redis_monitor_format::more(request& to) {
    if (given_ == requests_.size()) return false;
    give(requests_[given_++], to);
    return true;
}

void redis_monitor_format::give(const redis_request& asked, request& to) {
    to = request{};
    to.kind = asked.kind;
    to.time = time_;
    to.ttl = asked.ttl;
    to.value_bytes = asked.value_bytes;
    static_cast<void>(settle_key(asked, to));
}

bool redis_monitor_format::settle_key(const redis_request& asked, request& to) {
    if (asked.database == 0) return set_key(asked.key, to);
    key_.assign(std::to_string(asked.database)).append(":").append(asked.key);
    return set_key(key_, to);
}

std::vector<std::string> redis_monitor_format::notes() const {
    std::vector<std::string> all;
    if (without_key_.total() != 0) {
        all.push_back(number_of(without_key_.total(), "command", "commands") +
                      " without a key: " + without_key_.text());
    }
    if (refused_.total() != 0) {
        all.push_back(number_of(refused_.total(), "command", "commands") +
                      " that Redis refuses, and that changed nothing: " + refused_.text());
    }
    if (unknown_.total() != 0) {
        all.push_back(
            number_of(unknown_.total(), "command", "commands") +
            " not understood (of modules or newer versions), and passed over: " + unknown_.text());
    }
    return all;
}

} // namespace replay
