#pragma once
// A map, what ought to be in it, and walks that check every entry they are shown.

#include "support/random_source.hpp"
#include "support/walk_kinds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace ebb_tests {

template <class Kind> class watch_record;

// Keys are numbers below key_limit; every write gives a key a mapped value never used before.
template <class Kind> class watched_map {
  public:
    using map_type = typename Kind::map;
    static constexpr std::size_t key_limit = Kind::largest + Kind::largest / 4;

    explicit watched_map(random_source& random)
        : random_(random), latest_(key_limit), place_(key_limit) {}

    map_type map;

    [[nodiscard]] std::size_t size() const { return present_.size(); }
    [[nodiscard]] bool is_full() const { return size() == Kind::largest; }
    [[nodiscard]] const std::vector<std::size_t>& latest() const { return latest_; } // 0: absent

    void insert_new(std::size_t count = 1) {
        for (; count > 0 && !is_full(); --count) {
            std::size_t key = random_.below(key_limit);
            while (latest_[key] != 0) {
                key = (key + 1) % key_limit;
            }
            insert(key);
        }
    }
    // A key that is there or one that is not.
    void write_any() {
        const std::size_t key = random_.below(key_limit);
        if (latest_[key] == 0) {
            insert_new();
        } else if (random_.one_in(2)) {
            map.insert_or_assign(Kind::key::write(key), Kind::mapped::write(next_value(key)));
        } else {
            map.find(Kind::key::write(key))->second = Kind::mapped::write(next_value(key));
        }
    }
    void erase_any(std::size_t count = 1) {
        for (; count > 0 && size() != 0; --count) {
            erase(present_[random_.below(size())]);
        }
    }
    void erase(std::size_t key) {
        const auto spelled = Kind::key::write(key);
        switch (random_.below(4)) {
        case 0:
            map.erase(map.find(spelled));
            break;
        case 1:
            EXPECT_FALSE(map.extract(spelled).empty());
            break;
        default:
            EXPECT_EQ(map.erase(spelled), 1U);
        }
        note_erased(key);
    }
    // Out and in again: a walk that has shown the entry must not show it once more.
    void reinsert_any() {
        if (size() != 0) {
            const std::size_t key = present_[random_.below(size())];
            erase(key);
            insert(key);
        }
    }
    void erase_half() {
        ebb::erase_if(map, [](const auto& entry) { return Kind::key::read(entry.first) % 2 == 0; });
        const std::vector<std::size_t> before = present_;
        for (const std::size_t key : before) {
            if (key % 2 == 0) {
                note_erased(key);
            }
        }
    }
    void clear() {
        map.clear();
        while (size() != 0) {
            note_erased(present_.back());
        }
    }
    void reshape() {
        switch (random_.below(6)) {
        case 0:
            map.reserve(random_.below(Kind::largest));
            break;
        case 1:
            map.rehash(random_.below(Kind::largest / 8));
            break;
        case 2:
            map.shrink_to_fit();
            break;
        default:
            map.maintain(random_.size_up_to(64));
            break;
        }
    }

  private:
    friend watch_record<Kind>;

    std::size_t next_value(std::size_t key) { return latest_[key] = ++last_value_; }

    void insert(std::size_t key) {
        place_[key] = present_.size();
        present_.push_back(key);
        const auto [where, is_new] =
            map.emplace(Kind::key::write(key), Kind::mapped::write(next_value(key)));
        EXPECT_TRUE(is_new);
        EXPECT_EQ(Kind::key::read(where->first), key);
    }
    void note_erased(std::size_t key);

    random_source& random_;
    std::size_t last_value_ = 0;
    std::vector<std::size_t> latest_;  // by key: the mapped value
    std::vector<std::size_t> present_; // keys, in no order
    std::vector<std::size_t> place_;   // by key: its index in present_
    std::vector<watch_record<Kind>*> records_;
};

// What one walk has been shown, and what it owes.
template <class Kind> class watch_record {
  public:
    explicit watch_record(watched_map<Kind>& watched)
        : watched_(watched), stayed_(watched.key_limit), shown_(watched.key_limit) {
        for (const std::size_t key : watched.present_) {
            stayed_[key] = true;
        }
        watched.records_.push_back(this);
    }
    watch_record(const watch_record&) = delete;
    watch_record& operator=(const watch_record&) = delete;
    ~watch_record() { std::erase(watched_.records_, this); }

    template <class Key, class Mapped> void expect_right(const Key& shown, const Mapped& mapped) {
        const std::size_t key = Kind::key::read(shown);
        ASSERT_LT(key, watched_.key_limit);
        EXPECT_NE(watched_.latest_[key], 0U) << "erased: " << key;
        EXPECT_EQ(Kind::mapped::read(mapped), watched_.latest_[key]) << "outdated: " << key;
        EXPECT_FALSE(shown_[key]) << "shown twice: " << key;
        shown_[key] = true;
    }
    // At the end of the walk.
    void expect_complete() const {
        for (std::size_t key = 0; key < watched_.key_limit; ++key) {
            EXPECT_TRUE(!stayed_[key] || shown_[key]) << "not shown: " << key;
        }
    }

  private:
    friend watched_map<Kind>;
    watched_map<Kind>& watched_;
    std::vector<bool> stayed_; // by key: was there at the start, and ever since
    std::vector<bool> shown_;
};

// A parked walk with its record.
template <class Kind> class watched_walk {
  public:
    explicit watched_walk(watched_map<Kind>& watched)
        : record_(watched), walk_(watched.map.range()) {}

    // Returns: whether the walk goes on.
    bool step() {
        auto* entry = walk_.next();
        if (entry == nullptr) {
            record_.expect_complete();
            EXPECT_EQ(walk_.next(), nullptr);
            return false;
        }
        record_.expect_right(entry->first, entry->second);
        return !testing::Test::HasFailure();
    }

  private:
    watch_record<Kind> record_;
    typename Kind::map::walk_type walk_;
};

template <class Kind> void watched_map<Kind>::note_erased(std::size_t key) {
    latest_[key] = 0;
    place_[present_.back()] = place_[key];
    present_[place_[key]] = present_.back();
    present_.pop_back();
    for (watch_record<Kind>* record : records_) {
        record->stayed_[key] = false;
    }
}

} // namespace ebb_tests
