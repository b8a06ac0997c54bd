#pragma once
// What happens inside a map of ebb's.

#include "plan/plan.hpp"
#include "run/candidate.hpp"
#include "run/replayed.hpp"
#include "run/slot_states.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace replay {

// Requires: Map counts. Returns: {counter: count, "overflow_buckets_most": count, "slots":
// {"in_use", "deleted", "never_used": [a figure a point]}}
template <class Map> pass_report inside_pass(const plan& work, const run_progress& go_on) {
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
    pass_report result;
    result.set("/inserts", did.inserts);
    result.set("/reused_slots", did.reused_slots);
    result.set("/growths_double", did.growths_double);
    result.set("/growths_same_size", did.growths_same_size);
    result.set("/growths_shrink", did.growths_shrink);
    result.set("/buckets_moved", did.buckets_moved);
    result.set("/overflow_buckets_most", overflow_most);
    result.set("/slots/in_use", in_use);
    result.set("/slots/deleted", deleted);
    result.set("/slots/never_used", never_used);
    return result;
}

} // namespace replay
