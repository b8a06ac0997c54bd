#include "trace/redis_monitor.hpp"

#include "trace/numbers.hpp"
#include "trace/redis_commands.hpp"
#include "trace/redis_requests.hpp"

#include <chrono>

namespace replay {
namespace {

struct parts {
    std::chrono::nanoseconds time{};
    std::string_view database;
    std::string_view command; // from the first quote on
};

std::optional<parts> split(std::string_view line) {
    const std::size_t space = line.find(" [");
    if (space == std::string_view::npos) return std::nullopt;
    const auto time = seconds_in(line.substr(0, space));
    const std::size_t database = space + 2;
    const std::size_t client = line.find(' ', database);
    // A client may be [::1]:6379, or the path of a socket.
    const std::size_t end = line.find("] \"", database);
    if (!time || end == std::string_view::npos || client > end) return std::nullopt;
    const std::string_view number = line.substr(database, client - database);
    if (!number_in(number)) return std::nullopt;
    return parts{*time, number, line.substr(end + 2)};
}

} // namespace

line_kind redis_monitor_format::read_line(std::string_view line, request& to) {
    requests_.clear();
    given_ = 0;
    if (line == "OK") return line_kind::other;
    const auto found = split(line);
    if (!found) {
        return malformed("a line like 1339518083.107412 [0 127.0.0.1:60866] \"GET\" \"key\"", line);
    }
    prefix_.clear();
    if (found->database != "0") prefix_.append(found->database).append(":");
    const line_kind kind =
        read_command(found->command, std::chrono::duration<double>(found->time).count());
    if (kind != line_kind::requests) {
        requests_.clear();
        return kind;
    }
    const double time = elapsed(found->time);
    for (request& one : requests_) {
        one.time = time;
    }
    return more(to) ? line_kind::requests : line_kind::other;
}

// Effects: fills requests_, unless the line is malformed.
line_kind redis_monitor_format::read_command(std::string_view text, double now) {
    if (const std::string_view rest = arguments_.read(text); !rest.empty()) {
        return malformed(
            "arguments in double quotes, with \\\\ \\\" \\n \\r \\t \\a \\b \\xHH in them", rest);
    }
    const std::string_view name = arguments_.all().front();
    const redis_command* const command = find_redis_command(name);
    if (command == nullptr) return malformed("a command of Redis", name);
    if (!append_requests(*command, arguments_.all(), now, requests_)) {
        return malformed("other arguments of this command", text);
    }
    // All of a line's keys are settled before the first is given: a line counts as a whole.
    for (request& one : requests_) {
        if (has_numeric_keys() && !settle_key(one)) return line_kind::malformed;
    }
    return requests_.empty() ? line_kind::other : line_kind::requests;
}

bool redis_monitor_format::more(request& to) {
    if (given_ == requests_.size()) return false;
    to = requests_[given_++];
    if (!has_numeric_keys() && !prefix_.empty()) static_cast<void>(settle_key(to));
    return true;
}

bool redis_monitor_format::settle_key(request& of) {
    if (!prefix_.empty()) {
        key_.assign(prefix_).append(of.text);
        of.text = key_;
    }
    return set_key(of.text, of);
}

} // namespace replay
