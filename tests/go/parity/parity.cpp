// parity TRACE...: compares ebb::go_map with recorded Go maps (tests/go/oracle).
//
//     --all     besides, every case must occur in the traces: tables of 1 to 2^15 buckets, states
//               and walks in the midst of both kinds of growth, chains of four buckets
//
// Exit status: 0 all equal, 1 a difference or a file that is no trace, 2 wrong usage.

#include "replay.hpp"

#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using parity::coverage;
using parity::trace_reader;

std::string read_file(const char* path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error("can't be opened");
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

void replay_trace(trace_reader& trace, coverage& seen) {
    if (trace.byte() != 'T') {
        trace.fail("a trace was expected to begin here");
    }
    const auto kind = static_cast<parity::key_kind>(trace.number());
    const std::uint64_t seed = trace.number();
    try {
        switch (kind) {
        case parity::key_kind::u64:
            return parity::replay<std::uint64_t, std::uint64_t>(trace, seen).run();
        case parity::key_kind::u32:
            return parity::replay<std::uint32_t, std::uint32_t>(trace, seen).run();
        case parity::key_kind::text:
            return parity::replay<std::string, std::uint64_t>(trace, seen).run();
        }
        trace.fail("an unknown kind of map");
    } catch (const std::exception& difference) {
        throw std::runtime_error("trace " + std::to_string(seen.traces) + " (kind " +
                                 std::to_string(static_cast<int>(kind)) + ", seed " +
                                 std::to_string(seed) + "), " + difference.what());
    }
}

void replay_file(const char* path, coverage& seen) {
    const std::string bytes = read_file(path);
    for (trace_reader trace(bytes); !trace.is_at_end(); ++seen.traces) {
        replay_trace(trace, seen);
    }
}

// Returns: what did not occur, in words; empty: everything did.
std::string missing(const coverage& seen) {
    std::string list;
    const auto require = [&](bool has_occurred, const std::string& what) {
        list += has_occurred ? "" : (list.empty() ? "" : ", ") + what;
    };
    for (unsigned b = 0; b <= 15; ++b) {
        require(seen.states_of_b[b] != 0, "a table of 2^" + std::to_string(b) + " buckets");
    }
    require(seen.states_doubling >= 10, "ten states in the midst of a doubling");
    require(seen.states_same_size >= 10, "ten states in the midst of a growth to the same size");
    require(seen.walks_growing >= 10, "ten walks that begin in the midst of a growth");
    require(seen.longest_chain >= 4, "a chain of four buckets");
    return list;
}

} // namespace

int main(int argc, char** argv) {
    coverage seen;
    bool is_complete = false;
    bool has_file = false;
    for (int i = 1; i < argc; ++i) {
        if (argv[i] == std::string_view("--all")) {
            is_complete = true;
            continue;
        }
        has_file = true;
        try {
            replay_file(argv[i], seen);
        } catch (const std::exception& error) {
            std::fprintf(stderr, "parity: %s: %s\n", argv[i], error.what());
            return 1;
        }
    }
    if (!has_file) {
        std::fprintf(stderr, "parity: no trace given; usage: parity [--all] TRACE...\n");
        return 2;
    }
    std::printf("parity: equal byte for byte in %zu traces: %zu commands, %zu states (%zu in a "
                "doubling, %zu in a growth to the same size), %zu walks (%zu in a growth), chains "
                "of up to %zu buckets\n",
                seen.traces, seen.commands, seen.states, seen.states_doubling,
                seen.states_same_size, seen.walks, seen.walks_growing, seen.longest_chain);
    if (const std::string list = is_complete ? missing(seen) : ""; !list.empty()) {
        std::fprintf(stderr, "parity: too little was compared; there was not: %s\n", list.c_str());
        return 1;
    }
    return 0;
}
