#include "report/page.hpp"

#include "error.hpp"
#include "page/asset.hpp"

#include <cstddef>
#include <string_view>

namespace replay {

namespace {

// In JSON, `<` stands in strings only. Without it there is no "</script>" and no "<!--", at which
// browsers would end or change what they read as the report. dump() escapes what is not ASCII.
std::string json_inside_html(const nlohmann::json& report) {
    const std::string json = report.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
    std::string safe;
    safe.reserve(json.size());
    for (const char letter : json) {
        if (letter == '<') {
            safe += "\\u003c";
        } else {
            safe += letter;
        }
    }
    return safe;
}

} // namespace

bool has_page() noexcept { return !page_asset().empty(); }

std::string page_with(const nlohmann::json& report) {
    constexpr std::string_view placeholder = R"("@EBB_REPLAY_REPORT@")";
    if (!has_page()) {
        throw failure(
            "this ebb was built without the report page: where it is configured there have "
            "to be Node.js and what `npm ci --prefix replay/page` brings");
    }
    const std::string_view page = page_asset();
    const std::size_t place = page.find(placeholder); // build.mjs has seen to it that there is one
    std::string whole{page.substr(0, place)};
    whole += json_inside_html(report);
    whole += page.substr(place + placeholder.size());
    return whole;
}

} // namespace replay
