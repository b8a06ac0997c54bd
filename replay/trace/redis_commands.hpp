#pragma once
// The commands of Redis up to 7.4, and where their keys are.

#include "trace/request.hpp"

#include <cstdint>
#include <string_view>

namespace replay {

// Which arguments are keys, and what is done to them. "The kind" is redis_command::kind.
enum class redis_shape : std::uint8_t {
    no_key,
    key,              // the first, of the kind
    keys,             // all, of the kind
    keys_and_timeout, // all but the last, of the kind
    two_keys,         // the first two, of the kind
    key_value,        // the first, of the kind; the second is the value
    pairs,            // every other, of the kind, each followed by the value
    subcommand_key,   // the second, if there is one, of the kind
    counted,          // as many as the first says, from there on, of the kind
    timeout_counted,  // as many as the second says, from there on, of the kind
    streams,          // the first half of what follows STREAMS, of the kind
    rename,           // the first is erased, the second set
    move,             // the first is got, the second of the kind
    store,            // the first is of the kind, the others are got
    store_one,        // the first is of the kind, the second got
    store_counted,    // the first is of the kind; then as with `counted`, got
    bit_operation,    // the second is of the kind, those after it are got
    may_store,        // the first is got; what follows STORE or STOREDIST is of the kind
    migrate,          // the third, or if that is empty all after KEYS: erased, with COPY got
    set_with_options, // SET
    set_expiring,     // key, time to live, value
    get_expiring,     // GETEX
    expire,           // key, time
    restore,          // RESTORE
};

// What the times among the arguments of `expire`, `set_expiring` mean.
enum class redis_time : std::uint8_t {
    seconds,
    milliseconds,
    date_in_seconds,
    date_in_milliseconds
};

struct redis_command {
    redis_shape shape = redis_shape::no_key;
    request_kind kind = request_kind::get;
    redis_time time = redis_time::seconds;
};

// Returns: the command of this name, in letters of any case; nullptr if there is none.
[[nodiscard]] const redis_command* find_redis_command(std::string_view name);

} // namespace replay
