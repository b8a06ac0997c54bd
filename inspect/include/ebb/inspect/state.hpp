#pragma once
// What a map's inside looks like at one moment: plain values, without a way back to the map.
//
// There are two forms. The figures are read in constant time from the map's own fields. The census
// counts every slot, and is taken in steps (census.hpp) so that nobody waits for it.
//
// Slots are in one of four states:
//     in use       an entry lives there
//     deleted      one did, and no insert has taken the slot since
//     never used   free from the start; under go_policy also behind a chain's last entry
//     evacuated    of an old table: its entries live in the current one

#include <ebb/counters.hpp>
#include <ebb/table/growth_kind.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ebb::inspect {

using growth_kind = table::growth_kind;
using wall_clock = std::chrono::system_clock;

// What a map is. Empty where nobody said.
struct identity {
    std::uint64_t id = 0; // that of the registry; 0: not watched
    std::string library;  // of a process whose libraries have registries of their own, which one's
    std::string name;
    std::string map_type; // types as the compiler spells them
    std::string key_type;
    std::string value_type; // the mapped type; empty: a set
    std::string policy;
    std::string site_function; // where it was watched
    std::string site_file;
    std::uint64_t site_line = 0;
    std::vector<std::uint64_t> stack; // return addresses there, innermost first
    wall_clock::time_point watched_since;
};

// One table: the current one, or the old one while a growth is under way.
struct table_figures {
    std::uint64_t buckets = 0;          // 2^B; 0: there is no such table
    std::uint64_t slots = 0;            // of the buckets and of their overflow buckets in use
    std::uint64_t overflow_buckets = 0; // in use
    std::uint64_t overflow_free = 0;    // there, and free
    std::uint64_t control_bytes = 0;    // held: less what was given back, or was never touched
    std::uint64_t entry_bytes = 0;      // the rows, likewise
    std::uint64_t overflow_bytes = 0;
    std::uint64_t discarded_bytes = 0; // given back already

    [[nodiscard]] unsigned bits() const noexcept; // B

    friend bool operator==(const table_figures&, const table_figures&) = default;
};

struct growth_figures {
    growth_kind kind = growth_kind::none;
    std::uint64_t evacuated_buckets = 0; // those of the old table, in index order
    std::uint64_t old_buckets = 0;
    // Known only to those that look repeatedly (history.hpp).
    std::optional<double> age_seconds;     // since the old table was first seen
    std::optional<double> stalled_seconds; // since evacuation was last seen to advance

    // Returns: the part that is done, 0 to 1; 1 where no growth is under way.
    [[nodiscard]] double progress() const noexcept;

    friend bool operator==(const growth_figures&, const growth_figures&) = default;
};

// A walk under way.
struct cursor_figures {
    std::uint64_t address = 0;
    std::uint64_t first_bucket = 0; // the bucket it began with, of 2^W
    std::uint64_t bucket = 0;       // the bucket it stands at
    std::uint64_t buckets = 0;      // 2^W
    bool is_done = false;           // has entered its last bucket
    // Known only to those that look repeatedly (history.hpp).
    std::optional<double> age_seconds;
    std::optional<double> parked_seconds; // since it was last seen to advance

    // Returns: the part of the walk that is behind it, 0 to 1.
    [[nodiscard]] double progress() const noexcept;

    friend bool operator==(const cursor_figures&, const cursor_figures&) = default;
};

// The cheap form.
struct figures {
    std::uint64_t entries = 0;
    std::uint64_t slots_per_bucket = 0;
    std::uint64_t slot_bytes = 0; // of an entry
    bool can_shrink = true;
    bool follows_go = false;
    bool is_reserved = false;     // has room that reserve() asked for, of which less than a quarter
                                  // was ever in use
    bool is_for_a_refill = false; // has room for as many entries as there were before a clear()
    table_figures current;
    table_figures old;
    growth_figures growth;
    std::uint64_t retired_bytes = 0; // of tables nobody needs any more, on their way back
    std::uint64_t memory_bytes = 0;  // all of it: what map.memory_bytes() says
    std::vector<cursor_figures> cursors;
    std::optional<counters> counts; // of counted maps

