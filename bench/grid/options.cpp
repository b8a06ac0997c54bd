#include "grid/options.hpp"

#include "command_line.hpp"
#include "grid/competitor.hpp"
#include "grid/entry.hpp"

#include <algorithm>
#include <functional>
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

constexpr const char* examples = R"(
Examples:
    grid --quick --csv quick.csv
    grid --entries u64 --sizes 1k,1M --operations hit,miss --maps ebb,boost
    grid --entries string16 --sizes 48k --rounds 15 --least-ms 20

Exit status: 0; 1 if maps gave different answers or something failed; 2 if the
command line can't be followed.)";

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
    for (const char* name :
         {"ebb", "boost", "boost-newest", "absl", "unordered_dense", "std", "sparsehash", "go"}) {
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

// What the lists may have in them.
std::string footer() {
    std::string text =
        "Lists are separated by commas; what is left out stands for all.\n\nEntries:\n";
    const auto add = [&text](std::string_view name, std::string_view meaning) {
        std::string padded(name);
        padded.resize(std::max<std::size_t>(padded.size(), 21), ' ');
        text += "    " + padded + " " + std::string(meaning) + "\n";
    };
    for (const entry_name& e : entry_names) {
        add(e.name, e.meaning);
    }
    text += "\nOperations:\n";
    for (const operation_name& o : operation_names) {
        add(o.name, o.meaning);
    }
    text += "    (...-again only from 500k entries on: smaller maps are always measured so.)\n";
    return text + "\nMaps that this program was built with:\n    " + joined(maps_known()) + "\n" +
           examples;
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
            throw CLI::ValidationError("no " + what + " is called \"" + name + "\"; there are " +
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
    command_line line("grid", "What the operations of hash maps cost, against each other");
    line.footer(footer());
    // CLI11 follows options in this order: what else is asked for narrows --quick, wherever that
    // stands.
    line.add_flag_callback(
        "--quick", [&] { make_quick(asked); },
        "u64 and string16, sizes 1k,48k,300k, 3 rounds, 2 ms");
    const auto add = [&line](const char* name, const char* type, const char* meaning,
                             const std::function<void(const std::string&)>& follow) {
        line.add_option_function<std::string>(name, follow, meaning)->type_name(type)->take_last();
    };
    add("--entries", "LIST", "What the maps hold, see below",
        [&](const std::string& list) { asked.entries = chosen(list, "entry", entries_known()); });
    add("--sizes", "LIST",
        "Entries of a map, such as 1.5k,32k,1M; at least 100. Usual: 1k,1.5k,32k,48k,700k,1M,10M, "
        "and 20M for u64",
        [&](const std::string& list) {
            asked.sizes.clear();
            for (const std::string& size : split(list)) {
                asked.sizes.push_back(peers::count_of(size, "--sizes", size_min));
            }
        });
    add("--operations", "LIST", "What is measured, see below", [&](const std::string& list) {
        asked.what = operations_called(chosen(list, "operation", operations_known()));
    });
    add("--maps", "LIST", "Which maps take part, see below", [&](const std::string& list) {
        asked.maps = chosen(list, "map of this program", maps_known());
    });
    add("--rounds", "N",
        "Measurements of each map, interleaved. Usual: 7; from 500k entries on 5, from 5M on 3",
        peers::count_into(asked.rounds, "--rounds", 1));
    add("--least-ms", "N", "Measured time of a measurement at least; usual: 5",
        [&](const std::string& ms) {
            asked.least_ns = peers::count_of(ms, "--least-ms", 1, 1'000'000) * 1'000'000;
        });
    add("--memory", "BYTES", "Leave out what may take more, such as 8G; usual: 4G",
        peers::count_into(asked.memory_bytes, "--memory", 1));
    add("--csv", "FILE", "Write all measurements to FILE; it appears when all is done",
        [&](const std::string& path) { asked.csv = path; });
    line.follow(argc, argv);
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
