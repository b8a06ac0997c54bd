#include "json/parts.hpp"

#include "advice/rules.hpp"

namespace ebb::inspect {
namespace {

json chains_part(const std::vector<chain_occupancy>& chains) {
    json list = json::array();
    for (const chain_occupancy& chain : chains) {
        list.push_back({{"table", name_of_table(chain.is_old)},
                        {"bucket", chain.bucket},
                        {"entries", chain.entries},
                        {"length", chain.length}});
    }
    return list;
}

json words_part(const std::vector<bucket_word>& words) {
    json list = json::array();
    for (const bucket_word& word : words) {
        list.push_back(json::array(
            {name_of_table(word.is_old != 0), word.bucket, word.level, slots_in_hex(word)}));
    }
    return list;
}

} // namespace

json slots_part(const slot_counts& slots) {
    return {{"in_use", slots.in_use},
            {"deleted", slots.deleted},
            {"never_used", slots.never_used},
            {"evacuated", slots.evacuated}};
}

json cells_part(const std::vector<cell>& cells) {
    json list = json::array();
    for (const cell& each : cells) {
        list.push_back(
            json::array({each.first_bucket, each.buckets, each.longest_chain, each.slots.in_use,
                         each.slots.deleted, each.slots.never_used, each.slots.evacuated}));
    }
    return list;
}

std::string slots_in_hex(const bucket_word& word) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(std::size_t{2} * word.slots);
    for (std::size_t slot = 0; slot < word.slots && slot < word.tophash.size(); ++slot) {
        text += digits[word.tophash[slot] / 16];
        text += digits[word.tophash[slot] % 16];
    }
    return text;
}

json census_part(const snapshot& seen) {
    const census& counted = *seen.counted;
    const chain_norms norms = norms_of(seen);
    json part = {{"slots", slots_part(counted.slots())},
                 {"current", slots_part(counted.current)},
                 {"old", slots_part(counted.old)},
                 {"chains", counted.chains()},
                 {"longest_chain", counted.longest_chain()},
                 {"healthy_chain", norms.length_max},
                 {"mean_chain", counted.mean_chain()},
                 {"overflowing_share", counted.overflowing_share()},
                 {"overflowing_by_chance", norms.overflowing_by_chance},
                 {"deleted_share", counted.deleted_share()},
                 {"chain_lengths", counted.chain_lengths},
                 {"chain_entries", counted.chain_entries},
                 {"tophash", counted.tophash},
                 {"chain_pairs", counted.chain_pairs},
                 {"equal_pairs", counted.equal_pairs},
                 {"fullest", chains_part(counted.fullest)},
                 {"emptiest", chains_part(counted.emptiest)},
                 {"is_of_one_moment", counted.is_of_one_moment},
                 {"is_complete", counted.is_complete},
                 {"steps", counted.steps},
                 {"restarts", counted.restarts}};
    if (!counted.current_cells.empty() || !counted.old_cells.empty()) {
        part["cells"] = {{"current", cells_part(counted.current_cells)},
                         {"old", cells_part(counted.old_cells)}};
    }
    if (!counted.words.empty()) {
        part["words"] = words_part(counted.words);
    }
    return part;
}

} // namespace ebb::inspect
