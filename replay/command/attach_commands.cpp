// The commands that look at a running program, as the command line has them.

#include "command/attach_commands.hpp"

#include "command/console.hpp"
#include "command/exit_status.hpp"
#include "error.hpp"
#include "interrupt.hpp"
#include "peers/count_option.hpp"
#include "process/mappings.hpp"
#include "report/output_file.hpp"
#include "report/used_files.hpp"

#include <ebb/attach/commands.hpp>
#include <ebb/attach/process.hpp>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include <unistd.h>

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

// Files of which a profile is made: it must not be written over one of them.
void note_files_of(const ebb::attach::process& looked_at, used_files& files) {
    const std::string root = fmt::format("/proc/{}/", looked_at.pid);
    files.reads("the program of " + looked_at.text(), file_place(root + "exe"));
    std::set<std::string> paths;
    for (const ebb::inspect::mapping& each :
         ebb::inspect::file_mappings(ebb::attach::proc_text(looked_at, "maps"))) {
        if (each.inode != 0 && paths.insert(each.path).second) {
            files.reads("a file of " + looked_at.text(), file_place(root + "root" + each.path));
        }
    }
}

} // namespace

struct attach_commands::asked_for {
    CLI::App* list = nullptr;
    CLI::App* top = nullptr;
    CLI::App* stats = nullptr;
    CLI::App* buckets = nullptr;
    CLI::App* health = nullptr;
    CLI::App* pprof = nullptr;
    ebb::attach::request what;
    std::string sort;
    std::uint64_t watching_seconds = 0;
    std::uint64_t last_bucket = 0;
    std::string profile_path;
};

attach_commands::attach_commands() : asked_(std::make_unique<asked_for>()) {}
attach_commands::~attach_commands() = default;

const char* attach_commands::purpose() {
    return "\n`ebb list`, `top`, `stats`, `buckets`, `health` and `pprof` look at the maps of a "
           "running program, without stopping it.";
}

void attach_commands::describe(CLI::App& app) {
    ebb::attach::request& to = asked_->what;
    const auto add = [&app, &to](const char* name, const char* purpose, const char* examples) {
        CLI::App* const command = app.add_subcommand(name, purpose);
        command->footer(examples);
        command
            ->add_option("PID", to.process, "The process: its number, or the name of its program")
            ->required();
        return command;
    };
    const auto add_map = [&to](CLI::App* command, const char* description) {
        return command->add_option("MAP", to.map, description);
    };
    asked_->list = add("list", "Lists the watched maps of a running program.", list_examples);
    asked_->top = add("top", "Shows the maps of a running program, again and again.", top_examples);
    asked_->stats =
        add("stats", "Tells what the maps of a running program look like inside.", stats_examples);
    add_map(asked_->stats, "One map: its id or name; usual: all");
    asked_->buckets =
        add("buckets", "Shows how full each bucket of a map is, a digit each.", buckets_examples);
    add_map(asked_->buckets, "The map: its id or name")->required();
    asked_->health = add("health", "Tells which maps cost memory or time, and what to do about it.",
                         health_examples);
    asked_->pprof = add("pprof", "Writes what the maps hold as a profile, for `go tool pprof`.",
                        pprof_examples);

    asked_->top
        ->add_option_function<std::string>("--interval", seconds_into(to.interval),
                                           "Between two looks")
        ->type_name("SECONDS")
        ->default_str("1");
    asked_->top
        ->add_option_function<std::string>(
            "--count", peers::count_into(to.count, "--count", 1, peers::most_count),
            "End after so many looks")
        ->type_name("COUNT");
    asked_->top
        ->add_option("--sort", asked_->sort, "What comes first: name, entries, bytes, changes")
        ->type_name("COLUMN")
        ->check(CLI::IsMember(sort_names()))
        ->default_str("bytes");
    asked_->stats->add_flag("--json", to.as_json, "As JSON: an object for each map, a line each");
    asked_->buckets->add_flag("--old", to.of_old_table,
                              "The old table, which is there while the map grows or shrinks");
    asked_->buckets
        ->add_option_function<std::string>(
            "--first", peers::count_into(to.first_bucket, "--first", 0, bucket_max),
            "The first bucket")
        ->type_name("BUCKET")
        ->default_str("0");
    asked_->buckets
        ->add_option_function<std::string>(
            "--last", peers::count_into(asked_->last_bucket, "--last", 0, bucket_max),
            "The last bucket; usual: 4,096 of them")
        ->type_name("BUCKET");
    asked_->health->add_flag("--json", to.as_json, "As JSON");
    asked_->health
        ->add_option_function<std::string>(
            "--seconds", peers::count_into(asked_->watching_seconds, "--seconds", 0, day_seconds),
            "Look every second for so long: some findings are about time")
        ->type_name("COUNT")
        ->default_str("0");
    asked_->pprof
        ->add_option("-o,--output", asked_->profile_path,
                     "The file that is written; usual: standard output, unless it is a terminal")
        ->type_name("FILE");
}

