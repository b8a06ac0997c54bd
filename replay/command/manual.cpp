#include "command/manual.hpp"

#include "ebb/version.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

#include <fmt/format.h>

namespace replay {
namespace {

// Backslashes and hyphens mean themselves, and no line begins with a control character.
std::string roff(const std::string& text) {
    std::string result;
    for (const char character : text) {
        if (character == '\\') {
            result += "\\e";
        } else if (character == '-') {
            result += "\\-";
        } else if ((character == '.' || character == '\'') &&
                   (result.empty() || result.back() == '\n')) {
            result += std::string("\\&") + character;
        } else {
            result += character;
        }
    }
    return result;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string option_text(const CLI::Option& option) {
    const std::string value =
        option.get_items_expected_max() > 0 && !option.get_positional()
            ? fmt::format(" \\fI{}\\fR",
                          roff(option.get_type_name().substr(0, option.get_type_name().find(':'))))
            : "";
    std::string usual;
    if (!option.get_default_str().empty()) {
        usual = fmt::format(" Usual: {}.", option.get_default_str());
    }
    const std::string name = option.get_name(option.get_positional(), !option.get_positional());
    return fmt::format(".TP\n\\fB{}\\fR{}\n{}.{}\n", roff(name), value,
                       roff(option.get_description()), roff(usual));
}

struct section {
    std::string title;
    std::string text;
};

// What stands below the options in --help: "Title:" begins a section, the rest is as it is.
// Sections of the same title, which several commands have, become one.
void add_footer(std::vector<section>& sections, const std::string& footer) {
    std::istringstream lines(footer);
    std::string* text = nullptr;
    bool is_as_it_is = false;
    const auto end_example = [&] {
        *text += is_as_it_is ? ".fi\n.RE\n" : "";
        is_as_it_is = false;
    };
    for (std::string line; std::getline(lines, line);) {
        const bool is_title = !line.empty() && line[0] != ' ' && line.back() == ':';
        const bool is_indented = line.starts_with("  ");
        if (text != nullptr && !is_indented) {
            end_example();
        }
        if (is_title || text == nullptr) {
            const std::string title = is_title ? line.substr(0, line.size() - 1) : "Notes";
            auto found = std::find_if(sections.begin(), sections.end(),
                                      [&](const section& each) { return each.title == title; });
            if (found == sections.end()) {
                found = sections.insert(sections.end(), {title, ""});
            }
            text = &found->text;
        }
        if (is_title) {
            continue;
        }
        if (is_indented) {
            *text += is_as_it_is ? "" : ".RS 0\n.nf\n";
            is_as_it_is = true;
            *text += roff(line.substr(2)) + "\n";
        } else {
            *text += line.empty() ? ".PP\n" : roff(line) + "\n";
        }
    }
    if (text != nullptr) {
        end_example();
    }
}

} // namespace

std::string manual_page(const CLI::App& app) {
    std::string text =
        fmt::format(".TH EBB 1 \"\" \"ebb {}\" \"User Commands\"\n.SH NAME\nebb \\- what a hash "
                    "map does with your traffic\n.SH SYNOPSIS\n",
                    ebb::version);
    for (const CLI::App* command : app.get_subcommands({})) {
        text += fmt::format(".B ebb {}\n[\\fIOPTIONS\\fR]", command->get_name());
        for (const CLI::Option* option : command->get_options()) {
            if (option->get_positional()) {
                const std::string name = roff(option->get_name(true));
                text += option->get_required() ? fmt::format(" \\fI{}\\fR", name)
                                               : fmt::format(" [\\fI{}\\fR]", name);
            }
        }
        text += "\n.br\n";
    }
    text += ".SH OPTIONS\n";
    for (const CLI::Option* option : app.get_options()) {
        text += option_text(*option);
    }
    text += ".SH COMMANDS\n";
    std::vector<section> footers;
    for (const CLI::App* command : app.get_subcommands({})) {
        text += fmt::format(".SS {}\n{}\n", command->get_name(), roff(command->get_description()));
        for (const CLI::Option* option : command->get_options()) {
            text += option_text(*option);
        }
        add_footer(footers, command->get_footer());
    }
    for (const section& each : footers) {
        text += fmt::format(".SH {}\n{}", upper(each.title), each.text);
    }
    return text;
}

} // namespace replay
