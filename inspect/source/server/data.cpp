#include "server/answers.hpp"

#include "server/parameters.hpp"
#include "json/parts.hpp"

#include <ebb/inspect/json.hpp>
#include <ebb/inspect/prometheus.hpp>
#include <ebb/inspect/text.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace ebb::inspect {
namespace {

reply json_reply(std::string text) {
    reply made;
    made.content_type = "application/json; charset=utf-8";
    made.body = std::move(text);
    return made;
}

refusal no_such_map() { return {404, "no watched map has this number; maps.json lists them"}; }

} // namespace

// Returns: all watched maps. One that was entered after the last look is looked at now.
std::vector<observation> answers::observations() {
    const auto all = [this] {
        std::vector<observation> list = maps_.observations();
        std::vector<observation> silent = maps_.unseen();
        std::move(silent.begin(), silent.end(), std::back_inserter(list));
        std::sort(list.begin(), list.end(), [](const observation& a, const observation& b) {
            return a.latest.map.id < b.latest.map.id;
        });
        return list;
    };
    std::vector<observation> list = all();
    const std::vector<std::shared_ptr<subject>> present = subjects();
    if (!present.empty() &&
        (list.empty() || list.back().latest.map.id < present.back()->who().id)) {
        maps_.look_now();
        list = all();
    }
    return list;
}

reply answers::summary(const request& asked) {
    const parameters none(asked, {});
    reply made;
    made.body = summary_of(observations());
    return made;
}

reply answers::all_maps(const request& asked) {
    const parameters none(asked, {});
    return json_reply(json_of(observations()));
}

reply answers::below_maps(const request& asked, std::string_view rest) {
    constexpr std::string_view buckets_suffix = "/buckets";
    const bool is_buckets = rest.ends_with(buckets_suffix);
    if (is_buckets) {
        rest.remove_suffix(buckets_suffix.size());
    }
    const std::optional<std::uint64_t> id = number_of(rest);
    if (!id) {
        throw no_such_map();
    }
    if (is_buckets) {
        return buckets(asked, *id);
    }
    const parameters none(asked, {});
    return one_map(*id);
}

reply answers::one_map(std::uint64_t id) {
    std::vector<observation> list = observations();
    const auto found = std::find_if(list.begin(), list.end(), [id](const observation& each) {
        return each.latest.map.id == id;
    });
    if (found == list.end()) {
        throw no_such_map();
    }
    return json_reply(json_of(std::vector<observation>{std::move(*found)}));
}

reply answers::health(const request& asked) {
    const parameters none(asked, {});
    std::vector<std::pair<severity, json>> found;
    for (const observation& each : maps_.observations()) {
        for (const finding& one : each.findings) {
            json part = {{"map", short_identity_part(each.latest.map)}};
            part.update(finding_part(one));
            found.emplace_back(one.how_bad, std::move(part));
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    const severity worst = found.empty() ? severity::note : found.front().first;
    json findings = json::array();
    for (auto& [how_bad, part] : found) {
        findings.push_back(std::move(part));
    }
    reply made =
        json_reply(text_of_json({{"schema", json_schema},
                                 {"status", worst == severity::note ? "ok" : name_of(worst)},
                                 {"findings", std::move(findings)}}));
    made.status = worst == severity::serious ? 503 : 200;
    return made;
}

reply answers::metrics(const request& asked) {
    const parameters none(asked, {});
    reply made;
    made.content_type = "text/plain; version=0.0.4; charset=utf-8";
    made.body = prometheus_of(maps_.observations());
    return made;
}

} // namespace ebb::inspect
