#include <ebb/attach/commands.hpp>

#include "columns.hpp"
#include "followed_maps.hpp"

#include <ebb/attach/attached.hpp>
#include <ebb/attach/failure.hpp>

#include <ebb/inspect/json.hpp>
#include <ebb/inspect/pprof.hpp>
#include <ebb/inspect/text.hpp>

#include "text/cells.hpp"
#include "text/printable.hpp"
#include "text/text_table.hpp"
#include "text/units.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace ebb::attach {
namespace {

constexpr std::size_t text_columns = 80; // where there is no terminal

std::size_t text_columns_of(const request& asked) {
    return asked.columns == 0 ? text_columns : asked.columns;
}

// Returns: the map that is asked for, or all.
std::vector<remote_map> maps_asked(attached& from, const request& asked) {
    if (!asked.map.empty()) {
        return {from.map_of(asked.map)};
    }
    std::vector<remote_map> maps = from.maps();
    if (maps.empty()) {
        throw failure(from.of().text() + " watches no map at the moment");
    }
    return maps;
}

// Effects: shows each map that can be read. Where none can be, that is a failure.
template <class Show>
answer answer_of(attached& from, const std::vector<remote_map>& maps, const look_options& options,
                 Show show) {
    answer result;
    result.notes = from.troubles();
    std::size_t unread = 0;
    for (const remote_map& map : maps) {
        try {
            show(result, from.look(map, options));
        } catch (const inspect::unreadable& error) {
            expect_alive(from.of());
            result.notes.push_back(unreadable_text(map, error.what()));
            ++unread;
        }
    }
    if (unread == maps.size()) {
        throw failure(result.notes.back());
    }
    return result;
}

// Key, value and policy: what an engineer calls the map's type. The compiler spells hash and
// allocator too.
std::string short_type(const inspect::identity& who) {
    const std::string types =
        who.value_type.empty() ? who.key_type : who.key_type + ", " + who.value_type;
    const std::string policy = who.policy == "ebb::default_policy" ? "" : ", " + who.policy;
    return fmt::format("{}<{}>{}", who.value_type.empty() ? "set" : "map", types, policy);
}

std::string moment_text(const look_result& seen) {
    return seen.is_of_one_moment ? "" : std::string(changed_text) + "\n";
}

} // namespace

answer list(const request& asked) {
    attached from(asked.process);
    followed_maps maps(from);
    maps.look();
    answer result;
    result.notes = from.troubles();
    if (maps.maps().empty()) {
        result.text = from.of().text() + " watches no map at the moment\n";
        return result;
    }
    inspect::text_table table({{"id"},
                               {"name", true},
                               {"entries"},
                               {"load"},
                               {"bytes"},
                               {"growth"},
                               {"findings"},
                               {"type", true}});
    bool is_of_one_moment = true;
    for (const followed_map& each : maps.maps()) {
        const inspect::identity& who = each.map.who;
        if (!each.latest) {
            result.notes.push_back(unreadable_text(each.map, each.trouble));
            table.add({inspect::id_text(who), who.name, "?", "?", "?", "?", "?", short_type(who)});
            continue;
        }
        const inspect::figures& now = each.latest->now;
        is_of_one_moment = is_of_one_moment && each.is_of_one_moment;
        table.add({inspect::id_text(who), who.name,
                   inspect::grouped(now.entries) + moment_mark(each), inspect::percent(now.load()),
                   inspect::rounded_bytes(static_cast<double>(now.memory_bytes)),
                   inspect::growth_cell(now), inspect::findings_cell(each.findings),
                   short_type(who)});
    }
    result.text = table.text(asked.columns);
    if (!is_of_one_moment) {
        result.text += fmt::format("~ {}\n", changed_text);
    }
    return result;
}

answer stats(const request& asked) {
    attached from(asked.process);
    return answer_of(from, maps_asked(from, asked), {}, [&](answer& to, const look_result& seen) {
        if (asked.as_json) {
            to.text += inspect::json_of(seen.taken) + "\n";
            return;
        }
        to.text += (to.text.empty() ? "" : "\n") +
                   inspect::text_of(seen.taken, text_columns_of(asked)); // which says what changed
    });
}

answer buckets(const request& asked) {
    attached from(asked.process);
    constexpr std::uint64_t usual_count = 4096;
    const remote_map map = from.map_of(asked.map);
    look_options options;
    options.counting.with_words = true;
    options.counting.first_bucket = asked.first_bucket;
    options.counting.last_bucket =
        asked.last_bucket ? *asked.last_bucket + 1 : asked.first_bucket + usual_count;
    const std::uint64_t end = options.counting.last_bucket;
    return answer_of(from, {map}, options, [&](answer& to, look_result seen) {
        const bool is_old = asked.of_old_table;
        const std::uint64_t all = (is_old ? seen.taken.now.old : seen.taken.now.current).buckets;
        if (is_old && all == 0) {
            throw failure(fmt::format("map {} has no old table: it does not grow or shrink at "
                                      "the moment",
                                      inspect::id_and_name(map.who)));
        }
        if (asked.first_bucket >= std::max<std::uint64_t>(all, 1)) {
            throw failure(fmt::format("map {} has no bucket {}: it has {}",
                                      inspect::id_and_name(map.who), asked.first_bucket, all));
        }
        std::erase_if(seen.taken.counted->words, [is_old](const inspect::bucket_word& word) {
            return (word.is_old != 0) != is_old;
        });
        to.text = inspect::buckets_text_of(seen.taken, text_columns_of(asked)) + moment_text(seen);
        if (asked.first_bucket != 0 || end < all) {
            to.text += fmt::format("buckets {} to {} of {}; --first and --last show others\n",
                                   inspect::grouped(asked.first_bucket),
                                   inspect::grouped(std::min(end, all) - 1), inspect::grouped(all));
        }
    });
}

answer pprof(const request& asked) {
    attached from(asked.process);
    std::vector<inspect::snapshot> maps;
    answer result = answer_of(from, maps_asked(from, asked), {}, [&](answer& to, look_result seen) {
        if (!seen.is_of_one_moment) {
            to.notes.push_back(
                fmt::format("map {}: {}", inspect::id_and_name(seen.taken.map), changed_text));
        }
        maps.push_back(std::move(seen.taken));
    });
    result.text = inspect::pprof_of(maps, from.of().pid);
    return result;
}

} // namespace ebb::attach
