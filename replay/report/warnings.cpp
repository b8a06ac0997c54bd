#include "report/warnings.hpp"

#include "text/units.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace replay {
namespace {

using ebb::inspect::number_of;
using ebb::inspect::rounded_seconds;

// 2 ms of work for a fast map, and a hundred operations beyond the 99.9 % that the table shows.
constexpr std::uint64_t few_operations = 100'000;
// Of the keys that are asked for: where `direct` stores fewer, it hardly has what the program has.
constexpr double hardly_any = 0.01;
// Idle machines have 0.99 and more of the processor, and rounds within 1.1; medians are the
// steadiest figure of all.
constexpr double processor_share_least = 0.95;
constexpr double rounds_spread_most = 1.25;
constexpr double median_spread_most = 1.5;
constexpr double percentile_spread_most = 2;

void look_at_stores(const comparison& found, std::vector<warning>& to) {
    const plan_facts& plan = found.plan;
    const bool is_direct = found.rules.name == "direct";
    const bool are_few = static_cast<double>(plan.entries_most) <
                         hardly_any * static_cast<double>(plan.distinct_keys);
    if (plan.entries_most != 0 && !(is_direct && are_few)) {
        return;
    }
    std::string text =
        plan.entries_most == 0
            ? "nothing is ever stored, so every map is timed while it is empty"
            : fmt::format("{} stored at a time, of {} that are asked for, so the maps are all "
                          "but empty",
                          plan.entries_most == 1
                              ? "1 entry is"
                              : number_of(plan.entries_most, "", "entries at most are"),
                          number_of(plan.distinct_keys, "key", "keys"));
    if (is_direct && plan.misses != 0) {
        text += fmt::format(": model direct takes gets at their word. If a miss makes your program "
                            "store the entry, --model cache:100000 or --model {} does that",
                            found.input.has_clock ? "ttl:1h" : "ttl:500000req");
    }
    to.push_back({"nothing_stored", text});
}

void look_at_times(const comparison& found, std::vector<warning>& to) {
    const plan_facts& plan = found.plan;
    if (plan.out_of_order == 0) {
        return;
    }
    to.push_back({"times_out_of_order",
                  fmt::format("{} a time before that of an earlier one, by up to {}: each is taken "
                              "to come when it stands in the input, which is when entries expire",
                              number_of(plan.out_of_order, "request states", "requests state"),
                              rounded_seconds(plan.most_seconds_back))});
}

// Returns: whether there are too few.
bool look_at_operations(const comparison& found, std::vector<warning>& to) {
    if (found.plan.operations >= few_operations) {
        return false;
    }
    to.push_back({"few_operations",
                  fmt::format("{} too few to tell maps apart: times are those of cold caches and "
                              "of the machine; {} or more tell something",
                              number_of(found.plan.operations, "operation is", "operations are"),
                              ebb::inspect::grouped(few_operations))});
    return true;
}

void look_at_machine(const noise& heard, std::vector<warning>& to) {
    std::vector<std::string> signs;
    bool is_hopeless = false;
    if (heard.processor_share && *heard.processor_share < processor_share_least) {
        signs.push_back(fmt::format("other programs had the processor for {} of the time",
                                    ebb::inspect::percent(1 - *heard.processor_share)));
    }
    if (heard.rounds_spread && *heard.rounds_spread > rounds_spread_most) {
        signs.push_back(
            fmt::format("of the same rounds one took {:.2f} times another", *heard.rounds_spread));
    }
    for (std::size_t i = 0; i < percentiles.size(); ++i) {
        const auto& [name, share] = percentiles[i];
        const double most = share == 0.5 ? median_spread_most : percentile_spread_most;
        if (share < 0.995 && heard.percentile_spreads[i] > most) {
            signs.push_back(fmt::format("{} of one round is {:.1f} times that of another", name,
                                        *heard.percentile_spreads[i]));
            is_hopeless = true;
            break; // those beyond are no better
        }
    }
    if (signs.empty()) {
        return;
    }
    to.push_back(
        {"busy_machine",
         fmt::format("the machine is busy: {}. {}", fmt::join(signs, "; "),
                     is_hopeless ? "Percentiles from there on are meaningless; replay on an idle "
                                   "machine"
                                 : "More --rounds help, an idle machine more")});
}

} // namespace

std::vector<warning> warnings_of(const comparison& found, const noise& heard) {
    std::vector<warning> all;
    look_at_stores(found, all);
    look_at_times(found, all);
    if (!look_at_operations(found, all)) {
        look_at_machine(heard, all);
    }
    return all;
}

} // namespace replay
