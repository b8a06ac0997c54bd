#include "server/answers.hpp"

#include "page_asset.hpp"
#include "server/parameters.hpp"

#include <ebb/inspect/text.hpp>

#include <string>
#include <utility>

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

reply html(std::string body) {
    reply made;
    made.content_type = "text/html; charset=utf-8";
    made.body = std::move(body);
    return made;
}

reply page() {
    reply made = html(std::string(page_asset()));
    made.content_policy = page_policy;
    return made;
}

std::string escaped(std::string_view text) {
    std::string made;
    for (const char c : text) {
        made += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
    }
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

// In the place of the page, what was missing for it, and what can be said without it.
reply answers::absent_page() {
    reply made =
        html(R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><title>ebb maps</title>
<h1>Maps of this program</h1>
<p>This program was built without the page: when ebb was configured, there was no )" +
             escaped(page_missing()) + R"(. The same data: <a href="maps.json">maps.json</a>,
<a href="/metrics">metrics</a>, <a href="/debug/pprof/">profiles</a>.
<pre>
)" + escaped(summary_of(observations())) +
             "</pre>\n");
    made.status = 503;
    return made;
}

bool may_wait_for_owners(std::string_view path) noexcept {
    return path == "/debug/pprof/ebb" || path.ends_with("/buckets");
}

reply answers::answer(const request& asked) {
    const std::string& path = asked.path;
    if (path == "/debug/ebb/") {
        return page_asset().empty() ? absent_page() : page();
    }
    if (path == "/debug/ebb/summary") {
        return summary(asked);
    }
    if (path == "/debug/ebb/maps.json") {
        return all_maps(asked);
    }
    if (path == "/debug/ebb/health") {
        return health(asked);
    }
    if (path == "/debug/pprof/") {
        return html(std::string(profiles_page));
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
