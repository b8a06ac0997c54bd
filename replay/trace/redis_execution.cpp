#include "trace/redis_execution.hpp"

#include <algorithm>
#include <utility>

namespace replay {

void redis_execution::set(std::size_t key, redis_type type, double ttl, std::uint32_t bytes,
                          std::shared_ptr<redis_elements> elements) {
    keys_.put(database_, words_[key], {type, deadline_in(ttl), std::move(elements)});
    ask(request_kind::set, key, ttl, bytes);
}

bool redis_execution::add(std::size_t key, redis_type type, double ttl, std::uint32_t bytes) {
    const bool is_new = !is_there(key);
    if (is_new) {
        const bool has_elements = type != redis_type::string && type != redis_type::stream;
        keys_.put(
            database_, words_[key],
            {type, deadline_in(ttl), has_elements ? std::make_shared<redis_elements>() : nullptr});
    }
    ask(request_kind::add, key, ttl, bytes);
    return is_new;
}

bool redis_execution::is_of_type(std::size_t key, redis_type type) {
    const redis_entry* const found = entry(key);
    if (found == nullptr || may_be(found->type, type)) return true;
    get(key);
    return false;
}

bool redis_execution::look_up(std::size_t begin, std::size_t end) {
    if (begin >= end || end > count()) return false;
    for (std::size_t key = begin; key != end; ++key) {
        get(key);
    }
    return true;
}

std::optional<std::size_t> redis_execution::end_of_counted(std::size_t where) const {
    const auto keys = words_.integer(where);
    if (!keys || *keys < 1 || static_cast<std::size_t>(*keys) >= count() - where) {
        return std::nullopt;
    }
    return where + 1 + static_cast<std::size_t>(*keys);
}

} // namespace replay
