#pragma once
// The slots and chains of a map, counted through its own types: what a census is compared with.

#include "support/number_maps.hpp"

#include <ebb/inspect/snapshot.hpp>

#include <cstdint>
#include <vector>

namespace ebb_tests {

struct plain_count {
    ebb::inspect::slot_counts current;
    ebb::inspect::slot_counts old;
    std::vector<std::uint64_t> chain_lengths;
    std::uint64_t tophash_sum = 0;
};

template <class Map> class plain_counter {
  public:
    explicit plain_counter(const Map& map) : engine_(ebb::table::map_access::engine(map)) {
        if (seen::is_growing(engine_)) {
            count_table(seen::old(engine_), true);
        }
        if (map.bucket_count() != 0) {
            count_table(seen::current(engine_), false);
        }
    }

    [[nodiscard]] const plain_count& counted() const { return counted_; }

  private:
    using seen = inside<Map>;

    template <class Table> void count_table(const Table& table, bool is_old) {
        for (std::size_t index = 0; index <= table.mask; ++index) {
            ebb::inspect::slot_counts& slots = is_old ? counted_.old : counted_.current;
            if (is_old && seen::is_evacuated(engine_, index)) {
                slots.evacuated += slots_of_row(table, is_old);
                if (std::remove_cvref_t<decltype(engine_)>::policy_type::follows ==
                    ebb::rules::go) {
                    slots.evacuated += overflow_slots(table, index);
                }
            } else if (!is_old && !seen::is_written(engine_, table, index)) {
                slots.never_used += std::size(table.control[0].tophash);
            } else {
                count_chain(table, index, is_old);
            }
        }
    }

    // Go's evacuated chains stay as they are.
    template <class Table>
    std::uint64_t overflow_slots(const Table& table, std::size_t index) const {
        std::uint64_t slots = 0;
        for (auto link = table.control[index].link; link != 0;) {
            slots += std::size(table.control[0].tophash);
            link = seen::pool(engine_, table).control(link)->link;
        }
        return slots;
    }

    template <class Table> std::uint64_t slots_of_row(const Table& table, bool is_old) const {
        return is_old || table.mask != 0 ? std::size(table.control[0].tophash)
                                         : engine_.slot_count();
    }

    template <class Table> void count_chain(const Table& table, std::size_t index, bool is_old) {
        ebb::inspect::slot_counts& slots = is_old ? counted_.old : counted_.current;
        std::size_t length = 1;
        for (const auto* control = table.control + index;; ++length) {
            for (const std::uint8_t tophash : control->tophash) {
                slots.in_use += ebb::bucket::is_in_use(tophash);
                slots.deleted += tophash == ebb::bucket::empty_one;
                slots.never_used += tophash == ebb::bucket::empty_rest;
                counted_.tophash_sum += ebb::bucket::is_in_use(tophash) ? tophash : 0;
            }
            if (control->link == 0) {
                break;
            }
            control = seen::pool(engine_, table).control(control->link);
        }
        counted_.chain_lengths.resize(std::max(counted_.chain_lengths.size(), length + 1));
        ++counted_.chain_lengths[length];
    }

    const typename std::remove_cvref_t<decltype(ebb::table::map_access::engine(
        std::declval<const Map&>()))>& engine_;
    plain_count counted_;
};

template <class Map> void expect_census_is_right(const Map& map) {
    const ebb::inspect::snapshot taken = ebb::inspect::snapshot_of(map);
    const plain_counter counter(map);
    const plain_count& expected = counter.counted();
    ASSERT_TRUE(taken.counted);
    EXPECT_EQ(taken.counted->current, expected.current);
    EXPECT_EQ(taken.counted->old, expected.old);
    EXPECT_EQ(taken.counted->chain_lengths, expected.chain_lengths);
    EXPECT_TRUE(taken.counted->is_of_one_moment);
    EXPECT_EQ(taken.counted->slots().in_use, map.size());
    EXPECT_EQ(taken.counted->slots().all(), taken.now.slots());
    std::uint64_t tophash_sum = 0;
    for (std::size_t byte = 0; byte < 256; ++byte) {
        tophash_sum += byte * taken.counted->tophash[byte];
    }
    EXPECT_EQ(tophash_sum, expected.tophash_sum);
}

template <class Map> void expect_figures_are_right(const Map& map) {
    const auto& engine = ebb::table::map_access::engine(map);
    const ebb::inspect::figures now = ebb::inspect::figures_of(map).now;
    EXPECT_EQ(now.entries, map.size());
    EXPECT_EQ(now.current.buckets, map.bucket_count());
    EXPECT_EQ(now.memory_bytes, map.memory_bytes());
    EXPECT_FLOAT_EQ(static_cast<float>(now.load()), map.load_factor());
    EXPECT_EQ(now.growth.kind, inside<Map>::kind(engine));
    EXPECT_EQ(now.cursors.size(), inside<Map>::cursor_count(engine));
    const auto held = [](const ebb::inspect::table_figures& table) {
        return table.control_bytes + table.entry_bytes + table.overflow_bytes;
    };
    using record = typename inside<Map>::cold_state;
    const bool has_record = inside<Map>::cold(engine).place == decltype(record::place)::owned;
    const std::size_t record_bytes = has_record ? sizeof(record) : 0;
    EXPECT_EQ(held(now.current) + held(now.old) + now.retired_bytes + record_bytes,
              now.memory_bytes);
}

} // namespace ebb_tests
