#pragma once
// What all maps of a column and size are asked, in the same order.
//
// A small map would be measured hot and alone: its layout, good or bad by chance, would decide, and
// the processor would learn its keys by heart. So small maps come in batches of 32,000 entries in
// all, each with keys of its own, and one map after the other is worked on. A single one is hot
// then as it is in a program that uses it much, and the batch is no larger than a second level
// cache.
//
//     keys    | of map 0 | of map 1 | ...      inserted in this order, mapped to 1, 2, 3, ...
//     asks    | of map 0 | of map 1 | ...      looked up or erased, as the operation says
//     comes   | of map 0 | of map 1 | ...      inserted into a full map
//
// Keys are copied to where they are used, in the order of their use, so that no time is lost on
// looking for a key which is to be looked for.

#include "grid/entry.hpp"
#include "grid/operation.hpp"
#include "keys.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace bench::grid {

inline constexpr std::size_t batch_entries = 32'000;
inline constexpr std::size_t asks_min = 256'000; // above 1 ms even at 4 ns
inline constexpr std::size_t asks_max = 1'000'000;

// A step of the cache: absl's BM_CacheInSteadyState.
inline constexpr std::size_t cache_newest = 10;
inline constexpr std::size_t cache_hits = 90;
inline constexpr std::size_t cache_misses = 10;

class any_workload {
  public:
    any_workload(std::string_view entry, std::size_t map_entries)
        : entry_(entry), entries_(map_entries),
          maps_(std::max<std::size_t>(1, batch_entries / map_entries)),
          asks_per_map_(std::clamp(4 * maps_ * entries_, asks_min, asks_max) / maps_) {}
    any_workload(const any_workload&) = delete;
    any_workload& operator=(const any_workload&) = delete;
    virtual ~any_workload() = default;

    // Effects: makes what this operation is asked, in place of what the last one was.
    virtual void prepare(operation what) = 0;

    [[nodiscard]] std::string_view entry() const { return entry_; }
    [[nodiscard]] std::size_t entries() const { return entries_; } // of one map
    [[nodiscard]] std::size_t maps() const { return maps_; }
    [[nodiscard]] std::size_t all_entries() const { return entries_ * maps_; }
    [[nodiscard]] std::size_t asks_per_map() const { return asks_per_map_; }
    [[nodiscard]] std::size_t cache_steps() const {
        return std::max<std::size_t>(1, asks_per_map_ / (cache_hits + cache_misses));
    }
    // Walks that are timed as one, so that the clock takes no part in it.
    [[nodiscard]] std::size_t walks() const {
        return std::max<std::size_t>(1, asks_min / all_entries());
    }

  private:
    std::string_view entry_;
    std::size_t entries_;
    std::size_t maps_;
    std::size_t asks_per_map_;
};

template <class Entry> class workload final : public any_workload {
  public:
    using key_type = typename Entry::key_type;
    using keys_view = std::span<const key_type>;

    explicit workload(std::size_t map_entries) : any_workload(Entry::name, map_entries) {
        keys_.reserve(all_entries());
        for (std::size_t i = 0; i < all_entries(); ++i) {
            keys_.push_back(Entry::key(i));
        }
    }

    void prepare(operation what) override;

    [[nodiscard]] keys_view keys(std::size_t map) const { return share(keys_, map); }
    [[nodiscard]] keys_view asks(std::size_t map) const { return share(asks_, map); }
    [[nodiscard]] keys_view comes(std::size_t map) const { return share(comes_, map); }
    // Zero, which the compiler can't know.
    [[nodiscard]] std::uint64_t zero() const { return zero_; }

  private:
    [[nodiscard]] keys_view share(const std::vector<key_type>& all, std::size_t map) const {
        const std::size_t count = all.size() / maps();
        return keys_view(all).subspan(map * count, count);
    }
    [[nodiscard]] key_type new_key() { return Entry::key(next_new_++); }
    void ask_hits(std::size_t map);
    void ask_misses(std::size_t count);
    void ask_both(std::size_t map);
    void ask_turnover(std::size_t map);
    void ask_in_random_order(std::size_t map, std::size_t count);
    void ask_cache(std::size_t map);
    void ask_universe(std::size_t map);

    std::vector<key_type> keys_;
    std::vector<key_type> asks_;
    std::vector<key_type> comes_;
    std::uint64_t next_new_ = 0; // number of the next key that no map has
    random_source random_{1};
    volatile std::uint64_t zero_ = 0;
};

