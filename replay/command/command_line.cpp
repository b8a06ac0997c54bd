#include "command/command_line.hpp"

#include "ebb/version.hpp"
#include "peers/count_option.hpp"
#include "run/candidate.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

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
  redis-cli MONITOR | ebb replay -            what your Redis is asked, until Ctrl-C
  ebb replay access.log.gz --model sessions:30 --html report.html
  ebb replay trace.lis --model cache:100000 --maps ebb,boost,std
  ebb replay --workload twitter:14 --requests 2M --json report.json

Models:
  direct              what the requests say: get, set, add, erase; TTLs are heeded
  cache:ENTRIES       a miss inserts; the least recently used entry is evicted
  ttl:SPAN            a miss inserts; entries expire SPAN after they were set: 300s, 5m, 2h, 1d,
                      500000req; without a unit seconds, or requests if the trace has no clock
  sessions:MINUTES    a session for each key, closed that long after its last request
Without --model: sessions:30 for web-log; cache:100000 where a trace names keys but no operations
(arc, keys, oracle-general, tables without that column); else direct.

Columns of tables:
A table's first line names its columns, in any order and with others between, or --columns says what
they are. Between them there are commas, semicolons, tabs or blanks.
  key     object_id, obj_id, id, item, lbn, lba, block, url, ...; the only one that must be there
  time    timestamp, ts, date, ...: seconds, milliseconds, microseconds or nanoseconds, told apart by
          their size unless the name says it (time_ms, ts_us), or dates of ISO 8601
  op      operation, command, method, type, ...; without it every request is a get
  ttl     expiry, ...: seconds
  size    value_size, bytes, length, ...
Without names: time,op,key[,ttl], op,key, time,key or time,key,size.

Operations of tables:
  get     read, r, head, gets, get_lease; append, prepend, incr, decr, touch
  set     put, write, w, update, store, replace, cas, post, set_lease
  add     insert
  delete  del, d, erase, remove, unlink, purge

Commands of Redis:
They are carried out as Redis does, from an empty server on, with conditions and times to live.
  get     what reads, or changes inside a value that is there: GET, HGET, LPOP, TTL, ...; and what
          changes nothing, by its condition (NX, XX, GT, LT) or as the key is missing
  set     a new value or time to live: SET, GETSET, EXPIRE, PERSIST, RENAME, COPY, MOVE, ...
  add     what makes a key unless it is there: SETNX, INCR, APPEND, HSET, LPUSH, SADD, ZADD, ...
  delete  DEL, UNLINK, GETDEL; FLUSHDB and FLUSHALL, key by key
Keys outside database 0 begin with its number. Lists, sets and hashes go with their last element, as
far as that can be told (not after SPOP, ZPOPMIN or ranges of scores).

Exit status:
  0     done
  1     something failed: input, memory, a file, a map whose results differ
  2     the command line asks for what there is not
  130   after Ctrl-C, with a report of what was measured until then
Ctrl-C while a pipe is being read is the end of the input.

Operations of maps:
What the table calls what it times. A request is one of them, and more where the model says so: a miss
under cache:ENTRIES is a find, an erase once the cache is full, and an insert.
  find        a get
  insert      an add, or what a model stores after a miss: makes the entry unless it is there
  assign      a set: makes the entry, or replaces its value
  erase       a delete, an entry that expires or is evicted; and the drain after the last request,
              which leaves 1 % of the entries

Environment:
  TMPDIR      the folder of the plan of operations, a temporary file without a name; else /tmp. It
              takes 9 bytes an operation, with string keys 5 bytes and the key)";

std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const format_name& each : trace_formats()) {
        names.emplace_back(each.name);
    }
    return names;
}

