#pragma once
// What a stream of requests looks like when all of it has been read.

#include "workload/workload.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace replay_tests {

// FNV-1a over everything a request says.
class stream_hash {
  public:
    void add(const replay::request& one) {
        add(static_cast<std::uint64_t>(one.kind));
        add(std::bit_cast<std::uint64_t>(one.time));
        add(std::bit_cast<std::uint64_t>(one.ttl));
        add(one.value_bytes);
        for (const char c : one.text) {
            byte(static_cast<unsigned char>(c));
        }
    }
    [[nodiscard]] std::uint64_t value() const { return value_; }

  private:
    void add(std::uint64_t number) {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            byte(number >> shift & 0xffU);
        }
    }
    void byte(std::uint64_t one) { value_ = (value_ ^ one) * 1'099'511'628'211; }

    std::uint64_t value_ = 0xcbf29ce484222325;
};

struct key_history {
    std::uint64_t requests = 0;
    double ttl = 0;    // of the last write
    double until = -1; // when its entry expires
};

// Plays the requests against a cache that evicts nothing.
struct stream_figures {
    std::uint64_t requests = 0;
    std::array<std::uint64_t, 4> kinds{};
    std::uint64_t misses = 0;          // gets that found nothing
    std::uint64_t erases_that_met = 0; // an entry
    double end = 0;                    // time of the last request
    std::unordered_map<std::string, key_history> keys;

    void add(const replay::request& one) {
        using enum replay::request_kind;
        ++requests;
        ++kinds[static_cast<std::size_t>(one.kind)];
        end = one.time;
        key_history& key = keys[std::string(one.text)];
        ++key.requests;
        const bool is_present = one.time < key.until;
        misses += one.kind == get && !is_present ? 1 : 0;
        erases_that_met += one.kind == erase && is_present ? 1 : 0;
        if (one.kind == erase) {
            key.until = -1;
        } else if (one.kind == set || (one.kind == add_kind && !is_present)) {
            key.until = one.time + one.ttl;
        }
        if (one.kind == set || one.kind == add_kind) {
            key.ttl = one.ttl;
        }
    }

    [[nodiscard]] std::uint64_t count(replay::request_kind kind) const {
        return kinds[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] double share(replay::request_kind kind) const {
        return static_cast<double>(count(kind)) / static_cast<double>(requests);
    }
    [[nodiscard]] double miss_ratio() const {
        return static_cast<double>(misses) / static_cast<double>(count(replay::request_kind::get));
    }
    [[nodiscard]] double requests_a_key() const {
        return static_cast<double>(requests) / static_cast<double>(keys.size());
    }
    [[nodiscard]] double one_hit_share() const {
        std::size_t once = 0;
        for (const auto& [text, key] : keys) {
            once += key.requests == 1 ? 1 : 0;
        }
        return static_cast<double>(once) / static_cast<double>(keys.size());
    }

  private:
    static constexpr replay::request_kind add_kind = replay::request_kind::add;
};

inline constexpr std::uint64_t seed = 1;

[[nodiscard]] inline stream_figures figures_of(std::string_view name, std::uint64_t requests) {
    const auto source = replay::make_workload(name, requests, seed);
    stream_figures figures;
    for (replay::request one; source->next(one);) {
        figures.add(one);
    }
    return figures;
}

} // namespace replay_tests
