#include "trace/redis_words.hpp"

#include "trace/numbers.hpp"

#include <charconv>
#include <limits>
#include <system_error>

namespace replay {

std::size_t redis_words::find(std::string_view lower, std::size_t from) const {
    while (from < count() && !is(from, lower)) {
        ++from;
    }
    return from < count() ? from : count();
}

std::optional<std::int64_t> redis_words::integer(std::size_t index) const {
    if (index >= count()) return std::nullopt;
    const std::string_view text = arguments_[index];
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    const bool has_zeros_in_front = digits.starts_with('0') && (text.size() > 1);
    std::int64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{} || stop != end || has_zeros_in_front) return std::nullopt;
    return number;
}

bool redis_words::is_number(std::size_t index) const {
    if (index >= count()) return false;
    std::string_view text = arguments_[index];
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    return is_word(text, "inf") || is_word(text, "infinity") ||
           (!text.starts_with('-') && decimal_in(text).has_value());
}

std::optional<double> redis_words::time_to_live(std::size_t index, redis_time meaning,
                                                double date) const {
    const auto number = integer(index);
    if (!number) return std::nullopt;
    const bool is_seconds =
        meaning == redis_time::seconds || meaning == redis_time::date_in_seconds;
    const bool is_date =
        meaning == redis_time::date_in_seconds || meaning == redis_time::date_in_milliseconds;
    // Redis counts milliseconds in 64 bits.
    constexpr double milliseconds_max =
        static_cast<double>(std::numeric_limits<std::int64_t>::max());
    const double milliseconds = static_cast<double>(*number) * (is_seconds ? 1e3 : 1);
    const double end = milliseconds + (is_date ? 0 : date * 1e3);
    if (!(end < milliseconds_max && milliseconds > -milliseconds_max)) return std::nullopt;
    const double seconds = static_cast<double>(*number) / (is_seconds ? 1 : 1e3);
    return is_date ? seconds - date : seconds;
}

bool redis_words::obey(redis_rule rule) const {
    switch (rule) {
    case redis_rule::none:
        return true;
    case redis_rule::elements:
    case redis_rule::elements_right:
        return count() > 2;
    case redis_rule::member:
        return count() == 4;
    case redis_rule::integer_second:
        return integer(2).has_value();
    case redis_rule::integer_third:
        return integer(3).has_value();
    case redis_rule::number_second:
        return is_number(2);
    case redis_rule::number_third:
        return is_number(3);
    case redis_rule::fields_and_values:
        return count() >= 4 && count() % 2 == 0;
    case redis_rule::bit:
        return integer(2).value_or(-1) >= 0 && (is(3, "0") || is(3, "1"));
    case redis_rule::range:
        return count() == 4 && integer(2).value_or(-1) >= 0;
    case redis_rule::scores:
        return are_places(1);
    case redis_rule::places:
        return are_places(2);
    case redis_rule::bit_fields:
    case redis_rule::entry:
        return count() >= 2;
    }
    return false;
}

// NX excludes XX, GT and LT, of which the last two exclude each other; INCR takes one member.
bool redis_words::are_places(std::size_t numbers) const {
    bool nx = false, xx = false, gt = false, lt = false, incr = false;
    std::size_t at = 2;
    for (;; ++at) {
        if (is(at, "nx")) {
            nx = true;
        } else if (is(at, "xx")) {
            xx = true;
        } else if (numbers == 1 && is(at, "gt")) {
            gt = true;
        } else if (numbers == 1 && is(at, "lt")) {
            lt = true;
        } else if (numbers == 1 && is(at, "incr")) {
            incr = true;
        } else if (!is(at, "ch")) {
            break;
        }
    }
    const std::size_t step = numbers + 1;
    const std::size_t rest = count() - at;
    if (rest == 0 || rest % step != 0 || (nx && (xx || gt || lt)) || (gt && lt)) return false;
    if (incr && rest != step) return false;
    for (; at < count(); at += step) {
        for (std::size_t i = 0; i < numbers; ++i) {
            if (!is_number(at + i)) return false;
        }
    }
    return true;
}

std::optional<set_options> set_options_of(const redis_words& words, std::size_t from, bool is_get) {
    set_options found;
    const auto time_named = [&](std::size_t at) -> std::optional<redis_time> {
        if (words.is(at, "ex")) return redis_time::seconds;
        if (words.is(at, "px")) return redis_time::milliseconds;
        if (words.is(at, "exat")) return redis_time::date_in_seconds;
        if (words.is(at, "pxat")) return redis_time::date_in_milliseconds;
        return std::nullopt;
    };
    for (std::size_t at = from; at < words.count(); ++at) {
        const auto time = time_named(at);
        if (time && at + 1 < words.count() && !found.keeps_ttl && !found.persists &&
            found.time.value_or(*time) == *time) {
            found.time = time;
            found.time_at = ++at;
        } else if (!is_get && words.is(at, "nx") && !found.only_present) {
            found.only_absent = true;
        } else if (!is_get && words.is(at, "xx") && !found.only_absent) {
            found.only_present = true;
        } else if (!is_get && words.is(at, "get")) {
            found.gets = true;
        } else if (!is_get && words.is(at, "keepttl") && !found.time) {
            found.keeps_ttl = true;
        } else if (is_get && words.is(at, "persist") && !found.time) {
            found.persists = true;
        } else {
            return std::nullopt;
        }
    }
    return found;
}

std::optional<expire_options> expire_options_of(const redis_words& words) {
    expire_options found;
    for (std::size_t at = 3; at < words.count(); ++at) {
        if (words.is(at, "nx")) {
            found.only_without = true;
        } else if (words.is(at, "xx")) {
            found.only_with = true;
        } else if (words.is(at, "gt")) {
            found.only_later = true;
        } else if (words.is(at, "lt")) {
            found.only_earlier = true;
        } else {
            return std::nullopt;
        }
    }
    if (found.only_without && (found.only_with || found.only_later || found.only_earlier)) {
        return std::nullopt;
    }
    if (found.only_later && found.only_earlier) return std::nullopt;
    return found;
}

} // namespace replay
