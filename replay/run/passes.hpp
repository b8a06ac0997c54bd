#pragma once
// The passes of one map: what each does with the plan, and the JSON that it returns.

#include "plan/plan.hpp"
#include "run/candidate.hpp"
#include "run/clock.hpp"
#include "run/latencies.hpp"
#include "run/replayed.hpp"
#include "run/resident.hpp"
#include "run/slot_states.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace replay {

// So many operations are read from the plan at once, outside of what is timed; their keys fit the
// second-level cache.
inline constexpr std::size_t batch_size = 512;

// {"ns": processor time of all operations, "operations": how many}
template <class Map> nlohmann::json throughput_pass(const plan& work, const run_progress& go_on) {
    using key_type = typename Map::key_type;
    operation_reader<key_type> reader(work.file);
    std::vector<operation<key_type>> batch(batch_size);
    replayed<Map> subject;
    std::uint64_t ns = 0;
    while (const std::size_t count = reader.read(batch)) {
        bool as_planned = true;
        const std::uint64_t begin = clock::thread_ns();
        for (std::size_t i = 0; i < count; ++i) {
            as_planned &= subject.apply(batch[i]) == batch[i].outcome;
        }
        ns += clock::thread_ns() - begin;
        if (!as_planned) {
            throw failure(std::string(Map::name) + ": an operation's outcome is not the plan's");
        }
        if (!go_on(subject.operations())) {
            return {{"ns", ns}, {"operations", subject.operations()}};
        }
    }
    subject.rest();
    subject.check_contents(work.facts);
    return {{"ns", ns}, {"operations", subject.operations()}};
}

// What happens between two points of the plan.
struct latency_slices {
    std::array<std::vector<double>, 4> worst_ns; // by kind; 0: none of that kind
    std::vector<std::uint64_t> map_bytes;
    std::vector<std::uint64_t> resident_bytes;
};

// {"operations", "worst_ns": {kind: [a figure a point]}, "map_bytes", "resident_bytes": [a figure a
// point], "kinds": {kind: {"count", "mean", "quantiles": [a figure a share of shares_of(count)]}},
// "growths", "peak_bytes", "peak_resident_bytes", "rest_bytes", "rest_resident_bytes"}
template <class Map> nlohmann::json latency_pass(const plan& work, const run_progress& go_on);

// {"counters": {name: count}, "in_use", "deleted", "never_used": [a figure a point],
// "overflow_buckets_most"}
template <class Map> nlohmann::json inside_pass(const plan& work, const run_progress& go_on);

