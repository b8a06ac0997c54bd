#pragma once
// What values are called, in texts and in JSON.

#include <ebb/inspect/advice.hpp>
#include <ebb/inspect/state.hpp>

#include <string_view>

namespace ebb::inspect {

[[nodiscard]] std::string_view name_of(growth_kind kind) noexcept;
[[nodiscard]] std::string_view name_of(severity how_bad) noexcept;
[[nodiscard]] std::string_view name_of_table(bool is_old) noexcept;

} // namespace ebb::inspect
