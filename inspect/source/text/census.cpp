#include "text/parts.hpp"
#include "text/units.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace ebb::inspect {
namespace {

constexpr std::size_t rows_max = 20; // of a histogram
constexpr std::size_t label_columns = 11;
constexpr std::size_t share_columns = 8;
constexpr std::size_t count_columns = 13;

// Returns: a line of a histogram that fits, with a bar of `length` of the longest one.
std::string histogram_row(const std::string& label, double share, double length,
                          std::uint64_t count, std::size_t columns) {
    const std::size_t taken = label_columns + share_columns + count_columns + 3;
    return fmt::format("{:>{}} {:>{}} {}{:>{}}", label, label_columns, percent(share),
                       share_columns, bar(length, columns > taken ? columns - taken : 1),
                       grouped(count), count_columns);
}

// Neighbours are taken together where there would be too many rows.
struct histogram_bin {
    std::uint64_t first;
    std::uint64_t last;
    std::uint64_t count = 0;
};

std::vector<histogram_bin> bins_of(const std::vector<std::uint64_t>& counts) {
    const auto is_there = [](std::uint64_t count) { return count != 0; };
    const auto begin = std::find_if(counts.begin(), counts.end(), is_there);
    const auto end = std::find_if(counts.rbegin(), counts.rend(), is_there).base();
    std::vector<histogram_bin> bins;
    if (begin >= end) {
        return bins;
    }
    const auto first = static_cast<std::uint64_t>(begin - counts.begin());
    const auto last = static_cast<std::uint64_t>(end - counts.begin()) - 1;
    const std::uint64_t width = (last - first) / rows_max + 1;
    for (std::uint64_t at = first; at <= last; at += width) {
        histogram_bin bin{at, std::min(at + width - 1, last)};
        for (std::uint64_t i = bin.first; i <= bin.last; ++i) {
            bin.count += counts[i];
        }
        bins.push_back(bin);
    }
    return bins;
}

void add_histogram(text_lines& lines, const std::vector<std::uint64_t>& counts) {
    const std::vector<histogram_bin> bins = bins_of(counts);
    std::uint64_t all = 0;
    std::uint64_t most = 0;
    for (const histogram_bin& bin : bins) {
        all += bin.count;
        most = std::max(most, bin.count);
    }
    for (const histogram_bin& bin : bins) {
        const std::string label = bin.first == bin.last ? std::to_string(bin.first)
                                                        : fmt::format("{}-{}", bin.first, bin.last);
        const auto count = static_cast<double>(bin.count);
        lines.add_cut(histogram_row(label, count / static_cast<double>(all),
                                    count / static_cast<double>(most), bin.count, lines.columns()));
    }
}

void add_slots(text_lines& lines, const char* title, const slot_counts& slots) {
    if (slots.all() == 0) {
        return;
    }
    lines.add_cut(fmt::format("slots of the {} table", title));
    const auto row = [&](const char* state, std::uint64_t count) {
        if (count != 0) {
            const double share = static_cast<double>(count) / static_cast<double>(slots.all());
            lines.add_cut(histogram_row(state, share, share, count, lines.columns()));
        }
    };
    row("in use", slots.in_use);
    row("reusable", slots.deleted);
    row("never used", slots.never_used);
    row("evacuated", slots.evacuated);
}

void add_extremes(text_lines& lines, const char* label,
                  const std::vector<chain_occupancy>& chains) {
    std::string text;
    for (const chain_occupancy& chain : chains) {
        text += fmt::format("{}{}bucket {}: {} in {}", text.empty() ? "" : "; ",
                            chain.is_old ? "old " : "", grouped(chain.bucket),
                            number_of(chain.entries, "entry", "entries"),
                            number_of(chain.length, "bucket", "buckets"));
    }
    if (!text.empty()) {
        lines.add(label, text);
    }
}

} // namespace

void add_census(text_lines& lines, const census& counted, const figures& now) {
    if (!counted.is_complete) {
        lines.add("note", "the map's tables changed too often while it was counted: not all of it "
                          "is in what follows");
    } else if (!counted.is_of_one_moment) {
        lines.add("note", "the map changed while it was counted: parts of what follows are of "
                          "different moments");
    }
    add_slots(lines, "current", counted.current);
    add_slots(lines, "old", counted.old);
    if (counted.chains() == 0) {
        return;
    }
    lines.add_cut(fmt::format("chains by length in buckets, mean {:.3f}", counted.mean_chain()));
    add_histogram(lines, counted.chain_lengths);
    lines.add_cut(fmt::format("chains by entries, of {} slots a bucket", now.slots_per_bucket));
    add_histogram(lines, counted.chain_entries);
    add_extremes(lines, "fullest", counted.fullest);
    add_extremes(lines, "emptiest", counted.emptiest);
}

} // namespace ebb::inspect
