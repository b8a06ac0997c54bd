#include "names.hpp"

#include <array>
#include <cstddef>

namespace ebb::inspect {

std::string_view name_of(growth_kind kind) noexcept {
    constexpr std::array<std::string_view, 4> names{"none", "doubling", "same_size", "shrink"};
    const auto index = static_cast<std::size_t>(kind);
    return index < names.size() ? names[index] : names[0];
}

std::string_view name_of(severity how_bad) noexcept {
    switch (how_bad) {
    case severity::note:
        return "note";
    case severity::warning:
        return "warning";
    case severity::serious:
        break;
    }
    return "serious";
}

std::string_view name_of_table(bool is_old) noexcept { return is_old ? "old" : "current"; }

} // namespace ebb::inspect