void attach_commands::check() {
    ebb::attach::request& to = asked_->what;
    for (const auto& [name, key] : sort_keys) {
        if (asked_->sort == name) {
            to.sort = key;
        }
    }
    to.watching = std::chrono::seconds(asked_->watching_seconds);
    if (asked_->buckets->count("--last") != 0) {
        if (asked_->last_bucket < to.first_bucket) {
            throw CLI::ValidationError(
                fmt::format("--last: expected {} or more, as --first, found {}", to.first_bucket,
                            asked_->last_bucket));
        }
        to.last_bucket = asked_->last_bucket;
    }
    if (asked_->pprof->count("--output") != 0 && asked_->profile_path.empty()) {
        throw CLI::ValidationError("--output: expected a file, found ''");
    }
}

bool attach_commands::is_asked() const {
    for (const CLI::App* each : {asked_->list, asked_->top, asked_->stats, asked_->buckets,
                                 asked_->health, asked_->pprof}) {
        if (each->parsed()) {
            return true;
        }
    }
    return false;
}

const ebb::attach::request& attach_commands::what() const { return asked_->what; }
const std::string& attach_commands::profile_path() const { return asked_->profile_path; }

int attach_commands::run() const {
    namespace attach = ebb::attach;
    attach::request what = asked_->what;
    what.columns = style_of_terminal().width;
    const attach::surroundings around{print, is_interrupted};
    attach::answer found;
    if (asked_->top->parsed() || asked_->health->parsed()) {
        heed_interrupts();
    }
    if (asked_->top->parsed()) {
        try {
            attach::top(what, around);
        } catch (const reader_gone&) { // it would go on for ever
            return success;
        }
    } else if (asked_->list->parsed()) {
        found = attach::list(what);
    } else if (asked_->stats->parsed()) {
        found = attach::stats(what);
    } else if (asked_->buckets->parsed()) {
        found = attach::buckets(what);
    } else if (asked_->health->parsed()) {
        found = attach::health(what, around);
    } else {
        found.notes = write_profile();
    }
    print_what_is_read(found.text);
    for (const std::string& note : found.notes) {
        complain(note);
    }
    return is_interrupted() ? interrupted : found.is_serious ? serious_finding : success;
}

// A profile goes to a file, or to whoever reads standard output, but not onto a terminal.
std::vector<std::string> attach_commands::write_profile() const {
    const std::string& path = asked_->profile_path;
    if (path.empty() && ::isatty(STDOUT_FILENO) != 0) {
        throw usage_error("a profile is not for a terminal: name a file with -o FILE, or let a "
                          "program read it");
    }
    if (path.empty() || path == "-") {
        const ebb::attach::answer found = ebb::attach::pprof(asked_->what);
        print(found.text);
        return found.notes;
    }
    used_files files;
    note_files_of(ebb::attach::find_process(asked_->what.process), files);
    files.writes("--output " + path, file_place(path));
    const ebb::attach::answer found = ebb::attach::pprof(asked_->what);
    output_file(path).keep(found.text);
    return found.notes;
}

} // namespace replay
