#include "server/http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>
#include <iterator>
#include <numeric>
#include <system_error>
#include <utility>

namespace ebb::inspect {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::string_view name_characters =
    "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

// Without the locale, in which letters may be others.
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_control(char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 127; }

std::string in_small_letters(std::string_view text) {
    std::string made(text);
    for (char& c : made) {
        c = is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return made;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

// The headers by their names in small letters.
using header_fields = std::multimap<std::string, std::string_view>;

std::string_view value_of(const header_fields& fields, const std::string& name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string_view() : found->second;
}

// Effects: takes the next line off `lines`. Requires: they end in LF.
std::string_view take_line(std::string_view& lines) {
    const std::string_view line = lines.substr(0, lines.find("\r\n"));
    if (std::any_of(line.begin(), line.end(), is_control)) {
        throw refusal(400, "there is a control character, or a line that does not end in CR LF");
    }
    lines.remove_prefix(line.size() + 2);
    return line;
}

void check_request_line(std::string_view line, std::string_view target) {
    const std::string_view method = line.substr(0, line.find(' '));
    const std::string_view protocol = line.substr(line.rfind(' ') + 1);
    if (std::count(line.begin(), line.end(), ' ') != 2 || method.empty() ||
        !std::all_of(method.begin(), method.end(), is_upper) || line.find('\t') != line.npos) {
        throw refusal(400, "the request line is not: GET PATH HTTP/1.1");
    }
    if (protocol != "HTTP/1.1" && protocol != "HTTP/1.0") {
        throw refusal(505, "the protocol is not HTTP/1.1");
    }
    if (method != "GET" && method != "HEAD") {
        throw refusal(405, "only GET and HEAD are answered here");
    }
    if (!target.starts_with('/')) {
        throw refusal(400, "the target of the request is not a path");
    }
}

header_fields fields_of(std::string_view lines) {
    header_fields made;
    while (!lines.empty()) {
        const std::string_view line = take_line(lines);
        const std::size_t colon = std::min(line.find(':'), line.size());
        const std::string_view name = line.substr(0, colon);
        if (colon == line.size() || name.empty() ||
            name.find_first_not_of(name_characters) != name.npos) {
            throw refusal(400, "a header is not: NAME: VALUE");
        }
        made.emplace(in_small_letters(name), trimmed(line.substr(colon + 1)));
    }
    if (made.size() > request_headers_max) {
        throw refusal(431, fmt::format("there are more than {} headers", request_headers_max));
    }
    return made;
}

void check_body(const header_fields& fields) {
    const auto [first, last] = fields.equal_range("content-length");
    bool has_body = fields.count("transfer-encoding") != 0;
    for (auto length = first; length != last; ++length) {
        const std::string_view value = length->second;
        if (value.empty() || value.find_first_not_of(digits) != value.npos) {
            throw refusal(400, "the Content-Length is not a number");
        }
        has_body = has_body || value.find_first_not_of('0') != value.npos;
    }
    if (has_body) {
        throw refusal(413, "a request has no body here");
    }
}

// Returns: what is meant by percent signs, and in parameters by a plus.
std::string decoded(std::string_view text, char plus) {
    std::string made;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned char byte = 0;
        const char* const hex = text.data() + i + 1;
        if (text[i] != '%') {
            made += text[i] == '+' ? plus : text[i];
        } else if (text.size() - i > 2 && std::from_chars(hex, hex + 2, byte, 16).ptr == hex + 2) {
            made += static_cast<char>(byte);
            i += 2;
        } else {
            throw refusal(400, "a percent sign in the target is not followed by two hex digits");
        }
    }
    return made;
}

// Returns: the parameters of a query, in which one without `=` has an empty value.
std::multimap<std::string, std::string> parameters_of(std::string_view query) {
    std::multimap<std::string, std::string> made;
    while (!query.empty()) {
        const std::string_view each = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(each.size() + 1, query.size()));
        const std::string_view name = each.substr(0, each.find('='));
        if (!name.empty()) {
            const std::string_view value = each.substr(std::min(name.size() + 1, each.size()));
            made.emplace(decoded(name, ' '), decoded(value, ' '));
        }
    }
    return made;
}

// A page of another site could have its own name resolved to 127.0.0.1 and read the answers as its
// own (DNS rebinding), but its browser still says the name.
bool is_local(std::string_view host) {
    for (const std::string_view local : {"localhost", "127.0.0.1", "[::1]"}) {
        if (host.starts_with(local)) {
            const std::string_view port = host.substr(local.size());
            return port.empty() || (port[0] == ':' && port.size() <= 6 &&
                                    port.find_first_not_of(digits, 1) == std::string_view::npos);
        }
    }
    return false;
}

// Returns: whether they are the same, after a time that says nothing of where they differ.
bool is_same_secret(std::string_view given, std::string_view secret) {
    return given.size() == secret.size() &&
           std::inner_product(given.begin(), given.end(), secret.begin(), 0, std::bit_or<>(),
                              std::bit_xor<>()) == 0;
}

bool is_admitted(std::string_view authorization, const admission& admitted) {
    const std::string scheme = in_small_letters(authorization.substr(0, authorization.find(' ')));
    const std::string_view credentials = authorization.substr(authorization.rfind(' ') + 1);
    return (scheme == "bearer" && is_same_secret(credentials, admitted.bearer)) ||
           (scheme == "basic" && is_same_secret(credentials, admitted.basic));
}

// With a token the Host does not matter: a page of another site does not know the token.
void check_admission(const header_fields& fields, const admission& admitted) {
    const std::size_t hosts = fields.count("host");
    if (hosts > 1 || (admitted.needs_host && hosts == 0)) {
        throw refusal(400, "there has to be one Host header");
    }
    if (!admitted.bearer.empty()) {
        if (fields.count("authorization") != 1 ||
            !is_admitted(value_of(fields, "authorization"), admitted)) {
            throw refusal(401, "the token is needed: as `Authorization: Bearer TOKEN`, or as the "
                               "password of the user `ebb`");
        }
        return;
    }
    const std::string host = in_small_letters(value_of(fields, "host"));
    if (!is_local(host) && (admitted.needs_host || !host.empty())) {
        throw refusal(403, "the Host is neither localhost nor 127.0.0.1 nor [::1]");
    }
}

std::string base64_of(std::string_view bytes) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string made;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        unsigned bits = 0;
        for (std::size_t i = at; i < at + 3; ++i) {
            bits = bits << 8 | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            made += at + i <= bytes.size() ? letters[bits >> (18 - 6 * i) & 63] : '=';
        }
    }
    return made;
}

