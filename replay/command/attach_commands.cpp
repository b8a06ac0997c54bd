// The commands that look at a running program, as the command line has them.

#include "command/command_line.hpp"
#include "command/count_option.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace replay {
namespace {

using ebb::attach::sort_key;

constexpr std::array<std::pair<const char*, sort_key>, 4> sort_keys{
    {{"name", sort_key::name},
     {"entries", sort_key::entries},
     {"bytes", sort_key::bytes},
     {"changes", sort_key::changes}}};

constexpr std::uint64_t day_seconds = 86'400;
// Tables have 2^32 buckets at most.
constexpr std::uint64_t bucket_max = (std::uint64_t{1} << 32) - 1;

constexpr const char* list_examples = R"(Examples:
  ebb list 4711                               the watched maps of process 4711
  ebb list server                             the only process whose program is called so

Maps of a running program:
These commands find the maps that a program named with ebb::inspect::watch(). The program is
neither stopped nor asked: its memory is read while it runs. A map that changes meanwhile is read
again; if it never stood still, the answer says that its parts are of different moments. PID is a
number, or the name of a program that only one process runs; MAP is an id or a name, as `ebb list`
shows them. It takes the rights of the user that the process runs as, or CAP_SYS_PTRACE.)";

constexpr const char* top_examples = R"(Examples:
  ebb top server                              until q or Ctrl-C
  ebb top server --sort changes --interval 0.5
  ebb top 4711 --count 10 > top.txt           one block below the other)";

constexpr const char* stats_examples = R"(Examples:
  ebb stats server sessions                   figures, slots by state, histograms of the chains
  ebb stats server --json | jq .figures.load  an object for each map, a line each)";

constexpr const char* buckets_examples = R"(Examples:
  ebb buckets server sessions                 the first 4,096 buckets, a digit each
  ebb buckets server 3 --first 8192 --last 12287
  ebb buckets server 3 --old                  what a growth has not reached yet)";

constexpr const char* health_examples = R"(Examples:
  ebb health server                           what one look finds
  ebb health server --seconds 90              and what takes a while to show: a growth that stands
                                              still, a walk that nobody goes on with
  ebb health server --json | jq .findings

Exit status:
  3     `ebb health` has a serious finding)";

constexpr const char* pprof_examples = R"(Examples:
  ebb pprof server -o maps.pb.gz
  go tool pprof -top -tagroot=map,slot_state maps.pb.gz)";

std::vector<std::string> sort_names() {
    std::vector<std::string> names;
    for (const auto& [name, key] : sort_keys) {
        names.emplace_back(name);
    }
    return names;
}

std::function<void(const std::string&)> seconds_into(std::chrono::milliseconds& to) {
    return [&to](const std::string& text) {
        double seconds = 0;
        const char* const end = text.data() + text.size();
        const auto [read, error] = std::from_chars(text.data(), end, seconds);
        if (error != std::errc() || read != end || !(seconds >= 0.1 && seconds <= day_seconds)) {
            throw CLI::ValidationError(fmt::format(
                "--interval: expected seconds from 0.1 to {}, found '{}'", day_seconds, text));
        }
        to = std::chrono::milliseconds(std::llround(seconds * 1000));
    };
}

} // namespace

void command_line::describe_attach() {
    ebb::attach::request& to = attaching;
    const auto add = [this](const char* name, const char* purpose, const char* examples) {
        CLI::App* const command = app.add_subcommand(name, purpose);
        command->footer(examples);
        command
            ->add_option("PID", attaching.process,
                         "The process: its number, or the name of its program")
            ->required();
        return command;
    };
    const auto add_map = [&to](CLI::App* command, const char* description) {
        return command->add_option("MAP", to.map, description);
    };
    list = add("list", "Lists the watched maps of a running program.", list_examples);
    top = add("top", "Shows the maps of a running program, again and again.", top_examples);
    stats =
        add("stats", "Tells what the maps of a running program look like inside.", stats_examples);
    add_map(stats, "One map: its id or name; usual: all");
    buckets =
        add("buckets", "Shows how full each bucket of a map is, a digit each.", buckets_examples);
    add_map(buckets, "The map: its id or name")->required();
    health = add("health", "Tells which maps cost memory or time, and what to do about it.",
                 health_examples);
    pprof = add("pprof", "Writes what the maps hold as a profile, for `go tool pprof`.",
                pprof_examples);

    top->add_option_function<std::string>("--interval", seconds_into(to.interval),
                                          "Between two looks")
        ->type_name("SECONDS")
        ->default_str("1");
    top->add_option_function<std::string>("--count", count_into(to.count, "--count", 1, most_count),
                                          "End after so many looks")
        ->type_name("COUNT");
    top->add_option("--sort", sort_, "What comes first: name, entries, bytes, changes")
        ->type_name("COLUMN")
        ->check(CLI::IsMember(sort_names()))
        ->default_str("bytes");
    stats->add_flag("--json", to.as_json, "As JSON: an object for each map, a line each");
    buckets->add_flag("--old", to.of_old_table,
                      "The old table, which is there while the map grows or shrinks");
    buckets
        ->add_option_function<std::string>(
            "--first", count_into(to.first_bucket, "--first", 0, bucket_max), "The first bucket")
        ->type_name("BUCKET")
        ->default_str("0");
    buckets
        ->add_option_function<std::string>("--last",
                                           count_into(last_bucket_, "--last", 0, bucket_max),
                                           "The last bucket; usual: 4,096 of them")
        ->type_name("BUCKET");
    health->add_flag("--json", to.as_json, "As JSON");
    health
        ->add_option_function<std::string>(
            "--seconds", count_into(watching_seconds_, "--seconds", 0, day_seconds),
            "Look every second for so long: some findings are about time")
        ->type_name("COUNT")
        ->default_str("0");
    pprof
        ->add_option("-o,--output", profile_path,
                     "The file that is written; usual: standard output, unless it is a terminal")
        ->type_name("FILE");
}

void command_line::check_attach() {
    for (const auto& [name, key] : sort_keys) {
        if (sort_ == name) {
            attaching.sort = key;
        }
    }
    attaching.watching = std::chrono::seconds(watching_seconds_);
    if (buckets->count("--last") != 0) {
        if (last_bucket_ < attaching.first_bucket) {
            throw CLI::ValidationError(
                fmt::format("--last: expected {} or more, as --first, found {}",
                            attaching.first_bucket, last_bucket_));
        }
        attaching.last_bucket = last_bucket_;
    }
    if (pprof->count("--output") != 0 && profile_path.empty()) {
        throw CLI::ValidationError("--output: expected a file, found ''");
    }
}

} // namespace replay