    [[nodiscard]] std::uint64_t slots() const noexcept { return current.slots + old.slots; }
    [[nodiscard]] double load() const noexcept; // what map.load_factor() says

    friend bool operator==(const figures&, const figures&) = default;
};

struct slot_counts {
    std::uint64_t in_use = 0;
    std::uint64_t deleted = 0;
    std::uint64_t never_used = 0;
    std::uint64_t evacuated = 0;

    [[nodiscard]] std::uint64_t all() const noexcept {
        return in_use + deleted + never_used + evacuated;
    }
    slot_counts& operator+=(const slot_counts& more) noexcept;

    friend bool operator==(const slot_counts&, const slot_counts&) = default;
};

// How full a chain is: a bucket with the overflow buckets behind it.
struct chain_occupancy {
    bool is_old = false;
    std::uint64_t bucket = 0;
    std::uint64_t entries = 0;
    std::uint64_t length = 1; // in buckets

    friend bool operator==(const chain_occupancy&, const chain_occupancy&) = default;
};

// The tophash bytes of one bucket.
struct bucket_word {
    std::uint32_t bucket = 0; // index of the chain
    std::uint16_t level = 0;  // 0: the bucket itself, 1: its first overflow bucket...
    std::uint8_t is_old = 0;
    std::uint8_t slots = 0; // how many of the bytes are slots; 0: evacuated, or not yet written
    std::array<std::uint8_t, 16> tophash{};

    friend bool operator==(const bucket_word&, const bucket_word&) = default;
};

// Buckets next to each other, taken together.
struct cell {
    std::uint64_t first_bucket = 0;
    std::uint64_t buckets = 0;
    std::uint64_t longest_chain = 1;
    slot_counts slots;

    friend bool operator==(const cell&, const cell&) = default;
};

// The full form.
struct census {
    slot_counts current;
    slot_counts old;
    // [n]: chains of n buckets. Chains that hold entries or may be given some.
    std::vector<std::uint64_t> chain_lengths;
    // [n]: chains with n entries.
    std::vector<std::uint64_t> chain_entries;
    std::array<std::uint64_t, 256> tophash{}; // [b]: slots in use whose tophash byte is b
    // Pairs of entries in the same chain, and those of them with the same tophash byte: one in 246
    // where hashes are good.
    std::uint64_t chain_pairs = 0;
    std::uint64_t equal_pairs = 0;
    std::vector<chain_occupancy> fullest;  // most entries first
    std::vector<chain_occupancy> emptiest; // fewest entries first
    std::vector<cell> current_cells;       // where asked for
    std::vector<cell> old_cells;
    std::vector<bucket_word> words; // where asked for: old table first, in index order

    // False: the map was seen to change between the steps, so that parts are of different moments.
    // (An insert and an erase that cancel each other out in every sum are not seen.)
    bool is_of_one_moment = true;
    // False: tables came and went too often for an end to be reached.
    bool is_complete = true;
    std::uint64_t steps = 0;
    std::uint64_t restarts = 0; // the map had other tables than before, and counting began anew

    [[nodiscard]] slot_counts slots() const noexcept;
    [[nodiscard]] std::uint64_t chains() const noexcept;
    [[nodiscard]] std::uint64_t longest_chain() const noexcept;
    [[nodiscard]] double mean_chain() const noexcept; // in buckets
    // Returns: the part of chains that have an overflow bucket.
    [[nodiscard]] double overflowing_share() const noexcept;
    // Returns: deleted slots / slots that are not evacuated; 0 without slots.
    [[nodiscard]] double deleted_share() const noexcept;
};

// A map at one moment.
struct snapshot {
    identity map;
    wall_clock::time_point taken;
    figures now;
    std::optional<census> counted; // the full form
};

} // namespace ebb::inspect
