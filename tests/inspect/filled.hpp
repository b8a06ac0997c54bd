#pragma once
// Maps of numbers with random keys, which are remembered in the order in which they came.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <random>
#include <vector>

namespace ebb_tests {

template <class Map> class filled {
  public:
    explicit filled(std::size_t entries) { insert(entries); }

    void insert(std::size_t entries) {
        for (std::size_t i = 0; i < entries; ++i) {
            keys_.push_back(random_());
            add(keys_.back());
        }
    }
    void erase_oldest(std::size_t entries) {
        for (std::size_t i = 0; i < entries; ++i) {
            map.erase(keys_.front());
            keys_.pop_front();
        }
    }
    void erase_any(std::size_t entries) {
        for (std::size_t i = 0; i < entries; ++i) {
            std::swap(keys_[random_() % keys_.size()], keys_.back());
            map.erase(keys_.back());
            keys_.pop_back();
        }
    }
    // Effects: as many erases of any entries, each followed by an insert.
    void churn(std::size_t times) {
        for (std::size_t i = 0; i < times; ++i) {
            erase_any(1);
            insert(1);
        }
    }
    // Effects: inserts until `condition` holds, and that many more.
    template <class Condition> void insert_until(Condition condition, std::size_t more) {
        while (!condition()) {
            insert(1);
        }
        insert(more);
    }

    Map map;

  private:
    void add(std::uint64_t key) {
        if constexpr (requires { typename Map::mapped_type; }) {
            map.try_emplace(key, 1);
        } else {
            map.insert(key);
        }
    }

    std::mt19937_64 random_{2026};
    std::deque<std::uint64_t> keys_;
};

} // namespace ebb_tests
