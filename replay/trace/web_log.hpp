#pragma once
// The log of a web server, in the common log format or the combined one:
//
//     83.149.9.216 - - [17/May/2015:10:05:03 +0000] "GET /page HTTP/1.1" 200 2326 "referer" "agent"
//
// The key is the client, the first field: an address or a host's name. A line is a request of the
// kind get, as a server makes it that looks up what it knows about a client. What comes after the
// quote that begins the request does not matter.

#include "trace/line_format.hpp"

#include <string_view>

namespace replay {

class web_log_format final : public line_format {
  public:
    explicit web_log_format(bool has_numeric_keys) : line_format(has_numeric_keys, true) {}

  protected:
    [[nodiscard]] line_kind read_line(std::string_view line, request& to) override;
};

} // namespace replay
