#include "trace/web_log.hpp"

#include "trace/numbers.hpp"
#include "trace/web_client.hpp"

#include <charconv>
#include <system_error>
#include <utility>

namespace replay {

line_kind web_log_format::read_line(std::string_view line, request& to) {
    if (web_fields::are_names(line)) {
        has_names_ = true;
        const std::string missing = fields_.take_names(line, client_);
        return missing.empty() ? line_kind::other : malformed(missing + " among the #Fields", line);
    }
    if (has_names_) return read_fields(line, to);
    const std::size_t brace = line.find('{');
    if (brace != std::string_view::npos && line.ends_with('}')) {
        return read_json(line.substr(brace), to, false);
    }
    return read_text(line, to);
}

line_kind web_log_format::read_fields(std::string_view line, request& to) {
    std::string_view client;
    std::chrono::nanoseconds time{};
    std::string expected = fields_.read(line, client, time);
    if (!expected.empty()) return malformed(std::move(expected), line);
    note_client(fields_.client_from(), fields_.other_client());
    return take_client(client, time, to);
}

line_kind web_log_format::read_json(std::string_view line, request& to, bool is_inner) {
    web_json& reader = is_inner ? inner_ : json_;
    web_json_found found;
    if (!reader.read(line, client_, found)) return malformed("an object in JSON", line);
    if (found.client.empty()) {
        if (found.inner.empty() || is_inner) return line_kind::foreign;
        if (found.inner.starts_with('{')) return read_json(found.inner, to, true);
        web_text_found unused;
        return text_.read(found.inner, unused).expected == nullptr ? read_text(found.inner, to)
                                                                   : line_kind::foreign;
    }
    if (!found.time) return malformed("a time: ts, time, timestamp or the like", line);
    if (other_client_.empty()) {
        note_client(std::string(found.client_from),
                    std::string(reader.other_client(found.client_from)));
    }
    return take_client(found.client, *found.time, to);
}

line_kind web_log_format::read_text(std::string_view line, request& to) {
    web_text_found found;
    const web_text_fault fault = text_.read(line, found);
    if (!client_.empty() && (fault.expected == nullptr || found.time.count() != 0)) {
        const auto asked = numbered_field(line);
        if (!asked)
            return malformed("a field " + client_ +
                                 ", counted from 1 or, back from the end, from -1 (--client)",
                             line);
        return take_client(client_in(*asked), found.time, to);
    }
    if (fault.expected != nullptr) return malformed(fault.expected, fault.found);
    if (found.field != 1 || found.other_field != 0) {
        std::string other;
        if (found.other_field == static_cast<std::size_t>(-1)) {
            other = "-1";
        } else if (found.other_field != 0) {
            other = std::to_string(found.other_field);
        }
        note_client(std::to_string(found.field), std::move(other));
    }
    return take_client(found.client, found.time, to);
}

std::optional<std::string_view> web_log_format::numbered_field(std::string_view line) {
    int number = 0;
    const char* const end = client_.data() + client_.size();
    const auto [stop, error] = std::from_chars(client_.data(), end, number);
    const auto& fields = text_.fields_of(line);
    const auto count = static_cast<int>(fields.size());
    if (error != std::errc{} || stop != end || number == 0 || number > count || -number > count) {
        return std::nullopt;
    }
    return fields[static_cast<std::size_t>(number > 0 ? number - 1 : count + number)];
}

line_kind web_log_format::take_client(std::string_view client, std::chrono::nanoseconds time,
                                      request& to) {
    if (client.empty()) return line_kind::foreign;
    if (!set_key(client, to)) return line_kind::malformed;
    to.time = elapsed(time);
    return line_kind::requests;
}

void web_log_format::note_client(std::string from, std::string other) {
    const bool says_more = client_from_.empty() || (other_client_.empty() && !other.empty());
    if (!says_more) return;
    client_from_ = std::move(from);
    other_client_ = std::move(other);
}

std::vector<std::string> web_log_format::notes() const {
    if (client_from_.empty() || !client_.empty()) return {};
    std::string note = "clients are taken from the field " + client_from_;
    if (!other_client_.empty()) {
        note += "; the field " + other_client_ + " has addresses, too: --client " + other_client_ +
                " would take that";
    }
    return {std::move(note)};
}

} // namespace replay
