#include "command/run_command.hpp"

#include "command/command_line.hpp"
#include "command/completion.hpp"
#include "command/console.hpp"
#include "command/exit_status.hpp"
#include "command/manual.hpp"
#include "command/replay_command.hpp"
#include "error.hpp"
#include "run/candidate.hpp"
#include "workload/workload.hpp"

#include <exception>
#include <new>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace replay {
namespace {

int run(const command_line& asked) {
    std::string text;
    if (asked.replay->parsed()) {
        return replay_and_report(asked.replaying) ? success : interrupted;
    }
    if (asked.attach.is_asked()) {
        return asked.attach.run();
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

} // namespace

int run_command(int count, char** arguments) {
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

} // namespace replay
