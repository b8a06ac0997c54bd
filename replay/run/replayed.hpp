#pragma once
// A map on its way through a plan: one call for one operation, and what must come out of them.

#include "error.hpp"
#include "peers/adapter.hpp"
#include "peers/counting_allocator.hpp"
#include "plan/plan.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include <fmt/format.h>

namespace replay {

// So many operations are read from the plan at once, outside of what is timed; their keys fit the
// second-level cache.
inline constexpr std::size_t batch_size = 512;

template <peers::map_adapter Map> class replayed {
  public:
    using key_type = typename Map::key_type;
    using mapped_type = typename Map::mapped_type;

    // Returns: the operation's outcome.
    bool apply(const operation<key_type>& asked) {
        const std::uint64_t number = operations_++;
        switch (asked.kind) {
        case operation_kind::find: {
            const mapped_type* const found = map_.find(asked.key);
            found_sum_ += found != nullptr ? static_cast<std::uint64_t>(*found) : 0;
            return found != nullptr;
        }
        case operation_kind::insert:
            return map_.insert(asked.key, mapped_type(number));
        case operation_kind::assign:
            return map_.assign(asked.key, mapped_type(number));
        case operation_kind::erase:
            return map_.erase(asked.key);
        }
        return false;
    }

    [[nodiscard]] std::uint64_t operations() const { return operations_; }
    [[nodiscard]] const Map& map() const { return map_; }
    [[nodiscard]] Map& map() { return map_; }

    // Returns: the bytes that the map allocated for itself. Long keys own memory besides.
    [[nodiscard]] std::size_t memory_bytes() const {
        if constexpr (tells_memory) {
            return map_.memory_bytes();
        } else {
            return peers::allocated_bytes::now;
        }
    }
    // Returns: the most that it ever was, seen after `bytes` of now.
    [[nodiscard]] std::size_t peak_bytes(std::size_t before, std::size_t bytes) const {
        return std::max(before, tells_memory ? bytes : peers::allocated_bytes::most);
    }

    // Effects: what an idle program's timer does, until nothing is left to do.
    void rest() {
        if constexpr (requires { map_.maintain(std::size_t{}); }) {
            while (map_.maintain(64)) {}
        }
    }

    // Throws: failure unless the map holds what the plan leaves in it, and gave what it should.
    void check_contents(const plan_facts& expected) const {
        std::uint64_t hash = 0;
        map_.for_each([&](const key_type& key, const mapped_type& mapped) {
            hash += entry_hash(key, static_cast<std::uint64_t>(mapped));
        });
        if (map_.size() != expected.entries_at_rest || hash != expected.contents_hash) {
            throw failure(fmt::format("{}: the map ends with {} entries of hash {:016x}, expected "
                                      "{} of hash {:016x}",
                                      Map::name, map_.size(), hash, expected.entries_at_rest,
                                      expected.contents_hash));
        }
        if (found_sum_ != expected.found_sum) {
            throw failure(fmt::format("{}: lookups found values that add up to {}, expected {}",
                                      Map::name, found_sum_, expected.found_sum));
        }
    }

  private:
    static constexpr bool tells_memory = requires(const Map& m) { m.memory_bytes(); };

    Map map_;
    std::uint64_t operations_ = 0;
    std::uint64_t found_sum_ = 0;
};

// Of the operation before number `operations`.
template <class Map, class Key>
[[noreturn]] void fail_by_outcome(const operation<Key>& asked, std::uint64_t operations) {
    throw failure(fmt::format("{}: operation {} ({} of key {}) gave {}, expected {}", Map::name,
                              operations, operation_names[index_of(asked.kind)], asked.key,
                              !asked.outcome, asked.outcome));
}

} // namespace replay