template <class Map> nlohmann::json latency_pass(const plan& work, const run_progress& go_on) {
    using key_type = typename Map::key_type;
    operation_reader<key_type> reader(work.file);
    std::vector<operation<key_type>> batch(batch_size);
    for (operation<key_type>& each : batch) {
        if constexpr (std::is_same_v<key_type, std::string>) {
            each.key.reserve(256); // so that reading the plan is not seen in this process's memory
        }
    }
    const std::vector<plan_point>& points = work.facts.points;
    latency_slices slices;
    for (std::vector<double>& worst : slices.worst_ns) {
        worst.assign(points.size(), 0);
    }
    slices.map_bytes.reserve(points.size());
    slices.resident_bytes.reserve(points.size());
    std::array<latencies, 5> kinds; // the last one: all of them
    std::size_t growths = 0;
    std::size_t peak = 0;

    const std::size_t resident_before = resident_bytes();
    reset_peak();
    const std::size_t peak_before = peak_resident_bytes();
    replayed<Map> subject;
    std::size_t buckets = subject.map().bucket_count();
    const auto resident_now = [&] {
        const std::size_t now = resident_bytes();
        return now > resident_before ? now - resident_before : 0;
    };

    std::size_t at = 0; // the point that comes next
    bool is_going_on = true;
    while (const std::size_t count = is_going_on ? reader.read(batch) : 0) {
        for (std::size_t i = 0; i < count && is_going_on; ++i) {
            const operation<key_type>& asked = batch[i];
            const clock::moment begin = clock::now();
            const bool outcome = subject.apply(asked);
            const double ns = clock::ns_between(begin, clock::now());
            if (outcome != asked.outcome) {
                fail_by_outcome<Map>(asked, subject.operations());
            }
            const std::size_t kind = index_of(asked.kind);
            kinds[kind].add(ns);
            kinds[4].add(ns);
            slices.worst_ns[kind][at] = std::max(slices.worst_ns[kind][at], ns);
            if (asked.kind != operation_kind::find) {
                const std::size_t buckets_now = subject.map().bucket_count();
                growths += buckets_now != buckets;
                buckets = buckets_now;
                peak = subject.peak_bytes(peak, subject.memory_bytes());
            }
            if (subject.operations() == points[at].operations) {
                slices.map_bytes.push_back(subject.memory_bytes());
                slices.resident_bytes.push_back(resident_now());
                is_going_on = go_on(subject.operations()) && ++at < points.size();
            }
        }
    }
    const std::size_t most = peak_resident_bytes();

    nlohmann::json result{{"operations", subject.operations()},
                          {"map_bytes", slices.map_bytes},
                          {"resident_bytes", slices.resident_bytes},
                          {"growths", growths},
                          {"peak_bytes", peak},
                          {"peak_resident_bytes", most > peak_before ? most - peak_before : 0}};
    if (subject.operations() == work.facts.operations) {
        subject.rest();
        result["rest_bytes"] = subject.memory_bytes();
        result["rest_resident_bytes"] = resident_now();
        subject.check_contents(work.facts);
    }
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        const std::string name = kind == 4 ? "all" : operation_names[kind];
        if (kinds[kind].count() == 0) {
            continue;
        }
        std::vector<double> quantiles;
        for (const double share : shares_of(kinds[kind].count())) {
            quantiles.push_back(kinds[kind].quantile_ns(share));
        }
        result["kinds"][name] = {{"count", kinds[kind].count()},
                                 {"mean", kinds[kind].mean_ns()},
                                 {"quantiles", quantiles}};
        if (kind < 4) {
            result["worst_ns"][name] = slices.worst_ns[kind];
        }
    }
    return result;
}

template <class Map> nlohmann::json inside_pass(const plan& work, const run_progress& go_on) {
    using key_type = typename Map::key_type;
    // Counting slots takes as long as the table is large: so many of them in all.
    constexpr std::uint64_t slots_to_count = 4'000'000'000;
    operation_reader<key_type> reader(work.file);
    std::vector<operation<key_type>> batch(batch_size);
    const std::vector<plan_point>& points = work.facts.points;
    std::vector<std::uint64_t> in_use;
    std::vector<std::uint64_t> deleted;
    std::vector<std::uint64_t> never_used;
    std::uint64_t overflow_most = 0;
    replayed<Map> subject;
    slot_states states;
    std::size_t skipped = 0;
    bool is_going_on = true;
    while (const std::size_t count = is_going_on ? reader.read(batch) : 0) {
        for (std::size_t i = 0; i < count && is_going_on; ++i) {
            subject.apply(batch[i]);
            if (subject.operations() != points[in_use.size()].operations) {
                continue;
            }
            const std::uint64_t slots = states.in_use + states.deleted + states.never_used;
            if (++skipped > slots * points.size() / slots_to_count) {
                states = slot_states_of(subject.map().map());
                skipped = 0;
            }
            in_use.push_back(states.in_use);
            deleted.push_back(states.deleted);
            never_used.push_back(states.never_used);
            overflow_most = std::max(overflow_most, states.overflow_buckets);
            is_going_on = go_on(subject.operations()) && in_use.size() < points.size();
        }
    }
    const ebb::counters& did = subject.map().map().counters();
    return {{"inserts", did.inserts},
            {"reused_slots", did.reused_slots},
            {"growths_double", did.growths_double},
            {"growths_same_size", did.growths_same_size},
            {"growths_shrink", did.growths_shrink},
            {"buckets_moved", did.buckets_moved},
            {"overflow_buckets_most", overflow_most},
            {"slots", {{"in_use", in_use}, {"deleted", deleted}, {"never_used", never_used}}}};
}

} // namespace replay
