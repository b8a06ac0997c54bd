#include "run/candidate.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace replay {
namespace {

constexpr std::array<std::string_view, 8> order{"ebb",  "ebb-eager", "ebb-go",     "boost",
                                                "absl", "std",       "sparsehash", "tbb"};

std::vector<candidate>& registered() {
    static std::vector<candidate> all;
    return all;
}

} // namespace

registration::registration(candidate who) { registered().push_back(std::move(who)); }

std::vector<candidate> all_candidates() {
    std::vector<candidate> all = registered();
    std::sort(all.begin(), all.end(), [](const candidate& a, const candidate& b) {
        return std::find(order.begin(), order.end(), a.name) <
               std::find(order.begin(), order.end(), b.name);
    });
    return all;
}

} // namespace replay
