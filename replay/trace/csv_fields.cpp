#include "trace/csv_fields.hpp"

#include <algorithm>

namespace replay {

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) {
        text.remove_prefix(1);
    }
    while (text.ends_with(' ') || text.ends_with('\t')) {
        text.remove_suffix(1);
    }
    return text;
}

char csv_fields::separator_of(std::string_view line) {
    const auto count = [&](char c) { return std::count(line.begin(), line.end(), c); };
    if (count('\t') != 0) return '\t';
    // Numbers may have a decimal comma between semicolons.
    if (const auto semicolons = count(';'); semicolons != 0) {
        return count(',') > semicolons ? ',' : ';';
    }
    if (count(',') != 0) return ',';
    return count(' ') != 0 ? ' ' : '\0';
}

bool csv_fields::split(std::string_view line, char separator) {
    fields_.clear();
    if (separator == ' ') {
        split_at_blanks(line);
        return true;
    }
    if (line.find('"') != std::string_view::npos) return split_quoted(line, separator);
    for (std::size_t begin = 0;;) {
        const std::size_t end =
            separator == '\0' ? line.size() : std::min(line.find(separator, begin), line.size());
        fields_.push_back(line.substr(begin, end - begin));
        if (end == line.size()) return true;
        begin = end + 1;
    }
}

bool csv_fields::split_quoted(std::string_view line, char separator) {
    unquoted_.clear();
    unquoted_.reserve(line.size()); // never moved below: fields lie in it
    for (std::size_t begin = 0;;) {
        std::string_view field;
        std::size_t end = begin;
        if (line.substr(begin).starts_with('"')) {
            const std::size_t start = unquoted_.size();
            for (++end;; ++end) {
                const std::size_t quote = line.find('"', end);
                if (quote == std::string_view::npos) return false;
                unquoted_.append(line, end, quote - end);
                end = quote + 1;
                if (!line.substr(end).starts_with('"')) break;
                unquoted_ += '"';
            }
            field = std::string_view(unquoted_).substr(start);
            if (end != line.size() && line[end] != separator) return false;
        } else {
            end = std::min(line.find(separator, begin), line.size());
            field = line.substr(begin, end - begin);
        }
        fields_.push_back(field);
        if (end == line.size()) return true;
        begin = end + 1;
    }
}

void csv_fields::split_at_blanks(std::string_view line) {
    for (std::size_t begin = line.find_first_not_of(' '); begin < line.size();) {
        const std::size_t end = std::min(line.find(' ', begin), line.size());
        fields_.push_back(line.substr(begin, end - begin));
        begin = line.find_first_not_of(' ', end);
    }
}

} // namespace replay
