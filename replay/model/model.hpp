#pragma once
// Models: what the program under study does with a request.
//
//     direct          what the request says: get, set, add, erase; entries live as long as their
//                     own TTL
//     cache:N         an index of at most N entries; a miss inserts, the least recently used is
//                     evicted
//     ttl:SPAN        a miss inserts; an entry expires SPAN after it was set
//     sessions:MINUTES  a session for each key, closed that long after its last request
//
// They differ in a few rules only, so that one program (program.hpp) runs them all.

#include "trace/request.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace replay {

struct model {
    std::string name;    // as --model takes it, with its unit: "ttl:500000req"
    std::string summary; // a sentence

    bool inserts_missed = false;     // a get that misses inserts
    bool hits_renew = false;         // a hit makes the entry young again, not only a set
    bool is_timed = false;           // spans are seconds of the trace's clock, else requests
    bool heeds_own_ttl = false;      // entries expire by the TTL that their request states
    std::uint64_t entries_limit = 0; // 0: none
    double lifetime = 0;             // 0: for ever
};

// Returns: the model that `text` names, or the usual one for such input if it is empty.
// Throws: usage_error for a model that there is not, or that needs a clock where there is none.
[[nodiscard]] model parse_model(std::string_view text, const source_facts& input);

} // namespace replay
