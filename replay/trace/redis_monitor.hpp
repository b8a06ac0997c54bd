#pragma once
// What `redis-cli MONITOR` prints: "OK", then a line for each command
//
//     1339518083.107412 [0 127.0.0.1:60866] "SET" "user:17" "Ada" "EX" "60"
//
// with time, database, client. redis_server.hpp says what the commands ask. Commands that name no
// key, that are not known, and that Redis refuses are counted by name. A line that does not begin
// in this way stands around the capture: a warning, the end of kubectl. A key outside database 0
// gets the number of its database in front, "1:user:17", since the databases of a server are maps
// of their own.

#include "trace/line_format.hpp"
#include "trace/names_counted.hpp"
#include "trace/redis_arguments.hpp"
#include "trace/redis_server.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

class redis_monitor_format final : public line_format {
  public:
    explicit redis_monitor_format(bool has_numeric_keys) : line_format(has_numeric_keys, true) {}

    [[nodiscard]] bool more(request& to) override;
    // Whoever listens is ended by a signal.
    [[nodiscard]] bool may_end_anywhere() const override { return true; }
    [[nodiscard]] std::vector<std::string> notes() const override;

  protected:
    [[nodiscard]] line_kind read_line(std::string_view line, request& to) override;

  private:
    [[nodiscard]] line_kind read_command(redis_keyspace::database_number database,
                                         const redis_moment& moment);
    [[nodiscard]] bool settle_key(const redis_request& asked, request& to);
    void give(const redis_request& asked, request& to);

    redis_arguments arguments_;
    redis_server server_;
    std::vector<redis_request> requests_; // of the line
    std::size_t given_ = 0;
    double time_ = 0; // of the line
    std::string key_; // with its database
    names_counted without_key_;
    names_counted unknown_;
    names_counted refused_;
};

} // namespace replay
