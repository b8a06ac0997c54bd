#include "trace/redis_elements.hpp"

#include <algorithm>
#include <functional>

namespace replay {

redis_elements::hash redis_elements::hash_of(std::string_view element) {
    return std::hash<std::string_view>{}(element);
}

void redis_elements::push(end where, hash element) {
    is_list_ = true;
    if (where == end::left) {
        list_.push_front(element);
    } else {
        list_.push_back(element);
    }
}

redis_elements::hash redis_elements::pop(end where) {
    const hash element = where == end::left ? list_.front() : list_.back();
    if (where == end::left) {
        list_.pop_front();
    } else {
        list_.pop_back();
    }
    return element;
}

redis_elements::range redis_elements::range_of(std::int64_t first, std::int64_t last,
                                               std::size_t count) {
    const auto size = static_cast<std::int64_t>(count);
    if (first < 0) first = std::max<std::int64_t>(first < -size ? 0 : first + size, 0);
    if (last < 0) last = last < -size ? -1 : last + size;
    last = std::min(last, size - 1);
    if (first > last) return {0, 0};
    return {static_cast<std::size_t>(first), static_cast<std::size_t>(last) + 1};
}

void redis_elements::trim(std::int64_t first, std::int64_t last) {
    const range left = range_of(first, last, list_.size());
    list_.erase(list_.begin() + static_cast<std::ptrdiff_t>(left.end), list_.end());
    list_.erase(list_.begin(), list_.begin() + static_cast<std::ptrdiff_t>(left.begin));
}

void redis_elements::remove_equal(hash element, std::int64_t count) {
    const bool is_from_right = count < 0;
    const std::size_t size = list_.size();
    std::size_t left = count == 0  ? size
                       : count < 0 ? static_cast<std::size_t>(-(count + 1)) + 1
                                   : static_cast<std::size_t>(count);
    if (is_from_right) std::reverse(list_.begin(), list_.end());
    std::erase_if(list_, [&](hash each) { return each == element && left != 0 && left-- != 0; });
    if (is_from_right) std::reverse(list_.begin(), list_.end());
}

void redis_elements::insert(hash pivot, bool is_before, hash element) {
    const auto found = std::find(list_.begin(), list_.end(), pivot);
    if (found != list_.end()) list_.insert(is_before ? found : found + 1, element);
}

void redis_elements::add(hash member) {
    if (!are_known_) {
        ++most_;
    } else if (members_.insert(member).second) {
        most_ = members_.size();
    }
}

void redis_elements::remove(hash member) {
    if (are_known_ && members_.erase(member) != 0) most_ = members_.size();
}

void redis_elements::drop(std::size_t count) {
    most_ -= std::min(count, most_);
    are_known_ = most_ == 0; // nothing is known for sure
    members_.clear();
}

void redis_elements::unite(const redis_elements& other) {
    if (are_known_ && other.are_known_) {
        for (const hash member : other.members_) {
            add(member);
        }
        return;
    }
    forget();
    most_ += other.most_;
    are_known_ = false;
}

void redis_elements::intersect(const redis_elements& other) {
    if (are_known_ && other.are_known_) {
        ebb::erase_if(members_, [&](hash each) { return !other.members_.contains(each); });
        most_ = members_.size();
        return;
    }
    drop(most_ - std::min(most_, other.most_));
}

void redis_elements::subtract(const redis_elements& other) {
    if (are_known_ && other.are_known_) {
        ebb::erase_if(members_, [&](hash each) { return other.members_.contains(each); });
        most_ = members_.size();
        return;
    }
    if (other.most_ != 0) forget();
}

redis_elements redis_elements::as_list() const {
    redis_elements result;
    result.is_list_ = true;
    if (is_list_) {
        result.list_ = list_;
    } else if (are_known_) {
        result.list_.assign(members_.begin(), members_.end());
    } else {
        result.list_.resize(most_);
    }
    return result;
}

} // namespace replay
