#include "process/mappings.hpp"

#include "process/words.hpp"

#include <algorithm>
#include <optional>

namespace ebb::inspect {

std::vector<mapping> file_mappings(std::string_view text) {
    constexpr std::string_view deleted = " (deleted)";
    std::vector<mapping> found;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        // begin-end rwxp offset device inode path
        const auto words = words_of(line, 6);
        if (words.size() < 6 || words[1].size() < 4 || !words[5].starts_with('/')) {
            continue;
        }
        const std::size_t dash = words[0].find('-');
        const auto begin = number_in<std::uint64_t>(words[0].substr(0, dash), 16);
        const auto end = dash == std::string_view::npos
                             ? std::nullopt
                             : number_in<std::uint64_t>(words[0].substr(dash + 1), 16);
        const auto offset = number_in<std::uint64_t>(words[2], 16);
        const auto inode = number_in<std::uint64_t>(words[4]);
        if (!begin || !end || *begin >= *end || !offset || !inode) {
            continue;
        }
        std::string_view path = words[5];
        const bool is_deleted = path.ends_with(deleted);
        if (is_deleted) {
            path.remove_suffix(deleted.size());
        }
        found.push_back({*begin, *end, words[1][1] == 'w', words[1][2] == 'x', *offset, *inode,
                         std::string(path), is_deleted});
    }
    return found;
}

} // namespace ebb::inspect
