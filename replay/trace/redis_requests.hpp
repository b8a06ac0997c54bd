#pragma once
// What a command of Redis asks of the map that holds its keys.
//
//     get     reads, and changes inside a value that is there (HGET, LPOP, TTL, ...)
//     set     a new value: SET, MSET, GETSET, SETEX, ... and the destinations of SUNIONSTORE,
//             RENAME, COPY and their like; also a new time to live: EXPIRE, PERSIST, ...
//     add     what makes the key unless it is there, and leaves alone when it expires: SETNX,
//             SET ... NX, SET ... KEEPTTL, INCR, APPEND, HSET, LPUSH, SADD, ZADD, ...
//     erase   DEL, UNLINK, GETDEL, MOVE, the source of RENAME; a time to live that has run out
//
// A monitor does not show answers: a command is taken to succeed, the conditions XX, GT, LT and
// that of RENAMENX to hold. FLUSHALL, FLUSHDB and SWAPDB name no key and are passed over; so is
// EVAL, as the commands that a script gives have lines of their own. MOVE and COPY ... DB are seen
// in the database that the client is in.

#include "trace/redis_commands.hpp"
#include "trace/request.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace replay {

// Effects: appends the requests, in the order in which a server makes them; keys are in text.
// Requires: arguments[0] is the command's name; now is the command's time, in seconds since 1970.
// Returns: false if the command does not take these arguments.
[[nodiscard]] bool append_requests(const redis_command& command,
                                   std::span<const std::string_view> arguments, double now,
                                   std::vector<request>& to);

} // namespace replay
