#include "trace/names_counted.hpp"

#include "text/units.hpp"
#include "trace/quoted.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace replay {
namespace {

using ebb::inspect::grouped;
using ebb::inspect::number_of;

constexpr std::size_t names_max = 1'000; // a damaged file has any number
constexpr std::size_t shown_max = 8;

bool is_plain(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' ||
           c == '|';
}

std::string shown(std::string_view name) {
    constexpr std::size_t characters_max = 40;
    const bool is_fit = !name.empty() && name.size() <= characters_max &&
                        std::all_of(name.begin(), name.end(), is_plain);
    return is_fit ? std::string(name) : quoted(name.substr(0, characters_max));
}

} // namespace

void names_counted::add(std::string_view name) {
    ++total_;
    std::string upper(name);
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    if (const auto found = counts_.find(upper); found != counts_.end()) {
        ++found->second;
    } else if (counts_.size() < names_max) {
        counts_.emplace(std::move(upper), 1);
    }
}

std::string names_counted::text() const {
    std::vector<std::pair<std::string, std::uint64_t>> all(counts_.begin(), counts_.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& one, const auto& other) { return one.second > other.second; });
    all.resize(std::min(all.size(), shown_max));
    std::string result;
    std::uint64_t rest = total_;
    for (const auto& [name, count] : all) {
        result += (result.empty() ? "" : ", ") + grouped(count) + " " + shown(name);
        rest -= count;
    }
    return result + (rest == 0 ? "" : " and " + number_of(rest, "other", "others"));
}

} // namespace replay
