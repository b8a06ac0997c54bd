#pragma once
// The command lines of the benchmarks.

#include "peers/count_option.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace bench {

class command_line : public CLI::App {
  public:
    command_line(const char* name, const char* purpose) : CLI::App(purpose, name) {
        set_help_flag("-h,--help", "Print this and exit");
        failure_message([](const CLI::App* app, const CLI::Error& error) {
            return app->get_name() + ": " + error.what() + "; --help tells what there is\n";
        });
    }

    // An argument that may be left out. It may be written "20M", "1.5k".
    void add_count(const char* name, std::uint64_t& to, std::uint64_t least, const char* meaning) {
        add_option_function<std::string>(name, peers::count_into(to, name, least), meaning)
            ->type_name("COUNT");
    }
    // Several of them.
    void add_counts(const char* name, std::vector<std::uint64_t>& to, std::uint64_t least,
                    const char* meaning) {
        const auto counts_into = [&to, name, least](const std::vector<std::string>& texts) {
            to.clear();
            for (const std::string& text : texts) {
                to.push_back(peers::count_of(text, name, least));
            }
        };
        add_option_function<std::vector<std::string>>(name, counts_into, meaning)
            ->type_name("COUNT");
    }

    // Effects: sets what was added. --help is printed and ends the program, with status 0; so does
    //   a command line that can't be followed, with a line on standard error and status 2.
    void follow(int count, char** arguments) {
        try {
            parse(count, arguments);
        } catch (const CLI::ParseError& error) {
            std::exit(exit(error) == 0 ? 0 : 2);
        }
    }
};

} // namespace bench