std::vector<std::string> value_size_names() {
    std::vector<std::string> names;
    for (const std::size_t bytes : value_sizes) {
        names.push_back(std::to_string(bytes));
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

command_line::command_line() : app(std::string(purpose) + attach_commands::purpose(), "ebb") {
    app.set_version_flag("--version", "ebb " + std::string(ebb::version));
    app.require_subcommand(0, 1);
    app.set_help_flag("-h,--help", "Print this and exit");
    app.get_formatter()->column_width(34);

    replay = app.add_subcommand("replay", replay_purpose);
    workloads = app.add_subcommand("workloads", "Lists the workloads that --workload takes.");
    maps = app.add_subcommand("maps", "Lists the maps that this program was built with.");
    attach.describe(app);
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
                         "A file with requests, plain, gzip, zstd or xz; - is standard input")
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
    replay
        ->add_option("--columns", to.trace.columns,
                     "What the columns of a table are: time,-,key,op in their order, or where each "
                     "is, by name or number: key=object,time=2; see below")
        ->type_name("COLUMNS")
        ->group("Input");
    replay
        ->add_option("--client", to.trace.client,
                     "The field of a web log that names the client, where another is taken: a name "
                     "(request.remote_ip, x-forwarded-for), or a number, -1 being the last")
        ->type_name("FIELD")
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
        ->add_option_function<std::string>(
            "--requests", peers::count_into(to.requests, "--requests", 1, peers::most_count),
            "End after so many; 2M is 2,000,000. A workload has 5M if nothing is said")
        ->type_name("COUNT")
        ->group("Input");
    replay
        ->add_option_function<std::string>(
            "--seed", peers::count_into(to.seed, "--seed", 0, peers::most_count),
            "Of a workload: the same seed makes the same requests")
        ->type_name("NUMBER")
        ->default_str("1")
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
        ->allow_extra_args(false)
        ->group("Maps");
    replay
        ->add_option_function<std::string>(
            "--rounds", peers::count_into(to.rounds, "--rounds", 1, 100),
            "How often each map is measured; medians and minima count")
        ->type_name("COUNT")
        ->default_str("3")
        ->group("Maps");
    replay
        ->add_option("--value-bytes", value_bytes_,
                     fmt::format("Bytes of a value in the map, as of a pointer: {}",
                                 fmt::join(value_size_names(), ", ")))
        ->type_name("BYTES")
        ->check(CLI::IsMember(value_size_names()))
        ->default_str("8")
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
    if (replay->parsed()) {
        check_replay(count, arguments);
    } else if (attach.is_asked()) {
        attach.check();
    }
}

// Options that say how a trace is read.
void command_line::check_input() {
    const trace_options& trace = replaying.trace;
    const char* const about_traces = !format_.empty()         ? "--format"
                                     : !keys_.empty()         ? "--keys"
                                     : !trace.columns.empty() ? "--columns"
                                     : !trace.client.empty()  ? "--client"
                                                              : nullptr;
    if (!replaying.workload.empty() && about_traces != nullptr) {
        throw CLI::ExcludesError("--workload", about_traces);
    }
    if (!trace.columns.empty() && trace.format.value_or(trace_format::csv) != trace_format::csv) {
        throw CLI::ExcludesError("--columns", "--format " + format_);
    }
    if (!trace.client.empty() &&
        trace.format.value_or(trace_format::web_log) != trace_format::web_log) {
        throw CLI::ExcludesError("--client", "--format " + format_);
    }
    if (!trace.columns.empty() && !trace.client.empty()) {
        throw CLI::ExcludesError("--columns", "--client");
    }
}

void command_line::check_replay(int count, char** arguments) {
    if (replaying.trace.path.empty() && replaying.workload.empty()) {
        throw CLI::RequiredError("A TRACE or --workload");
    }
    for (const format_name& each : trace_formats()) {
        if (each.name == format_) {
            replaying.trace.format = each.format;
        }
    }
    if (!value_bytes_.empty()) {
        replaying.value_bytes = peers::parse_count(value_bytes_).value();
    }
    if (!keys_.empty()) {
        replaying.trace.numeric_keys = keys_ == "numbers";
    }
    if (replay->count("--html") != 0 &&
        (replaying.html_path.empty() || replaying.html_path == "-")) {
        throw CLI::ValidationError("--html: expected a file, found '" + replaying.html_path + "'");
    }
    if (replay->count("--json") != 0 && replaying.json_path.empty()) {
        throw CLI::ValidationError("--json: expected a file, found ''");
    }
    check_input();
    for (int i = 0; i < count; ++i) {
        replaying.command_line += (i == 0 ? "" : " ") + std::string(i == 0 ? "ebb" : arguments[i]);
    }
}

} // namespace replay
