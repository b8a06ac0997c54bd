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
        {"--keys", {"numbers", "strings"}},
        {"--model", {"direct", "cache:", "ttl:", "sessions:"}},
        {"--requests", {}},
        {"--rounds", {}},
        {"--seed", {}},
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

std::vector<std::string> command_names(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) {
        names.push_back(command->get_name());
    }
    return names;
}

// A colon is a word's end to bash, unless it is taken out of COMP_WORDBREAKS for this command.
std::string for_bash(const CLI::App& app) {
    std::string text = "# bash completion for ebb, made by `ebb completion bash`\n"
                       "_ebb() {\n"
                       "    local word previous words cword\n"
                       "    _get_comp_words_by_ref -n : word prev words cword 2>/dev/null || {\n"
                       "        word=${COMP_WORDS[COMP_CWORD]}\n"
                       "        words=(\"${COMP_WORDS[@]}\")\n"
                       "        cword=$COMP_CWORD\n"
                       "    }\n"
                       "    previous=${words[cword-1]}\n"
                       "    local list=''\n";
    text += fmt::format("    if [ \"$cword\" -eq 1 ]; then\n        list='{} --help --version'\n",
                        fmt::join(command_names(app), " "));
    text += "    else\n        case $previous in\n";
    for (const auto& [option, values] : known_values()) {
        text += fmt::format("        {}) list='{}'; [ -n \"$list\" ] || return ;;\n", option,
                            fmt::join(values, " "));
    }
    text += "        completion) list='bash zsh fish' ;;\n"
            "        --json | --html) ;;\n"
            "        *)\n            if [[ $word == -* ]]; then\n"
            "                case ${words[1]} in\n";
    for (const CLI::App* command : app.get_subcommands({})) {
        text += fmt::format("                {}) list='{}' ;;\n", command->get_name(),
                            fmt::join(option_names(*command), " "));
    }
    return text + "                esac\n            fi\n            ;;\n        esac\n    fi\n"
                  "    if [ -n \"$list\" ]; then\n"
                  "        COMPREPLY=($(compgen -W \"$list\" -- \"$word\"))\n"
                  "        declare -F __ltrim_colon_completions >/dev/null && "
                  "__ltrim_colon_completions \"$word\"\n"
                  "    else\n"
                  "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
                  "    fi\n"
                  "}\n"
                  "complete -o filenames -F _ebb ebb\n";
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
    return text +
           "complete -c ebb -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n";
}

// zsh reads scripts for bash.
std::string for_zsh(const CLI::App& app) {
    return "#compdef ebb\n"
           "autoload -U +X bashcompinit && bashcompinit\n" +
           for_bash(app);
}

} // namespace

std::string completion_script(const CLI::App& app, const std::string& shell) {
    return shell == "bash" ? for_bash(app) : shell == "zsh" ? for_zsh(app) : for_fish(app);
}

} // namespace replay
