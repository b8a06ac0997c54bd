#include <ebb/inspect/prometheus.hpp>

#include "prometheus/families.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

// A map and how it is labelled.
struct labelled {
    const observation& seen;
    const figures& now;
    std::string_view map;
    std::string id;
};

using add_samples = void (*)(metric_family&, const labelled&);

struct family {
    const char* name;
    const char* type;
    const char* help;
    add_samples add;
};

template <class... Pairs>
void add(metric_family& to, const labelled& m, std::uint64_t value, Pairs... more) {
    to.add({{"map", m.map}, {"id", m.id}, more...}, value);
}

using label = std::pair<std::string_view, std::string_view>;

void add_slots(metric_family& to, const labelled& m) {
    if (m.seen.latest.counted) {
        const slot_counts slots = m.seen.latest.counted->slots();
        add(to, m, slots.in_use, label("state", "in_use"));
        add(to, m, slots.deleted, label("state", "deleted"));
        add(to, m, slots.never_used, label("state", "never_used"));
        add(to, m, slots.evacuated, label("state", "evacuated"));
    }
}

// The components add up to all of it.
void add_memory(metric_family& to, const labelled& m) {
    const auto both = [&m](std::uint64_t table_figures::*component) {
        return m.now.current.*component + m.now.old.*component;
    };
    const std::uint64_t control = both(&table_figures::control_bytes);
    const std::uint64_t overflow = both(&table_figures::overflow_bytes);
    std::uint64_t entries = both(&table_figures::entry_bytes);
    std::uint64_t rest =
        m.now.memory_bytes - std::min(m.now.memory_bytes, control + entries + overflow);
    if (m.now.retired_bytes == 0) {
        entries += std::exchange(rest, 0); // the map's record, and what makes blocks whole
    }
    add(to, m, control, label("component", "control"));
    add(to, m, entries, label("component", "entries"));
    add(to, m, overflow, label("component", "overflow"));
    add(to, m, rest, label("component", "retired"));
}

void add_buckets(metric_family& to, const labelled& m) {
    add(to, m, m.now.current.buckets, label("table", "current"));
    add(to, m, m.now.old.buckets, label("table", "old"));
}

void add_entries(metric_family& to, const labelled& m) { add(to, m, m.now.entries); }

void add_overflow_buckets(metric_family& to, const labelled& m) {
    add(to, m, m.now.current.overflow_buckets + m.now.old.overflow_buckets);
}

void add_evacuation(metric_family& to, const labelled& m) {
    add(to, m, m.now.growth.kind == growth_kind::none ? 0U : 1U);
}

void add_old_table_age(metric_family& to, const labelled& m) {
    if (m.now.growth.kind == growth_kind::none) {
        to.add({{"map", m.map}, {"id", m.id}}, 0.0);
    } else if (m.now.growth.age_seconds) {
        to.add({{"map", m.map}, {"id", m.id}}, *m.now.growth.age_seconds);
    }
}

void add_cursors(metric_family& to, const labelled& m) { add(to, m, m.now.cursors.size()); }

void add_cursor_age(metric_family& to, const labelled& m) {
    double oldest = 0;
    for (const cursor_figures& cursor : m.now.cursors) {
        oldest = std::max(oldest, cursor.age_seconds.value_or(0));
    }
    to.add({{"map", m.map}, {"id", m.id}}, oldest);
}

void add_growths(metric_family& to, const labelled& m) {
    if (m.now.counts) {
        add(to, m, m.now.counts->growths_double, label("kind", "double"));
        add(to, m, m.now.counts->growths_same_size, label("kind", "same_size"));
        add(to, m, m.now.counts->growths_shrink, label("kind", "shrink"));
    }
}

template <std::uint64_t counters::*Counter> void add_counter(metric_family& to, const labelled& m) {
    if (m.now.counts) {
        add(to, m, (*m.now.counts).*Counter);
    }
}

