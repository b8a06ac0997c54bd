#pragma once
// What the JSON of ebb::inspect is made of. Its shape is documented in docs/inspect.schema.json.

#include <ebb/inspect/advice.hpp>
#include <ebb/inspect/history.hpp>
#include <ebb/inspect/monitor.hpp>
#include <ebb/inspect/state.hpp>

#include "names.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace ebb::inspect {

using json = nlohmann::ordered_json;

inline constexpr std::string_view json_schema = "ebb-inspect/1";

[[nodiscard]] double unix_seconds(wall_clock::time_point time) noexcept;
[[nodiscard]] json time_or_null(wall_clock::time_point time); // null where it was never set

// Returns: null for a number that nobody knows.
template <class T> [[nodiscard]] json known(const std::optional<T>& number) {
    return number ? json(*number) : json(nullptr);
}

[[nodiscard]] json process_part(); // this process
[[nodiscard]] json identity_part(const identity& map);
[[nodiscard]] json short_identity_part(const identity& map);
[[nodiscard]] json growth_part(const growth_figures& growth);
[[nodiscard]] json counters_part(const counters& counts);
[[nodiscard]] json figures_part(const figures& now);
[[nodiscard]] json slots_part(const slot_counts& slots);
[[nodiscard]] json cells_part(const std::vector<cell>& cells);
[[nodiscard]] std::string slots_in_hex(const bucket_word& word);
[[nodiscard]] json census_part(const snapshot& seen); // which has one
[[nodiscard]] json history_part(const history& past);
[[nodiscard]] json finding_part(const finding& found);
[[nodiscard]] json observation_part(const observation& seen);

// Returns: the text, in which what was not UTF-8 is replaced.
[[nodiscard]] std::string text_of_json(const json& value);

} // namespace ebb::inspect
