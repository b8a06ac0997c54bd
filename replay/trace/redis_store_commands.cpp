#include "trace/redis_execution.hpp"

#include <algorithm>
#include <utility>

namespace replay {

bool redis_execution::merge() {
    for (std::size_t key = 1; key != count(); ++key) {
        if (!is_of_type(key)) return false;
    }
    for (std::size_t key = 2; key != count(); ++key) {
        get(key);
    }
    add(1, command_.type);
    return true;
}

void redis_execution::store(std::size_t key, bool is_empty,
                            std::shared_ptr<redis_elements> elements) {
    if (is_empty || (elements && elements->is_empty())) {
        remove(key);
    } else {
        set(key, command_.type, 0, 0, std::move(elements));
    }
}

std::shared_ptr<redis_elements> redis_execution::elements_copied(std::size_t key) {
    if (!is_there(key)) return std::make_shared<redis_elements>();
    const redis_elements* const inside = elements(key);
    return inside == nullptr ? nullptr : std::make_shared<redis_elements>(*inside);
}

bool redis_execution::store_combined() {
    const std::size_t begin = command_.counts_keys ? 3 : 2;
    const auto end = command_.counts_keys ? end_of_counted(2) : std::optional(count());
    if (!end || begin >= *end) return false;
    std::size_t missing = 0;
    std::shared_ptr<redis_elements> result;
    for (std::size_t key = begin; key != *end; ++key) {
        // Of sorted sets and of sets, too, a sorted set is made.
        const redis_entry* const found = entry(key);
        const bool fits = found == nullptr || may_be(found->type, command_.type) ||
                          (command_.counts_keys && may_be(found->type, redis_type::set));
        get(key);
        if (!fits) return false;
        missing += found == nullptr ? 1 : 0;
        std::shared_ptr<redis_elements> inside = elements_copied(key);
        if (key == begin) {
            result = std::move(inside);
        } else if (result && inside) {
            combine(*result, *inside);
        } else {
            result = nullptr;
        }
    }
    const bool is_empty = command_.shape == redis_shape::store_union ? missing == *end - begin
                          : command_.shape == redis_shape::store_intersection ? missing != 0
                                                                              : !is_there(begin);
    store(1, is_empty, std::move(result));
    return true;
}

void redis_execution::combine(redis_elements& to, const redis_elements& other) const {
    if (command_.shape == redis_shape::store_union) {
        to.unite(other);
    } else if (command_.shape == redis_shape::store_intersection) {
        to.intersect(other);
    } else {
        to.subtract(other);
    }
}

bool redis_execution::store_range() {
    if (count() < 3) return false;
    const auto first = words_.integer(3);
    const auto last = words_.integer(4);
    const bool has_ranks =
        words_.is(0, "zrangestore") && (count() == 5 || words_.is(5, "rev")) && count() <= 6;
    if ((has_ranks && (!first || !last)) || !is_of_type(2)) return false;
    get(2);
    std::shared_ptr<redis_elements> result = elements_copied(2);
    if (result && has_ranks) {
        const auto [begin, end] = redis_elements::range_of(*first, *last, result->most());
        if (end - begin != result->most()) result->drop(result->most() - (end - begin));
    } else if (result) {
        result->forget();
    }
    store(1, !is_there(2), std::move(result));
    return true;
}

bool redis_execution::may_store() {
    std::size_t to = 0;
    for (std::size_t at = 2; at < count(); ++at) {
        const bool is_store = words_.is(at, "store") || words_.is(at, "storedist");
        if (is_store && (to = ++at) >= count()) return false;
    }
    const redis_entry* const found = entry(1);
    // SORT takes lists, sets and sorted sets.
    const bool is_sort = command_.type == redis_type::list;
    const bool fits = found == nullptr || may_be(found->type, command_.type) ||
                      (is_sort && (may_be(found->type, redis_type::set) ||
                                   may_be(found->type, redis_type::sorted_set)));
    get(1);
    if (!fits) return false;
    if (to == 0) return true;
    std::shared_ptr<redis_elements> result = elements_copied(1);
    if (result && !is_sort) {
        result->forget();
    } else if (result && !sort(*result)) {
        result = nullptr;
    }
    store(to, found == nullptr, std::move(result));
    return true;
}

bool redis_execution::sort(redis_elements& of) const {
    if (words_.find("get", 2) != count()) return false;
    of = of.as_list();
    const std::size_t limit = words_.find("limit", 2);
    const auto first = words_.integer(limit + 1);
    const auto number = words_.integer(limit + 2);
    if (!first || !number || *number < 0) return true;
    const std::int64_t begin = std::max<std::int64_t>(*first, 0);
    if (*number == 0) {
        of = redis_elements();
    } else {
        of.trim(begin, begin + std::min<std::int64_t>(*number, 1LL << 40) - 1);
    }
    return true;
}

bool redis_execution::bit_operation() {
    if (count() < 4) return false;
    bool is_empty = true;
    for (std::size_t key = 3; key != count(); ++key) {
        if (!is_of_type(key)) return false;
        get(key);
        is_empty = is_empty && !is_there(key);
    }
    store(2, is_empty);
    return true;
}

} // namespace replay
