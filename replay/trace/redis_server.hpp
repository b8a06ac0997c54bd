#pragma once
// A server of Redis, as far as its keys go: it carries commands out as Redis does, and says what
// each asks of the map that holds the keys.
//
//     get     lookups, and what changes inside a value that is there (HGET, LPOP, TTL, ...)
//     set     a new value or a new time to live: SET, MSET, GETSET, SETEX, EXPIRE, PERSIST, GETEX
//             with a time, and what SUNIONSTORE, RENAME, COPY, MOVE and their like write
//     add     what makes the key unless it is there, and leaves alone when it expires: SETNX,
//             SET ... NX, INCR, APPEND, HSET, LPUSH, SADD, ZADD, ...
//     erase   DEL, UNLINK, GETDEL, FLUSHDB, FLUSHALL (a request for each key that is there), the
//             source of RENAME and MOVE; a time to live that has run out
//
// A monitor does not show answers, so the server is followed from the first line on, as if it had
// been empty then. Where a condition (NX, XX, GT, LT, a key that is missing or has another type)
// keeps a command from changing anything, a lookup is left of it.
//
// A key goes with its last element, as far as redis_elements.hpp can tell. GEORADIUS and ranges of
// scores find something if anything is there. Commands that wait (BLPOP, BLMOVE) are seen as if
// they did not.

#include "trace/redis_commands.hpp"
#include "trace/redis_keyspace.hpp"
#include "trace/request.hpp"

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

struct redis_request {
    request_kind kind;
    redis_keyspace::database_number database; // by the number that it had at first
    std::string_view key;
    double ttl = 0; // seconds; 0: never
    std::uint32_t value_bytes = 0;
};

struct redis_moment {
    double seconds = 0; // since the first line
    double date = 0;    // seconds since 1970
};

class redis_server {
  public:
    // Effects: carries a command out, and appends the requests in the order in which a server makes
    // them. Their keys lie in the arguments or in this object, until the next call.
    // Requires: arguments[0] is the command's name.
    // Returns: false if Redis refuses it: its arguments, or the type of a key.
    [[nodiscard]] bool carry_out(const redis_command& command,
                                 std::span<const std::string_view> arguments,
                                 redis_keyspace::database_number database,
                                 const redis_moment& moment, std::vector<redis_request>& to);

  private:
    redis_keyspace keys_;
    std::vector<std::vector<std::string>> cleared_; // by the last call
};

} // namespace replay