void add_chain_lengths(metric_family& to, const labelled& m) {
    if (!m.seen.latest.counted) {
        return;
    }
    constexpr std::array<std::uint64_t, 8> bounds{1, 2, 3, 4, 6, 8, 16, 32};
    const std::vector<std::uint64_t>& lengths = m.seen.latest.counted->chain_lengths;
    std::uint64_t chains = 0;
    std::uint64_t buckets = 0;
    std::size_t length = 0;
    const auto count_up_to = [&](std::uint64_t last) {
        for (; length < lengths.size() && length <= last; ++length) {
            chains += lengths[length];
            buckets += lengths[length] * length;
        }
    };
    for (const std::uint64_t bound : bounds) {
        count_up_to(bound);
        to.add({{"map", m.map}, {"id", m.id}, {"le", fmt::to_string(bound)}}, chains, "_bucket");
    }
    count_up_to(lengths.size());
    to.add({{"map", m.map}, {"id", m.id}, {"le", "+Inf"}}, chains, "_bucket");
    to.add({{"map", m.map}, {"id", m.id}}, buckets, "_sum");
    to.add({{"map", m.map}, {"id", m.id}}, chains, "_count");
}

void add_info(metric_family& to, const labelled& m) {
    const identity& who = m.seen.latest.map;
    const std::string site =
        who.site_file.empty() ? std::string() : fmt::format("{}:{}", who.site_file, who.site_line);
    add(to, m, 1, label("key_type", who.key_type), label("value_type", who.value_type),
        label("site", site));
}

void add_findings(metric_family& to, const labelled& m) {
    for (const std::string_view detector : detectors()) {
        const auto found =
            std::count_if(m.seen.findings.begin(), m.seen.findings.end(),
                          [&](const finding& each) { return each.detector == detector; });
        add(to, m, static_cast<std::uint64_t>(found), label("detector", detector));
    }
}

constexpr std::array families{
    family{"ebb_entries", "gauge", "Entries in the map.", add_entries},
    family{"ebb_slots", "gauge", "Slots by state, of both tables.", add_slots},
    family{"ebb_memory_bytes", "gauge", "Bytes that the map holds, by component.", add_memory},
    family{"ebb_buckets", "gauge", "Buckets, without overflow buckets.", add_buckets},
    family{"ebb_overflow_buckets", "gauge", "Overflow buckets in use.", add_overflow_buckets},
    family{"ebb_evacuation_in_progress", "gauge", "1 while a growth or shrink is under way.",
           add_evacuation},
    family{"ebb_old_table_age_seconds", "gauge",
           "Time since the old table was first seen; 0 where there is none.", add_old_table_age},
    family{"ebb_cursors", "gauge", "Walks under way.", add_cursors},
    family{"ebb_oldest_cursor_age_seconds", "gauge",
           "Time since the oldest walk was first seen; 0 where there is none.", add_cursor_age},
    family{"ebb_growths_total", "counter", "Growths begun, by kind.", add_growths},
    family{"ebb_evacuated_buckets_total", "counter", "Buckets with entries that were evacuated.",
           add_counter<&counters::buckets_moved>},
    family{"ebb_inserts_total", "counter", "Entries that came in.",
           add_counter<&counters::inserts>},
    family{"ebb_erases_total", "counter", "Entries that were erased one by one.",
           add_counter<&counters::erases>},
    family{"ebb_slots_reused_total", "counter", "Inserts into a slot that held an entry before.",
           add_counter<&counters::reused_slots>},
    family{"ebb_chain_length", "histogram", "Chains by their length in buckets, at present.",
           add_chain_lengths},
    family{"ebb_map_info", "gauge", "Always 1; what the map is and where it was watched.",
           add_info},
    family{"ebb_findings", "gauge", "1 where the detector has found its state.", add_findings},
};

} // namespace

std::string prometheus_of(const std::vector<observation>& maps) {
    std::string text;
    for (const family& each : families) {
        metric_family samples(each.name, each.type, each.help);
        for (const observation& seen : maps) {
            const snapshot& latest = seen.latest;
            // Of a map that has not answered yet only what it is is known.
            if (latest.taken != wall_clock::time_point() || each.add == add_info) {
                each.add(samples,
                         {seen, latest.now, latest.map.name, fmt::to_string(latest.map.id)});
            }
        }
        text += samples.text();
    }
    return text;
}

} // namespace ebb::inspect
