#include "trace/csv_fields.hpp"

#include "trace/split.hpp"

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
    if (separator == ' ') {
        split_at_blanks<' '>(line, fields_);
    } else if (line.find('"') != std::string_view::npos) {
        return split_quoted(line, separator);
    } else if (separator == '\0') {
        fields_.assign(1, line);
    } else {
        split_at(separator, line, fields_);
    }
    return true;
}

bool csv_fields::split_quoted(std::string_view line, char separator) {
    fields_.clear();
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

} // namespace replay
