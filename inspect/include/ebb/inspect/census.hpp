#pragma once
// A map's figures, and its census in steps: read from the map's memory by the offsets of its
// fields.
//
// A step looks at a bounded number of buckets, and between two steps the map may be used in any
// way. What that means for the result: every slot is counted at one moment, not all at the same
// one. If a growth begins or ends meanwhile the tables are other ones, and counting begins anew.

#include "ebb/inspect/memory_reader.hpp"
#include "ebb/inspect/state.hpp"

#include <ebb/table/fields.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace ebb::inspect {

struct census_options {
    // Buckets a step, overflow buckets counted in: 256 take 15 us, seldom 30 (bench/inspect_steps).
    // A chain is never divided.
    std::size_t buckets_a_step = 256;
    std::size_t top = 5;     // so many chains in `fullest` and `emptiest`
    std::size_t cells = 0;   // so many cells for each table; 0: none
    bool with_words = false; // the tophash bytes of every bucket
    // Cells and words are those of these buckets, in both tables.
    std::uint64_t first_bucket = 0;
    std::uint64_t last_bucket = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t restarts_max = 8;
};

// Where a map is, and how to read it. Both referred to must stay.
struct map_place {
    const table::engine_fields* fields = nullptr;
    std::uint64_t engine = 0; // its address, in the memory that is read
};

// Returns: why a map with these fields can't be read, in words; nothing: it can. Fields of another
//   process may hold anything.
[[nodiscard]] std::string trouble_with(const table::engine_fields& fields);

// Returns: the bytes of an engine, and of a record of cold state, from its address on, that its
//   fields take. Requires: no trouble.
[[nodiscard]] std::size_t engine_bytes(const table::engine_fields& fields);
[[nodiscard]] std::size_t cold_bytes(const table::engine_fields& fields);

// Complexity: O(1), and O(walks under way). Throws: unreadable.
[[nodiscard]] figures read_figures(memory_reader& memory, const map_place& place);

struct engine_view;
struct table_view;

// A census under way.
class census_taker {
  public:
    census_taker(const map_place& place, const census_options& options)
        : place_(place), options_(options) {}

    // Effects: counts some more buckets. Returns: whether any are left.
    // Complexity: O(buckets_a_step). Throws: unreadable; the census is of no use then.
    [[nodiscard]] bool step(memory_reader& memory);

    [[nodiscard]] const census& counted() const noexcept { return census_; }
    // Buckets counted, and all there are: for those who show how far it is.
    [[nodiscard]] std::uint64_t buckets_done() const noexcept { return done_; }
    [[nodiscard]] std::uint64_t buckets_to_do() const noexcept {
        return old_buckets_ + current_buckets_;
    }

  private:
    void begin(const engine_view& view);
    [[nodiscard]] bool is_evacuated(memory_reader& memory, const engine_view& view,
                                    std::uint64_t old_index) const;
    [[nodiscard]] bool is_written(const engine_view& view, std::uint64_t index) const;
    void count_old(memory_reader& memory, const engine_view& view, std::uint64_t index);
    void count_current(memory_reader& memory, const engine_view& view, std::uint64_t index);
    void count_chain(memory_reader& memory, const engine_view& view, bool is_old,
                     std::uint64_t index);
    [[nodiscard]] std::uint64_t chain_length(memory_reader& memory, const table_view& table,
                                             std::uint64_t index) const;
    void note_chain(const chain_occupancy& chain);
    void note_absent(bool is_old, std::uint64_t index, const slot_counts& slots);
    void add_to_cell(bool is_old, std::uint64_t index, const slot_counts& slots,
                     std::uint64_t chain_length);
    void finish(const engine_view& view);

    map_place place_;
    census_options options_;
    census census_;
    bool has_begun_ = false;
    std::array<std::uint64_t, 4> arrays_{}; // of both tables: to see that they are still the same
    std::uint64_t old_buckets_ = 0;
    std::uint64_t current_buckets_ = 0;
    std::uint64_t done_ = 0;
    std::uint64_t looked_at_ = 0;     // buckets of this step, overflow buckets counted in
    std::vector<bool> evacuated_;     // old buckets that were found evacuated
    std::uint64_t entries_first_ = 0; // when counting began
    std::uint64_t nevacuate_first_ = 0;
};

// Effects: takes all steps at once, with full figures. Requires: nobody changes the map meanwhile.
[[nodiscard]] census take_census(memory_reader& memory, const map_place& place,
                                 const census_options& options = {});

} // namespace ebb::inspect
