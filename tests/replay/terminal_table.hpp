#pragma once
// Reports that a test makes up, and their tables by rows.

#include "report/terminal.hpp"

#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace replay_tests {

using json = nlohmann::ordered_json;
[[nodiscard]] inline json map_named(const std::string& name, double ns) {
    return {{"name", name},
            {"operations_per_second", 1e9 / ns},
            {"ns_per_operation", ns},
            {"latency_ns",
             {{"find", {{"p50", ns / 2}, {"p90", ns}, {"p99", nullptr}, {"max", 1'000 * ns}}}}},
            {"longest_pause_ns", 1'000 * ns},
            {"memory", {{"peak_bytes", 1 << 20}, {"peak_bytes_per_entry", 20.4}}},
            {"growths", 7},
            {"inside", nullptr}};
}

[[nodiscard]] inline json report_of(std::vector<json> maps) {
    json report = json::parse(R"({
        "complete": true,
        "input": {"name": "web.log", "format": "web-log", "keys": "strings",
                  "requests": 1234567, "distinct_keys": 45678,
                  "distinct_keys_exact": true, "lines_skipped": 0, "first_skipped": null},
        "model": {"name": "direct", "summary": "what the requests say", "hit_ratio": 0.875,
                  "bookkeeping_ns_per_request": 45.3},
        "operations": {"total": 1500000, "find": 1000000, "insert": 0, "assign": 234567,
                       "erase": 0, "drain_erase": 990},
        "entries": {"most": 1200, "at_end": 1000, "at_rest": 10},
        "rounds": 3,
        "clock": {"cost_ns": 21.2},
        "warnings": []
    })");
    report["maps"] = std::move(maps);
    return report;
}

[[nodiscard]] inline json two_maps() {
    return report_of({map_named("ebb", 50), map_named("std", 100)});
}

// The words of a line, each one space apart.
[[nodiscard]] inline std::string words_of(const std::string& line) {
    std::istringstream words(line);
    std::string text;
    for (std::string word; words >> word;) {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

[[nodiscard]] inline std::vector<std::string> lines_of(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

// Returns: the words of the first line that begins so.
[[nodiscard]] inline std::string row_of(const json& report, const std::string& label) {
    for (const std::string& line : lines_of(replay::report_table(report, {}))) {
        if (line.starts_with(label)) return words_of(line);
    }
    return "no such row";
}

} // namespace replay_tests
