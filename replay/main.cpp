// The command `ebb`.

#include "command/command_line.hpp"
#include "command/completion.hpp"
#include "command/manual.hpp"
#include "command/progress.hpp"
#include "error.hpp"
#include "interrupt.hpp"
#include "report/output_file.hpp"
#include "report/page.hpp"
#include "report/report.hpp"
#include "report/terminal.hpp"
#include "run/comparison.hpp"
#include "workload/workload.hpp"

#include <ebb/attach/commands.hpp>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <new>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

namespace replay {
namespace {

enum exit_status {
    success = 0,
    failed = 1,
    wrong_usage = 2,
    serious_finding = 3,
    interrupted = 130
};

table_style style_of_terminal() {
    winsize size{};
    if (::isatty(STDOUT_FILENO) == 0 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) {
        return {};
    }
    return {size.ws_col, true};
}

// Nobody reads standard output any more.
struct reader_gone : failure {
    using failure::failure;
};

// Throws: failure, reader_gone.
void print(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() ||
        std::fflush(stdout) != 0) {
        const std::string what =
            "standard output can't be written: " + std::generic_category().message(errno);
        if (errno == EPIPE) {
            throw reader_gone(what);
        }
        throw failure(what);
    }
}

// Where what is printed is all there is, whoever has stopped reading has read enough: `ebb list 1 | head`.
void print_what_is_read(std::string_view text) {
    try {
        print(text);
    } catch (const reader_gone&) {}
}

// Where nobody hears it, the exit status has to do.
void complain(const std::string& what) { std::fputs(("ebb: " + what + "\n").c_str(), stderr); }

// Files come first: what can't be printed is not lost.
int replay_and_report(const options& asked) {
    if (!asked.html_path.empty() && !has_page()) {
        throw failure("--html: this ebb was built without the report page");
    }
    const bool prints_json = asked.json_path == "-";
    std::optional<output_file> json_file;
    std::optional<output_file> html_file;
    if (!asked.json_path.empty() && !prints_json) {
        json_file.emplace(asked.json_path);
    }
    if (!asked.html_path.empty()) {
        html_file.emplace(asked.html_path);
    }
    heed_interrupts();
    progress shown(!asked.quiet && ::isatty(STDERR_FILENO) != 0);
    const comparison found = compare(asked, shown);
    const nlohmann::ordered_json report = make_report(asked, found);
    const std::string json =
        report.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    if (html_file) {
        html_file->keep(page_with(report));
    }
    if (json_file) {
        json_file->keep(json);
    }
    if (prints_json) {
        print(json);
    } else {
        print(report_table(report, style_of_terminal()) +
              (html_file ? "page: " + asked.html_path + "\n" : ""));
    }
    return found.is_complete ? success : interrupted;
}

// A profile goes to a file, or to whoever reads standard output, but not onto a terminal.
void write_profile(const command_line& asked, std::string_view profile) {
    if (asked.profile_path.empty() || asked.profile_path == "-") {
        print(profile);
    } else {
        output_file(asked.profile_path).keep(profile);
    }
}

void refuse_terminal(const command_line& asked) {
    if (asked.profile_path.empty() && ::isatty(STDOUT_FILENO) != 0) {
        throw usage_error("a profile is not for a terminal: name a file with -o FILE, or let a "
                          "program read it");
    }
}

int look_at_process(const command_line& asked) {
    namespace attach = ebb::attach;
    attach::request request = asked.attaching;
    request.columns = style_of_terminal().width;
    const attach::surroundings around{print, is_interrupted};
    attach::answer found;
    if (asked.top->parsed() || asked.health->parsed()) {
        heed_interrupts();
    }
    if (asked.top->parsed()) {
        try {
            attach::top(request, around);
        } catch (const reader_gone&) { // it would go on for ever
            return success;
        }
    } else if (asked.list->parsed()) {
        found = attach::list(request);
    } else if (asked.stats->parsed()) {
        found = attach::stats(request);
    } else if (asked.buckets->parsed()) {
        found = attach::buckets(request);
    } else if (asked.health->parsed()) {
        found = attach::health(request, around);
    } else {
        refuse_terminal(asked);
        found = attach::pprof(request);
    }
    if (asked.pprof->parsed()) {
        write_profile(asked, found.text);
    } else {
        print_what_is_read(found.text);
    }
    for (const std::string& note : found.notes) {
        complain(note);
    }
    return is_interrupted() ? interrupted : found.is_serious ? serious_finding : success;
}

bool is_about_process(const command_line& asked) {
    for (const CLI::App* each :
         {asked.list, asked.top, asked.stats, asked.buckets, asked.health, asked.pprof}) {
        if (each->parsed()) {
            return true;
        }
    }
    return false;
}

int run(const command_line& asked) {
    std::string text;
    if (asked.replay->parsed()) {
        return replay_and_report(asked.replaying);
    }
    if (is_about_process(asked)) {
        return look_at_process(asked);
    }
    if (asked.workloads->parsed()) {
        for (const workload_facts& each : all_workloads()) {
            text += fmt::format("{:<12} {}\n", each.name, each.summary);
        }
    } else if (asked.maps->parsed()) {
        for (const candidate& each : all_candidates()) {
            text += fmt::format("{:<12} {:<28} {}\n", each.name, each.type, each.version);
        }
    } else if (asked.completion->parsed()) {
        text = completion_script(asked.app, asked.shell);
    } else {
        text = manual_page(asked.app);
    }
    print_what_is_read(text);
    return success;
}

// --help, --version, or a mistake.
int answer(const command_line& asked, const CLI::ParseError& reason) {
    std::ostringstream text;
    std::ostringstream mistake;
    if (asked.app.exit(reason, text, mistake) == success) {
        print_what_is_read(text.str());
        return success;
    }
    const std::vector<CLI::App*> commands = asked.app.get_subcommands();
    complain(fmt::format("{}; `ebb{} --help` tells more", reason.what(),
                         commands.empty() ? "" : " " + commands.front()->get_name()));
    return wrong_usage;
}

int guarded(int count, char** arguments) {
    try {
        command_line asked;
        try {
            asked.parse(count, arguments);
        } catch (const CLI::ParseError& reason) {
            return answer(asked, reason);
        }
        return run(asked);
    } catch (const usage_error& error) {
        complain(error.what());
        return wrong_usage;
    } catch (const interruption& error) {
        complain(error.what());
        return interrupted;
    } catch (const std::bad_alloc&) {
        complain("not enough memory");
    } catch (const std::exception& error) {
        complain(error.what());
    }
    return failed;
}

// A standard stream that is closed would give its number to the next file, which would then be written to
// by mistake.
void open_standard_streams() {
    int opened = 0;
    do {
        opened = ::open("/dev/null", O_RDONLY);
    } while (opened >= 0 && opened <= STDERR_FILENO);
    ::close(opened);
}

} // namespace
} // namespace replay

int main(int count, char** arguments) {
    replay::open_standard_streams();
    std::signal(SIGPIPE, SIG_IGN); // files are put in order first when a reader has gone
    return replay::guarded(count, arguments);
}
