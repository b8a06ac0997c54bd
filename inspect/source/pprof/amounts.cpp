#include "pprof/amounts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <tuple>

namespace ebb::inspect {
namespace {

constexpr std::array<const char*, 4> state_names{"in_use", "reusable", "never_used", "evacuated"};

using by_state = std::array<std::uint64_t, 4>; // in the order of state_names

by_state in_order(const slot_counts& slots) {
    return {slots.in_use, slots.deleted, slots.never_used, slots.evacuated};
}

// The bytes of one table.
struct components {
    std::uint64_t control = 0;
    std::uint64_t entries = 0;
    std::uint64_t overflow = 0;

    explicit components(const table_figures& table)
        : control(table.control_bytes), entries(table.entry_bytes), overflow(table.overflow_bytes) {
    }
    [[nodiscard]] std::uint64_t all() const noexcept { return control + entries + overflow; }
};

// Returns: what the map holds beyond its tables. Where that would be less than nothing (figures
// read while the map changed) the tables get less instead.
std::uint64_t rest_of(std::uint64_t memory_bytes, components& current, components& old) {
    std::uint64_t over = current.all() + old.all();
    if (over <= memory_bytes) {
        return memory_bytes - over;
    }
    over -= memory_bytes;
    for (std::uint64_t* part : {&current.entries, &current.overflow, &current.control, &old.entries,
                                &old.overflow, &old.control}) {
        const std::uint64_t less = std::min(*part, over);
        *part -= less;
        over -= less;
    }
    return 0;
}

// Slots with memory behind them.
by_state held_slots(const slot_counts& counted, const table_figures& table, const figures& now,
                    bool is_old) {
    by_state slots = in_order(counted);
    const std::uint64_t full = table.buckets * now.slots_per_bucket * now.slot_bytes;
    if (table.buckets > 1 && full > table.entry_bytes && now.slot_bytes != 0) {
        const std::uint64_t absent = (full - table.entry_bytes) / now.slot_bytes;
        std::uint64_t& state = slots[is_old ? 3 : 2];
        state -= std::min(state, absent);
    }
    return slots;
}

// Returns: the bytes, divided as the weights are, to the last byte.
by_state divided(std::uint64_t bytes, const by_state& weights, std::size_t if_all_are_zero) {
    std::uint64_t all = 0;
    for (const std::uint64_t weight : weights) {
        all += weight;
    }
    by_state parts{};
    if (all == 0) {
        parts[if_all_are_zero] = bytes;
        return parts;
    }
    std::uint64_t seen = 0;
    std::uint64_t given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        seen += weights[i];
        const double share = static_cast<double>(seen) / static_cast<double>(all);
        const std::uint64_t up_to =
            seen == all
                ? bytes
                : static_cast<std::uint64_t>(std::floor(static_cast<double>(bytes) * share));
        parts[i] = up_to - given;
        given = up_to;
    }
    return parts;
}

class collector {
  public:
    void add(const amount_kind& kind, std::uint64_t slots, std::uint64_t bytes) {
        if (slots != 0 || bytes != 0) {
            amount& to = all_[kind];
            to.slots += static_cast<std::int64_t>(slots);
            to.bytes += static_cast<std::int64_t>(bytes);
        }
    }
    void add_growths(const char* kind, std::uint64_t count) {
        if (count != 0) {
            all_[{"", "growths", kind}].growths += static_cast<std::int64_t>(count);
        }
    }
    void add_table(const char* name, const components& bytes, std::uint64_t slots) {
        add({name, "control", ""}, 0, bytes.control);
        add({name, "entries", ""}, slots, bytes.entries);
        add({name, "overflow", ""}, 0, bytes.overflow);
    }
    void add_table(const char* name, const components& bytes, const by_state& slots,
                   const by_state& held) {
        const std::size_t otherwise = std::string_view(name) == "old" ? 3 : 2;
        const by_state control = divided(bytes.control, held, otherwise);
        const by_state entries = divided(bytes.entries, held, otherwise);
        const by_state overflow = divided(bytes.overflow, held, otherwise);
        for (std::size_t i = 0; i < slots.size(); ++i) {
            add({name, "control", state_names[i]}, 0, control[i]);
            add({name, "entries", state_names[i]}, slots[i], entries[i]);
            add({name, "overflow", state_names[i]}, 0, overflow[i]);
        }
    }
    [[nodiscard]] amounts take() { return std::move(all_); }

  private:
    amounts all_;
};

} // namespace

bool operator<(const amount_kind& a, const amount_kind& b) noexcept {
    using text = std::string_view;
    return std::tuple(text(a.table), text(a.component), text(a.state)) <
           std::tuple(text(b.table), text(b.component), text(b.state));
}

std::string in_words(const amount_kind& kind) {
    std::string words = *kind.state != '\0' ? kind.state : kind.component;
    std::replace(words.begin(), words.end(), '_', ' ');
    return std::string_view(kind.component) == "growths" ? words + " growths" : words;
}

amounts amounts_of(const snapshot& taken) {
    const figures& now = taken.now;
    components current(now.current);
    components old(now.old);
    const std::uint64_t rest = rest_of(now.memory_bytes, current, old);
    collector all;
    if (now.retired_bytes != 0) {
        all.add({"", "retired", ""}, 0, rest);
    } else {
        current.entries += rest; // the map's record, and what makes blocks whole
    }
    if (taken.counted) {
        const census& counted = *taken.counted;
        all.add_table("current", current, in_order(counted.current),
                      held_slots(counted.current, now.current, now, false));
        all.add_table("old", old, in_order(counted.old),
                      held_slots(counted.old, now.old, now, true));
    } else {
        all.add_table("current", current, now.current.slots);
        all.add_table("old", old, now.old.slots);
    }
    if (now.counts) {
        all.add_growths("doubling", now.counts->growths_double);
        all.add_growths("same_size", now.counts->growths_same_size);
        all.add_growths("shrink", now.counts->growths_shrink);
    }
    return all.take();
}

} // namespace ebb::inspect