template <class Entry> void workload<Entry>::prepare(operation what) {
    asks_ = {};
    comes_ = {};
    next_new_ = all_entries();
    random_ = random_source(1);
    for (std::size_t map = 0; map < maps(); ++map) {
        switch (what) {
        case operation::hit:
        case operation::dependent_hit:
            ask_hits(map);
            break;
        case operation::miss:
            ask_misses(asks_per_map());
            break;
        case operation::half_hit:
            ask_both(map);
            break;
        case operation::erase_insert:
            ask_turnover(map);
            break;
        case operation::erase_all:
            ask_in_random_order(map, entries());
            break;
        case operation::walk_sparse:
            ask_in_random_order(map, entries() / 100 * 99);
            break;
        case operation::cache:
            ask_cache(map);
            break;
        case operation::toggle:
            ask_universe(map);
            break;
        default:
            break; // the keys are enough
        }
    }
}

template <class Entry> void workload<Entry>::ask_hits(std::size_t map) {
    for (std::size_t i = 0; i < asks_per_map(); ++i) {
        asks_.push_back(keys(map)[random_.below(entries())]);
    }
}

template <class Entry> void workload<Entry>::ask_misses(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        asks_.push_back(new_key());
    }
}

template <class Entry> void workload<Entry>::ask_both(std::size_t map) {
    for (std::size_t i = 0; i < asks_per_map(); ++i) {
        const std::size_t drawn = random_.below(2 * entries());
        asks_.push_back(drawn < entries() ? keys(map)[drawn] : new_key());
    }
}

// Asks for what is erased; in the stead of each comes a new key.
template <class Entry> void workload<Entry>::ask_turnover(std::size_t map) {
    std::vector<std::uint64_t> present(entries());
    std::iota(present.begin(), present.end(), map * entries());
    for (std::size_t i = 0; i < asks_per_map(); ++i) {
        std::uint64_t& victim = present[random_.below(entries())];
        asks_.push_back(Entry::key(std::exchange(victim, next_new_)));
        comes_.push_back(new_key());
    }
}

template <class Entry>
void workload<Entry>::ask_in_random_order(std::size_t map, std::size_t count) {
    std::vector<std::uint32_t> order(entries());
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t i = entries(); i > 1; --i) {
        std::swap(order[i - 1], order[random_.below(i)]);
    }
    for (std::size_t i = 0; i < count; ++i) {
        asks_.push_back(keys(map)[order[i]]);
    }
}

// Asks for the misses. What comes are the newest of the full map once more, then the new ones: in
// step s the newest are the ten from s on, and number s + 10 comes in.
template <class Entry> void workload<Entry>::ask_cache(std::size_t map) {
    const keys_view newest = keys(map).last(cache_newest);
    comes_.insert(comes_.end(), newest.begin(), newest.end());
    for (std::size_t step = 0; step < cache_steps(); ++step) {
        ask_misses(cache_misses);
        comes_.push_back(new_key());
    }
}

// Draws from twice as many keys as the map has entries at first.
template <class Entry> void workload<Entry>::ask_universe(std::size_t map) {
    for (std::size_t i = 0; i < asks_per_map(); ++i) {
        const std::size_t drawn = random_.below(2 * entries());
        asks_.push_back(drawn < entries()
                            ? keys(map)[drawn]
                            : Entry::key(all_entries() + map * entries() + drawn - entries()));
    }
}

} // namespace bench::grid
