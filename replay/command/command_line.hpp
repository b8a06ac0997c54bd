#pragma once
// The command line of `ebb`, described once: parsing, --help, the manual page and the completions
// of shells all come from it.

#include "command/attach_commands.hpp"
#include "command/options.hpp"

#include <cstdint>
#include <string>

#include <CLI/App.hpp>

namespace replay {

struct command_line {
    command_line();

    CLI::App app;
    CLI::App* replay; // `ebb replay`, with its options in:
    options replaying;
    CLI::App* workloads; // `ebb workloads`
    CLI::App* maps;      // `ebb maps`
    attach_commands attach;
    CLI::App* completion; // `ebb completion SHELL`
    std::string shell;
    CLI::App* manual; // `ebb manual`

    // Effects: reads the arguments of main. Throws: CLI::ParseError, which --help is as well.
    void parse(int count, char** arguments);

  private:
    void describe_replay();
    void check_replay(int count, char** arguments);
    void check_input();

    std::string format_;
    std::string keys_;
    std::string value_bytes_;
};

} // namespace replay
