#pragma once
// What is inside a list, set, hash or sorted set, as far as its end depends on it: Redis deletes a
// key with its last element. Elements are known by a hash of 64 bits; those of a set or hash have
// no order, and where some of them have gone and nobody can tell which (SPOP, ZPOPMIN, ranges of
// scores), it is only known how many are left at most.

#include <ebb/set.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>

namespace replay {

class redis_elements {
  public:
    using hash = std::uint64_t;
    enum class end : std::uint8_t { left, right };

    [[nodiscard]] static hash hash_of(std::string_view element);

    // Whether there is certainly nothing left.
    [[nodiscard]] bool is_empty() const noexcept { return is_list_ ? list_.empty() : most_ == 0; }
    // Returns: how many there are, or at most.
    [[nodiscard]] std::size_t most() const noexcept { return is_list_ ? list_.size() : most_; }

    // Of lists.
    void push(end where, hash element);
    // Requires: it is not empty. Returns: what was there.
    hash pop(end where);
    // Effects: leaves the elements from first to last, which count from the end if they are
    //   negative.
    void trim(std::int64_t first, std::int64_t last);
    // Effects: removes as many of this element, from the right if `count` is negative; all if it is
    //   0.
    void remove_equal(hash element, std::int64_t count);
    // Effects: one more, before or behind the first `pivot`, if there is one.
    void insert(hash pivot, bool is_before, hash element);

    // Of the others.
    void add(hash member);
    void remove(hash member);
    // Returns: whether it may be there.
    [[nodiscard]] bool may_have(hash member) const {
        return !are_known_ || members_.contains(member);
    }
    // Effects: so many go, nobody knows which.
    void drop(std::size_t count);
    // Effects: what is left is at most what is there now.
    void forget() { drop(0); }

    void unite(const redis_elements& other);
    void intersect(const redis_elements& other);
    void subtract(const redis_elements& other);
    // Returns: a list of the same, in any order.
    [[nodiscard]] redis_elements as_list() const;

    // Where `first` and `last`, as trim() takes them, begin and end in so many.
    struct range {
        std::size_t begin;
        std::size_t end;
    };
    [[nodiscard]] static range range_of(std::int64_t first, std::int64_t last, std::size_t count);

  private:
    std::deque<hash> list_;
    ebb::set<hash> members_; // all of them, if are_known_
    std::size_t most_ = 0;
    bool is_list_ = false;
    bool are_known_ = true;
};

} // namespace replay
