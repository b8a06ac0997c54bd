#include "trace/redis_execution.hpp"

#include <algorithm>
#include <utility>

namespace replay {

bool redis_execution::look_up_counted(std::size_t where) {
    const auto end = end_of_counted(where);
    return end && look_up(where + 1, *end);
}

bool redis_execution::look_up_streams() {
    const std::size_t begin = words_.find("streams", 1) + 1;
    const std::size_t places = begin < count() ? count() - begin : 0;
    return places % 2 == 0 && look_up(begin, begin + places / 2);
}

bool redis_execution::make_key() {
    if (count() < 2 || !words_.obey(command_.rule) || !is_of_type(1)) return false;
    if (makes_nothing()) {
        get(1);
    } else {
        add(1, command_.type);
        if (redis_elements* const inside = elements(1)) put_elements(*inside);
    }
    return true;
}

void redis_execution::put_elements(redis_elements& to) const {
    std::size_t first = 2;
    std::size_t step = 1;
    std::size_t end = count();
    switch (command_.rule) {
    case redis_rule::elements:
    case redis_rule::elements_right:
        break;
    case redis_rule::fields_and_values:
        step = 2;
        break;
    case redis_rule::member:
    case redis_rule::integer_third:
    case redis_rule::number_third:
        end = 3;
        break;
    case redis_rule::number_second:
        first = 3;
        break;
    case redis_rule::scores:
    case redis_rule::places: {
        step = command_.rule == redis_rule::scores ? 2 : 3;
        while (!words_.is_number(first)) {
            ++first;
        }
        first += step - 1;
        break;
    }
    default:
        return;
    }
    const auto where = command_.rule == redis_rule::elements_right ? redis_elements::end::right
                                                                   : redis_elements::end::left;
    for (std::size_t i = first; i < end; i += step) {
        if (command_.type == redis_type::list) {
            to.push(where, hash(i));
        } else {
            to.add(hash(i));
        }
    }
}

bool redis_execution::makes_nothing() const {
    switch (command_.rule) {
    case redis_rule::range:
        return words_[3].empty();
    case redis_rule::scores:
    case redis_rule::places:
        for (std::size_t at = 2; at < count() && !words_.is_number(at); ++at) {
            if (words_.is(at, "xx")) return true;
        }
        return false;
    case redis_rule::entry:
        return words_.is(2, "nomkstream");
    case redis_rule::bit_fields:
        return words_.find("set", 2) == count() && words_.find("incrby", 2) == count();
    default:
        return false;
    }
}

bool redis_execution::make_group() {
    if (count() < 3) return true; // HELP
    const bool makes = words_.is(1, "create") && words_.find("mkstream", 5) < count();
    if (!is_of_type(2)) return false;
    if (makes) {
        add(2, command_.type);
    } else {
        get(2);
    }
    return true;
}

} // namespace replay
