#pragma once
// A plan: every operation that a program asks of its map, with the outcomes, in a file; and what
// there is to know about them. Made once, then every map is taken through it, so that whatever the
// program does around its map costs no map anything.

#include "plan/operation_file.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace replay {

// A moment between two operations.
struct plan_point {
    std::uint64_t operations = 0; // done so far
    double x = 0;                 // where it stands on the time axis: requests, or seconds
    std::uint64_t live_entries = 0;
};

struct plan_facts {
    bool has_numeric_keys = false;
    bool is_complete = true; // false: the input was interrupted
    std::uint64_t requests = 0;
    std::uint64_t distinct_keys = 0;
    bool are_distinct_keys_exact = true;
    std::uint64_t out_of_order = 0;     // requests that state a time before that of an earlier one
    double most_seconds_back = 0;       // and by how much at most
    std::uint64_t operations = 0;       // those of the drain too
    std::uint64_t drain_operations = 0; // the last ones, erases
    std::array<std::uint64_t, 4> operations_of_kind{}; // before the drain
    std::uint64_t hits = 0; // gets that found their entry, and that did not
    std::uint64_t misses = 0;
    std::uint64_t expired = 0;
    std::uint64_t evicted = 0;
    std::uint64_t entries_most = 0;
    std::uint64_t entries_at_end = 0;  // before the drain
    std::uint64_t entries_at_rest = 0; // after it
    double mean_key_bytes = 0;
    double mean_value_bytes = 0; // as the trace states them; 0: it does not
    double bookkeeping_ns = 0;   // a request, in the model alone
    double x_of_drain = 0;
    std::uint64_t found_sum = 0;     // of all values that were found, modulo 2^64
    std::uint64_t contents_hash = 0; // of what is left after the drain
    // Two keys that occur nowhere, for maps that mark slots by keys.
    std::array<std::uint64_t, 2> unused_numbers{};
    std::array<std::string, 2> unused_strings;
    std::vector<plan_point> points; // in order; the last one is the end
};

struct plan {
    plan_facts facts;
    operation_file file;
};

// Returns: a hash of an entry, the same in every process. The contents' hash is the sum over
//   entries.
[[nodiscard]] std::uint64_t entry_hash(std::uint64_t key, std::uint64_t value) noexcept;
[[nodiscard]] std::uint64_t entry_hash(std::string_view key, std::uint64_t value) noexcept;

} // namespace replay
