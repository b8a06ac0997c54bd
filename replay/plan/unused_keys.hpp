#pragma once
// Two keys that a trace does not have, for maps that mark free slots by keys: of 32 candidates
// those that were not met.

#include "error.hpp"
#include "plan/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace replay {

template <class Key> class unused_keys {
  public:
    void meet(key_view_t<Key> key) {
        const std::uint64_t which = candidate_number(key);
        if (which < candidates) {
            met_ |= 1U << which;
        }
    }

    // Throws: failure if all were met.
    void choose(plan_facts& facts) const {
        std::size_t chosen = 0;
        for (unsigned which = 0; which < candidates && chosen < 2; ++which) {
            if ((met_ >> which & 1U) == 0) {
                facts.unused_numbers[chosen] = std::numeric_limits<std::uint64_t>::max() - which;
                facts.unused_strings[chosen] = std::string(1, static_cast<char>(which));
                ++chosen;
            }
        }
        if (chosen < 2) {
            throw failure("the trace uses all the keys that are kept for marking free slots");
        }
    }

  private:
    static constexpr unsigned candidates = 32;

    // The largest numbers; strings of one control character.
    static std::uint64_t candidate_number(std::uint64_t key) {
        return std::numeric_limits<std::uint64_t>::max() - key;
    }
    static std::uint64_t candidate_number(std::string_view key) {
        return key.size() == 1 ? static_cast<unsigned char>(key[0]) : candidates;
    }

    std::uint32_t met_ = 0;
};

} // namespace replay
