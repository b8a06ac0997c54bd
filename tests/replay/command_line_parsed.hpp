#pragma once
// The command line, as a test writes it.

#include "command/command_line.hpp"

#include <CLI/Error.hpp>

#include <string>
#include <vector>

namespace replay_tests {

// Effects: parses "ebb" and these words.
inline void parse(replay::command_line& into, std::vector<std::string> words) {
    words.insert(words.begin(), "/usr/bin/ebb");
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    into.parse(static_cast<int>(arguments.size()), arguments.data());
}

// Returns: what `ebb replay` is asked by these words.
[[nodiscard]] inline replay::options options_of(std::vector<std::string> words) {
    replay::command_line asked;
    words.insert(words.begin(), "replay");
    parse(asked, std::move(words));
    return asked.replaying;
}

// Returns: why the words are refused.
[[nodiscard]] inline std::string refusal_of(std::vector<std::string> words) {
    replay::command_line asked;
    try {
        parse(asked, std::move(words));
    } catch (const CLI::Success& help) {
        return "help";
    } catch (const CLI::ParseError& error) {
        return error.what();
    }
    return "not refused";
}

} // namespace replay_tests
