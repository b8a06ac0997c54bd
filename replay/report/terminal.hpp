#pragma once
// The report as a table for a terminal.

#include <cstddef>
#include <string>

#include <nlohmann/json.hpp>

namespace replay {

struct table_style {
    std::size_t width = 0;   // columns that there are; 0: as many as it takes
    bool has_colour = false; // whether the best of each row is bold, besides its mark
};

[[nodiscard]] std::string report_table(const nlohmann::ordered_json& report,
                                       const table_style& style);

} // namespace replay
