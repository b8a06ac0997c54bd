#include "report/report.hpp"

#include "ebb/version.hpp"
#include "peers/machine.hpp"
#include "report/noise.hpp"
#include "report/warnings.hpp"
#include "run/latencies.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <optional>
#include <string>
#include <vector>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace replay {
namespace {

using json = nlohmann::ordered_json;

// Null for what is no number: the rate of what took no time.
json rounded_to_tenth(double number) {
    if (!std::isfinite(number)) {
        return nullptr;
    }
    return static_cast<double>(static_cast<std::int64_t>(number * 10 + 0.5)) / 10;
}

json text_or_null(const std::string& text) { return text.empty() ? json(nullptr) : json(text); }

// The least of all rounds, figure by figure. What a round shorter than the others lacks is not
// there.
std::vector<double> least(const std::vector<nlohmann::json>& rounds,
                          const nlohmann::json::json_pointer& where) {
    std::vector<double> result;
    for (const nlohmann::json& round : rounds) {
        if (!round.contains(where)) {
            continue;
        }
        const auto figures = round[where].get<std::vector<double>>();
        for (std::size_t i = 0; i < figures.size(); ++i) {
            if (i == result.size()) {
                result.push_back(figures[i]);
            }
            result[i] = std::min(result[i], figures[i]);
        }
    }
    return result;
}

double least_figure(const std::vector<nlohmann::json>& rounds,
                    const nlohmann::json::json_pointer& where) {
    double result = 0;
    bool is_first = true;
    for (const nlohmann::json& round : rounds) {
        if (round.contains(where)) {
            const double figure = round[where].get<double>();
            result = is_first ? figure : std::min(result, figure);
            is_first = false;
        }
    }
    return result;
}

double median(std::vector<double> figures) {
    std::sort(figures.begin(), figures.end());
    const std::size_t upper = figures.size() / 2;
    return figures.size() % 2 != 0 ? figures[upper] : (figures[upper - 1] + figures[upper]) / 2;
}

// As long as the time axis, which has a point more than the plan: the rest after the drain. Null
// where an interrupted run has nothing.
json padded(json figures, const plan_facts& plan, const json& at_rest = nullptr) {
    figures.get_ref<json::array_t&>().resize(plan.points.size());
    figures.push_back(at_rest);
    return figures;
}

// Where the rest stands on the time axis: half a drain after the drain.
double x_of_rest(const plan_facts& plan) {
    const double end = plan.points.back().x;
    return end + std::max((end - plan.x_of_drain) / 2, 1e-9);
}

struct worst_moment {
    std::vector<double> ns; // a figure a point: the worst of all kinds
    double longest_ns = 0;
    double x = 0;
    std::string kind;
};

worst_moment worst_of(const map_results& map, const std::vector<plan_point>& points) {
    worst_moment worst;
    for (const char* kind : operation_names) {
        const std::vector<double> ns =
            least(map.latencies, nlohmann::json::json_pointer(fmt::format("/worst_ns/{}", kind)));
        worst.ns.resize(std::max(worst.ns.size(), ns.size()));
        for (std::size_t i = 0; i < ns.size(); ++i) {
            worst.ns[i] = std::max(worst.ns[i], ns[i]);
            if (ns[i] > worst.longest_ns) {
                worst.longest_ns = ns[i];
                worst.x = points[i].x;
                worst.kind = kind;
            }
        }
    }
    return worst;
}

json latency_of(const map_results& map, const std::string& kind, double worst_ns) {
    using pointer = nlohmann::json::json_pointer;
    const std::string place = "/kinds/" + kind;
    const auto count = map.latencies.front()[pointer(place + "/count")].get<std::uint64_t>();
    const std::vector<double> quantiles = least(map.latencies, pointer(place + "/quantiles"));
    std::vector<double> shares = shares_of(count);
    shares.resize(quantiles.size());
    json result{{"count", count},
                {"mean", rounded_to_tenth(least_figure(map.latencies, pointer(place + "/mean")))}};
    const auto capped = [&](double ns) { return rounded_to_tenth(std::min(ns, worst_ns)); };
    for (const auto& [name, share] : percentiles) {
        result[name] = tells_share(count, share) ? capped(quantile_at(count, quantiles, share))
                                                 : json(nullptr);
    }
    result["max"] = rounded_to_tenth(worst_ns);
    json& distribution = result["distribution"] = json::array();
    for (std::size_t i = 0; i < quantiles.size(); ++i) {
        distribution.push_back({shares[i], capped(quantiles[i])});
    }
    return result;
}

json map_of(const map_results& map, const plan_facts& plan) {
    using pointer = nlohmann::json::json_pointer;
    const nlohmann::json& first = map.latencies.front();
    const worst_moment worst = worst_of(map, plan.points);
    const double ns = median(map.ns_per_operation);

    json result{{"name", map.who.name}, {"version", map.who.version}, {"type", map.who.type}};
    result["operations_per_second"] = rounded_to_tenth(1e9 / ns);
    result["ns_per_operation"] = rounded_to_tenth(ns);
    for (const double round : map.ns_per_operation) {
        result["ns_per_operation_rounds"].push_back(rounded_to_tenth(round));
    }
    for (const std::string kind : {"all", "find", "insert", "assign", "erase"}) {
        if (!first["kinds"].contains(kind)) {
            continue;
        }
        double worst_ns = worst.longest_ns;
        if (kind != "all") {
            const std::vector<double> each = least(map.latencies, pointer("/worst_ns/" + kind));
            worst_ns = *std::max_element(each.begin(), each.end());
        }
        result["latency_ns"][kind] = latency_of(map, kind, worst_ns);
    }
    result["longest_pause_ns"] = rounded_to_tenth(worst.longest_ns);
    result["longest_pause_at"] = worst.x;
    result["longest_pause_kind"] = text_or_null(worst.kind);
    result["growths"] = first["growths"];

    const double entries = static_cast<double>(std::max<std::uint64_t>(plan.entries_most, 1));
    json memory;
    memory["peak_bytes"] = first["peak_bytes"];
    memory["peak_resident_bytes"] = first["peak_resident_bytes"];
    memory["peak_bytes_per_entry"] = rounded_to_tenth(first["peak_bytes"].get<double>() / entries);
    memory["rest_bytes"] = first.value("rest_bytes", nlohmann::json());
    memory["rest_resident_bytes"] = first.value("rest_resident_bytes", nlohmann::json());

    json timeline;
    timeline["map_bytes"] = padded(first["map_bytes"], plan, memory["rest_bytes"]);
    timeline["resident_bytes"] =
        padded(first["resident_bytes"], plan, memory["rest_resident_bytes"]);
    json worst_ns = json::array();
    for (std::size_t i = 0; i < first["map_bytes"].size(); ++i) {
        worst_ns.push_back(rounded_to_tenth(worst.ns[i]));
    }
    timeline["worst_ns"] = padded(std::move(worst_ns), plan);

    result["memory"] = std::move(memory);
    result["timeline"] = std::move(timeline);
    result["inside"] = map.inside;
    if (map.inside.is_object()) {
        for (const char* state : {"in_use", "deleted", "never_used"}) {
            result["inside"]["slots"][state] = padded(map.inside["slots"][state], plan);
        }
    }
    result["contents_hash"] = fmt::format("{:016x}", plan.contents_hash);
    return result;
}

json machine_of() {
    const peers::machine here = peers::this_machine();
    return {
        {"cpu", here.cpu},       {"cores", here.cores},         {"memory_bytes", here.memory_bytes},
        {"system", here.kernel}, {"compiler", peers::compiler}, {"flags", peers::compiler_flags}};
}

json input_of(const options& asked, const comparison& found) {
    const bool is_trace = asked.workload.empty();
    const source_facts& input = found.input;
    return {{"name", input.name},
            {"format", input.format},
            {"keys", input.has_numeric_keys ? "numbers" : "strings"},
            {"has_clock", input.has_clock},
            {"requests", found.plan.requests},
            {"distinct_keys", found.plan.distinct_keys},
            {"distinct_keys_exact", found.plan.are_distinct_keys_exact},
            {"out_of_order", found.plan.out_of_order},
            {"lines", is_trace ? json(input.lines) : json(nullptr)},
            {"lines_skipped", input.lines_skipped},
            {"first_skipped", text_or_null(input.first_skipped)},
            {"notes", input.notes},
            {"mean_key_bytes", rounded_to_tenth(found.plan.mean_key_bytes)},
            {"mean_value_bytes", found.plan.mean_value_bytes > 0
                                     ? rounded_to_tenth(found.plan.mean_value_bytes)
                                     : json(nullptr)},
            {"seed", is_trace ? json(nullptr) : json(asked.seed)}};
}

json operations_of(const plan_facts& plan) {
    json result{{"total", plan.operations}};
    for (std::size_t kind = 0; kind < operation_names.size(); ++kind) {
        result[operation_names[kind]] = plan.operations_of_kind[kind];
    }
    result["drain_erase"] = plan.drain_operations;
    return result;
}

json rounded_or_null(std::optional<double> figure) {
    return figure ? json(std::round(*figure * 1000) / 1000) : json(nullptr);
}

json json_of(const noise& heard) {
    json spreads;
    for (std::size_t i = 0; i < percentiles.size(); ++i) {
        spreads[percentiles[i].first] = rounded_or_null(heard.percentile_spreads[i]);
    }
    return {{"processor_share", rounded_or_null(heard.processor_share)},
            {"rounds_spread", rounded_or_null(heard.rounds_spread)},
            {"percentile_spreads", std::move(spreads)}};
}

} // namespace

