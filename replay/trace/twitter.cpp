#include "trace/twitter.hpp"

#include "trace/numbers.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace replay {
namespace {

constexpr std::array<std::pair<std::string_view, request_kind>, 11> operations{{
    {"get", request_kind::get},
    {"gets", request_kind::get},
    {"set", request_kind::set},
    {"add", request_kind::add},
    {"replace", request_kind::set},
    {"cas", request_kind::set},
    {"append", request_kind::get},
    {"prepend", request_kind::get},
    {"delete", request_kind::erase},
    {"incr", request_kind::get},
    {"decr", request_kind::get},
}};

std::optional<request_kind> operation_in(std::string_view text) {
    for (const auto& [name, kind] : operations) {
        if (name == text) return kind;
    }
    return std::nullopt;
}

struct fields {
    std::string_view timestamp;
    std::string_view key;
    std::array<std::string_view, 5> rest; // key size, value size, client id, operation, TTL
};

// Counts from the right, since the key may contain commas.
std::optional<fields> split(std::string_view line) {
    fields found;
    std::size_t end = line.size();
    for (std::size_t i = found.rest.size(); i-- != 0;) {
        const std::size_t comma = line.substr(0, end).rfind(',');
        if (comma == std::string_view::npos) return std::nullopt;
        found.rest[i] = line.substr(comma + 1, end - comma - 1);
        end = comma;
    }
    const std::size_t comma = line.substr(0, end).find(',');
    if (comma == std::string_view::npos) return std::nullopt;
    found.timestamp = line.substr(0, comma);
    found.key = line.substr(comma + 1, end - comma - 1);
    return found;
}

} // namespace

line_kind twitter_format::read_line(std::string_view line, request& to) {
    const auto found = split(line);
    if (!found) {
        return malformed("timestamp,key,key size,value size,client id,operation,TTL", line);
    }
    const auto [key_size, value_size, client, operation, ttl] = found->rest;
    const auto time = number_in(found->timestamp);
    if (!time || *time >= seconds_limit) {
        return malformed("a timestamp in whole seconds, below 2^32", found->timestamp);
    }
    if (found->key.empty()) return malformed("a key in the second field", line);
    if (!number_in(key_size)) return malformed("a key size in bytes", key_size);
    const auto value_bytes = number_in(value_size);
    if (!value_bytes) return malformed("a value size in bytes", value_size);
    const auto kind = operation_in(operation);
    if (!kind) {
        return malformed("get, gets, set, add, replace, cas, append, prepend, delete, incr or decr",
                         operation);
    }
    const auto ttl_seconds = number_in(ttl);
    if (!ttl_seconds) return malformed("a TTL in whole seconds", ttl);
    if (!set_key(found->key, to)) return line_kind::malformed;
    to.kind = *kind;
    to.ttl = static_cast<double>(*ttl_seconds);
    to.value_bytes = saturated(*value_bytes);
    to.time = elapsed(std::chrono::seconds(*time));
    return line_kind::requests;
}

} // namespace replay
