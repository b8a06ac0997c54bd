// The manual tells of every command and option, in macros that man(7) has.
#include "command/manual.hpp"

#include "command_line_parsed.hpp"

#include <gtest/gtest.h>

#include <set>
#include <sstream>

namespace replay_tests {
namespace {

// As a reader sees it: hyphens without their backslash, no changes of font.
std::string readable(std::string text) {
    for (const auto& [roff, plain] :
         {std::pair("\\-", "-"), std::pair("\\fB", ""), std::pair("\\fI", ""),
          std::pair("\\fR", ""), std::pair("\\&", ""), std::pair("\\e", "\\")}) {
        for (std::size_t at = 0; (at = text.find(roff, at)) != text.npos;) {
            text.replace(at, std::string_view(roff).size(), plain);
        }
    }
    return text;
}

// Returns: what the manual says of one command.
std::string section_of(const std::string& manual, const std::string& command) {
    const std::size_t begin = manual.find("\n.SS " + command + "\n");
    if (begin == manual.npos) return "";
    return manual.substr(
        begin,
        std::min(manual.find("\n.SS ", begin + 1), manual.find("\n.SH ", begin + 1)) - begin);
}

TEST(command_manual, mentions_every_option_of_every_command) {
    const replay::command_line asked;
    const std::string manual = readable(replay::manual_page(asked.app));
    for (const CLI::App* command : asked.app.get_subcommands({})) {
        const std::string section = section_of(manual, command->get_name());
        EXPECT_NE(section.find(command->get_description()), section.npos) << command->get_name();
        for (const CLI::Option* option : command->get_options()) {
            const std::string name = option->get_name();
            EXPECT_NE(section.find("\n.TP\n" + option->get_name(false, !option->get_positional())),
                      section.npos)
                << name;
            EXPECT_NE(section.find(option->get_description() + "."), section.npos) << name;
        }
    }
}

TEST(command_manual, mentions_the_options_of_ebb_itself) {
    const replay::command_line asked;
    const std::string manual = readable(replay::manual_page(asked.app));
    for (const CLI::Option* option : asked.app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            EXPECT_NE(manual.find("--" + name), manual.npos) << name;
        }
    }
}

TEST(command_manual, tells_what_is_usual) {
    const replay::command_line asked;
    const std::string manual = readable(replay::manual_page(asked.app));
    EXPECT_NE(manual.find("medians and minima count. Usual: 3."), manual.npos);
}

// Not how the library writes down what it checks: "COUNT:UINT in [1 - 100]".
TEST(command_manual, names_values_in_a_word) {
    const replay::command_line asked;
    std::istringstream manual(readable(replay::manual_page(asked.app)));
    for (std::string line; std::getline(manual, line);) {
        if (line.starts_with("--")) {
            EXPECT_EQ(line.find_first_of(":[{"), line.npos) << line;
        }
    }
}

TEST(command_manual, has_examples_and_models) {
    const replay::command_line asked;
    const std::string manual = readable(replay::manual_page(asked.app));
    const std::size_t examples = manual.find(".SH EXAMPLES\n.RS 0\n.nf\nredis-cli MONITOR | ebb");
    const std::size_t models = manual.find(".SH MODELS\n");
    EXPECT_NE(examples, manual.npos);
    EXPECT_NE(models, manual.npos);
    EXPECT_LT(examples, models);
    EXPECT_NE(manual.find("cache:ENTRIES", models), manual.npos);
}

// Several commands have examples and an exit status of their own.
TEST(command_manual, has_each_section_once) {
    const replay::command_line asked;
    std::istringstream manual(replay::manual_page(asked.app));
    std::set<std::string> titles;
    for (std::string line; std::getline(manual, line);) {
        if (line.starts_with(".SH ")) {
            EXPECT_TRUE(titles.insert(line).second) << line;
        }
    }
    EXPECT_TRUE(titles.contains(".SH EXIT STATUS"));
    EXPECT_TRUE(titles.contains(".SH MAPS OF A RUNNING PROGRAM"));
}

TEST(command_manual, consists_of_known_macros_and_text) {
    const replay::command_line asked;
    const std::set<std::string> known{".TH", ".SH", ".SS", ".TP", ".PP", ".B",
                                      ".br", ".RS", ".RE", ".nf", ".fi"};
    std::istringstream manual(replay::manual_page(asked.app));
    int without_fill = 0;
    for (std::string line; std::getline(manual, line);) {
        EXPECT_FALSE(line.empty()) << "man has .PP for that";
        EXPECT_FALSE(line.starts_with("'")) << line;
        const std::string macro = line.substr(0, line.find(' '));
        if (line.starts_with(".")) {
            EXPECT_TRUE(known.contains(macro)) << line;
        }
        without_fill += macro == ".nf" ? 1 : macro == ".fi" ? -1 : 0;
        EXPECT_TRUE(without_fill == 0 || without_fill == 1) << line;
    }
    EXPECT_EQ(without_fill, 0);
}

// A name and a description that a careless page would read as macros, escapes and hyphens.
TEST(command_manual, escapes_what_means_something_to_man) {
    CLI::App app;
    CLI::App* const command = app.add_subcommand("one-two", ".dots begin no macro");
    command->footer("Notes:\n  .x\\y\n'quoted");
    const std::string manual = replay::manual_page(app);
    EXPECT_NE(manual.find("\n\\&.dots begin no macro\n"), manual.npos) << manual;
    EXPECT_NE(manual.find("\n\\&.x\\ey\n"), manual.npos) << manual;
    EXPECT_NE(manual.find("\n\\&'quoted\n"), manual.npos) << manual;
}

} // namespace
} // namespace replay_tests
