#include "text/printable.hpp"

#include <algorithm>
#include <cstdint>

namespace ebb::inspect {
namespace {

bool continues(char byte) noexcept { return (static_cast<std::uint8_t>(byte) & 0xC0) == 0x80; }

// Returns: bytes of the character at the front; 0 if there is none.
std::size_t character_bytes(std::string_view text) noexcept {
    const auto at = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = at(0);
    const std::size_t bytes = lead < 0x80                    ? 1
                              : lead >= 0xC2 && lead <= 0xDF ? 2
                              : (lead & 0xF0) == 0xE0        ? 3
                              : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                             : 0;
    if (bytes == 0 || bytes > text.size() ||
        !std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(bytes),
                     continues)) {
        return 0;
    }
    // Longer than needed, half of a pair, or beyond the last character there is.
    const bool is_wrong = (lead == 0xE0 && at(1) < 0xA0) || (lead == 0xED && at(1) >= 0xA0) ||
                          (lead == 0xF0 && at(1) < 0x90) || (lead == 0xF4 && at(1) >= 0x90);
    return is_wrong ? 0 : bytes;
}

} // namespace

std::string valid_utf8(std::string_view text) {
    std::string valid;
    while (!text.empty()) {
        const std::size_t bytes = character_bytes(text);
        if (bytes == 0) {
            valid += "\xEF\xBF\xBD";
            text.remove_prefix(1);
        } else {
            valid += text.substr(0, bytes);
            text.remove_prefix(bytes);
        }
    }
    return valid;
}

std::string printable(std::string_view text) {
    std::string shown = valid_utf8(text);
    for (std::size_t at = 0; at < shown.size(); ++at) {
        const auto byte = static_cast<std::uint8_t>(shown[at]);
        if (byte < 0x20 || byte == 0x7F) {
            shown[at] = '?';
        } else if (byte == 0xC2 && static_cast<std::uint8_t>(shown[at + 1]) < 0xA0) {
            shown.replace(at, 2, "?"); // U+0080 to U+009F
        }
    }
    return shown;
}

std::size_t characters(std::string_view text) noexcept {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return !continues(byte); }));
}

std::string shortened(std::string_view text, std::size_t characters_max) {
    if (characters(text) <= characters_max) {
        return std::string(text);
    }
    if (characters_max == 0) {
        return {};
    }
    std::size_t bytes = 0;
    for (std::size_t kept = 0; kept + 1 < characters_max; ++kept) {
        for (++bytes; bytes < text.size() && continues(text[bytes]); ++bytes) {}
    }
    return std::string(text.substr(0, bytes)) + "…";
}

std::string id_text(const identity& map) {
    return std::to_string(map.id) + (map.library.empty() ? "" : '@' + printable(map.library));
}

std::string id_and_name(const identity& map) {
    return id_text(map) + " '" + printable(map.name) + "'";
}

std::string described(const identity& map) {
    return "map '" + printable(map.name) + "' (" + id_text(map) + ")";
}

std::string called(const identity& map) {
    if (!map.name.empty()) {
        return printable(map.name);
    }
    if (map.id != 0) {
        return "map " + id_text(map);
    }
    return map.map_type.empty() ? "map" : printable(map.map_type);
}

} // namespace ebb::inspect
