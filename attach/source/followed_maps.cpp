#include "followed_maps.hpp"

#include <ebb/attach/failure.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace ebb::attach {
namespace {

constexpr int census_rest = 20; // so many times as long as it took

double less(std::uint64_t later, std::uint64_t earlier) {
    return static_cast<double>(later) - static_cast<double>(earlier);
}

void note_rates(followed_map& map, const inspect::snapshot& before, const inspect::snapshot& now) {
    const double seconds = std::chrono::duration<double>(now.taken - before.taken).count();
    if (seconds <= 0) {
        return;
    }
    map.entries_a_second = less(now.now.entries, before.now.entries) / seconds;
    map.bytes_a_second = less(now.now.memory_bytes, before.now.memory_bytes) / seconds;
    map.changes_a_second = std::abs(map.entries_a_second);
    if (now.now.counts && before.now.counts) {
        const auto done = [](const counters& c) { return c.inserts + c.erases; };
        map.changes_a_second = less(done(*now.now.counts), done(*before.now.counts)) / seconds;
    }
}

} // namespace

void followed_maps::look() {
    std::vector<followed_map> now;
    for (remote_map& each : from_.maps()) {
        const auto known = std::find_if(maps_.begin(), maps_.end(), [&](const followed_map& old) {
            return old.map.who.id == each.who.id && old.map.engine == each.engine;
        });
        now.push_back(known == maps_.end() ? followed_map{} : std::move(*known));
        now.back().map = std::move(each);
    }
    maps_ = std::move(now);
    for (followed_map& each : maps_) {
        look_at(each);
    }
}

void followed_maps::look_at(followed_map& map) {
    using clock = followed_map::clock;
    const clock::time_point begin = clock::now();
    look_options options;
    options.with_census = begin >= map.census_due;
    try {
        look_result seen = from_.look(map.map, options);
        const clock::time_point end = clock::now();
        if (options.with_census) {
            map.census_due = end + (end - begin) * census_rest;
            map.is_of_one_moment = seen.is_of_one_moment;
        }
        map.ages.note(seen.taken.now, end);
        map.past.add(inspect::sample_of(seen.taken));
        if (map.latest) {
            note_rates(map, *map.latest, seen.taken);
            if (!seen.taken.counted) {
                seen.taken.counted = std::move(map.latest->counted);
            }
        }
        map.latest = std::move(seen.taken);
        map.findings = inspect::findings_of(*map.latest, &map.past, {}, map.findings);
        map.trouble.clear();
    } catch (const inspect::unreadable& error) {
        map.trouble = error.what();
    }
}

} // namespace ebb::attach
