#pragma once
// Which mutant runs: EBB_MUTANT in the environment says so, and is read once. 0: none; below 0:
// none, and the points that are reached are noted. The compiler never meets a mutant: what it
// evaluates is the original.

#include <cstdlib>
#include <type_traits>

namespace ebb_mutants {

inline constexpr int mutants_max = 4096;

inline const int selected = [] {
    const char* const text = std::getenv("EBB_MUTANT");
    return text == nullptr ? 0 : std::atoi(text);
}();
inline unsigned char reached[mutants_max];

[[nodiscard]] constexpr bool is_on(int number) noexcept {
    if (std::is_constant_evaluated()) {
        return false;
    }
    if (selected < 0) {
        reached[number] = 1;
    }
    return selected == number;
}

} // namespace ebb_mutants

#define EBB_MUTANT(number) ::ebb_mutants::is_on(number)
