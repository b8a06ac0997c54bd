#include "trace/csv.hpp"

#include "trace/numbers.hpp"
#include "trace/words.hpp"

#include <algorithm>
#include <utility>

namespace replay {
namespace {

constexpr std::array<std::pair<std::string_view, request_kind>, 12> operations{{
    {"get", request_kind::get},
    {"set", request_kind::set},
    {"add", request_kind::add},
    {"delete", request_kind::erase},
    {"read", request_kind::get},
    {"put", request_kind::set},
    {"write", request_kind::set},
    {"update", request_kind::set},
    {"insert", request_kind::add},
    {"del", request_kind::erase},
    {"erase", request_kind::erase},
    {"remove", request_kind::erase},
}};

constexpr const char* operation_names =
    "get, read, set, put, write, update, add, insert, delete, del, erase or remove";

std::optional<request_kind> operation_in(std::string_view text) {
    for (const auto& [name, kind] : operations) {
        if (is_word(text, name)) return kind;
    }
    return std::nullopt;
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ') || text.starts_with('\t')) {
        text.remove_prefix(1);
    }
    while (text.ends_with(' ') || text.ends_with('\t')) {
        text.remove_suffix(1);
    }
    return text;
}

} // namespace

line_kind csv_format::read_line(std::string_view line, request& to) {
    if (!split(line)) return malformed("quotes around whole fields, doubled inside", line);
    if (!std::exchange(has_begun_, true) && column_named(fields_[0])) return read_header(line);
    return read_fields(line, to);
}

bool csv_format::is_comment(std::string_view /*line*/) const {
    return !has_header_ || places_[key_column] != 0;
}

std::optional<csv_format::column> csv_format::column_named(std::string_view text) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (is_word(trimmed(text), names[i])) return static_cast<column>(i);
    }
    return std::nullopt;
}

// Effects: fills fields_. Returns: false if the quotes are wrong.
bool csv_format::split(std::string_view line) {
    field_count_ = 0;
    if (line.find('"') != std::string_view::npos) return split_quoted(line);
    for (std::size_t begin = 0;;) {
        const std::size_t end = std::min(line.find(',', begin), line.size());
        if (field_count_ < columns_max) fields_[field_count_] = line.substr(begin, end - begin);
        ++field_count_;
        if (end == line.size()) return true;
        begin = end + 1;
    }
}

bool csv_format::split_quoted(std::string_view line) {
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
            if (end != line.size() && line[end] != ',') return false;
        } else {
            end = std::min(line.find(',', begin), line.size());
            field = line.substr(begin, end - begin);
        }
        if (field_count_ < columns_max) fields_[field_count_] = field;
        ++field_count_;
        if (end == line.size()) return true;
        begin = end + 1;
    }
}

line_kind csv_format::read_header(std::string_view line) {
    constexpr const char* expected = "each of the names op and key once, time and ttl at most once";
    has_header_ = true;
    places_.fill(columns_max);
    columns_ = field_count_;
    bool is_good = field_count_ <= columns_max;
    for (std::size_t i = 0; is_good && i < field_count_; ++i) {
        const auto which = column_named(fields_[i]);
        is_good = which && std::exchange(places_[*which], i) == columns_max;
    }
    if (is_good && places_[op_column] != columns_max && places_[key_column] != columns_max) {
        return line_kind::other;
    }
    // No line after it can be understood.
    places_.fill(columns_max);
    return malformed(expected, line);
}

std::string_view csv_format::field(column which) const {
    const std::size_t place = places_[which];
    return place < std::min(field_count_, columns_max) ? fields_[place] : std::string_view();
}

line_kind csv_format::read_fields(std::string_view line, request& to) {
    if (has_header_ && field_count_ != columns_) {
        return malformed(std::to_string(columns_) + " fields, as in the header", line);
    }
    if (!has_header_ && field_count_ != 3 && field_count_ != 4) {
        return malformed("time,op,key or time,op,key,ttl", line);
    }
    const auto kind = operation_in(trimmed(field(op_column)));
    if (!kind) return malformed(operation_names, field(op_column));
    std::optional<std::chrono::nanoseconds> time;
    if (!read_time(line, time)) return line_kind::malformed;
    const std::string_view key = field(key_column);
    if (key.empty()) return malformed("a key", line);
    if (const std::string_view ttl = trimmed(field(ttl_column)); !ttl.empty()) {
        const auto seconds = decimal_in(ttl);
        if (!seconds || *seconds < 0) return malformed("a ttl in seconds, or nothing", ttl);
        to.ttl = *seconds;
    }
    if (!set_key(key, to)) return line_kind::malformed;
    to.kind = *kind;
    if (!std::exchange(has_requests_, true)) set_has_clock(time.has_value());
    if (time) to.time = elapsed(*time);
    return line_kind::requests;
}

// Returns: false if the line is malformed: the first request settles whether there are times.
bool csv_format::read_time(std::string_view line, std::optional<std::chrono::nanoseconds>& time) {
    const std::string_view text = trimmed(field(time_column));
    if (!text.empty() && !(time = seconds_in(text))) {
        static_cast<void>(malformed("a time in seconds, below 2^32", text));
        return false;
    }
    if (has_requests_ && time.has_value() != has_clock()) {
        static_cast<void>(malformed(has_clock() ? "a time, as the first request has one"
                                                : "no time, as the first request has none",
                                    line));
        return false;
    }
    return true;
}

} // namespace replay
