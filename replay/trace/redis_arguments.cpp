#include "trace/redis_arguments.hpp"

#include <charconv>
#include <cstddef>
#include <optional>
#include <system_error>

namespace replay {
namespace {

// The character for what follows a backslash, one letter.
std::optional<char> letter_escape(char letter) {
    switch (letter) {
    case '\\':
    case '"':
        return letter;
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    case 'a':
        return '\a';
    case 'b':
        return '\b';
    default:
        return std::nullopt;
    }
}

// The character for HH.
std::optional<char> hexadecimal(std::string_view text) {
    unsigned number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number, 16);
    if (error != std::errc{} || stop != end || text.size() != 2) return std::nullopt;
    return static_cast<char>(number);
}

// Effects: adds the argument that begins at `begin`, behind its quote. Returns: where its closing
// quote is, or npos.
std::size_t unescape(std::string_view text, std::size_t begin, std::string& to) {
    for (std::size_t at = begin; at < text.size(); ++at) {
        if (text[at] == '"') return at;
        if (text[at] != '\\') {
            to += text[at];
            continue;
        }
        ++at;
        const bool is_hexadecimal = text.substr(at).starts_with('x');
        const auto meant = is_hexadecimal     ? hexadecimal(text.substr(at + 1, 2))
                           : at < text.size() ? letter_escape(text[at])
                                              : std::nullopt;
        if (!meant) return std::string_view::npos;
        to += *meant;
        if (is_hexadecimal) at += 2;
    }
    return std::string_view::npos;
}

} // namespace

std::string_view redis_arguments::read(std::string_view text) {
    arguments_.clear();
    unescaped_.clear();
    unescaped_.reserve(text.size()); // never moved below: no argument gets longer
    for (std::size_t begin = 0;; ++begin) {
        if (begin >= text.size() || text[begin] != '"')
            return text.substr(begin == 0 ? 0 : begin - 1);
        ++begin;
        std::size_t end = text.find_first_of("\"\\", begin);
        if (end != std::string_view::npos && text[end] == '\\') {
            const std::size_t start = unescaped_.size();
            end = unescape(text, begin, unescaped_);
            arguments_.emplace_back(unescaped_.data() + start, unescaped_.size() - start);
        } else if (end != std::string_view::npos) {
            arguments_.push_back(text.substr(begin, end - begin));
        }
        if (end == std::string_view::npos) return text.substr(begin - 1);
        if (end + 1 == text.size()) return {};
        begin = end + 1;
        if (text[begin] != ' ') return text.substr(begin);
    }
}

} // namespace replay
