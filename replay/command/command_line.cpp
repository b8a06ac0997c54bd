#include "command/command_line.hpp"

#include "ebb/version.hpp"
#include "run/candidate.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <algorithm>
#include <iterator>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace replay {
namespace {

constexpr const char* purpose =
    "ebb: what a hash map does with your traffic.\n"
    "`ebb replay` takes real requests, or a published production workload, through ebb and other "
    "maps.";

constexpr const char* replay_purpose =
    "Replays a trace, or a workload that is made up from published figures, against ebb and other "
    "maps, and shows time, worst moments and memory side by side.";

constexpr const char* replay_examples = R"(Examples:
  redis-cli MONITOR | ebb replay -            what your Redis is asked, until Ctrl-D
  ebb replay access.log.gz --model sessions:30 --html report.html
  ebb replay trace.lis --model cache:100000 --maps ebb,boost,std
  ebb replay --workload twitter:14 --requests 2M --json report.json

Models:
  direct              what the requests say: get, set, add, erase; TTLs are heeded
  cache:ENTRIES       a miss inserts; the least recently used entry is evicted
  ttl:SPAN            a miss inserts; entries expire SPAN after they were set: 300s, 5m, 2h, 1d,
                      500000req; without a unit seconds, or requests if the trace has no clock
  sessions:MINUTES    a session for each key, closed that long after its last request
Without --model: cache:100000 for arc, sessions:30 for web-log, else direct.

Exit status: 0; 1 if something failed (input, memory, a map whose results differ); 2 for a command line
that asks for what there is not; 130 after Ctrl-C, with a report of what was measured until then.)";

std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const format_name& each : trace_formats()) {
        names.emplace_back(each.name);
    }
    return names;
}

std::vector<std::string> candidate_names() {
    std::vector<std::string> names;
    for (const candidate& each : all_candidates()) {
        names.push_back(each.name);
    }
    return names;
}

} // namespace

command_line::command_line() : app(purpose, "ebb") {
    app.set_version_flag("--version", "ebb " + std::string(ebb::version));
    app.require_subcommand(0, 1);
    app.set_help_flag("-h,--help", "Print this and exit");
    app.get_formatter()->column_width(34);

    replay = app.add_subcommand("replay", replay_purpose);
    workloads = app.add_subcommand("workloads", "Lists the workloads that --workload takes.");
    maps = app.add_subcommand("maps", "Lists the maps that this program was built with.");
    completion =
        app.add_subcommand("completion", "Prints a script by which a shell completes `ebb`.");
    completion->add_option("SHELL", shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    manual = app.add_subcommand("manual", "Prints the manual page, for man -l.");
    describe_replay();
}

void command_line::describe_replay() {
    options& to = replaying;
    replay->footer(replay_examples);

    CLI::Option* const trace =
        replay
            ->add_option("TRACE", to.trace.path,
                         "A file with requests, plain, gzip or zstd; - is standard input")
            ->group("Input");
    replay
        ->add_option("--format", format_,
                     fmt::format("What the trace is, if it should not be recognized: {}",
                                 fmt::join(format_names(), ", ")))
        ->type_name("FORMAT")
        ->check(CLI::IsMember(format_names()))
        ->group("Input");
    replay->add_option("--keys", keys_, "Take keys as numbers or as strings; usual: by the format")
        ->type_name("KIND")
        ->check(CLI::IsMember({"numbers", "strings"}))
        ->group("Input");
    replay->add_flag("--lenient", to.trace.lenient, "Skip malformed lines, and count them")
        ->group("Input");
    CLI::Option* const workload =
        replay
            ->add_option("--workload", to.workload,
                         "Instead of a trace: twitter:1 to twitter:54, ycsb:a to ycsb:f (`ebb "
                         "workloads` lists them)")
            ->type_name("NAME")
            ->group("Input");
    replay
        ->add_option("--requests", to.requests,
                     "End after so many; 2M is 2,000,000. A workload has 5M if nothing is said")
        ->type_name("COUNT")
        ->transform(CLI::AsNumberWithUnit(
            std::map<std::string, std::uint64_t>{{"k", 1'000}, {"M", 1'000'000}},
            CLI::AsNumberWithUnit::CASE_SENSITIVE))
        ->check(CLI::PositiveNumber)
        ->group("Input");
    replay->add_option("--seed", to.seed, "Of a workload: the same seed makes the same requests")
        ->type_name("NUMBER")
        ->check(
            CLI::Range(std::uint64_t{0}, (std::uint64_t{1} << 53) - 1)) // what JSON keeps exactly
        ->capture_default_str()
        ->group("Input");
    trace->excludes(workload);

    replay->add_option("--model", to.model, "What the program does with a request; see below")
        ->type_name("MODEL")
        ->group("Program");

    replay
        ->add_option("--maps", to.maps,
                     fmt::format("Which maps, separated by commas: {}; usual: all but ebb-eager",
                                 fmt::join(candidate_names(), ", ")))
        ->type_name("NAMES")
        ->delimiter(',')
        ->group("Maps");
    replay
        ->add_option("--rounds", to.rounds,
                     "How often each map is measured; medians and minima count")
        ->type_name("COUNT")
        ->check(CLI::Range(1U, 100U))
        ->capture_default_str()
        ->group("Maps");
    replay
        ->add_option("--value-bytes", to.value_bytes,
                     "Bytes of a value in the map: 8 (a pointer), 64 or 256")
        ->type_name("BYTES")
        ->check(
            CLI::IsMember(std::vector<std::size_t>(std::begin(value_sizes), std::end(value_sizes))))
        ->capture_default_str()
        ->group("Maps");

    replay->add_option("--json", to.json_path, "Write the report as JSON; - is standard output")
        ->type_name("FILE")
        ->group("Output");
    replay->add_option("--html", to.html_path, "Write the report as a page, which works offline")
        ->type_name("FILE")
        ->group("Output");
    replay->add_flag("--quiet", to.quiet, "Show no progress")->group("Output");
}

void command_line::parse(int count, char** arguments) {
    app.parse(count, arguments);
    if (app.get_subcommands().empty()) {
        throw CLI::RequiredError("A command");
    }
    if (!replay->parsed()) {
        return;
    }
    if (replaying.trace.path.empty() && replaying.workload.empty()) {
        throw CLI::RequiredError("A TRACE or --workload");
    }
    for (const format_name& each : trace_formats()) {
        if (each.name == format_) {
            replaying.trace.format = each.format;
        }
    }
    if (!keys_.empty()) {
        replaying.trace.numeric_keys = keys_ == "numbers";
    }
    if (!replaying.workload.empty() && (!format_.empty() || !keys_.empty())) {
        throw CLI::ExcludesError("--workload", format_.empty() ? "--keys" : "--format");
    }
    for (int i = 0; i < count; ++i) {
        replaying.command_line += (i == 0 ? "" : " ") + std::string(i == 0 ? "ebb" : arguments[i]);
    }
}

} // namespace replay
