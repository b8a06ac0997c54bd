#pragma once
// The commands `ebb list|top|stats|buckets|health|pprof PID`: what each was asked, and its answer.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ebb::attach {

enum class sort_key { name, entries, bytes, changes };

struct request {
    std::string process;            // a number, or the name of a program
    std::string map;                // an id or a name; empty: all of them, where there may be more
    bool as_json = false;           // stats, health
    bool of_old_table = false;      // buckets
    std::uint64_t first_bucket = 0; // buckets
    std::optional<std::uint64_t> last_bucket; // buckets: the last one that is shown
    std::chrono::milliseconds interval{1000}; // top
    std::uint64_t count = 0;                  // top: refreshes; 0: no end
    sort_key sort = sort_key::bytes;          // top
    std::chrono::seconds watching{0};         // health: looks again and again for so long
    std::size_t columns = 0;                  // of the terminal; 0: there is none
};

struct answer {
    std::string text;
    std::vector<std::string> notes; // for standard error: maps that could not be read
    bool is_serious = false;        // health: there is a serious finding
};

// What the commands need of the program that they are part of.
struct surroundings {
    std::function<void(std::string_view)> print; // to standard output
    std::function<bool()> is_interrupted;
};

// Throws: all of them failure, and list() alone does not mind a map that can't be read.
[[nodiscard]] answer list(const request& asked);
[[nodiscard]] answer stats(const request& asked);
[[nodiscard]] answer buckets(const request& asked);
[[nodiscard]] answer health(const request& asked, const surroundings& around);
[[nodiscard]] answer pprof(const request& asked); // the text is a gzipped profile

// Effects: prints the maps again and again, in place where standard output is a terminal.
// Returns: once the count is reached, or `q` was typed, or there was an interrupt.
void top(const request& asked, const surroundings& around);

} // namespace ebb::attach
