#include "grid/options.hpp"

#include "grid/competitor.hpp"
#include "grid/entry.hpp"
#include "measure.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string_view>

namespace bench::grid {
namespace {

using names = std::vector<std::string>;

constexpr std::size_t size_min = 100; // the cache needs some entries that are not new

// Just above and just below where tables grow: docs/benchmarks.md.
constexpr std::size_t full_sizes[]{1'000,   1'500,     32'000,     48'000,
                                   700'000, 1'000'000, 10'000'000, 20'000'000};
constexpr std::size_t quick_sizes[]{1'000, 48'000, 300'000};

constexpr const char* help_begin =
    R"(grid: what the operations of hash maps cost, against each other

    grid [--entries LIST] [--sizes LIST] [--operations LIST] [--maps LIST]
         [--rounds N] [--least-ms N] [--memory BYTES] [--csv FILE] [--quick]

Lists are separated by commas; what is left out stands for all.

    --entries LIST     what the maps hold, see below
    --sizes LIST       entries of a map, such as 1.5k,32k,1M; at least 100
                       (default: 1k,1.5k,32k,48k,700k,1M,10M, and 20M for u64)
    --operations LIST  what is measured, see below
    --maps LIST        which maps take part, see below
    --rounds N         measurements of each map, interleaved
                       (default: 7; from 500k entries on 5, from 5M on 3)
    --least-ms N       measured time of a measurement at least (default 5)
    --memory BYTES     leave out what may take more, such as 8G (default 4G)
    --csv FILE         write all measurements to FILE; it appears when all is done
    --quick            u64 and string16, sizes 1k,48k,300k, 3 rounds, 2 ms
    --help             print this
)";
constexpr const char* help_end = R"(
Examples:
    grid --quick --csv quick.csv
    grid --entries u64 --sizes 1k,1M --operations hit,miss --maps ebb,boost
    grid --entries string16 --sizes 48k --rounds 15 --least-ms 20

Exit status: 0; 1 if maps gave different answers or something failed; 2 if the
command line can't be followed.
)";

names entries_known() {
    names known;
    std::transform(entry_names.begin(), entry_names.end(), std::back_inserter(known),
                   [](const entry_name& e) { return std::string(e.name); });
    return known;
}
names operations_known() {
    names known;
    std::transform(operation_names.begin(), operation_names.end(), std::back_inserter(known),
                   [](const operation_name& o) { return std::string(o.name); });
    return known;
}
// In the order in which they take part: ebb first, which the others are compared with.
names maps_known() {
    names known;
    for (const char* name : {"ebb", "boost", "absl", "std", "sparsehash", "go"}) {
        const auto is_called_so = [&](const competitor& c) { return c.name == name; };
        if (std::any_of(competitors().begin(), competitors().end(), is_called_so)) {
            known.emplace_back(name);
        }
    }
    return known;
}

std::string joined(const names& all) {
    std::string text;
    for (const std::string& one : all) {
        text += text.empty() ? one : ", " + one;
    }
    return text;
}

void print_help() {
    std::fputs(help_begin, stdout);
    std::printf("\nEntries:\n");
    for (const entry_name& e : entry_names) {
        std::printf("    %-18.*s %s\n", static_cast<int>(e.name.size()), e.name.data(),
                    e.meaning.data());
    }
    std::printf("\nOperations:\n");
    for (const operation_name& o : operation_names) {
        std::printf("    %-18.*s %s\n", static_cast<int>(o.name.size()), o.name.data(),
                    o.meaning.data());
    }
    std::printf("\nMaps that this program was built with:\n    %s\n", joined(maps_known()).c_str());
    std::fputs(help_end, stdout);
}

names split(const std::string& list) {
    names parts;
    for (std::size_t begin = 0; begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        parts.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

// Returns: the names in the list, in the order in which they are known.
names chosen(const std::string& list, const std::string& what, const names& known) {
    const names asked = split(list);
    for (const std::string& name : asked) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            throw usage_error("no " + what + " is called \"" + name + "\"; there are " +
                              joined(known));
        }
    }
    names result;
    std::copy_if(known.begin(), known.end(), std::back_inserter(result), [&](const auto& name) {
        return std::find(asked.begin(), asked.end(), name) != asked.end();
    });
    return result;
}

std::vector<operation> operations_called(const names& called) {
    std::vector<operation> result;
    for (const operation_name& o : operation_names) {
        if (std::find(called.begin(), called.end(), o.name) != called.end()) {
            result.push_back(o.what);
        }
    }
    return result;
}

std::size_t counted(const std::string& text, const std::string& option, std::size_t least) {
    const std::size_t count = parsed_count(text);
    if (count < least || count == 0) {
        throw usage_error(option + " takes a number of at least " + std::to_string(least) +
                          ", such as 1000, 1.5k or 20M, and not \"" + text + "\"");
    }
    return count;
}

void apply(options& asked, const std::string& option, const std::string& value) {
    if (option == "--entries") {
        asked.entries = chosen(value, "entry", entries_known());
    } else if (option == "--operations") {
        asked.what = operations_called(chosen(value, "operation", operations_known()));
    } else if (option == "--maps") {
        asked.maps = chosen(value, "map of this program", maps_known());
    } else if (option == "--sizes") {
        asked.sizes.clear();
        for (const std::string& size : split(value)) {
            asked.sizes.push_back(counted(size, option, size_min));
        }
    } else if (option == "--rounds") {
        asked.rounds = counted(value, option, 1);
    } else if (option == "--least-ms") {
        asked.least_ns = counted(value, option, 1) * 1'000'000;
    } else if (option == "--memory") {
        asked.memory_bytes = counted(value, option, 1);
    } else if (option == "--csv") {
        asked.csv = value;
    } else {
        throw usage_error("there is no option \"" + option + "\"; --help tells which there are");
    }
}

void make_quick(options& asked) {
    asked.is_quick = true;
    asked.entries = {"u64", "string16"};
    asked.sizes.assign(std::begin(quick_sizes), std::end(quick_sizes));
    asked.rounds = 3;
    asked.least_ns = 2'000'000;
}

} // namespace

options parsed_options(int argc, char** argv) {
    options asked;
    asked.entries = entries_known();
    asked.maps = maps_known();
    asked.what = operations_called(operations_known());
    const names arguments(argv + 1, argv + argc);
    if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end()) {
        print_help();
        std::exit(EXIT_SUCCESS);
    }
    // First, so that what else is asked for narrows it, wherever it stands.
    if (std::find(arguments.begin(), arguments.end(), "--quick") != arguments.end()) {
        make_quick(asked);
    }
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == "--quick") {
            continue;
        }
        const std::size_t equals = arguments[i].find('=');
        if (equals != std::string::npos) {
            apply(asked, arguments[i].substr(0, equals), arguments[i].substr(equals + 1));
        } else if (i + 1 < arguments.size()) {
            apply(asked, arguments[i], arguments[i + 1]);
            ++i;
        } else {
            apply(asked, arguments[i], ""); // not an option, or one that lacks its value
            throw usage_error(arguments[i] + " needs a value");
        }
    }
    return asked;
}

std::vector<std::size_t> sizes_of(const options& asked, const std::string& entry) {
    if (!asked.sizes.empty()) {
        return asked.sizes;
    }
    std::vector<std::size_t> sizes(std::begin(full_sizes), std::end(full_sizes));
    if (entry != "u64") {
        sizes.pop_back();
    }
    return sizes;
}

std::size_t rounds_of(const options& asked, std::size_t size) {
    if (asked.rounds != 0) {
        return asked.rounds;
    }
    return size < 500'000 ? 7 : size < 5'000'000 ? 5 : 3;
}

} // namespace bench::grid