nlohmann::ordered_json make_report(const options& asked, const comparison& found) {
    const plan_facts& plan = found.plan;
    const auto gets = static_cast<double>(plan.hits + plan.misses);
    json report{{"schema", "ebb-replay/1"},
                {"ebb_version", ebb::version},
                {"complete", found.is_complete},
                {"command", asked.command_line},
                {"date", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))},
                {"machine", machine_of()},
                {"input", input_of(asked, found)}};
    report["model"] = {
        {"name", found.rules.name},
        {"summary", found.rules.summary},
        {"hits", plan.hits},
        {"misses", plan.misses},
        {"hit_ratio", gets > 0 ? json(static_cast<double>(plan.hits) / gets) : json(nullptr)},
        {"expired", plan.expired},
        {"evicted", plan.evicted},
        {"bookkeeping_ns_per_request", rounded_to_tenth(plan.bookkeeping_ns)}};
    report["operations"] = operations_of(plan);
    report["entries"] = {{"most", plan.entries_most},
                         {"at_end", plan.entries_at_end},
                         {"at_rest", plan.entries_at_rest}};
    report["clock"] = {{"name", "steady_clock"},
                       {"cost_ns", rounded_to_tenth(found.clock_cost.least_ns)},
                       {"usual_cost_ns", rounded_to_tenth(found.clock_cost.usual_ns)}};
    const noise heard = noise_of(found);
    report["noise"] = json_of(heard);
    report["warnings"] = json::array();
    for (const warning& each : warnings_of(found, heard)) {
        report["warnings"].push_back({{"name", each.name}, {"text", each.text}});
    }
    report["rounds"] = asked.rounds;
    report["value_bytes"] = asked.value_bytes;
    report["axis"] = {{"unit", found.input.has_clock ? "seconds" : "requests"},
                      {"drain_begins", plan.x_of_drain},
                      {"rest_at", x_of_rest(plan)}};
    json x = json::array();
    json live = json::array();
    for (const plan_point& point : plan.points) {
        x.push_back(point.x);
        live.push_back(point.live_entries);
    }
    x.push_back(x_of_rest(plan));
    live.push_back(plan.entries_at_rest);
    report["timeline"] = {{"x", std::move(x)}, {"live_entries", std::move(live)}};
    report["maps"] = json::array();
    for (const map_results& map : found.maps) {
        report["maps"].push_back(map_of(map, plan));
    }
    return report;
}

std::string json_text(const nlohmann::ordered_json& report) {
    return report.dump(1, ' ', true, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace replay
