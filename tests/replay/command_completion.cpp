// Shells complete every command and option, and the values that are known.
#include "command/completion.hpp"

#include "command_line_parsed.hpp"
#include "workload/workload.hpp"

#include <gtest/gtest.h>

namespace replay_tests {
namespace {

// A colon in a value is escaped for zsh, which is undone here.
std::string script_for(const std::string& shell) {
    const replay::command_line asked;
    std::string script = replay::completion_script(asked.app, shell);
    for (std::size_t at = script.find("\\:"); at != script.npos; at = script.find("\\:", at)) {
        script.erase(at, 1);
    }
    return script;
}

bool has(const std::string& script, const std::string& text) {
    return script.find(text) != script.npos;
}

TEST(command_completion, bash_and_zsh_have_every_option_of_a_command) {
    const replay::command_line asked;
    for (const char* shell : {"bash", "zsh"}) {
        const std::string script = script_for(shell);
        for (const CLI::App* command : asked.app.get_subcommands({})) {
            const bool is_zsh = shell == std::string("zsh");
            const std::size_t begin =
                script.find(command->get_name() + (is_zsh ? ")\n    _arg" : ") list='--"));
            ASSERT_NE(begin, script.npos) << shell << " " << command->get_name();
            const std::string list =
                script.substr(begin, script.find(is_zsh ? ";;" : "\n", begin) - begin);
            for (const CLI::Option* option : command->get_options()) {
                for (const std::string& name : option->get_lnames()) {
                    EXPECT_TRUE(has(list, "--" + name)) << shell << " " << name;
                }
            }
        }
    }
}

TEST(command_completion, fish_has_every_option_of_a_command) {
    const replay::command_line asked;
    const std::string script = script_for("fish");
    for (const CLI::App* command : asked.app.get_subcommands({})) {
        const std::string& of = command->get_name();
        EXPECT_TRUE(has(script, "__fish_use_subcommand -f -a " + of + " -d '")) << of;
        for (const CLI::Option* option : command->get_options()) {
            for (const std::string& name : option->get_lnames()) {
                EXPECT_TRUE(
                    has(script, "'__fish_seen_subcommand_from " + of + "' -l " + name + " "))
                    << of << " " << name;
            }
        }
    }
}

TEST(command_completion, every_shell_has_the_options_of_ebb_itself) {
    const replay::command_line asked;
    for (const CLI::Option* option : asked.app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            EXPECT_TRUE(has(script_for("bash"), "--" + name)) << name;
            EXPECT_TRUE(has(script_for("zsh"), "--" + name)) << name;
            EXPECT_TRUE(
                has(script_for("fish"), "complete -c ebb -n __fish_use_subcommand -l " + name))
                << name;
        }
    }
}

TEST(command_completion, every_shell_knows_formats_workloads_and_models) {
    for (const char* shell : {"bash", "zsh", "fish"}) {
        const std::string script = script_for(shell);
        for (const replay::format_name& each : replay::trace_formats()) {
            EXPECT_TRUE(has(script, each.name)) << shell << " " << each.name;
        }
        for (const replay::workload_facts& each : replay::all_workloads()) {
            EXPECT_TRUE(has(script, each.name)) << shell << " " << each.name;
        }
        EXPECT_TRUE(has(script, "direct cache: ttl: sessions:")) << shell;
        EXPECT_TRUE(has(script, "bash zsh fish")) << shell;
    }
}

TEST(command_completion, zsh_finds_the_command_in_the_first_line) {
    EXPECT_TRUE(script_for("zsh").starts_with("#compdef ebb\n"));
}

TEST(command_completion, quotes_of_descriptions_end_no_string) {
    CLI::App app;
    app.add_subcommand("one", "it's one")->add_flag("--two")->description("don't");
    const std::string script = replay::completion_script(app, "fish");
    EXPECT_FALSE(has(script, "it's"));
    EXPECT_FALSE(has(script, "don't"));
    EXPECT_TRUE(has(script, "it’s one"));
}

} // namespace
} // namespace replay_tests
