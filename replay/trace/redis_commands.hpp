#pragma once
// The commands of Redis up to 7.4: where their keys are, what they make of them, and which
// arguments Redis itself refuses.

#include "trace/redis_keyspace.hpp"

#include <cstdint>
#include <string_view>

namespace replay {

// Which arguments are keys, and what is done to them.
enum class redis_shape : std::uint8_t {
    no_key,

    // Lookups, which change at most what is inside a value.
    key,            // the first
    keys,           // all
    two_keys,       // the first two
    subcommand_key, // the second, if there is one
    counted,        // as many as the first says, from there on
    streams,        // the first half of what follows STREAMS

    // Lookups that may take the last element out, with which the key goes.
    remove_members, // KEY MEMBER...
    pop,            // KEY [COUNT], of a list or of what has no order
    pop_right,      // of a list
    pop_first,      // of the first list that is there; all but the last are keys
    pop_first_right,
    pop_first_of,         // NUMBER KEY... LEFT|RIGHT|MIN|MAX [COUNT NUMBER]
    timeout_pop_first_of, // the same behind a timeout
    trim,
    remove_equal,
    remove_ranks,
    remove_range,

    push_present, // LPUSHX, RPUSHX: one more, where a list is there
    push_present_right,
    insert_beside, // LINSERT

    // They make the first key unless it is there.
    make,
    make_group, // XGROUP: the second key, if MKSTREAM asks for it

    // A new value, a new time to live.
    set_with_options, // SET
    set_expiring,     // key, time to live, value
    set_if_absent,    // SETNX
    get_and_set,      // GETSET
    pairs,            // MSET
    pairs_if_absent,  // MSETNX
    get_expiring,     // GETEX
    expire,           // key, time, condition
    persist,
    restore,

    // Keys that go, or become others.
    remove, // all
    get_and_remove,
    migrate,
    rename,
    rename_if_absent,
    copy,
    move, // to another database
    swap_databases,
    clear_database,
    clear_server,

    // They store what they find in other keys.
    move_element,       // from the first to the second, of lists: behind them LEFT|RIGHT twice
    move_last,          // from the end of the first list to the begin of the second
    move_member,        // of sets: behind them the member
    merge,              // the first is made, of the others
    store_union,        // the first is stored, of the others: gone if none of them is there
    store_intersection, // gone if any of them is missing
    store_difference,   // gone if the first of them is missing
    store_range,        // the first is stored, of the second
    may_store,          // the first is got; what follows STORE or STOREDIST is stored
    bit_operation,      // the second is stored, of those after it
};

// What Redis demands of the arguments of commands that make a key.
enum class redis_rule : std::uint8_t {
    none,
    integer_second,    // KEY INTEGER
    elements,          // KEY ELEMENT...
    elements_right,    // the same, at the end of a list
    member,            // KEY MEMBER VALUE
    integer_third,     // KEY FIELD INTEGER
    number_second,     // KEY NUMBER
    number_third,      // KEY FIELD NUMBER
    fields_and_values, // KEY (FIELD VALUE)...
    bit,               // KEY OFFSET 0|1
    range,             // KEY OFFSET VALUE, and nothing is made of an empty one
    scores,            // ZADD, GEOADD: KEY OPTIONS NUMBERS MEMBER ...
    places,
    bit_fields, // BITFIELD, which makes a key if it writes
    entry,      // XADD
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
    redis_type type = redis_type::any; // of the value that it makes or takes
    redis_rule rule = redis_rule::none;
    redis_time time = redis_time::seconds;
    bool counts_keys = false; // a number of keys comes before the sources of what is stored
};

// Returns: the command of this name, in letters of any case; nullptr if there is none.
[[nodiscard]] const redis_command* find_redis_command(std::string_view name);

} // namespace replay
