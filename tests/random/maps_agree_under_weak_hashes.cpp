// Maps do what a std::unordered_map does, however bad the hash: the keys themselves, all keys in
// one chain, four different hashes.
#include "support/agreement.hpp"

#include <string>

namespace ebb_tests {
namespace {

template <class Hash, class Policy> using numbers = map_kind<number, number, Hash, Policy>;
using counted_default = ebb::counted<ebb::default_policy>;
using counted_eager = ebb::counted<ebb::eager_policy>;
using counted_go = ebb::counted<ebb::go_policy>;

using kinds =
    ::testing::Types<numbers<identity_hash, counted_default>, numbers<identity_hash, counted_go>,
                     numbers<four_hashes, counted_default>, numbers<four_hashes, counted_eager>,
                     numbers<four_hashes, counted_go>, numbers<one_chain_hash, counted_default>,
                     numbers<one_chain_hash, counted_go>>;
struct names {
    template <class> static std::string GetName(int index) {
        constexpr const char* all[] = {"identity",          "identity_go",    "four_hashes",
                                       "four_hashes_eager", "four_hashes_go", "one_chain",
                                       "one_chain_go"};
        return all[index];
    }
};
INSTANTIATE_TYPED_TEST_SUITE_P(by_hash, agreement, kinds, names);

} // namespace
} // namespace ebb_tests
