#include "trace/csv_columns.hpp"

#include "error.hpp"
#include "trace/csv_fields.hpp"
#include "trace/numbers.hpp"
#include "trace/operation_words.hpp"
#include "trace/quoted.hpp"
#include "trace/words.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace replay {
namespace {

constexpr const char* roles[] = {"time", "op", "key", "ttl", "size"};

// Where a table has several of them, the first here is taken.
constexpr std::string_view time_names[] = {
    "time",          "timestamp",   "ts",           "@timestamp", "datetime",
    "date_time",     "date",        "epoch",        "unixtime",   "unix_time",
    "relative_unix", "access_time", "arrival_time", "clock_time"};
constexpr std::string_view op_names[] = {
    "op",     "operation", "op_name", "command", "cmd",     "request", "request_type", "req_type",
    "opcode", "method",    "verb",    "action",  "io_type", "iotype",  "rw",           "type"};
constexpr std::string_view key_names[] = {
    "key",     "object_id", "obj_id",   "objectid",  "object",   "obj",
    "id",      "item_id",   "item",     "cache_key", "key_hash", "hashed_host_path_query",
    "lbn",     "lba",       "block_id", "block",     "blockno",  "page",
    "page_id", "url",       "uri",      "path",      "file",     "inode",
    "hash",    "offset"};
constexpr std::string_view ttl_names[] = {"ttl",     "expiry",  "expiration",
                                          "exptime", "expires", "expire"};
constexpr std::string_view size_names[] = {"size",     "value_size",  "val_size", "object_size",
                                           "obj_size", "value_bytes", "bytes",    "response_size",
                                           "length",   "len",         "io_size"};

std::span<const std::string_view> names_of(csv_column which) {
    switch (which) {
    case csv_column::time:
        return time_names;
    case csv_column::op:
        return op_names;
    case csv_column::key:
        return key_names;
    case csv_column::ttl:
        return ttl_names;
    case csv_column::size:
        break;
    }
    return size_names;
}

struct unit_suffix {
    std::string_view text;
    time_unit unit;
};
constexpr unit_suffix suffixes[] = {
    {"_s", time_unit::seconds},           {"_sec", time_unit::seconds},
    {"_seconds", time_unit::seconds},     {"_ms", time_unit::milliseconds},
    {"_millis", time_unit::milliseconds}, {"_us", time_unit::microseconds},
    {"_micros", time_unit::microseconds}, {"_ns", time_unit::nanoseconds},
    {"_nanos", time_unit::nanoseconds},
};

struct meaning {
    csv_column which;
    std::size_t rank; // among the names of the column, the first is the best
    std::optional<time_unit> unit;
};

std::optional<meaning> meaning_of(std::string_view name) {
    name = trimmed(name);
    for (const csv_column which :
         {csv_column::time, csv_column::op, csv_column::key, csv_column::ttl, csv_column::size}) {
        const auto names = names_of(which);
        for (std::size_t rank = 0; rank != names.size(); ++rank) {
            if (is_word(name, names[rank])) return meaning{which, rank, {}};
            if (which != csv_column::time || name.size() <= names[rank].size() ||
                !is_word(name.substr(0, names[rank].size()), names[rank])) {
                continue;
            }
            for (const auto& [text, unit] : suffixes) {
                if (is_word(name.substr(names[rank].size()), text)) {
                    return meaning{which, rank, unit};
                }
            }
        }
    }
    return std::nullopt;
}

bool is_time(std::string_view text) {
    text = trimmed(text);
    return decimal_in(text).has_value() || iso_time_in(text).has_value();
}

} // namespace

