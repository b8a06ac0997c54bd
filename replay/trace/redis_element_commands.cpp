#include "trace/redis_execution.hpp"

#include <algorithm>
#include <utility>

namespace replay {

bool redis_execution::remove_members() {
    if (count() < 3 || !is_of_type(1)) return false;
    get(1);
    if (redis_elements* const inside = elements(1)) {
        for (std::size_t i = 2; i != count(); ++i) {
            inside->remove(hash(i));
        }
    }
    settle(1);
    return true;
}

void redis_execution::take(std::size_t key, std::int64_t number, redis_elements::end where) {
    redis_elements* const inside = elements(key);
    if (inside == nullptr || number <= 0) return;
    const std::size_t most = std::min(inside->most(), static_cast<std::size_t>(number));
    if (command_.type != redis_type::list) {
        inside->drop(most);
    } else {
        for (std::size_t i = 0; i != most; ++i) {
            inside->pop(where);
        }
    }
    settle(key);
}

bool redis_execution::pop(redis_elements::end where) {
    const auto number = count() > 2 ? words_.integer(2) : std::optional<std::int64_t>(1);
    if (count() > 3 || !number || *number < 0 || !is_of_type(1)) return false;
    get(1);
    take(1, *number, where);
    return true;
}

bool redis_execution::pop_first(redis_elements::end where) {
    if (count() < 3 || !words_.is_number(count() - 1)) return false;
    return pop_one_of(1, count() - 1, 1, where);
}

bool redis_execution::pop_first_of(std::size_t where) {
    const auto end = where < count() ? end_of_counted(where) : std::nullopt;
    if (!end || *end >= count()) return false;
    const bool has_count = words_.is(*end + 1, "count");
    const auto number = has_count ? words_.integer(*end + 2) : std::optional<std::int64_t>(1);
    if (!number || *number < 1) return false;
    return pop_one_of(where + 1, *end, *number, end_named(*end));
}

bool redis_execution::pop_one_of(std::size_t begin, std::size_t end, std::int64_t number,
                                 redis_elements::end where) {
    for (std::size_t key = begin; key != end; ++key) {
        if (!is_of_type(key)) return false;
        get(key);
        if (!is_there(key)) continue;
        take(key, number, where);
        return true;
    }
    return true;
}

bool redis_execution::trim() {
    const auto first = words_.integer(2);
    const auto last = words_.integer(3);
    if (count() != 4 || !first || !last || !is_of_type(1)) return false;
    get(1);
    if (redis_elements* const inside = elements(1)) inside->trim(*first, *last);
    settle(1);
    return true;
}

bool redis_execution::remove_equal() {
    const auto number = words_.integer(2);
    if (count() != 4 || !number || !is_of_type(1)) return false;
    get(1);
    if (redis_elements* const inside = elements(1)) inside->remove_equal(hash(3), *number);
    settle(1);
    return true;
}

bool redis_execution::remove_ranks() {
    const auto first = words_.integer(2);
    const auto last = words_.integer(3);
    if (count() != 4 || !first || !last || !is_of_type(1)) return false;
    get(1);
    if (redis_elements* const inside = elements(1)) {
        const auto [begin, end] = redis_elements::range_of(*first, *last, inside->most());
        if (end != begin) inside->drop(end - begin);
    }
    settle(1);
    return true;
}

bool redis_execution::remove_range() {
    if (count() != 4 || !is_of_type(1)) return false;
    get(1);
    if (redis_elements* const inside = elements(1)) {
        const bool is_all =
            (words_.is(2, "-inf") && (words_.is(3, "+inf") || words_.is(3, "inf"))) ||
            (words_.is(2, "-") && words_.is(3, "+"));
        inside->drop(is_all ? inside->most() : 0);
    }
    settle(1);
    return true;
}

bool redis_execution::push_present(redis_elements::end where) {
    if (count() < 3 || !is_of_type(1)) return false;
    get(1);
    if (redis_elements* const inside = elements(1)) {
        for (std::size_t i = 2; i != count(); ++i) {
            inside->push(where, hash(i));
        }
    }
    return true;
}

bool redis_execution::insert_beside() {
    const bool is_before = words_.is(2, "before");
    if (count() != 5 || (!is_before && !words_.is(2, "after")) || !is_of_type(1)) return false;
    get(1);
    if (redis_elements* const inside = elements(1)) {
        inside->insert(hash(3), is_before, hash(4));
    }
    return true;
}

} // namespace replay
