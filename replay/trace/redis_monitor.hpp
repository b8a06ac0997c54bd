#pragma once
// What `redis-cli MONITOR` prints: "OK", then a line for each command
//
//     1339518083.107412 [0 127.0.0.1:60866] "SET" "user:17" "Ada" "EX" "60"
//
// with time, database, client. redis_requests.hpp says what the commands ask. A command that names
// no key is no request; one that is not known is a malformed line. A key outside database 0 gets
// its number in front, "1:user:17", since the databases of a server are maps of their own.

#include "trace/line_format.hpp"
#include "trace/redis_arguments.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

class redis_monitor_format final : public line_format {
  public:
    explicit redis_monitor_format(bool has_numeric_keys) : line_format(has_numeric_keys, true) {}

    [[nodiscard]] bool more(request& to) override;

  protected:
    [[nodiscard]] line_kind read_line(std::string_view line, request& to) override;

  private:
    [[nodiscard]] line_kind read_command(std::string_view text, double now);
    [[nodiscard]] bool settle_key(request& of);

    redis_arguments arguments_;
    std::vector<request> requests_; // of the line; their text without the database
    std::size_t given_ = 0;
    std::string prefix_; // of keys: "1:", or nothing
    std::string key_;    // with its prefix
};

} // namespace replay
