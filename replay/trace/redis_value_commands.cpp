#include "trace/redis_execution.hpp"

#include <algorithm>
#include <utility>

namespace replay {

bool redis_execution::set_with_options() {
    const auto options = count() < 3 ? std::nullopt : set_options_of(words_, 3, false);
    if (!options) return false;
    double ttl = 0;
    bool is_past = false;
    if (options->time) {
        if (words_.integer(options->time_at).value_or(0) <= 0) return false;
        const auto found = words_.time_to_live(options->time_at, *options->time, date_);
        if (!found) return false;
        ttl = *found;
        is_past = ttl <= 0;
    }
    if (options->gets && !is_of_type(1)) return false;
    const redis_entry* const before = entry(1);
    if (options->keeps_ttl && before != nullptr) ttl = time_left(*before);
    if (options->only_present && before == nullptr) {
        get(1);
    } else if (options->only_absent && before != nullptr) {
        add(1, command_.type, ttl, size(2));
    } else if (is_past) {
        remove(1);
    } else if (options->only_absent) {
        add(1, command_.type, ttl, size(2));
    } else {
        set(1, command_.type, ttl, size(2));
    }
    return true;
}

bool redis_execution::set_expiring() {
    const auto ttl = words_.time_to_live(2, command_.time, date_);
    if (count() != 4 || !ttl || *ttl <= 0) return false;
    set(1, command_.type, *ttl, size(3));
    return true;
}

bool redis_execution::set_pairs() {
    if (count() < 3 || count() % 2 == 0) return false;
    for (std::size_t key = 1; key != count(); key += 2) {
        set(key, command_.type, 0, size(key + 1));
    }
    return true;
}

bool redis_execution::add_pairs() {
    if (count() < 3 || count() % 2 == 0) return false;
    for (std::size_t key = 1; key != count(); key += 2) {
        if (is_there(key)) {
            get(key);
            return true;
        }
    }
    for (std::size_t key = 1; key != count(); key += 2) {
        if (!add(key, command_.type, 0, size(key + 1))) to_.back().kind = request_kind::set;
    }
    return true;
}

bool redis_execution::get_expiring() {
    const auto options = set_options_of(words_, 2, true);
    if (!options || !is_of_type(1)) return false;
    redis_entry* const found = entry(1);
    get(1);
    if (found == nullptr) return true;
    if (options->persists && found->expires()) set_ttl(1, 0);
    if (!options->time) return true;
    const auto ttl = words_.time_to_live(options->time_at, *options->time, date_);
    if (!ttl || words_.integer(options->time_at).value_or(0) <= 0) return false;
    if (*ttl > 0) {
        set_ttl(1, *ttl);
    } else {
        remove(1);
    }
    return true;
}

bool redis_execution::expire() {
    const auto options = expire_options_of(words_);
    const auto ttl = words_.time_to_live(2, command_.time, date_);
    if (!options || !ttl) return false;
    const redis_entry* const found = entry(1);
    const double deadline = keys_.now() + *ttl;
    const bool holds = found != nullptr && (!options->only_without || !found->expires()) &&
                       (!options->only_with || found->expires()) &&
                       (!options->only_later || deadline > found->deadline) &&
                       (!options->only_earlier || deadline < found->deadline);
    if (!holds) {
        get(1);
    } else if (*ttl > 0) {
        set_ttl(1, *ttl);
    } else {
        remove(1);
    }
    return true;
}

bool redis_execution::persist() {
    const redis_entry* const found = entry(1);
    if (count() != 2) return false;
    if (found != nullptr && found->expires()) {
        set_ttl(1, 0);
    } else {
        get(1);
    }
    return true;
}

bool redis_execution::restore() {
    const bool is_date = words_.find("absttl", 4) != count();
    const bool replaces = words_.find("replace", 4) != count();
    const auto ttl = words_.time_to_live(
        2, is_date ? redis_time::date_in_milliseconds : redis_time::milliseconds, date_);
    const auto stated = words_.integer(2);
    if (count() < 4 || !ttl || *stated < 0) return false;
    if (!replaces && is_there(1)) {
        get(1);
        return false;
    }
    if (*stated > 0 && *ttl <= 0) {
        remove(1);
    } else {
        set(1, redis_type::any, *stated == 0 ? 0 : *ttl, size(3));
    }
    return true;
}

} // namespace replay
