#pragma once
// What the command line of the grid asks for.

#include "grid/operation.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bench::grid {

struct options {
    std::vector<std::string> entries;
    std::vector<std::size_t> sizes; // as asked for; empty: those of the full grid
    std::vector<operation> what;
    std::vector<std::string> maps;
    std::size_t rounds = 0; // 0: by size
    std::uint64_t least_ns = 5'000'000;
    std::size_t memory_bytes = 4'000'000'000;
    std::string csv;
    bool is_quick = false;
};

// Returns: the options; those left out have their defaults.
// Effects: --help, and a command line that can't be followed, end the program (command_line.hpp).
[[nodiscard]] options parsed_options(int argc, char** argv);

// The sizes of the column.
[[nodiscard]] std::vector<std::size_t> sizes_of(const options& asked, const std::string& entry);
[[nodiscard]] std::size_t rounds_of(const options& asked, std::size_t size);

} // namespace bench::grid
