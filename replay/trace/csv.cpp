#include "trace/csv.hpp"

#include "trace/numbers.hpp"
#include "trace/operation_words.hpp"

#include <utility>

namespace replay {
namespace {

constexpr const char* expected_columns =
    "a first line with the columns' names, or time,op,key or time,op,key,ttl or time,key,size; "
    "--columns says what they are";
constexpr const char* expected_names =
    "one column with the key (key, object_id, id, lbn ...) among the names, and no name twice; "
    "--columns says which it is";

} // namespace

line_kind csv_format::read_line(std::string_view line, request& to) {
    if (!has_begun_) {
        separator_ = csv_fields::separator_of(line);
        if (separator_ == '\0') separator_ = ',';
    }
    if (!fields_.split(line, separator_)) {
        return malformed("quotes around whole fields, doubled inside", line);
    }
    if (!has_begun_) {
        if (const auto kind = begin(line)) return *kind;
    }
    if (is_lost_) return malformed(expected_names, line);
    return read_fields(line, to);
}

// Settles the columns by the first line, or by the first that tells them. Returns: what it is,
// unless it is one of the requests.
std::optional<line_kind> csv_format::begin(std::string_view line) {
    has_names_ = columns_.needs_names() || columns_.are_names(fields_.all());
    if (has_names_) {
        is_lost_ = !columns_.take_names(fields_.all());
    } else if (!columns_.are_asked() && !columns_.guess(fields_.all(), separator_)) {
        return malformed(expected_columns, line);
    }
    has_begun_ = true;
    field_count_ = fields_.all().size();
    times_ = time_reader(columns_.unit());
    if (!has_names_) return std::nullopt;
    return is_lost_ ? malformed(expected_names, line) : line_kind::other;
}

bool csv_format::is_comment(std::string_view line) const {
    // Where keys come first, so may a key that begins with this sign. Before the first line is read
    // nobody knows, and a comment is likely.
    return !has_begun_ || columns_.place(csv_column::key) != 0 || line.starts_with("# ");
}

std::string_view csv_format::field(csv_column which) const {
    const std::size_t place = columns_.place(which);
    return place < fields_.all().size() ? fields_.all()[place] : std::string_view();
}

line_kind csv_format::read_fields(std::string_view line, request& to) {
    const std::size_t found = fields_.all().size();
    // Where nobody named the columns the last one, a TTL, may be left out.
    const bool may_lack_ttl = !has_names_ && !columns_.are_asked() && columns_.has(csv_column::ttl);
    const bool is_shape = may_lack_ttl ? found == 3 || found == 4 : found == field_count_;
    if (!is_shape) {
        return malformed(std::to_string(field_count_) + " fields, as in the first line", line);
    }
    if (columns_.has(csv_column::op)) {
        const auto kind = operation_in(trimmed(field(csv_column::op)));
        if (!kind) return malformed(operation_words, field(csv_column::op));
        to.kind = *kind;
    }
    std::optional<std::chrono::nanoseconds> time;
    if (!read_time(line, time)) return line_kind::malformed;
    const std::string_view key = field(csv_column::key);
    if (key.empty()) return malformed("a key", line);
    if (const std::string_view ttl = trimmed(field(csv_column::ttl)); !ttl.empty()) {
        const auto seconds = decimal_in(ttl);
        if (!seconds || *seconds < 0) return malformed("a ttl in seconds, or nothing", ttl);
        to.ttl = *seconds;
    }
    if (const std::string_view size = trimmed(field(csv_column::size));
        !size.empty() && size != "-") {
        const auto bytes = decimal_in(size);
        if (!bytes || *bytes < 0) return malformed("a size in bytes, or nothing", size);
        to.value_bytes = *bytes < 0x1p32 ? static_cast<std::uint32_t>(*bytes) : 0xffffffffU;
    }
    if (!set_key(key, to)) return line_kind::malformed;
    if (!std::exchange(has_requests_, true)) set_has_clock(time.has_value());
    if (time) to.time = elapsed(*time);
    return line_kind::requests;
}

// Returns: false if the line is malformed: the first request settles whether there are times.
bool csv_format::read_time(std::string_view line, std::optional<std::chrono::nanoseconds>& time) {
    const std::string_view text = trimmed(field(csv_column::time));
    if (!text.empty() && !(time = times_.read(text))) {
        static_cast<void>(malformed("a time in " + times_.meaning() + ", below 2^32 seconds; " +
                                        "--columns names another unit, as time_ms",
                                    text));
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

std::vector<std::string> csv_format::notes() const {
    std::vector<std::string> all;
    if (std::string text = columns_.text(); !text.empty() && !is_lost_) {
        all.push_back(std::move(text));
    }
    if (has_requests_ && !has_operations()) {
        all.push_back("no column says what is asked: every request is a get");
    }
    if (has_clock()) all.push_back("times are taken as " + times_.meaning());
    return all;
}

} // namespace replay
