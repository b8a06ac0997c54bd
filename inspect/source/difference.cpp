#include <ebb/inspect/difference.hpp>

#include "text/printable.hpp"

#include <array>
#include <stdexcept>
#include <string>

namespace ebb::inspect {
namespace {

// Unsigned numbers wrap, so that the difference is right wherever it fits.
std::int64_t less(std::uint64_t later, std::uint64_t earlier) {
    return static_cast<std::int64_t>(later - earlier);
}

counters less(const counters& later, const counters& earlier) {
    constexpr std::array members{
        &counters::inserts,           &counters::erases,
        &counters::reused_slots,      &counters::overflow_allocations,
        &counters::overflow_releases, &counters::growths_double,
        &counters::growths_same_size, &counters::growths_shrink,
        &counters::buckets_moved,     &counters::entries_moved,
        &counters::bytes_allocated,   &counters::bytes_discarded,
        &counters::bytes_freed,
    };
    static_assert(sizeof(counters) == members.size() * sizeof(std::uint64_t), "all are here");
    counters done;
    for (const auto member : members) {
        done.*member = later.*member - earlier.*member;
    }
    return done;
}

slot_changes less(const slot_counts& later, const slot_counts& earlier) {
    return {less(later.in_use, earlier.in_use), less(later.deleted, earlier.deleted),
            less(later.never_used, earlier.never_used), less(later.evacuated, earlier.evacuated)};
}

} // namespace

difference difference_of(const snapshot& earlier, const snapshot& later) {
    if (earlier.map.id != later.map.id || earlier.map.library != later.map.library ||
        earlier.map.name != later.map.name) {
        throw std::invalid_argument("difference_of: " + described(earlier.map) + " and " +
                                    described(later.map) + " are different maps");
    }
    const auto overflow_buckets = [](const figures& now) {
        return now.current.overflow_buckets + now.old.overflow_buckets;
    };
    difference found;
    found.map = later.map;
    found.seconds = std::chrono::duration<double>(later.taken - earlier.taken).count();
    found.entries = less(later.now.entries, earlier.now.entries);
    found.buckets = less(later.now.current.buckets, earlier.now.current.buckets);
    found.overflow_buckets = less(overflow_buckets(later.now), overflow_buckets(earlier.now));
    found.memory_bytes = less(later.now.memory_bytes, earlier.now.memory_bytes);
    found.cursors = less(later.now.cursors.size(), earlier.now.cursors.size());
    if (earlier.counted && later.counted) {
        found.slots = less(later.counted->slots(), earlier.counted->slots());
    }
    if (earlier.now.counts && later.now.counts) {
        found.counts = less(*later.now.counts, *earlier.now.counts);
    }
    if (found.seconds > 0) {
        found.entries_a_second = static_cast<double>(found.entries) / found.seconds;
    }
    return found;
}

} // namespace ebb::inspect
