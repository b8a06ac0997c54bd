#pragma once
// The log of a web server. The key is the client: an address or a host's name. A line is a request
// of the kind get, as a server makes it that looks up what it knows about a client.
//
//     83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /page HTTP/1.1" 200 2326 "referer" "agent"
//     {"ts":1700000000.5,"request":{"remote_ip":"192.0.2.1","uri":"/"},"status":200}
//     #Fields: date time c-ip cs-uri-stem
//
// web_text.hpp, web_json.hpp and web_fields.hpp read these. What a container or syslog puts before
// an object in JSON does not matter, and in an object there may be a line of another kind. A line
// that names no client, as the server's own messages in JSON, stands around what was recorded.

#include "trace/line_format.hpp"
#include "trace/web_fields.hpp"
#include "trace/web_json.hpp"
#include "trace/web_text.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

class web_log_format final : public line_format {
  public:
    // `client` is the field to take: a name, or of lines without names a number, from the end if it
    // is negative; empty: found out.
    web_log_format(bool has_numeric_keys, std::string client)
        : line_format(has_numeric_keys, true), client_(std::move(client)) {}

    [[nodiscard]] bool is_certain() const override { return has_names_; }
    [[nodiscard]] std::vector<std::string> notes() const override;

  protected:
    [[nodiscard]] line_kind read_line(std::string_view line, request& to) override;
    [[nodiscard]] bool is_comment(std::string_view line) const override {
        return !web_fields::are_names(line);
    }

  private:
    [[nodiscard]] line_kind read_text(std::string_view line, request& to);
    [[nodiscard]] line_kind read_json(std::string_view line, request& to, bool is_inner);
    [[nodiscard]] line_kind read_fields(std::string_view line, request& to);
    [[nodiscard]] line_kind take_client(std::string_view client, std::chrono::nanoseconds time,
                                        request& to);
    [[nodiscard]] std::optional<std::string_view> numbered_field(std::string_view line);
    void note_client(std::string from, std::string other);

    std::string client_;
    web_text text_;
    web_json json_;
    web_json inner_;
    web_fields fields_;
    bool has_names_ = false; // a line of #Fields was read
    // What is said of the first line that has another address, or of the first at all.
    std::string client_from_;
    std::string other_client_;
};

} // namespace replay
