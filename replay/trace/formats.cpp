#include "trace/formats.hpp"

#include "trace/arc.hpp"
#include "trace/csv.hpp"
#include "trace/keys.hpp"
#include "trace/redis_monitor.hpp"
#include "trace/twitter.hpp"
#include "trace/web_log.hpp"

#include <algorithm>
#include <stdexcept>

namespace replay {

const std::vector<format_name>& trace_formats() {
    static const std::vector<format_name> formats{
        {trace_format::arc, "arc", "the ARC papers' .lis: start_page page_count ignored number"},
        {trace_format::twitter, "twitter", "Twitter's cache clusters: CSV of seven columns"},
        {trace_format::web_log, "web-log",
         "a web server's log: common or combined, JSON, W3C, AWS; keys are the clients"},
        {trace_format::redis_monitor, "redis-monitor", "what redis-cli MONITOR prints"},
        {trace_format::csv, "csv", "a table: time,op,key[,ttl], or a first line names the columns"},
        {trace_format::oracle_general, "oracle-general", "libCacheSim's binary traces"},
        {trace_format::keys, "keys", "a key a line"},
    };
    return formats;
}

std::unique_ptr<line_format> make_line_format(trace_format format,
                                              const line_format_options& options) {
    const std::optional<bool>& numeric_keys = options.numeric_keys;
    switch (format) {
    case trace_format::arc:
        return std::make_unique<arc_format>(numeric_keys.value_or(true));
    case trace_format::twitter:
        return std::make_unique<twitter_format>(numeric_keys.value_or(false));
    case trace_format::web_log:
        return std::make_unique<web_log_format>(numeric_keys.value_or(false), options.client);
    case trace_format::redis_monitor:
        return std::make_unique<redis_monitor_format>(numeric_keys.value_or(false));
    case trace_format::csv:
        return std::make_unique<csv_format>(numeric_keys.value_or(false), options.columns);
    case trace_format::keys:
        return std::make_unique<keys_format>(numeric_keys.value_or(false));
    case trace_format::oracle_general:
        break;
    }
    throw std::logic_error("not a format of lines");
}

std::string name_of(trace_format format) {
    const auto& formats = trace_formats();
    return std::find_if(formats.begin(), formats.end(),
                        [&](const format_name& one) { return one.format == format; })
        ->name;
}

} // namespace replay
