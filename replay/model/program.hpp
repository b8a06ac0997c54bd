#pragma once
// The program under study: it runs a model over requests, keeps the books (order of use, expiry),
// and writes down what it asks of its map.

#include "model/model.hpp"
#include "plan/plan.hpp"
#include "plan/plan_points.hpp"
#include "plan/unused_keys.hpp"
#include "trace/request.hpp"

#include <ebb/map.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <list>
#include <queue>
#include <string>
#include <vector>

namespace replay {

template <class Key> class program {
  public:
    program(const model& rules, bool has_clock, operation_writer& writer)
        : rules_(rules), has_clock_(has_clock), writer_(writer) {}

    void handle(const request& asked);

    // Effects: erases the oldest entries until 1 % of them are left, as when traffic has ceased.
    // Returns: what is known of the plan, but for what only the caller knows.
    plan_facts drain();

  private:
    using view = key_view_t<Key>;
    struct entry {
        Key key;
        std::uint64_t value; // the number of the operation that set it
        double deadline;
    };
    using entry_list = std::list<entry>; // by age: who has not been renewed for longest is first
    using place = typename entry_list::iterator;

    // Of an entry as it was set by one operation; it may be gone since, or have been set again.
    struct deadline {
        double time;
        std::uint64_t value;
        Key key;
        bool operator>(const deadline& other) const { return time > other.time; }
    };

    [[nodiscard]] static view key_of(const request& asked) {
        if constexpr (std::is_same_v<Key, std::string>) {
            return asked.text;
        } else {
            return asked.number;
        }
    }

    void advance(const request& asked);
    void expire();
    void make_room();
    void create(operation_kind kind, view key, const request& asked);
    void renew(place which, const request& asked);
    void remove(place which);
    void write(operation_kind kind, bool outcome, view key);

    const model& rules_;
    bool has_clock_;
    operation_writer& writer_;
    plan_facts facts_;
    plan_points points_;
    unused_keys<Key> unused_;
    double seconds_ = 0;
    double now_ = 0; // what lifetimes are counted in: seconds or requests
    std::uint64_t key_bytes_ = 0;
    std::uint64_t value_bytes_ = 0;
    std::uint64_t sized_values_ = 0;
    entry_list entries_;
    ebb::map<Key, place> index_;
    std::priority_queue<deadline, std::vector<deadline>, std::greater<>> deadlines_;
};

template <class Key> void program<Key>::handle(const request& asked) {
    advance(asked);
    expire();
    const view key = key_of(asked);
    unused_.meet(key);
    const auto found = index_.find(key);
    const bool is_there = found != index_.end();
    switch (asked.kind) {
    case request_kind::get:
        ++(is_there ? facts_.hits : facts_.misses);
        write(operation_kind::find, is_there, key);
        if (is_there) {
            facts_.found_sum += found->second->value;
            if (rules_.hits_renew) {
                renew(found->second, asked);
            }
        } else if (rules_.inserts_missed) {
            make_room();
            create(operation_kind::insert, key, asked);
        }
        break;
    case request_kind::set:
    case request_kind::add:
        if (!is_there) {
            make_room();
            create(asked.kind == request_kind::set ? operation_kind::assign
                                                   : operation_kind::insert,
                   key, asked);
        } else if (asked.kind == request_kind::set) {
            found->second->value = facts_.operations;
            renew(found->second, asked);
            write(operation_kind::assign, false, key);
        } else {
            write(operation_kind::insert, false, key);
            if (rules_.hits_renew) {
                renew(found->second, asked);
            }
        }
        break;
    case request_kind::erase:
        write(operation_kind::erase, is_there, key);
        if (is_there) {
            remove(found->second);
        }
        break;
    }
}

template <class Key> void program<Key>::advance(const request& asked) {
    ++facts_.requests;
    if (asked.time < seconds_) {
        ++facts_.out_of_order;
        facts_.most_seconds_back = std::max(facts_.most_seconds_back, seconds_ - asked.time);
    }
    seconds_ = std::max(seconds_, asked.time);
    now_ = rules_.is_timed ? seconds_ : static_cast<double>(facts_.requests);
    if (asked.value_bytes != 0) {
        value_bytes_ += asked.value_bytes;
        ++sized_values_;
    }
    if constexpr (std::is_same_v<Key, std::string>) {
        key_bytes_ += asked.text.size();
    } else {
        key_bytes_ += sizeof asked.number;
    }
}

template <class Key> void program<Key>::expire() {
    if (rules_.lifetime > 0) {
        while (!entries_.empty() && entries_.front().deadline <= now_) {
            ++facts_.expired;
            write(operation_kind::erase, true, entries_.front().key);
            remove(entries_.begin());
        }
    }
    while (!deadlines_.empty() && deadlines_.top().time <= now_) {
        const deadline& due = deadlines_.top();
        const auto found = index_.find(due.key);
        if (found != index_.end() && found->second->value == due.value) {
            ++facts_.expired;
            write(operation_kind::erase, true, due.key);
            remove(found->second);
        }
        deadlines_.pop();
    }
}

template <class Key> void program<Key>::make_room() {
    if (rules_.entries_limit != 0 && entries_.size() >= rules_.entries_limit) {
        ++facts_.evicted;
        write(operation_kind::erase, true, entries_.front().key);
        remove(entries_.begin());
    }
}

template <class Key>
void program<Key>::create(operation_kind kind, view key, const request& asked) {
    entries_.push_back({Key(key), facts_.operations, 0});
    const place created = std::prev(entries_.end());
    index_.try_emplace(created->key, created);
    renew(created, asked);
    facts_.entries_most = std::max<std::uint64_t>(facts_.entries_most, entries_.size());
    write(kind, true, key);
}

template <class Key> void program<Key>::renew(place which, const request& asked) {
    which->deadline = now_ + rules_.lifetime;
    entries_.splice(entries_.end(), entries_, which);
    if (rules_.heeds_own_ttl && asked.ttl > 0) {
        deadlines_.push({now_ + asked.ttl, which->value, which->key});
    }
}

template <class Key> void program<Key>::remove(place which) {
    index_.erase(which->key);
    entries_.erase(which);
}

// Counts too: the number of the operation is the value that it sets.
template <class Key> void program<Key>::write(operation_kind kind, bool outcome, view key) {
    writer_.write(kind, outcome, key);
    ++facts_.operations_of_kind[index_of(kind)];
    ++facts_.operations;
    const double x = has_clock_ ? seconds_ : static_cast<double>(facts_.requests);
    const bool will_go = kind == operation_kind::erase && outcome; // its caller removes it next
    points_.pass(facts_.operations, x, entries_.size() - (will_go ? 1 : 0));
}

template <class Key> plan_facts program<Key>::drain() {
    plan_facts facts = facts_;
    const double end = has_clock_ ? seconds_ : static_cast<double>(facts.requests);
    facts.x_of_drain = end;
    facts.entries_at_end = entries_.size();
    facts.entries_at_rest = (entries_.size() + 99) / 100;
    facts.drain_operations = facts.entries_at_end - facts.entries_at_rest;
    points_.mark(facts.operations, end, entries_.size());
    // A request each on an axis of requests; on one of seconds, what is left of it at the right.
    const double step = !has_clock_ ? 1
                                    : std::max(end, 1.0) * plan_points::drain_share /
                                          static_cast<double>(facts.drain_operations + 1);
    for (std::uint64_t i = 1; i <= facts.drain_operations; ++i) {
        writer_.write(operation_kind::erase, true, entries_.front().key);
        remove(entries_.begin());
        points_.pass(++facts.operations, end + step * static_cast<double>(i), entries_.size());
    }
    points_.mark(facts.operations, end + step * static_cast<double>(facts.drain_operations),
                 entries_.size());
    writer_.flush();
    for (const entry& left : entries_) {
        facts.contents_hash += entry_hash(left.key, left.value);
    }
    const auto mean = [](std::uint64_t sum, std::uint64_t count) {
        return count == 0 ? 0 : static_cast<double>(sum) / static_cast<double>(count);
    };
    facts.mean_key_bytes = mean(key_bytes_, facts.requests);
    facts.mean_value_bytes = mean(value_bytes_, sized_values_);
    unused_.choose(facts);
    facts.points = points_.take();
    return facts;
}

} // namespace replay
