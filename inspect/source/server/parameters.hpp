#pragma once
// The parameters of a request. What is wrong with them is refused with a sentence.

#include "server/reply.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace ebb::inspect {

class parameters {
  public:
    // Throws: refusal (400) where there are others than these, or one is there twice.
    parameters(const request& asked, std::initializer_list<std::string_view> known);

    // Returns: nothing where it is not given.
    [[nodiscard]] std::optional<std::uint64_t> number(const std::string& name, std::uint64_t least,
                                                      std::uint64_t most) const;
    // Returns: whether it is the second of the two; the first is what holds where it is not given.
    [[nodiscard]] bool is_second(const std::string& name, std::string_view first,
                                 std::string_view second) const;

  private:
    [[nodiscard]] const std::string* find(const std::string& name) const;

    const request* asked_;
};

// Returns: nothing for a text that is not a number in decimal digits alone.
[[nodiscard]] std::optional<std::uint64_t> number_of(std::string_view digits) noexcept;

} // namespace ebb::inspect
