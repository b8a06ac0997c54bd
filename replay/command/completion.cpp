#include "command/completion.hpp"

#include "run/candidate.hpp"
#include "trace/open.hpp"
#include "workload/workload.hpp"

#include <map>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace replay {
namespace {

// The values of the options that have a list of them; the others take files.
std::map<std::string, std::vector<std::string>> known_values() {
    std::map<std::string, std::vector<std::string>> values{
        {"--count", {}},
        {"--first", {}},
        {"--interval", {}},
        {"--keys", {"numbers", "strings"}},
        {"--last", {}},
        {"--model", {"direct", "cache:", "ttl:", "sessions:"}},
        {"--requests", {}},
        {"--rounds", {}},
        {"--seconds", {}},
        {"--seed", {}},
        {"--sort", {"name", "entries", "bytes", "changes"}},
    };
    for (const format_name& each : trace_formats()) {
        values["--format"].emplace_back(each.name);
    }
    for (const workload_facts& each : all_workloads()) {
        values["--workload"].push_back(each.name);
    }
    for (const candidate& each : all_candidates()) {
        values["--maps"].push_back(each.name);
    }
    for (const std::size_t bytes : value_sizes) {
        values["--value-bytes"].push_back(std::to_string(bytes));
    }
    return values;
}

std::vector<std::string> option_names(const CLI::App& command) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            names.push_back("--" + name);
        }
    }
    return names;
}

bool takes_process(const CLI::App& command) {
    return command.get_option_no_throw("PID") != nullptr;
}

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) {
        names.push_back(command->get_name());
    }
    return names;
}

// The line is split here, since to bash a colon ends a word; what stands before the last colon is
// taken off the answers for the same reason.
std::string for_bash(const CLI::App& app) {
    std::string text = R"(# bash completion for ebb, made by `ebb completion bash`
_ebb() {
    local line=${COMP_LINE:0:COMP_POINT} words list=''
    read -ra words <<<"$line"
    [[ $line == *[[:space:]] ]] && words+=('')
    local current=${words[-1]} previous=${words[-2]}
    if [ ${#words[@]} -eq 2 ]; then
)";
    text += fmt::format("        list='{} --help --version'\n    else\n        case $previous in\n",
                        fmt::join(command_names(app), " "));
    for (const auto& [option, values] : known_values()) {
        text += fmt::format("        {}) list='{}' ;;\n", option, fmt::join(values, " "));
    }
    text += R"(        completion) list='bash zsh fish' ;;
        *)
            if [[ $current == -* ]]; then
                case ${words[1]} in
)";
    for (const CLI::App* command : app.get_subcommands({})) {
        text += fmt::format("                {}) list='{}' ;;\n", command->get_name(),
                            fmt::join(option_names(*command), " "));
    }
    return text + R"(                esac
            elif [[ ${words[1]} == replay || $previous == -o || $previous == --output ]]; then
                compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -f -- "$current")
                return
            fi
            ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$list" -- "$current")
    if [[ $current == *:* && $COMP_WORDBREAKS == *:* ]]; then
        COMPREPLY=("${COMPREPLY[@]#"${current%"${current##*:}"}"}")
    fi
}
complete -F _ebb ebb
)";
}

std::string without_quotes(std::string text, char quote) {
    std::string result;
    for (const char character : text) {
        if (character == quote) {
            result += "'";
        } else if (character == '\'') {
            result += "’";
        } else {
            result += character;
        }
    }
    return result;
}

std::string for_fish(const CLI::App& app) {
    std::string text = "# fish completion for ebb, made by `ebb completion fish`\n";
    const auto values = known_values();
    for (const CLI::Option* option : app.get_options()) {
        text += fmt::format("complete -c ebb -n __fish_use_subcommand -l {} -d '{}'\n",
                            option->get_lnames().front(),
                            without_quotes(option->get_description(), '\0'));
    }
    for (const CLI::App* command : app.get_subcommands({})) {
        text += fmt::format("complete -c ebb -n __fish_use_subcommand -f -a {} -d '{}'\n",
                            command->get_name(), without_quotes(command->get_description(), '\0'));
        for (const CLI::Option* option : command->get_options()) {
            if (option->get_lnames().empty()) {
                continue;
            }
            const std::string& name = option->get_lnames().front();
            const auto known = values.find("--" + name);
            std::string arguments;
            if (known != values.end()) {
                arguments = fmt::format(" -x -a '{}'", fmt::join(known->second, " "));
            } else if (option->get_items_expected_max() > 0) {
                arguments = " -r";
            }
            text +=
                fmt::format("complete -c ebb -n '__fish_seen_subcommand_from {}' -l {}{} -d '{}'\n",
                            command->get_name(), name, arguments,
                            without_quotes(option->get_description(), '\0'));
        }
    }
    for (const CLI::App* command : app.get_subcommands({})) {
        if (takes_process(*command)) {
            text += fmt::format("complete -c ebb -n '__fish_seen_subcommand_from {}' -f -a "
                                "'(__fish_complete_pids)'\n",
                                command->get_name());
        }
    }
    return text +
           "complete -c ebb -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n";
}

// What has a meaning of its own in a description of _arguments or _describe.
std::string for_zsh_description(const std::string& text) {
    std::string result;
    for (const char character : without_quotes(text, '\0')) {
        if (character == ':' || character == '[' || character == ']') {
            result += '\\';
        }
        result += character;
    }
    return result;
}

std::string for_zsh(const CLI::App& app) {
    std::string text = "#compdef ebb\n# zsh completion for ebb, made by `ebb completion zsh`\n"
                       "local -a commands\ncommands=(\n";
    for (const CLI::App* command : app.get_subcommands({})) {
        text += fmt::format("    '{}:{}'\n", command->get_name(),
                            for_zsh_description(command->get_description()));
    }
    for (const CLI::Option* option : app.get_options()) {
        text += fmt::format("    '--{}:{}'\n", option->get_lnames().front(),
                            for_zsh_description(option->get_description()));
    }
    text += ")\nif (( CURRENT == 2 )); then\n    _describe command commands\n    return\nfi\n"
            "local command=$words[2]\nshift words\n(( CURRENT-- ))\ncase $command in\n";
    const auto values = known_values();
    for (const CLI::App* command : app.get_subcommands({})) {
        text += fmt::format("{})\n    _arguments", command->get_name());
        for (const CLI::Option* option : command->get_options()) {
            if (option->get_positional()) {
                const std::string name = option->get_name(true);
                text += name == "SHELL" ? " '1:shell:(bash zsh fish)'"
                        : name == "PID" ? " '1:process:_pids'"
                        : name == "MAP" ? " '2:map: '"
                                        : " '1:trace:_files'";
                continue;
            }
            const std::string name = "--" + option->get_lnames().front();
            const auto known = values.find(name);
            std::string value = option->get_items_expected_max() > 0 ? ":value:_files" : "";
            if (known != values.end()) {
                value = fmt::format(":value:({})", fmt::join(known->second, " "));
                for (std::size_t at = value.find(':', 8); at != value.npos;
                     at = value.find(':', at + 2)) {
                    value.insert(at, 1, '\\');
                }
            }
            text += fmt::format(" \\\n        '{}[{}]{}'", name,
                                for_zsh_description(option->get_description()), value);
        }
        text += "\n    ;;\n";
    }
    return text + "esac\n";
}

} // namespace

std::string completion_script(const CLI::App& app, const std::string& shell) {
    return shell == "bash" ? for_bash(app) : shell == "zsh" ? for_zsh(app) : for_fish(app);
}

} // namespace replay
