#pragma once
// Maps whose keys are their own hashes, so that a test chooses bucket and tophash byte, and a look
// at the tophash bytes of a chain.

#include "support/number_maps.hpp"

#include "ebb/go_map.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace ebb_tests {

struct key_as_hash {
    std::uint64_t operator()(std::uint64_t key, std::uint64_t) const noexcept { return key; }
};

// A key of bucket `bucket` with the top byte `top`; `serial` tells keys with both alike apart.
[[nodiscard]] constexpr number key_of(std::uint64_t bucket, std::uint64_t top,
                                      std::uint64_t serial = 0) noexcept {
    return top << 56 | serial << 32 | bucket;
}

using chosen_go_map = ebb::go_map<number, number, key_as_hash>;

using tophash_bytes = std::vector<unsigned>;

// The bytes of a chain of the current table, or of the old one, bucket after bucket.
template <class Map>
[[nodiscard]] tophash_bytes chain_of(const Map& map, std::size_t index, bool is_old = false) {
    const auto& engine = ebb::table::map_access::engine(map);
    const auto& table = is_old ? inside<Map>::old(engine) : inside<Map>::current(engine);
    const auto& pool = inside<Map>::pool(engine, table);
    tophash_bytes bytes;
    for (const auto* control = table.control + index;; control = pool.control(control->link)) {
        bytes.insert(bytes.end(), std::begin(control->tophash), std::end(control->tophash));
        if (control->link == 0) {
            return bytes;
        }
    }
}

} // namespace ebb_tests
