#include "trace/web_json.hpp"

#include "trace/web_client.hpp"
#include "trace/web_text.hpp"

#include <cstddef>

#include <fmt/format.h>

namespace replay {
namespace {

// A dot leads into an object. The first that a line has is taken: what a server makes of proxies
// that it trusts comes before the peer's address.
constexpr std::string_view client_fields[] = {
    "request.client_ip",
    "client_ip",
    "request.remote_ip",
    "request.remote_addr",
    "ClientHost",
    "ClientAddr",
    "remote_ip",
    "remote_addr",
    "remoteAddr",
    "remoteAddress",
    "remote_address",
    "remote_host",
    "remoteIp",
    "clientip",
    "clientIp",
    "clientIP",
    "client_addr",
    "client.ip",
    "client.address",
    "source.ip",
    "source.address",
    "client",
    "httpRequest.remoteIp",
    "requestContext.identity.sourceIp",
    "c-ip",
    "ip",
};

// What proxies say, which anybody can write: taken only if asked for.
constexpr std::string_view forwarded_fields[] = {
    "request.headers.X-Forwarded-For",
    "http_x_forwarded_for",
    "x_forwarded_for",
    "X-Forwarded-For",
    "x-forwarded-for",
    "request_X-Forwarded-For",
    "forwarded_for",
    "xff",
    "http_x_real_ip",
    "x_real_ip",
    "request.headers.X-Real-Ip",
    "realip_remote_addr",
};

constexpr std::string_view time_fields[] = {
    "ts",         "time",     "timestamp",  "@timestamp", "time_iso8601", "msec",
    "time_local", "StartUTC", "StartLocal", "datetime",   "date",         "time_unix",
};

constexpr std::string_view inner_fields[] = {"log", "message", "msg", "MESSAGE", "textPayload"};

} // namespace

bool web_json::read(std::string_view line, std::string_view field_asked, web_json_found& to) {
    to = {};
    object_ = nlohmann::json::parse(line, nullptr, false);
    if (!object_.is_object()) return false;
    to.time = find_time();
    if (!field_asked.empty()) {
        to.client = client_in(text_of(field(field_asked)));
        to.client_from = field_asked;
    }
    for (const std::string_view name : client_fields) {
        if (!field_asked.empty() || !to.client.empty()) break;
        to.client = client_in(text_of(field(name)));
        to.client_from = name;
    }
    if (!to.client.empty()) return true;
    for (const std::string_view name : inner_fields) {
        std::string_view inner = text_of(field(name));
        while (inner.ends_with('\n') || inner.ends_with('\r')) {
            inner.remove_suffix(1);
        }
        if (inner.find(' ') == std::string_view::npos && !inner.starts_with('{')) continue;
        inner_ = inner;
        to.inner = inner_;
        break;
    }
    return true;
}

std::string_view web_json::other_client(std::string_view taken) const {
    for (const std::string_view name : forwarded_fields) {
        if (name != taken && !client_in(text_of(field(name))).empty()) return name;
    }
    for (const std::string_view name : client_fields) {
        const std::string_view other = client_in(text_of(field(name)));
        if (name != taken && !other.empty() && other != client_in(text_of(field(taken)))) {
            return name;
        }
    }
    return {};
}

// The name may contain dots itself.
const nlohmann::json* web_json::field(std::string_view path) const {
    const nlohmann::json* at = &object_;
    while (at->is_object()) {
        if (const auto found = at->find(path); found != at->end()) return &*found;
        const std::size_t dot = path.find('.');
        if (dot == std::string_view::npos) return nullptr;
        const auto part = at->find(path.substr(0, dot));
        if (part == at->end()) return nullptr;
        at = &*part;
        path = path.substr(dot + 1);
    }
    return nullptr;
}

// Of a list, as Caddy has for headers, the first.
std::string_view web_json::text_of(const nlohmann::json* value) const {
    if (value != nullptr && value->is_array() && !value->empty()) value = &value->front();
    if (value == nullptr || !value->is_string()) return {};
    return value->get_ref<const std::string&>();
}

std::optional<std::chrono::nanoseconds> web_json::find_time() {
    for (const std::string_view name : time_fields) {
        const nlohmann::json* const value = field(name);
        if (value == nullptr) continue;
        std::optional<std::chrono::nanoseconds> time;
        if (value->is_number_unsigned()) {
            time = times_.read(std::to_string(value->get<std::uint64_t>()));
        } else if (value->is_number_float()) {
            // A double of today's date keeps six digits.
            time = times_.read(fmt::format("{:.6f}", value->get<double>()));
        } else if (value->is_string()) {
            const std::string& text = value->get_ref<const std::string&>();
            time = log_time_in(text);
            if (!time) time = times_.read(text);
        }
        if (time) return time;
    }
    return std::nullopt;
}

} // namespace replay
