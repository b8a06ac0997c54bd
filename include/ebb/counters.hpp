#pragma once
// What a counted map has done since it was made. Ordinary maps hold no counters and run no code
// for them: the calls below are empty there.

#include "ebb/config.hpp"

#include <cstddef>
#include <cstdint>

namespace ebb {

// Exact counts of one map. Bytes are bytes, buckets are buckets of the old table that held entries.
struct counters {
    std::uint64_t inserts = 0;              // entries that came in (found keys don't count)
    std::uint64_t erases = 0;               // entries that were taken out, one by one
    std::uint64_t reused_slots = 0;         // inserts into a slot that held an entry before
    std::uint64_t overflow_allocations = 0; // overflow buckets chained
    std::uint64_t overflow_releases = 0;    // overflow buckets unlinked
    std::uint64_t growths_double = 0;       // growths begun, by kind
    std::uint64_t growths_same_size = 0;
    std::uint64_t growths_shrink = 0;
    std::uint64_t buckets_moved = 0;   // buckets with entries that were evacuated
    std::uint64_t entries_moved = 0;   // entries that changed their slot, for any reason
    std::uint64_t bytes_allocated = 0; // asked of the allocator
    std::uint64_t bytes_discarded = 0; // given back in slices, before the array was
    std::uint64_t bytes_freed = 0;     // given back to the allocator, less what was discarded

    friend bool operator==(const counters&, const counters&) = default;
};

} // namespace ebb

namespace ebb::inline EBB_ABI::table {

// The counters of a map, or nothing.
template <bool Counts> class tally {
  public:
    void add(std::uint64_t counters::*counter, std::uint64_t amount = 1) noexcept {
        values_.*counter += amount;
    }
    [[nodiscard]] const counters& values() const noexcept { return values_; }

  private:
    counters values_;
};

template <> class tally<false> {
  public:
    void add(std::uint64_t counters::*, std::uint64_t = 1) noexcept {}
};

} // namespace ebb::inline EBB_ABI::table
