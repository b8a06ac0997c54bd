// Sets do what a std::unordered_set does.
#include "support/agreement.hpp"

#include <cstdint>
#include <string>

namespace ebb_tests {
namespace {

template <class Policy> using numbers = set_kind<number, ebb::hash<number>, Policy>;

using kinds = ::testing::Types<numbers<ebb::default_policy>, numbers<ebb::go_policy>,
                               set_kind<std::string, ebb::hash<std::string>, ebb::eager_policy>,
                               set_kind<over_aligned, mixed_hash>,
                               set_kind<number, four_hashes, ebb::default_policy>>;
struct names {
    template <class> static std::string GetName(int index) {
        constexpr const char* all[] = {"numbers", "numbers_go", "strings_eager", "over_aligned",
                                       "four_hashes"};
        return all[index];
    }
};
INSTANTIATE_TYPED_TEST_SUITE_P(sets, agreement, kinds, names);

} // namespace
} // namespace ebb_tests