constexpr std::pair<int, const char*> reasons[] = {{200, "OK"},
                                                   {301, "Moved Permanently"},
                                                   {400, "Bad Request"},
                                                   {401, "Unauthorized"},
                                                   {403, "Forbidden"},
                                                   {404, "Not Found"},
                                                   {405, "Method Not Allowed"},
                                                   {408, "Request Timeout"},
                                                   {413, "Content Too Large"},
                                                   {414, "URI Too Long"},
                                                   {431, "Request Header Fields Too Large"},
                                                   {500, "Internal Server Error"},
                                                   {503, "Service Unavailable"},
                                                   {505, "HTTP Version Not Supported"}};

} // namespace

admission admission_by(const std::string& token, bool needs_host) {
    return {needs_host, token, token.empty() ? "" : base64_of("ebb:" + token)};
}

std::optional<received_request> parse_request(std::string_view received,
                                              const admission& admitted) {
    // A client that ends its lines in LF alone is refused rather than left waiting.
    const std::size_t head_end = std::min(received.find("\r\n\r\n"), received.find("\n\n"));
    if (std::min(received.find('\n'), received.size()) > request_line_max) {
        throw refusal(414,
                      fmt::format("the request line is longer than {} bytes", request_line_max));
    }
    if (std::min(head_end, received.size()) > request_head_max) {
        throw refusal(431, fmt::format("the headers are longer than {} bytes", request_head_max));
    }
    if (head_end == std::string_view::npos) {
        return std::nullopt;
    }
    std::string_view lines = received.substr(0, head_end + 2);
    const std::string_view line = take_line(lines);
    const std::size_t target_begin = line.find(' ') + 1;
    std::string_view query = line.substr(target_begin, line.rfind(' ') - target_begin);
    check_request_line(line, query);
    const header_fields fields = fields_of(lines);
    check_body(fields);
    check_admission(fields, admitted);
    const std::string_view path = query.substr(0, query.find('?'));
    query.remove_prefix(std::min(path.size() + 1, query.size()));
    const std::string wish = in_small_letters(value_of(fields, "connection"));
    const bool is_last = wish.find("close") != wish.npos ||
                         (line.ends_with("HTTP/1.0") && wish.find("keep-alive") == wish.npos);
    return received_request{{decoded(path, '+'), parameters_of(query), {}},
                            head_end + 4,
                            line.starts_with("GET "),
                            is_last};
}

std::string text_of(const reply& made, bool has_body, bool is_last) {
    const auto* const reason =
        std::find_if(std::begin(reasons), std::end(reasons),
                     [&](const auto& each) { return each.first == made.status; });
    std::string text = fmt::format("HTTP/1.1 {} {}\r\n"
                                   "Cache-Control: no-store\r\n"
                                   "Content-Length: {}\r\n"
                                   "Content-Security-Policy: {}\r\n"
                                   "Content-Type: {}\r\n"
                                   "Cross-Origin-Resource-Policy: same-origin\r\n"
                                   "Referrer-Policy: no-referrer\r\n"
                                   "X-Content-Type-Options: nosniff\r\n"
                                   "X-Frame-Options: DENY\r\n",
                                   made.status, reason != std::end(reasons) ? reason->second : "",
                                   made.body.size(), made.content_policy, made.content_type);
    for (const auto& [name, value] : made.headers) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
    text += is_last ? "Connection: close\r\n\r\n"
                    : fmt::format("Keep-Alive: timeout={}, max={}\r\n\r\n", idle_limit.count(),
                                  requests_max);
    return has_body ? text += made.body : text;
}

} // namespace ebb::inspect
