#include "trace/web_client.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <arpa/inet.h>

namespace replay {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view without(std::string_view text, std::string_view around) {
    while (!text.empty() && around.find(text.front()) != std::string_view::npos) {
        text.remove_prefix(1);
    }
    while (!text.empty() && around.find(text.back()) != std::string_view::npos) {
        text.remove_suffix(1);
    }
    return text;
}

} // namespace

std::string_view client_in(std::string_view field) {
    field = without(field, " \t\"'\\");
    field = without(field.substr(0, field.find(',')), " \t");
    if (field.starts_with('[')) { // [2001:db8::1]:443
        field = field.substr(1, field.find(']') - 1);
    } else if (const std::size_t colon = field.find(':');
               colon != std::string_view::npos && colon + 1 != field.size() &&
               std::all_of(field.begin() + static_cast<std::ptrdiff_t>(colon) + 1, field.end(),
                           is_digit)) {
        if (field.find(':') == field.rfind(':')) field = field.substr(0, colon);
    }
    return field == "-" || field == "unknown" ? std::string_view() : field;
}

bool is_address(std::string_view text) {
    std::array<char, INET6_ADDRSTRLEN> copy{};
    if (text.size() >= copy.size()) return false;
    std::copy(text.begin(), text.end(), copy.begin());
    std::array<unsigned char, sizeof(in6_addr)> ignored{};
    return ::inet_pton(AF_INET, copy.data(), ignored.data()) == 1 ||
           ::inet_pton(AF_INET6, copy.data(), ignored.data()) == 1;
}

} // namespace replay
