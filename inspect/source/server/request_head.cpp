#include "server/request_head.hpp"

#include "server/reply.hpp"

#include <algorithm>
#include <string>

namespace ebb::inspect {
namespace {

// Without the locale, in which letters may be others.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_hex(char c) { return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'f'); }
constexpr bool is_control(char c) { return (c >= 0 && c < ' ' && c != '\t') || c == 127; }

bool equals(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

void check_lengths(std::string_view received, std::size_t line_end, std::size_t head_end) {
    if (std::min(line_end, received.size()) > request_line_max) {
        throw refusal(414, "the request line is longer than " + std::to_string(request_line_max) +
                               " bytes");
    }
    if (std::min(head_end, received.size()) > request_head_max) {
        throw refusal(431,
                      "the headers are longer than " + std::to_string(request_head_max) + " bytes");
    }
}

void check_line_ends(std::string_view received) {
    for (std::size_t at = received.find('\n'); at != std::string_view::npos;
         at = received.find('\n', at + 1)) {
        if (at == 0 || received[at - 1] != '\r') {
            throw refusal(400, "a line of the request does not end in CR LF");
        }
    }
}

void check_target(std::string_view target) {
    if (target.empty() || target[0] != '/') {
        throw refusal(400, "the target of the request is not a path");
    }
    for (std::size_t at = target.find('%'); at != std::string_view::npos;
         at = target.find('%', at + 1)) {
        if (at + 2 >= target.size() || !is_hex(target[at + 1]) || !is_hex(target[at + 2])) {
            throw refusal(400, "a percent sign in the target is not followed by two hex digits");
        }
    }
}

void check_request_line(std::string_view line) {
    const std::size_t method_end = line.find(' ');
    const std::size_t target_end = line.rfind(' ');
    const std::string_view method = line.substr(0, method_end);
    if (method_end == target_end || method.empty() ||
        !std::all_of(method.begin(), method.end(), is_upper) ||
        std::any_of(line.begin(), line.end(), is_control)) {
        throw refusal(400, "the request line is not: GET PATH HTTP/1.1");
    }
    const std::string_view protocol = line.substr(target_end + 1);
    if (protocol != "HTTP/1.1" && protocol != "HTTP/1.0") {
        throw refusal(505, "the protocol is not HTTP/1.1");
    }
    if (method != "GET" && method != "HEAD") {
        throw refusal(405, "only GET and HEAD are answered here");
    }
    check_target(line.substr(method_end + 1, target_end - method_end - 1));
}

// A page of another site could have its own name resolved to 127.0.0.1 and read the answers as its
// own (DNS rebinding), but its browser still says the name.
bool is_local(std::string_view host) {
    for (const std::string_view local : {"localhost", "127.0.0.1", "[::1]"}) {
        if (equals(host.substr(0, local.size()), local)) {
            const std::string_view port = host.substr(local.size());
            return port.empty() || (port[0] == ':' && port.size() <= 6 &&
                                    std::all_of(port.begin() + 1, port.end(), is_digit));
        }
    }
    return false;
}

// Returns: whether they are the same, after a time that says nothing of where they differ.
bool is_same_secret(std::string_view given, std::string_view secret) {
    unsigned difference = given.size() == secret.size() ? 0 : 1;
    for (std::size_t i = 0; i < given.size(); ++i) {
        const char other = secret[i % secret.size()];
        difference |= static_cast<unsigned>(static_cast<unsigned char>(given[i] ^ other));
    }
    return difference == 0;
}

// The name of the scheme may be in capitals or not.
bool is_admitted(std::string_view authorization, const admission& admitted) {
    const std::size_t space = std::min(authorization.find(' '), authorization.size());
    const std::string_view scheme = authorization.substr(0, space);
    const std::string_view credentials = trimmed(authorization.substr(space));
    return (equals(scheme, "bearer") && is_same_secret(credentials, admitted.bearer)) ||
           (equals(scheme, "basic") && is_same_secret(credentials, admitted.basic));
}

// What matters of the headers.
struct header_facts {
    std::size_t count = 0;
    std::size_t hosts = 0;
    bool is_host_local = false;
    bool is_host_empty = false;
    std::size_t authorizations = 0;
    std::string_view authorization;
    bool wants_close = false;
    bool wants_to_stay = false;
};

void note_header(header_facts& facts, std::string_view name, std::string_view value) {
    if (equals(name, "host")) {
        ++facts.hosts;
        facts.is_host_local = is_local(value);
        facts.is_host_empty = value.empty();
    } else if (equals(name, "authorization")) {
        ++facts.authorizations;
        facts.authorization = value;
    } else if (equals(name, "transfer-encoding")) {
        throw refusal(413, "a request has no body here");
    } else if (equals(name, "content-length")) {
        if (value.empty() || !std::all_of(value.begin(), value.end(), is_digit)) {
            throw refusal(400, "the Content-Length is not a number");
        }
        if (value.find_first_not_of('0') != std::string_view::npos) {
            throw refusal(413, "a request has no body here");
        }
    } else if (equals(name, "connection")) {
        facts.wants_close = facts.wants_close || equals(value, "close");
        facts.wants_to_stay = facts.wants_to_stay || equals(value, "keep-alive");
    }
}

void note_line(header_facts& facts, std::string_view line) {
    const std::size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    if (colon == std::string_view::npos || name.empty() ||
        name.find_first_of(" \t") != std::string_view::npos ||
        std::any_of(line.begin(), line.end(), is_control)) {
        throw refusal(400, "a header is not: NAME: VALUE");
    }
    if (++facts.count > request_headers_max) {
        throw refusal(431,
                      "there are more than " + std::to_string(request_headers_max) + " headers");
    }
    note_header(facts, name, trimmed(line.substr(colon + 1)));
}

// Where a token is asked for, a page of another site does not know it: the Host does not matter then.
void check_admission(const header_facts& facts, const admission& admitted) {
    if (facts.hosts > 1 || (admitted.needs_host && facts.hosts == 0)) {
        throw refusal(400, "there has to be one Host header");
    }
    if (!admitted.bearer.empty()) {
        if (facts.authorizations != 1 || !is_admitted(facts.authorization, admitted)) {
            throw refusal(
                401,
                "the token is needed: as `Authorization: Bearer TOKEN`, or as the password of the "
                "user `ebb`");
        }
        return;
    }
    const bool may_be_empty = !admitted.needs_host;
    if (facts.hosts == 1 && !facts.is_host_local && !(facts.is_host_empty && may_be_empty)) {
        throw refusal(403, "the Host is neither localhost nor 127.0.0.1 nor [::1]");
    }
}

header_facts facts_of(std::string_view headers) {
    header_facts facts;
    while (!headers.empty()) {
        const std::size_t end = headers.find("\r\n");
        note_line(facts, headers.substr(0, end));
        headers.remove_prefix(end + 2);
    }
    return facts;
}

} // namespace

std::optional<request_head> parse_head(std::string_view received, const admission& admitted) {
    const std::size_t line_end = received.find("\r\n");
    const std::size_t headers_end = received.find("\r\n\r\n");
    check_lengths(received, line_end, headers_end);
    check_line_ends(received.substr(0, headers_end));
    if (headers_end == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view line = received.substr(0, line_end);
    check_request_line(line);
    const header_facts facts = facts_of(received.substr(line_end + 2, headers_end - line_end));
    check_admission(facts, admitted);
    request_head head;
    const std::size_t target_begin = line.find(' ') + 1;
    head.target = line.substr(target_begin, line.rfind(' ') - target_begin);
    head.bytes = headers_end + 4;
    head.wants_close =
        facts.wants_close || (line.substr(line.rfind(' ')) == " HTTP/1.0" && !facts.wants_to_stay);
    head.text = std::string(line) + (head.wants_close ? "\r\nConnection: close" : "") + "\r\n\r\n";
    return head;
}

bool is_head_method(std::string_view received) noexcept { return received.starts_with("HEAD "); }

} // namespace ebb::inspect
