// The command `ebb`.

#include "command/command_line.hpp"
#include "command/completion.hpp"
#include "command/manual.hpp"
#include "command/progress.hpp"
#include "error.hpp"
#include "report/output_file.hpp"
#include "report/page.hpp"
#include "report/report.hpp"
#include "report/terminal.hpp"
#include "run/comparison.hpp"
#include "run/interrupt.hpp"
#include "workload/workload.hpp"

#include <cstdio>
#include <exception>
#include <new>
#include <optional>

#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

namespace replay {
namespace {

enum exit_status { success = 0, failed = 1, wrong_usage = 2, interrupted = 130 };

table_style style_of_terminal() {
    winsize size{};
    if (::isatty(STDOUT_FILENO) == 0 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) {
        return {};
    }
    return {size.ws_col, true};
}

int replay_and_report(const options& asked) {
    if (!asked.html_path.empty() && !has_page()) {
        throw failure("--html: this ebb was built without the report page");
    }
    std::optional<output_file> json_file;
    std::optional<output_file> html_file;
    const bool json_to_stdout = asked.json_path == "-";
    if (!asked.json_path.empty() && !json_to_stdout) {
        json_file.emplace(asked.json_path);
    }
    if (!asked.html_path.empty()) {
        html_file.emplace(asked.html_path);
    }
    heed_interrupts();
    progress shown(!asked.quiet && ::isatty(STDERR_FILENO) != 0);
    const comparison found = compare(asked, shown);
    const nlohmann::ordered_json report = make_report(asked, found);
    const std::string text =
        report.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
    if (json_to_stdout) {
        fmt::print("{}", text);
    } else {
        fmt::print("{}", report_table(report, style_of_terminal()));
    }
    if (html_file) {
        html_file->keep(page_with(report));
        fmt::print(json_to_stdout ? stderr : stdout, "page: {}\n", asked.html_path);
    }
    if (json_file) {
        json_file->keep(text);
    }
    return found.is_complete ? success : interrupted;
}

int run(const command_line& asked) {
    if (asked.workloads->parsed()) {
        for (const workload_facts& each : all_workloads()) {
            fmt::print("{:<12} {}\n", each.name, each.summary);
        }
    } else if (asked.maps->parsed()) {
        for (const candidate& each : all_candidates()) {
            fmt::print("{:<12} {:<28} {}\n", each.name, each.type, each.version);
        }
    } else if (asked.completion->parsed()) {
        fmt::print("{}", completion_script(asked.app, asked.shell));
    } else if (asked.manual->parsed()) {
        fmt::print("{}", manual_page(asked.app));
    } else {
        return replay_and_report(asked.replaying);
    }
    return success;
}

int guarded(int count, char** arguments) {
    command_line asked;
    try {
        asked.parse(count, arguments);
    } catch (const CLI::Success& help) {
        return asked.app.exit(help);
    } catch (const CLI::ParseError& error) {
        fmt::print(stderr, "ebb: {}; `ebb{} --help` tells more\n", error.what(),
                   asked.replay->parsed() ? " replay" : "");
        return wrong_usage;
    }
    try {
        const int status = run(asked);
        if (std::fflush(stdout) != 0) {
            throw failure("standard output can't be written");
        }
        return status;
    } catch (const usage_error& error) {
        fmt::print(stderr, "ebb: {}\n", error.what());
        return wrong_usage;
    } catch (const interruption& error) {
        fmt::print(stderr, "ebb: {}\n", error.what());
        return interrupted;
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "ebb: not enough memory\n");
    } catch (const std::exception& error) {
        fmt::print(stderr, "ebb: {}\n", error.what());
    }
    return failed;
}

} // namespace
} // namespace replay

int main(int count, char** arguments) { return replay::guarded(count, arguments); }
