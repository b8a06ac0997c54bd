#pragma once
// A map's slots, bytes and growths by table, component and state: what becomes the samples of a
// profile.

#include <ebb/inspect/state.hpp>

#include <compare>
#include <cstdint>
#include <map>
#include <string>

namespace ebb::inspect {

// Empty texts: does not apply, or is not known.
struct amount_kind {
    const char* table = "";
    const char* component = "";
    const char* state = "";

    friend bool operator<(const amount_kind& a, const amount_kind& b) noexcept;
};

struct amount {
    std::int64_t slots = 0;
    std::int64_t bytes = 0;
    std::int64_t growths = 0;
};

using amounts = std::map<amount_kind, amount>;

// Returns: who the amounts of this kind are, as a person would say it: "in use", "retired".
[[nodiscard]] std::string in_words(const amount_kind& kind);

[[nodiscard]] amounts amounts_of(const snapshot& taken);

} // namespace ebb::inspect
