#include "trace/redis_execution.hpp"

#include <algorithm>
#include <utility>

namespace replay {

bool redis_execution::clear() {
    const bool has_option = count() == 2 && (words_.is(1, "async") || words_.is(1, "sync"));
    if (count() != 1 && !has_option) return false;
    if (command_.shape == redis_shape::clear_database) {
        clear_one(database_);
        return true;
    }
    for (const database_number each : keys_.databases()) {
        clear_one(each);
    }
    return true;
}

void redis_execution::clear_one(database_number which) {
    cleared_.push_back(keys_.clear(which));
    for (const std::string& key : cleared_.back()) {
        to_.push_back({request_kind::erase, keys_.first_number(which), key});
    }
}

bool redis_execution::migrate() {
    if (count() < 6) return false;
    const bool stays = words_.find("copy", 6) != count();
    const std::size_t begin = words_[3].empty() ? words_.find("keys", 6) + 1 : 3;
    const std::size_t end = words_[3].empty() ? count() : 4;
    if (begin >= end) return false;
    for (std::size_t key = begin; key != end; ++key) {
        if (stays || !is_there(key)) {
            get(key);
        } else {
            remove(key);
        }
    }
    return true;
}

bool redis_execution::rename(bool only_absent) {
    if (count() != 3) return false;
    const redis_entry* const found = entry(1);
    if (found == nullptr || words_[1] == words_[2]) {
        get(1);
    } else if (only_absent && is_there(2)) {
        get(1);
        get(2);
    } else {
        const redis_entry moved = *found;
        remove(1);
        set(2, moved.type, time_left(moved), 0, moved.elements);
    }
    return true;
}

bool redis_execution::copy() {
    if (count() < 3) return false;
    database_number target = database_;
    bool replaces = false;
    for (std::size_t at = 3; at < count(); ++at) {
        if (words_.is(at, "replace")) {
            replaces = true;
        } else if (words_.is(at, "db") && words_.integer(at + 1).value_or(-1) >= 0) {
            target = static_cast<database_number>(*words_.integer(++at));
        } else {
            return false;
        }
    }
    if (target == database_ && words_[1] == words_[2]) return false;
    const redis_entry* const found = entry(1);
    get(1);
    if (found == nullptr) return true;
    redis_entry copied = *found;
    if (copied.elements) copied.elements = std::make_shared<redis_elements>(*copied.elements);
    put_in(target, 2, copied, replaces);
    return true;
}

bool redis_execution::put_in(database_number where, std::size_t key, const redis_entry& put,
                             bool replaces) {
    const bool is_free = replaces || keys_.find(where, words_[key]) == nullptr;
    if (is_free) keys_.put(where, words_[key], put);
    ask_in(where, is_free ? request_kind::set : request_kind::get, key,
           is_free ? time_left(put) : 0);
    return is_free;
}

bool redis_execution::move() {
    const std::int64_t target = words_.integer(2).value_or(-1);
    if (count() != 3 || target < 0 || static_cast<database_number>(target) == database_) {
        return false;
    }
    const redis_entry* const found = entry(1);
    if (found == nullptr) {
        get(1);
        return true;
    }
    const redis_entry moved = *found;
    if (put_in(static_cast<database_number>(target), 1, moved, false)) remove(1);
    return true;
}

bool redis_execution::swap() {
    const std::int64_t one = words_.integer(1).value_or(-1);
    const std::int64_t other = words_.integer(2).value_or(-1);
    if (count() != 3 || one < 0 || other < 0) return false;
    keys_.swap(static_cast<database_number>(one), static_cast<database_number>(other));
    return true;
}

std::optional<bool> redis_execution::answer_before_moving() {
    const bool has_source = is_there(1);
    if (!is_of_type(1)) return false;
    get(1);
    if (!has_source) return true;
    if (!is_of_type(2)) return false;
    return std::nullopt;
}

bool redis_execution::move_element(redis_elements::end from, redis_elements::end to) {
    if (const auto answer = answer_before_moving()) return *answer;
    redis_elements* const source = elements(1);
    const redis_elements::hash moved = source == nullptr ? 0 : source->pop(from);
    add(2, command_.type);
    if (redis_elements* const target = elements(2)) target->push(to, moved);
    settle(1);
    return true;
}

bool redis_execution::move_member() {
    if (count() != 4) return false;
    if (const auto answer = answer_before_moving()) return *answer;
    redis_elements* const source = elements(1);
    const bool is_member = source == nullptr || source->may_have(hash(3));
    if (!is_member || words_[1] == words_[2]) return true;
    if (source != nullptr) source->remove(hash(3));
    settle(1);
    add(2, command_.type);
    if (redis_elements* const target = elements(2)) target->add(hash(3));
    return true;
}

} // namespace replay
