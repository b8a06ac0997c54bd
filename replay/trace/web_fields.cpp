#include "trace/web_fields.hpp"

#include "trace/split.hpp"
#include "trace/web_client.hpp"
#include "trace/words.hpp"

#include <algorithm>

namespace replay {
namespace {

constexpr std::string_view client_names[] = {"c-ip", "client-ip", "c_ip"};
constexpr std::string_view forwarded_names[] = {"x-forwarded-for",    "cs(x-forwarded-for)",
                                                "cs-x-forwarded-for", "x-client-ip",
                                                "true-client-ip",     "cs(x-real-ip)"};
constexpr std::string_view stamp_names[] = {"timestamp", "timestamp(ms)", "datetime"};

} // namespace

void web_fields::split(std::string_view line) {
    if (line.find('\t') != std::string_view::npos) {
        split_at('\t', line, values_);
    } else {
        split_at_blanks<' '>(line, values_);
    }
}

std::string web_fields::take_names(std::string_view line, std::string_view field_asked) {
    line.remove_prefix(line.find(':') + 1);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    split(line);
    count_ = values_.size();
    const auto place_of = [&](std::string_view name) {
        const auto found = std::find_if(values_.begin(), values_.end(), [&](std::string_view each) {
            return std::equal(
                each.begin(), each.end(), name.begin(), name.end(),
                [](char one, char other) { return lower_case(one) == lower_case(other); });
        });
        return found == values_.end() ? none : static_cast<std::size_t>(found - values_.begin());
    };
    date_at_ = place_of("date");
    time_at_ = place_of("time");
    is_stamp_ = false;
    for (const std::string_view name : stamp_names) {
        if (date_at_ != none && time_at_ != none) break;
        if (const std::size_t at = place_of(name); at != none) {
            time_at_ = at;
            is_stamp_ = true;
            break;
        }
    }
    client_at_ = field_asked.empty() ? none : place_of(field_asked);
    client_from_ = field_asked;
    other_client_.clear();
    const auto look_in = [&](const auto& names) {
        for (const std::string_view name : names) {
            const std::size_t at = place_of(name);
            if (at == none || at == client_at_) continue;
            if (client_at_ == none && field_asked.empty()) {
                client_at_ = at;
                client_from_ = values_[at];
            } else if (other_client_.empty()) {
                other_client_ = values_[at];
            }
        }
    };
    look_in(client_names);
    look_in(forwarded_names);
    missing_.clear();
    if (client_at_ == none) {
        missing_ = field_asked.empty() ? "c-ip" : "the field that --client names";
    } else if (time_at_ == none || (!is_stamp_ && date_at_ == none)) {
        missing_ = "date and time";
    }
    return missing_;
}

std::string web_fields::read(std::string_view line, std::string_view& client,
                             std::chrono::nanoseconds& time) {
    if (!missing_.empty()) return missing_ + " among the #Fields";
    split(line);
    if (values_.size() != count_) {
        return std::to_string(count_) + " fields, as #Fields names";
    }
    client = client_in(values_[client_at_]);
    moment_ = is_stamp_ ? std::string(values_[time_at_])
                        : std::string(values_[date_at_]) + "T" + std::string(values_[time_at_]);
    const auto found = is_stamp_ ? times_.read(moment_) : iso_time_in(moment_);
    if (!found) return "a date and a time of day";
    time = *found;
    return "";
}

} // namespace replay
