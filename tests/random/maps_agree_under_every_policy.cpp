// Maps of numbers do what a std::unordered_map does, under every policy.
#include "support/agreement.hpp"

#include <string>

namespace ebb_tests {
namespace {

template <class Policy> using numbers = map_kind<number, number, ebb::hash<number>, Policy>;

using kinds = ::testing::Types<numbers<ebb::default_policy>, numbers<ebb::eager_policy>,
                               numbers<ebb::go_policy>, numbers<ebb::counted<ebb::default_policy>>,
                               numbers<ebb::counted<ebb::eager_policy>>,
                               numbers<ebb::counted<ebb::go_policy>>>;
struct names {
    template <class> static std::string GetName(int index) {
        constexpr const char* all[] = {"plain",   "eager",         "go",
                                       "counted", "counted_eager", "counted_go"};
        return all[index];
    }
};
INSTANTIATE_TYPED_TEST_SUITE_P(by_policy, agreement, kinds, names);

} // namespace
} // namespace ebb_tests
