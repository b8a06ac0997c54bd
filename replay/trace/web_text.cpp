#include "trace/web_text.hpp"

#include "trace/numbers.hpp"
#include "trace/split.hpp"
#include "trace/times.hpp"
#include "trace/web_client.hpp"

#include <algorithm>
#include <string>

namespace replay {
namespace {

constexpr std::string_view sample_time = "17/May/2015:10:05:03 +0000";

// The number in `count` characters from `begin` on. Requires: they are there.
std::optional<int> digits(std::string_view text, std::size_t begin, std::size_t count) {
    int number = 0;
    for (const char c : text.substr(begin, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        number = number * 10 + (c - '0');
    }
    return number;
}

std::optional<unsigned> month(std::string_view name) {
    constexpr std::string_view names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const std::size_t at = names.find(name);
    if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
    return static_cast<unsigned>(at / 3 + 1);
}

std::optional<std::chrono::seconds> zone(std::string_view text) {
    const auto hours = digits(text, 1, 2);
    const auto minutes = digits(text, 3, 2);
    if (!hours || !minutes || *minutes > 59) return std::nullopt;
    const auto offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    if (text.front() == '+') return offset;
    if (text.front() == '-') return -offset;
    return std::nullopt;
}

} // namespace

std::optional<std::chrono::nanoseconds> log_time_in(std::string_view text) {
    std::chrono::nanoseconds fraction{};
    std::string without_fraction;
    constexpr std::size_t point = 20;
    if (text.size() > sample_time.size() && text[point] == '.') {
        const std::size_t end = text.find(' ', point);
        if (end == std::string_view::npos) return std::nullopt;
        const auto part = seconds_in("0" + std::string(text.substr(point, end - point)));
        if (!part) return std::nullopt;
        fraction = *part;
        without_fraction = std::string(text.substr(0, point)) + std::string(text.substr(end));
        text = without_fraction;
    }
    const bool has_form = text.size() == sample_time.size() && text[2] == '/' && text[6] == '/' &&
                          text[11] == ':' && text[14] == ':' && text[17] == ':' && text[20] == ' ';
    if (!has_form) return std::nullopt;
    const auto day = digits(text, 0, 2);
    const auto of_year = month(text.substr(3, 3));
    const auto year = digits(text, 7, 4);
    const auto hour = digits(text, 12, 2);
    const auto minute = digits(text, 15, 2);
    const auto second = digits(text, 18, 2);
    const auto offset = zone(text.substr(21));
    if (!day || !of_year || !year || !hour || !minute || !second || !offset) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*of_year),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    const auto whole = moment_of(date, *hour, *minute, *second, *offset);
    if (!whole) return std::nullopt;
    return *whole + fraction;
}

namespace {

struct bracketed_time {
    std::chrono::nanoseconds time;
    std::size_t begin; // of the bracket
    std::size_t end;   // behind it
};

// The user's name, which comes before, may contain blanks and brackets.
std::optional<bracketed_time> find_time(std::string_view line) {
    constexpr std::size_t longest = sample_time.size() + 10; // with nine digits of a fraction
    for (std::size_t at = line.find('['); at != std::string_view::npos;
         at = line.find('[', at + 1)) {
        const std::size_t end = line.find(']', at);
        if (end == std::string_view::npos) return std::nullopt;
        if (end - at - 1 > longest) continue;
        if (const auto time = log_time_in(line.substr(at + 1, end - at - 1))) {
            return bracketed_time{*time, at, end + 1};
        }
    }
    return std::nullopt;
}

constexpr auto split = split_at_blanks<' ', '\t'>;

// What begins a request: quotes, which a line that is quoted as a whole has doubled or escaped.
bool begins_request(std::string_view rest) {
    return rest.starts_with(" \"") || rest.starts_with(" \\\"") || rest.starts_with(" '");
}

bool is_client(std::string_view word) { return is_address(client_in(word)); }

bool has_port(std::string_view word) { return client_in(word).size() < word.size(); }

constexpr const char* time_expected = "a time like [17/May/2015:10:05:03 +0000]";

} // namespace

web_text_fault web_text::read(std::string_view line, web_text_found& to) {
    to = {};
    const auto time = find_time(line);
    if (!time) {
        if (read_balancer(line, to)) return {};
        return {line.find('[') == std::string_view::npos
                    ? "a line of a web server's log: the common or combined format, JSON, W3C or a "
                      "balancer's"
                    : time_expected,
                line};
    }
    to.time = time->time;
    if (!find_client(line, time->begin, time->end, to)) {
        return begins_request(line.substr(time->end))
                   ? web_text_fault{"a client before the time", line}
                   : web_text_fault{"a request in quotes after the time", line.substr(time->end)};
    }
    return {};
}

// Returns: false if there is none, or no request.
bool web_text::find_client(std::string_view line, std::size_t bracket, std::size_t behind,
                           web_text_found& to) {
    split(line.substr(0, bracket), words_);
    const std::size_t count = words_.size();
    if (!begins_request(line.substr(behind))) {
        std::vector<std::string_view> after;
        split(line.substr(behind), after);
        if (after.empty() || !is_client(after.front())) return false;
        to.client = client_in(after.front());
        to.field = count + 2; // the time is one, too
        return true;
    }
    std::size_t at = count;
    if (count >= 3 && words_[count - 2] == "-") {
        at = count - 3;
    } else {
        // A user's name of several words, or an identity.
        for (std::size_t i = 0; i + 2 < count; ++i) {
            if (is_client(words_[i])) at = i;
        }
        const auto dash =
            static_cast<std::size_t>(std::find(words_.begin(), words_.end(), "-") - words_.begin());
        if (at == count)
            at = dash != count && dash != 0 ? dash - 1 : count >= 3 ? count - 3 : count;
    }
    if (at == count) return false;
    // A list of proxies, of which the first is the client's own address.
    while (at != 0 && words_[at - 1].ends_with(',') && is_client(words_[at - 1])) {
        --at;
    }
    to.client = client_in(words_[at]);
    to.field = at + 1;
    find_other(line, at, to);
    return true;
}

// Another address before the time, or at the end of the line, where proxies are named.
void web_text::find_other(std::string_view line, std::size_t client, web_text_found& to) const {
    for (std::size_t i = 0; i != client; ++i) {
        if (is_client(words_[i])) {
            to.other_field = i + 1;
            to.other = client_in(words_[i]);
        }
    }
    if (!line.ends_with('"')) return;
    const std::size_t begin = line.substr(0, line.size() - 1).rfind('"');
    if (begin == std::string_view::npos) return;
    const std::string_view last = client_in(line.substr(begin));
    if (!is_address(last) || last == to.client) return;
    to.other_field = static_cast<std::size_t>(-1);
    to.other = last;
}

// "[TYPE [VERSION]] DATE NAME [LISTENER] CLIENT:PORT ...", of the ELB, ALB and NLB.
bool web_text::read_balancer(std::string_view line, web_text_found& to) {
    split(line, words_);
    for (std::size_t date = 0; date < std::min<std::size_t>(3, words_.size()); ++date) {
        const auto time = iso_time_in(words_[date]);
        if (!time || words_[date].find('T') == std::string_view::npos) continue;
        for (std::size_t at = date + 2; at < std::min(date + 4, words_.size()); ++at) {
            if (!is_client(words_[at]) || !has_port(words_[at])) continue;
            to.time = *time;
            to.client = client_in(words_[at]);
            to.field = at + 1;
            return true;
        }
    }
    return false;
}

const std::vector<std::string_view>& web_text::fields_of(std::string_view line) {
    fields_.clear();
    for (std::size_t begin = line.find_first_not_of(" \t"); begin < line.size();) {
        const char first = line[begin];
        const char closing = first == '"' ? '"' : first == '[' ? ']' : '\0';
        std::size_t end = begin;
        if (closing != '\0') {
            for (end = line.find(closing, begin + 1);
                 end != std::string_view::npos && line[end - 1] == '\\';) {
                end = line.find(closing, end + 1);
            }
        }
        end = std::min(line.find_first_of(" \t", std::min(end, line.size())), line.size());
        fields_.push_back(line.substr(begin, end - begin));
        begin = line.find_first_not_of(" \t", end);
    }
    return fields_;
}

} // namespace replay
