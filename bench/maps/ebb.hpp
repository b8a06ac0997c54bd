#pragma once
// ebb::map, and ebb::eager_map, whose memory follows erases too.

#include "maps/adapter.hpp"

#include "ebb/map.hpp"
#include "ebb/version.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

template <class Map> class ebb_adapter : public standard_adapter<Map> {
  public:
    static std::string version() { return std::string(ebb::version); }
    static void fix_seeds(std::uint64_t seed) { ebb::fix_hash_seeds(seed); }

    [[nodiscard]] std::size_t memory_bytes() const { return this->map_.memory_bytes(); }
    bool maintain(std::size_t buckets) { return this->map_.maintain(buckets); }
    // Returns: the sum of the mapped values found.
    template <class Keys> [[nodiscard]] std::uint64_t find_many(const Keys& keys) const {
        std::uint64_t sum = 0;
        this->map_.find_many(
            keys, [&](auto found) { sum += found == this->map_.end() ? 0 : found->second; });
        return sum;
    }
};

template <class Key, class Mapped> struct ebb_map : ebb_adapter<ebb::map<Key, Mapped>> {
    static constexpr const char* name = "ebb";
};
template <class Key, class Mapped> struct ebb_eager_map : ebb_adapter<ebb::eager_map<Key, Mapped>> {
    static constexpr const char* name = "ebb-eager";
};

static_assert(map_adapter<ebb_map<int, int>> && map_adapter<ebb_eager_map<int, int>>);

} // namespace bench
