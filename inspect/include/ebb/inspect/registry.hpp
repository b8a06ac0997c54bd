#pragma once
// The list of watched maps as it lies in memory, for readers outside the program: the commands
// `ebb list`, `ebb top` and so on, and debuggers. Programs use watch.hpp.
//
// There is one list in a program, the object `ebb_registry`. It has an ELF section of its own,
// called .ebb_registry, so that it is found in a program that was stripped of its symbols. Records
// are linked; whoever changes the list makes `changes` odd for that time, so that a reader that
// found it equal and even before and after has read no half-changed list.

#include <ebb/table/fields.hpp>

#include <atomic>
#include <cstdint>

namespace ebb::inspect {

inline constexpr std::uint32_t registry_version = 1;
inline constexpr char registry_cookie[16] = "ebb registry 01";
inline constexpr unsigned stack_depth_max = 24;

// A watched map. Texts end with a zero byte and live as long as the record.
struct registry_record {
    registry_record* next;
    std::uint64_t id;   // 1, 2, 3... in the order of registration, never used again
    const void* engine; // what the offsets of `fields` count from
    const table::engine_fields* fields;
    const char* name;     // as given to watch()
    const char* map_type; // types as the compiler spells them
    const char* key_type;
    const char* value_type; // the mapped type; empty for a set
    const char* policy;
    std::int64_t watched_since_ns; // system clock, since 1970
    const char* site_function;     // where watch() was called
    const char* site_file;
    std::uint64_t site_line;
    std::uint64_t stack_depth;
    const void*
        stack[stack_depth_max]; // return addresses, innermost first: where watch() was called
};

struct registry {
    char cookie[16];
    std::uint32_t version;
    std::uint32_t record_bytes;
    std::atomic<std::uint64_t> changes; // odd: a change is under way
    registry_record* first;             // the newest
    std::uint64_t count;
};

static_assert(sizeof(std::atomic<std::uint64_t>) == 8 &&
              std::atomic<std::uint64_t>::is_always_lock_free);

} // namespace ebb::inspect

extern "C" {
extern ebb::inspect::registry ebb_registry;
}
