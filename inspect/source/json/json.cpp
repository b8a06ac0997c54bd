#include <ebb/inspect/json.hpp>

#include "json/parts.hpp"

namespace ebb::inspect {
namespace {

json findings_part(const std::vector<finding>& findings) {
    json list = json::array();
    for (const finding& found : findings) {
        list.push_back(finding_part(found));
    }
    return list;
}

void add_census(json& part, const snapshot& seen,
                const std::optional<wall_clock::time_point>& taken) {
    part["census_taken"] = seen.counted && taken ? json(unix_seconds(*taken)) : json(nullptr);
    part["census"] = seen.counted ? census_part(seen) : json(nullptr);
}

json with_schema(json part) {
    json whole = {{"schema", json_schema}};
    whole.update(part);
    return whole;
}

json slot_changes_part(const slot_changes& changes) {
    return {{"in_use", changes.in_use},
            {"deleted", changes.deleted},
            {"never_used", changes.never_used},
            {"evacuated", changes.evacuated}};
}

} // namespace

json observation_part(const observation& seen) {
    json part = {{"map", identity_part(seen.latest.map)},
                 {"taken", time_or_null(seen.latest.taken)},
                 {"trouble", seen.trouble},
                 {"figures", figures_part(seen.latest.now)}};
    add_census(part, seen.latest, seen.census_taken);
    part["history"] = history_part(seen.past);
    part["findings"] = findings_part(seen.findings);
    return part;
}

std::string json_of(const snapshot& taken) {
    json part = {{"map", identity_part(taken.map)},
                 {"taken", time_or_null(taken.taken)},
                 {"figures", figures_part(taken.now)}};
    add_census(part, taken, taken.taken);
    return text_of_json(with_schema(std::move(part)));
}

std::string json_of(const difference& changes) {
    return text_of_json(
        {{"schema", json_schema},
         {"map", identity_part(changes.map)},
         {"seconds", changes.seconds},
         {"entries", changes.entries},
         {"buckets", changes.buckets},
         {"overflow_buckets", changes.overflow_buckets},
         {"memory_bytes", changes.memory_bytes},
         {"cursors", changes.cursors},
         {"slots", changes.slots ? slot_changes_part(*changes.slots) : json(nullptr)},
         {"counts", changes.counts ? counters_part(*changes.counts) : json(nullptr)},
         {"entries_a_second", changes.entries_a_second}});
}

std::string json_of(const std::vector<finding>& findings) {
    return text_of_json(findings_part(findings));
}

std::string json_of(const observation& seen) {
    return text_of_json(with_schema(observation_part(seen)));
}

std::string json_of(const std::vector<observation>& seen) {
    json maps = json::array();
    for (const observation& each : seen) {
        maps.push_back(observation_part(each));
    }
    return text_of_json(
        {{"schema", json_schema}, {"process", process_part()}, {"maps", std::move(maps)}});
}

} // namespace ebb::inspect
