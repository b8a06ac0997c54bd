#include "command/replay_command.hpp"

#include "command/console.hpp"
#include "command/progress.hpp"
#include "error.hpp"
#include "interrupt.hpp"
#include "report/output_file.hpp"
#include "report/page.hpp"
#include "report/report.hpp"
#include "report/terminal.hpp"
#include "report/used_files.hpp"
#include "run/comparison.hpp"
#include "text/printable.hpp"

#include <optional>
#include <string>
#include <utility>

#include <unistd.h>

namespace replay {
namespace {

void refuse_files_used_twice(const options& asked) {
    used_files files;
    if (asked.trace.path == "-") {
        files.reads("standard input", file_place(STDIN_FILENO));
    } else if (asked.workload.empty()) {
        files.reads("the trace", file_place(asked.trace.path));
    }
    for (const auto& [option, path] :
         {std::pair("--json ", asked.json_path), std::pair("--html ", asked.html_path)}) {
        if (!path.empty() && path != "-") {
            files.writes(option + path, file_place(path));
        }
    }
}

// Returns: the file; nothing where none is asked for.
std::optional<output_file> opened(const std::string& path) {
    return path.empty() || path == "-" ? std::nullopt : std::optional<output_file>(path);
}

} // namespace

// Files come first: what can't be printed is not lost.
bool replay_and_report(const options& asked) {
    if (!asked.html_path.empty() && !has_page()) {
        throw failure("--html: this ebb was built without the report page");
    }
    refuse_files_used_twice(asked);
    const std::optional<output_file> json_file = opened(asked.json_path);
    const std::optional<output_file> html_file = opened(asked.html_path);
    heed_interrupts();
    progress shown(!asked.quiet && ::isatty(STDERR_FILENO) != 0);
    const comparison found = compare(asked, shown);
    const nlohmann::ordered_json report = make_report(asked, found);
    const std::string json = json_text(report);
    if (html_file) {
        html_file->keep(page_with(report));
    }
    if (json_file) {
        json_file->keep(json);
    }
    if (asked.json_path == "-") {
        print(json);
    } else {
        print(report_table(report, style_of_terminal()) +
              (html_file ? "page: " + ebb::inspect::printable(asked.html_path) + "\n" : ""));
    }
    return found.is_complete;
}

} // namespace replay
