#include "server/answers.hpp"

#include "server/parameters.hpp"
#include "json/parts.hpp"

#include <ebb/inspect/census.hpp>

#include <algorithm>
#include <limits>

namespace ebb::inspect {
namespace {

constexpr std::uint64_t most_cells = 65536;
constexpr std::uint64_t usual_cells = 4096;
constexpr std::uint64_t most_words = 4096; // buckets whose words are sent at once

struct range_asked {
    explicit range_asked(const request& asked)
        : range_asked(parameters(asked, {"table", "first", "last", "cells", "words"})) {}

    explicit range_asked(const parameters& given)
        : is_old(given.is_second("table", "current", "old")),
          with_words(given.is_second("words", "0", "1")),
          first(given.number("first", 0, index_max).value_or(0)),
          last(given.number("last", 0, index_max).value_or(index_max)),
          cells(given.number("cells", 1, most_cells).value_or(usual_cells)) {
        if (first > last) {
            throw refusal(400, "the parameter first is above the parameter last");
        }
        if (with_words && last != index_max && last - first > most_words) {
            throw too_many_words();
        }
    }

    static refusal too_many_words() {
        return {400, "words=1 is for up to " + std::to_string(most_words) + " buckets"};
    }

    [[nodiscard]] census_options options() const {
        census_options options;
        options.top = 0;
        options.cells = cells;
        options.with_words = with_words;
        options.first_bucket = first;
        // Of a table whose size is not known yet: enough to find out that it is too large.
        options.last_bucket = with_words ? std::min(last, first + most_words + 1) : last;
        return options;
    }

    static constexpr std::uint64_t index_max = std::uint64_t{1} << 32;
    bool is_old;
    bool with_words;
    std::uint64_t first;
    std::uint64_t last;
    std::uint64_t cells;
};

json words_part(const std::vector<bucket_word>& words, bool is_old) {
    json list = json::array();
    for (const bucket_word& word : words) {
        if ((word.is_old != 0) == is_old) {
            list.push_back(json::array({word.bucket, word.level, slots_in_hex(word)}));
        }
    }
    return list;
}

json buckets_part(const snapshot& taken, const range_asked& range) {
    const census& counted = *taken.counted;
    const std::uint64_t buckets = (range.is_old ? taken.now.old : taken.now.current).buckets;
    const std::uint64_t last = std::min(range.last, buckets);
    if (range.with_words && last > range.first && last - range.first > most_words) {
        throw range_asked::too_many_words();
    }
    return {{"schema", json_schema},
            {"map", {{"id", taken.map.id}, {"name", taken.map.name}}},
            {"taken", unix_seconds(taken.taken)},
            {"table", name_of_table(range.is_old)},
            {"buckets", buckets},
            {"slots_per_bucket", taken.now.slots_per_bucket},
            {"first", std::min(range.first, buckets)},
            {"last", last},
            {"cells", cells_part(range.is_old ? counted.old_cells : counted.current_cells)},
            {"words", range.with_words ? words_part(counted.words, range.is_old) : json(nullptr)},
            {"growth", growth_part(taken.now.growth)},
            {"entries", taken.now.entries}};
}

} // namespace

reply answers::buckets(const request& asked, std::uint64_t id) const {
    const range_asked range(asked);
    const std::shared_ptr<subject> map = find_subject(id);
    if (map == nullptr) {
        throw refusal(404, "no watched map has this number; maps.json lists them");
    }
    reply made;
    made.content_type = "application/json; charset=utf-8";
    made.body = text_of_json(buckets_part(map->look(range.options(), answer_limit_), range));
    return made;
}

} // namespace ebb::inspect
