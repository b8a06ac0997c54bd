#pragma once
// The command line of `ebb`, described once: parsing, --help, the manual page and the completions
// of shells all come from it.

#include "command/options.hpp"

#include <ebb/attach/commands.hpp>

#include <cstdint>
#include <memory>
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
    CLI::App* list;      // `ebb list PID`, and so on, with their options in:
    CLI::App* top;
    CLI::App* stats;
    CLI::App* buckets;
    CLI::App* health;
    CLI::App* pprof;
    ebb::attach::request attaching;
    std::string profile_path;
    CLI::App* completion; // `ebb completion SHELL`
    std::string shell;
    CLI::App* manual; // `ebb manual`

    // Effects: reads the arguments of main. Throws: CLI::ParseError, which --help is as well.
    void parse(int count, char** arguments);

  private:
    void describe_replay();
    void describe_attach();
    void check_replay(int count, char** arguments);
    void check_attach();
    void check_input();

    std::string format_;
    std::string keys_;
    std::string value_bytes_;
    std::string sort_;
    std::uint64_t watching_seconds_ = 0;
    std::uint64_t last_bucket_ = 0;
};

} // namespace replay