csv_columns::csv_columns(std::string_view asked) : is_asked_(!asked.empty()) {
    if (asked.empty()) return;
    csv_fields parts;
    if (!parts.split(asked, ',')) throw usage_error("--columns: the quotes are wrong");
    for (std::size_t i = 0; i != parts.all().size(); ++i) {
        const std::string_view part = trimmed(parts.all()[i]);
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) {
            if (part != "-") ask(part, i, {});
            continue;
        }
        const std::string_view where = part.substr(equals + 1);
        const auto number = number_in(where);
        if (where.empty() || (number && (*number == 0 || *number > 10'000))) {
            throw usage_error(
                "--columns: expected a column's name, or its number from 1 on, found " +
                quoted(part));
        }
        ask(part.substr(0, equals), number ? static_cast<std::size_t>(*number) - 1 : none,
            number ? std::string_view() : where);
    }
    const bool has_key = has(csv_column::key) ||
                         std::any_of(names_asked_.begin(), names_asked_.end(),
                                     [](const auto& one) { return one.first == csv_column::key; });
    if (!has_key) throw usage_error("--columns: none of them is the key");
}

void csv_columns::ask(std::string_view role, std::size_t place, std::string_view name) {
    const auto found = meaning_of(role);
    // A role has one name, so that a mistake is not taken for another.
    if (!found || found->rank != 0) {
        throw usage_error("--columns: expected time (or time_s, time_ms, time_us, time_ns), op, "
                          "key, ttl, size or -, found " +
                          quoted(role));
    }
    const bool is_new = std::exchange(place_of(found->which), place) == none &&
                        std::none_of(names_asked_.begin(), names_asked_.end(),
                                     [&](const auto& one) { return one.first == found->which; });
    if (!is_new) throw usage_error("--columns: " + quoted(role) + " is there twice");
    if (!name.empty()) names_asked_.emplace_back(found->which, std::string(name));
    if (found->which == csv_column::time) unit_ = found->unit;
}

bool csv_columns::are_names(const std::vector<std::string_view>& fields) const {
    bool is_known = false;
    for (const std::string_view field : fields) {
        if (is_time(field) || operation_in(trimmed(field))) return false;
        is_known = is_known || meaning_of(field).has_value();
    }
    return is_known;
}

bool csv_columns::take_names(const std::vector<std::string_view>& fields) {
    for (const std::string_view field : fields) {
        names_.emplace_back(trimmed(field));
    }
    for (const auto& [which, name] : names_asked_) {
        const auto found = std::find(names_.begin(), names_.end(), name);
        if (found == names_.end()) return false;
        place_of(which) = static_cast<std::size_t>(found - names_.begin());
    }
    if (is_asked_) return true;
    std::array<std::size_t, count> ranks{none, none, none, none, none};
    for (std::size_t i = 0; i != fields.size(); ++i) {
        const auto found = meaning_of(fields[i]);
        if (!found) continue;
        std::size_t& rank = ranks[static_cast<std::size_t>(found->which)];
        if (rank == found->rank) return false; // twice the same name
        if (rank < found->rank) continue;
        rank = found->rank;
        place_of(found->which) = i;
        if (found->which == csv_column::time) unit_ = found->unit;
    }
    return has(csv_column::key);
}

bool csv_columns::guess(const std::vector<std::string_view>& fields, char separator) {
    using enum csv_column; // its `size` is a column
    is_guessed_ = true;
    const auto op_at = static_cast<std::size_t>(
        std::find_if(fields.begin(), fields.end(),
                     [](std::string_view field) { return operation_in(trimmed(field)); }) -
        fields.begin());
    const std::size_t width = fields.size();
    const auto is_number = [&](std::size_t i) {
        return decimal_in(trimmed(fields[i])).has_value();
    };
    std::vector<csv_column> order;
    if (op_at == 1 && (width == 3 || width == 4)) {
        order = {time, op, key, ttl};
    } else if (op_at == 2 && width == 3 && is_time(fields[0])) {
        order = {time, key, op};
    } else if (op_at == 0 && width == 2) {
        order = {op, key};
    } else if (op_at == 1 && width == 2) {
        order = {key, op};
    } else if (op_at == width && width == 2 && is_time(fields[0])) {
        order = {time, key};
    } else if (op_at == width && (width == 3 || (width > 3 && separator == ' ')) &&
               is_time(fields[0]) && is_number(2)) {
        order = {time, key, size};
    } else {
        return false;
    }
    // A TTL may be there in some lines only.
    for (std::size_t i = 0; i != order.size(); ++i) {
        place_of(order[i]) = i;
    }
    guessed_width_ = width;
    return true;
}

std::string csv_columns::text() const {
    std::string used;
    std::string unused;
    bool is_plain = !is_asked_ && !is_guessed_;
    for (std::size_t i = 0; i != count; ++i) {
        if (places_[i] == none || (is_guessed_ && places_[i] >= guessed_width_)) continue;
        used += (used.empty() ? "" : ", ") + std::string(roles[i]) + " is ";
        if (places_[i] < names_.size()) {
            used += quoted(names_[places_[i]]);
            is_plain = is_plain && is_word(names_[places_[i]], roles[i]);
        } else {
            used += "column " + std::to_string(places_[i] + 1);
        }
    }
    for (std::size_t i = 0; i != names_.size(); ++i) {
        if (std::find(places_.begin(), places_.end(), i) == places_.end() && !names_[i].empty()) {
            unused += (unused.empty() ? "" : ", ") + quoted(names_[i]);
        }
    }
    if (is_plain && unused.empty()) return "";
    return "columns: " + used + (unused.empty() ? "" : "; not used: " + unused);
}

} // namespace replay
