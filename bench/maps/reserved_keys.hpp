#pragma once
// Two keys of every type that no benchmark uses, for maps that mark free slots by keys.

#include "keys.hpp"

#include <cstdint>
#include <limits>
#include <string>

namespace bench {

template <class Key> [[nodiscard]] Key reserved_key(std::uint64_t which);

// The last two of their sequences, which nobody comes to.
template <> [[nodiscard]] inline std::uint64_t reserved_key(std::uint64_t which) {
    return nth_number(std::numeric_limits<std::uint64_t>::max() - which);
}
template <> [[nodiscard]] inline std::uint32_t reserved_key(std::uint64_t which) {
    return nth_small_number(std::numeric_limits<std::uint64_t>::max() - which);
}
// Keys are longer.
template <> [[nodiscard]] inline std::string reserved_key(std::uint64_t which) {
    return std::string(which, '-');
}

} // namespace bench
