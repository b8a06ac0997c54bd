#pragma once
// The table of guarantees, docs/guarantees.json, as a test reads it.

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ebb_tests {

// One row, as it stands for one policy ("default", "eager" or "go").
struct guarantee_row {
    std::string id; // "group: name"
    std::vector<std::string> calls;
    std::string complexity;
    std::set<std::string> throws;
    std::string guarantee;
    std::string guarantee_if_functions_throw; // the same, but where Hash or KeyEqual are assigned
    std::set<std::string> terminates;         // failures that end the program
    bool says_noexcept;                       // or not; else the row leaves it open
    bool is_noexcept;
    std::string references;
    std::string iterators;
    std::string walks;
    std::string moves;
    std::string allocates;
    std::string threads;
};

// The rows about a kind of container ("map" or "set"), with the calls that it has.
std::vector<guarantee_row> rows_about(std::string_view container, std::string_view policy);

// Every word in the table that its list of words lacks, and every word there that no row uses.
std::vector<std::string> words_out_of_place();

} // namespace ebb_tests
