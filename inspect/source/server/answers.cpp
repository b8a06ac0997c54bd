#include "server/answers.hpp"

#include "page_asset.hpp"
#include "server/parameters.hpp"

#include <string>

namespace ebb::inspect {
namespace {

// The page is one file: its script and style stand in it, and it asks nobody but this server.
constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

constexpr std::string_view profiles_page = R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><title>/debug/pprof/</title>
<h1>Profiles</h1>
<ul>
<li><a href="ebb">ebb</a>: slots and bytes of all watched maps, for <code>go tool pprof</code>
<li><a href="ebb?debug=1">ebb?debug=1</a>: the same as text
<li><a href="ebb?seconds=30">ebb?seconds=30</a>: what changes in 30 seconds
</ul>
<p><a href="/debug/ebb/">The maps as a page</a>
)";

reply html(std::string_view body) {
    reply made;
    made.content_type = "text/html; charset=utf-8";
    made.body = body;
    return made;
}

reply page() {
    const std::string_view asset = page_asset();
    if (asset.empty()) {
        throw refusal(503, "this program was built without the page: where ebb is configured there "
                           "have to be Node.js and what `npm ci --prefix replay/page` brings; "
                           "/debug/ebb/maps.json has the data");
    }
    reply made = html(asset);
    made.headers.emplace_back("Content-Security-Policy", page_policy);
    return made;
}

reply moved(const std::string& path) {
    reply made;
    made.status = 301;
    made.headers.emplace_back("Location", path);
    made.body = "it is at " + path + '\n';
    return made;
}

} // namespace

reply answers::answer(const request& asked) {
    const std::string& path = asked.path;
    if (path == "/debug/ebb/") {
        return page();
    }
    if (path == "/debug/ebb/maps.json") {
        return all_maps(asked);
    }
    if (path == "/debug/ebb/health") {
        return health(asked);
    }
    if (path == "/debug/pprof/") {
        return html(profiles_page);
    }
    if (path == "/debug/pprof/ebb") {
        return profile(asked);
    }
    if (path == "/metrics") {
        return metrics(asked);
    }
    if (path == "/debug/ebb" || path == "/debug/pprof") {
        return moved(path + '/');
    }
    constexpr std::string_view maps = "/debug/ebb/maps/";
    if (path.starts_with(maps)) {
        return below_maps(asked, std::string_view(path).substr(maps.size()));
    }
    throw refusal(404, "there is nothing at this path; /debug/ebb/ and /debug/pprof/ have lists");
}

} // namespace ebb::inspect
