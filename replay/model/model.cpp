#include "model/model.hpp"

#include "error.hpp"
#include "peers/count.hpp"

#include <charconv>
#include <cmath>
#include <optional>

#include <fmt/format.h>

namespace replay {
namespace {

constexpr std::string_view there_is = "there are direct, cache:ENTRIES, ttl:SPAN and "
                                      "sessions:MINUTES";

struct number_and_unit {
    double number;
    std::string_view unit;
};

std::optional<number_and_unit> split(std::string_view text) {
    double number = 0;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || !std::isfinite(number) || number <= 0) {
        return std::nullopt;
    }
    return number_and_unit{number, text.substr(static_cast<std::size_t>(rest - text.data()))};
}

std::uint64_t parse_entries(std::string_view text, std::string_view whole) {
    const std::optional<std::uint64_t> count = peers::parse_count(text);
    if (!count || *count == 0) {
        throw usage_error(fmt::format(
            "--model {}: expected a number of entries such as 100000, 100k or 2M, found '{}'",
            whole, text));
    }
    return *count;
}

// "300" (seconds if there is a clock, else requests), "300s", "5m", "1.5h", "2d", "500000req".
model parse_ttl(std::string_view text, std::string_view whole, const source_facts& input) {
    const auto parts = split(text);
    const std::string_view unit = parts ? parts->unit : "?";
    const double seconds = unit == "s"                     ? 1
                           : unit == "m"                   ? 60
                           : unit == "h"                   ? 3600
                           : unit == "d"                   ? 86400
                           : unit == "" && input.has_clock ? 1
                                                           : 0;
    const bool in_requests = unit == "req" || (unit == "" && !input.has_clock);
    if (!in_requests && seconds == 0) {
        throw usage_error(fmt::format("--model {}: expected a span such as 300s, 5m, 2h, 1d or "
                                      "500000req, found '{}'",
                                      whole, text));
    }
    if (!in_requests && !input.has_clock) {
        throw usage_error(fmt::format("--model {}: {} has no clock; say how many requests entries "
                                      "live: ttl:500000req",
                                      whole, input.name));
    }
    model result;
    result.is_timed = !in_requests;
    result.inserts_missed = true;
    result.lifetime = in_requests ? parts->number : parts->number * seconds;
    result.name = fmt::format("ttl:{}{}", result.lifetime, in_requests ? "req" : "s");
    result.summary = fmt::format("a miss inserts; entries expire {} after they were set",
                                 in_requests ? fmt::format("{} requests", parts->number)
                                             : fmt::format("{} s", result.lifetime));
    return result;
}

model parse_sessions(std::string_view text, std::string_view whole, const source_facts& input) {
    const auto parts = split(text);
    if (!parts || !parts->unit.empty()) {
        throw usage_error(fmt::format(
            "--model {}: expected a number of minutes such as 30, found '{}'", whole, text));
    }
    if (!input.has_clock) {
        throw usage_error(fmt::format("--model {}: {} has no clock, by which sessions could end",
                                      whole, input.name));
    }
    model result;
    result.name = whole;
    result.summary = fmt::format("a session for each key, closed {} minutes after its last request",
                                 parts->number);
    result.is_timed = true;
    result.inserts_missed = true;
    result.hits_renew = true;
    result.lifetime = parts->number * 60;
    return result;
}

model cache_of(std::uint64_t entries) {
    model result;
    result.name = fmt::format("cache:{}", entries);
    result.summary = fmt::format("an index of at most {} entries; a miss inserts, and evicts the "
                                 "least recently used one",
                                 entries);
    result.inserts_missed = true;
    result.hits_renew = true;
    result.entries_limit = entries;
    return result;
}

model direct(const source_facts& input) {
    model result;
    result.name = "direct";
    result.summary = input.has_clock
                         ? "what the requests say; entries expire by the TTL their request states"
                         : "what the requests say";
    result.is_timed = input.has_clock;
    result.heeds_own_ttl = input.has_clock;
    return result;
}

std::string_view usual_model(const source_facts& input) {
    return input.format == "web-log" ? "sessions:30"
           : !input.has_operations   ? "cache:100000"
                                     : "direct";
}

} // namespace

model parse_model(std::string_view text, const source_facts& input) {
    const std::string_view whole = text.empty() ? usual_model(input) : text;
    const std::size_t colon = whole.find(':');
    const std::string_view name = whole.substr(0, colon);
    const std::string_view value = colon == whole.npos ? "" : whole.substr(colon + 1);
    if (whole == "direct") {
        return direct(input);
    }
    if (name == "cache") {
        return cache_of(parse_entries(value, whole));
    }
    if (name == "ttl") {
        return parse_ttl(value, whole, input);
    }
    if (name == "sessions") {
        return parse_sessions(value, whole, input);
    }
    throw usage_error(fmt::format("--model {}: there is no such model; {}", whole, there_is));
}

} // namespace replay
