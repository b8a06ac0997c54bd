#include "server/parameters.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace ebb::inspect {

parameters::parameters(const request& asked, std::initializer_list<std::string_view> known)
    : asked_(&asked) {
    for (const auto& [name, value] : asked.parameters) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            std::string list;
            for (const std::string_view each : known) {
                list += (list.empty() ? "" : ", ") + std::string(each);
            }
            throw refusal(400, list.empty() ? "there are no parameters here"
                                            : "there is an unknown parameter; known are: " + list);
        }
        if (asked.parameters.count(name) > 1) {
            throw refusal(400, "the parameter " + name + " is there more than once");
        }
    }
}

const std::string* parameters::find(const std::string& name) const {
    const auto found = asked_->parameters.find(name);
    return found == asked_->parameters.end() ? nullptr : &found->second;
}

std::optional<std::uint64_t> parameters::number(const std::string& name, std::uint64_t least,
                                                std::uint64_t most) const {
    const std::string* const text = find(name);
    if (text == nullptr) {
        return std::nullopt;
    }
    const std::optional<std::uint64_t> number = number_of(*text);
    if (!number || *number < least || *number > most) {
        throw refusal(400, "the parameter " + name + " is not a number from " +
                               std::to_string(least) + " to " + std::to_string(most));
    }
    return number;
}

bool parameters::is_second(const std::string& name, std::string_view first,
                           std::string_view second) const {
    const std::string* const text = find(name);
    if (text != nullptr && *text != first && *text != second) {
        throw refusal(400, "the parameter " + name + " is neither " + std::string(first) + " nor " +
                               std::string(second));
    }
    return text != nullptr && *text == second;
}

std::optional<std::uint64_t> number_of(std::string_view digits) noexcept {
    std::uint64_t number = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stopped, error] = std::from_chars(digits.data(), end, number);
    return error == std::errc() && stopped == end ? std::optional(number) : std::nullopt;
}

} // namespace ebb::inspect
