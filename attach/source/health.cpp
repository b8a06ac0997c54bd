#include <ebb/attach/commands.hpp>

#include "columns.hpp"
#include "followed_maps.hpp"

#include <ebb/attach/attached.hpp>
#include <ebb/attach/failure.hpp>

#include <ebb/inspect/text.hpp>

#include "text/printable.hpp"
#include "json/parts.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include <fmt/format.h>

namespace ebb::attach {
namespace {

using clock = std::chrono::steady_clock;

// Short enough for Ctrl-C to be heeded at once, as people see it.
constexpr std::chrono::milliseconds nap{50};
constexpr std::chrono::seconds between_looks{1};

void look_for(followed_maps& maps, const request& asked, const surroundings& around) {
    const clock::time_point begin = clock::now();
    const clock::time_point end = begin + asked.watching;
    maps.look();
    for (clock::time_point next = begin + between_looks; next <= end; next += between_looks) {
        while (clock::now() < next && !around.is_interrupted()) {
            std::this_thread::sleep_for(nap);
        }
        if (around.is_interrupted()) {
            return; // what was seen until then is worth something
        }
        maps.look();
    }
}

inspect::severity worst_of(const std::vector<followed_map>& maps) {
    inspect::severity worst = inspect::severity::note;
    for (const followed_map& map : maps) {
        for (const inspect::finding& found : map.findings) {
            worst = std::max(worst, found.how_bad);
        }
    }
    return worst;
}

std::string status_of(inspect::severity worst) {
    return worst == inspect::severity::note ? "ok" : std::string(inspect::name_of(worst));
}

std::string json_of(const std::vector<followed_map>& maps) {
    inspect::json findings = inspect::json::array();
    for (const followed_map& map : maps) {
        for (const inspect::finding& found : map.findings) {
            inspect::json part = {{"map", inspect::short_identity_part(map.map.who)}};
            part.update(inspect::finding_part(found));
            findings.push_back(std::move(part));
        }
    }
    return inspect::text_of_json({{"schema", inspect::json_schema},
                                  {"status", status_of(worst_of(maps))},
                                  {"findings", std::move(findings)}}) +
           "\n";
}

std::string text_of(const std::vector<followed_map>& maps) {
    std::string text;
    for (const followed_map& map : maps) {
        if (map.findings.empty()) {
            continue;
        }
        text += fmt::format("map {}\n{}", inspect::id_and_name(map.map.who),
                            inspect::text_of(map.findings));
        text += map.is_of_one_moment ? "" : std::string(changed_text) + "\n";
    }
    return text.empty()
               ? fmt::format("no findings in {} map{}\n", maps.size(), maps.size() == 1 ? "" : "s")
               : text;
}

} // namespace

answer health(const request& asked, const surroundings& around) {
    attached from(asked.process);
    followed_maps maps(from);
    look_for(maps, asked, around);
    answer result;
    result.notes = from.troubles();
    std::size_t unread = 0;
    for (const followed_map& map : maps.maps()) {
        if (!map.trouble.empty()) {
            ++unread;
            result.notes.push_back(unreadable_text(map.map, map.trouble));
        }
    }
    if (maps.maps().empty()) {
        throw failure(from.of().text() + " watches no map at the moment");
    }
    if (unread == maps.maps().size()) {
        expect_alive(from.of());
        throw failure(result.notes.back());
    }
    result.text = asked.as_json ? json_of(maps.maps()) : text_of(maps.maps());
    result.is_serious = worst_of(maps.maps()) == inspect::severity::serious;
    return result;
}

} // namespace ebb::attach
