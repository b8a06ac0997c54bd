// Maps do what a std::unordered_map does with small entries, large ones, over-aligned ones,
// strings, entries that can't be copied, and entries whose move may throw.
#include "support/agreement.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace ebb_tests {
namespace {

template <class Policy>
using strings = map_kind<std::string, std::string, ebb::hash<std::string>, Policy>;
template <class Policy> using large = map_kind<number, large_value, ebb::hash<number>, Policy>;
template <class Policy> using copied = map_kind<copied_key, number, mixed_hash, Policy>;
using move_only = map_kind<std::uint64_t, std::unique_ptr<std::size_t>>;
using moved = map_kind<moved_key, std::unique_ptr<std::size_t>, mixed_hash, ebb::eager_policy>;

using kinds = ::testing::Types<map_kind<std::uint32_t, std::uint8_t>, strings<ebb::default_policy>,
                               strings<ebb::go_policy>, large<ebb::default_policy>,
                               map_kind<number, over_aligned>, copied<ebb::default_policy>,
                               copied<ebb::go_policy>, move_only, moved>;
struct names {
    template <class> static std::string GetName(int index) {
        constexpr const char* all[] = {"bytes",     "strings",      "strings_go",
                                       "large",     "over_aligned", "copied",
                                       "copied_go", "move_only",    "moved_eager"};
        return all[index];
    }
};
INSTANTIATE_TYPED_TEST_SUITE_P(by_entry, agreement, kinds, names);

} // namespace
} // namespace ebb_tests
